/** The file of a survivor at the pages: opened, kept, and shown to each as far as it is theirs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '../api/worker.ts';
import { hiddenOf, signedIn, startDesk, wordsOf, type Browser, type Desk } from './support.ts';

const worker = await startWorker();
const team = { 'role-COMMUNITY_ADVOCATE': 'harbour-house', 'role-INVESTIGATOR': 'city-police', 'role-FINANCIAL_INVESTIGATOR': 'district-prosecutor', 'role-PROSECUTOR': 'district-prosecutor' };
let desk: Desk;
let lead: Browser;
let advocate: Browser;
let file = '';
beforeAll(async () => {
  desk = await startDesk();
  lead = await signedIn(desk.url, 'district-prosecutor.coordinator');
  advocate = await signedIn(desk.url, 'harbour-house.advocate');
  const launched = await lead.post('/desk/launch', { ...hiddenOf((await lead.get('/desk/launch')).text), ...team, codeName: 'LIGHTHOUSE', playbook: 'starter@1' });
  const victims = `${launched.path}/victims`;
  file = (await lead.post(victims, { ...hiddenOf((await lead.get(victims)).text), as: 'V1' })).path;
});
afterAll(async () => {
  await desk.stop();
  await worker.stop();
});

const form = async (who: Browser, act: string): Promise<Record<string, string>> => hiddenOf((await who.get(`${file}?act=${act}`)).text);

describe('her file at the pages', () => {
  it('is opened under her name in the case, and says that nobody reaches her yet', async () => {
    expect(file).toMatch(/^\/desk\/victims\//);
    const words = wordsOf((await lead.get(file)).text);
    for (const said of ['V1', 'She is treated as a child', 'No safe way is on record', 'Nobody yet']) expect(words).toContain(said);
    expect(wordsOf((await lead.get(file)).text)).not.toContain('undefined');
  });

  it('shows the words of a paper to who stands by her, and to nobody else', async () => {
    await lead.post(file, { ...(await form(lead, 'stand-by')), role: 'COMMUNITY_ADVOCATE', agency: 'harbour-house' });
    const filed = await advocate.post(file, { ...(await form(advocate, 'file-paper')), class: 'D3', kind: 'LEGAL_NAME', text: '<b>A name of nobody</b>' });
    expect([filed.status, wordsOf(filed.text)]).toEqual([200, expect.stringContaining('The paper is filed.')]);
    expect(filed.text).toContain('&lt;b&gt;A name of nobody');
    expect((await lead.get(file)).text).not.toContain('A name of nobody');
  });

  it('says in words what it refuses', async () => {
    const seen = await lead.post(file, { ...(await form(lead, 'record-status')), status: 'CONFIRMED', basis: 'COURT_FINDING' });
    expect([seen.status, wordsOf(seen.text)]).toEqual([422, expect.stringContaining('Name the body')]);
  });

  it('is absent for somebody who has no part in it', async () => {
    const stranger = await signedIn(desk.url, 'revenue-crime.supervisor');
    expect((await stranger.get(file)).status).toBe(404);
  });
});
