/** From the letter to its page: the link asks who is there, shows them what waits, and only that counts as read. In real time, as the fictional people of the directory. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openPostOffice } from '../../commands/campaign/post-office.ts';
import { asOwner } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { browser, signedIn, startDesk } from '../pages/support.ts';
import { from, origin } from './stage.ts';

const coordinator = 'district-prosecutor.coordinator';
const office = await openPostOffice();
await asOwner((client) => client.query('update notice set taken = true'));
const worker = await startWorker({ SMTP_URL: office.url, MAIL_FROM: from, PUBLIC_URL: origin });
const desk = await startDesk();
afterAll(async () => {
  await desk.stop();
  await worker.stop();
  await office.close();
});

const agencies = [
  { agency: 'district-prosecutor', roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: 'harbour-house', roles: ['COMMUNITY_ADVOCATE'] },
  { agency: 'city-police', roles: ['INVESTIGATOR'] }, { agency: 'revenue-crime', roles: ['FINANCIAL_INVESTIGATOR'] },
];
const launched = await desk.post(coordinator, '/cases', { codeName: 'LETTER PIER', playbook: { id: 'starter', version: 1 }, agencies });
const letter = await vi.waitFor(() => {
  const found = office.letters.find(({ to }) => to === 'coordinator@district-prosecutor.example');
  expect(found).toBeDefined();
  return found;
}, { timeout: 40_000, interval: 100 });
const path = `/desk/letters/${letter?.link ?? ''}`;
const seen = () => asOwner(async (client) => (await client.query<{ person: string }>('select distinct person from seen where ledger_id = $1', [`case/${String(launched.body['id'])}`])).rows.map(({ person }) => person));

const stranger = await browser(desk.url).get(path);
const other = await (await signedIn(desk.url, 'harbour-house.advocate', path)).get(path);
const before = await seen();
const page = await (await signedIn(desk.url, coordinator, path)).get(path);

describe('the link of a letter', () => {
  it('leads whoever is not signed in to the sign-in, and somebody else to nothing', () => {
    expect(stranger.path).toMatch(/sign-in/);
    expect([other.status, before]).toEqual([404, []]);
  });

  it('shows the person it was sent to what waits, under the code name, and counts as read', async () => {
    expect([page.status, page.path]).toEqual([200, path]);
    expect(page.text).toContain('LETTER PIER');
    expect(await seen()).toEqual([coordinator]);
  });
});
