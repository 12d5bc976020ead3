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

  it('lets her advocate record what she agrees to, opens it to whom she agreed, and closes it when she takes it back', async () => {
    await lead.post(file, { ...(await form(lead, 'record-age')), basis: 'ESTIMATED', adult: 'yes', decidedBy: 'district-prosecutor' });
    await advocate.post(file, { ...(await form(advocate, 'file-paper')), class: 'D4', kind: 'safe address', text: 'A house of nobody' });
    const police = await signedIn(desk.url, 'city-police.investigator');
    expect((await police.get(file)).text).not.toContain('A house of nobody');
    const day = new Date(Date.now() + 30 * 86_400_000);
    const agreed = await advocate.post(file, {
      ...(await form(advocate, 'grant-consent')), agency: 'city-police', kind: 'SHARE', classes: 'D4', purpose: 'SAFETY', by: 'SELF', language: 'Spanish', interpreter: 'NONE', wording: 'They may read where you are.', method: 'WRITTEN',
      'until-day': String(day.getUTCDate()), 'until-month': String(day.getUTCMonth() + 1), 'until-year': String(day.getUTCFullYear()), 'explained.withdrawalTold': 'yes', 'explained.noConditionTold': 'yes', 'explained.limitsTold': 'yes',
    });
    expect([agreed.status, wordsOf(agreed.text)]).toEqual([200, expect.stringContaining('City Police may read where she is. For her safety. Agreed by herself. Until')]);
    expect((await police.get(file)).text).toContain('A house of nobody');
    const consent = /consent=([0-9a-f-]{36})/.exec(agreed.text)?.[1] ?? '';
    await advocate.post(file, { ...hiddenOf((await advocate.get(`${file}?act=withdraw-consent&consent=${consent}`)).text) });
    expect((await police.get(file)).text).not.toContain('A house of nobody');
  });

  it('marks what a consent lacks, and takes none that was not explained', async () => {
    const seen = await advocate.post(file, { ...(await form(advocate, 'grant-consent')), agency: 'city-police', kind: 'CONTACT', purpose: 'SAFETY', by: 'SELF', language: 'Nothing', interpreter: 'NONE', wording: 'Words.', method: 'ORAL_RECORDED', 'explained.withdrawalTold': 'yes' });
    const words = wordsOf(seen.text);
    for (const said of ['Name a language such as Spanish', 'no help depends on it: this must be so, and ticked']) expect(words).toContain(said);
    expect(words).not.toContain('take it back at any time: this must be so');
  });

  it('offers to each only the acts that are theirs', async () => {
    const police = wordsOf((await (await signedIn(desk.url, 'city-police.investigator')).get(file)).text);
    expect(police).toContain('Record her status');
    for (const act of ['Record what she agrees to', 'Say who stands by her', 'Who opened this file']) expect(police).not.toContain(act);
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
