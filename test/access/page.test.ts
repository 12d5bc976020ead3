/** Her access log as a page: words for people, no name for her advocate, absent for everybody who does not stand by her. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorker } from '../api/worker.ts';
import { signedIn, startDesk, wordsOf, type Desk } from '../pages/support.ts';

const worker = await startWorker();
const [coordinator, advocate, investigator] = ['district-prosecutor.coordinator', 'harbour-house.advocate', 'city-police.investigator'];
let desk: Desk;
let page = '';
beforeAll(async () => {
  desk = await startDesk();
  const launched = await desk.post(coordinator, '/cases', {
    codeName: 'PAGE OF A LOG', playbook: { id: 'starter', version: 1 },
    agencies: [{ agency: 'district-prosecutor', roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: 'harbour-house', roles: ['COMMUNITY_ADVOCATE'] }, { agency: 'city-police', roles: ['INVESTIGATOR'] }, { agency: 'revenue-crime', roles: ['FINANCIAL_INVESTIGATOR'] }],
  });
  const victim = String((await desk.post(coordinator, `${String(launched.headers.get('location'))}/victims`, { as: 'V1' })).headers.get('location'));
  await desk.post(coordinator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'harbour-house' });
  await desk.get(investigator, victim);
  page = `/desk${victim}/access-log`;
});
afterAll(async () => {
  await desk.stop();
  await worker.stop();
});

it('says who looked, with the role and the agency, and no name', async () => {
  const seen = await (await signedIn(desk.url, advocate)).get(page);
  expect(seen.status).toBe(200);
  const words = wordsOf(seen.text);
  expect(words).toMatch(/Investigator, City Police[^(]*\(reader \d+\) Saw that something is on record of: who she is and how she is reached [^(]*On the basis of their part in her case/);
  expect(seen.text).not.toContain(investigator);
});

it('is absent for who works on the case', async () => {
  expect((await (await signedIn(desk.url, investigator)).get(page)).status).toBe(404);
});
