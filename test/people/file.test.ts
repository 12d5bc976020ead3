/** Her file from end to end: opened in a case, who stands by her, a paper that others do not read, consent that opens it and whose end closes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../api/house.ts';
import { launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
let api: TestApi;
let victim = '';
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const launched = await api.post(people.coordinator, '/cases', launchBody);
  const opened = await api.post(people.coordinator, `/cases/${String(launched.body['id'])}/victims`, { as: 'V1' });
  expect(opened.status).toBe(201);
  victim = String(opened.headers.get('location'));
  expect((await api.post(people.coordinator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' })).status).toBe(200);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const papers = async (who: string): Promise<unknown[]> => ((await api.get(who, `${victim}/papers`)).body['papers'] as { class: string; text?: string }[]).map(({ class: of, text }) => [of, text]);
const act = (who: string, body: object): Promise<Answer> => api.post(who, `${victim}/acts`, body);

describe('the file of a victim', () => {
  it('says who she is to who stands by her, and to nobody else', async () => {
    expect((await act(people.advocate, { act: 'file-paper', class: 'D3', kind: 'LEGAL_NAME', text: 'A name of nobody' })).status).toBe(200);
    expect(await papers(people.advocate)).toEqual([['D3', 'A name of nobody']]);
    expect(await papers(people.investigator)).toEqual([]);
    expect((await api.get(people.stranger, victim)).status).toBe(404);
  });

  it('is decided again and read back to the same', async () => {
    expect(await audit(victim.slice(1).replace('victims', 'victim'))).toEqual([]);
  });
});
