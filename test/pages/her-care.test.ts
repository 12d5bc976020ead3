/** How she is cared for, what she says and what is opened without her consent, at the pages: each form asks what its act takes, and what the law can reach is said first. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '../api/worker.ts';
import { hiddenOf, signedIn, startDesk, wordsOf, type Browser, type Desk } from './support.ts';

const worker = await startWorker();
let desk: Desk;
let lead: Browser;
let advocate: Browser;
let police: Browser;
let victims = '';
let file = '';
beforeAll(async () => {
  desk = await startDesk();
  lead = await signedIn(desk.url, 'district-prosecutor.coordinator');
});
beforeAll(async () => {
  [advocate, police] = [await signedIn(desk.url, 'harbour-house.advocate'), await signedIn(desk.url, 'city-police.investigator')];
});
beforeAll(async () => {
  const launched = await lead.post('/desk/launch', { ...hiddenOf((await lead.get('/desk/launch')).text), 'role-COMMUNITY_ADVOCATE': 'harbour-house', 'role-INVESTIGATOR': 'city-police', 'role-FINANCIAL_INVESTIGATOR': 'district-prosecutor', 'role-PROSECUTOR': 'district-prosecutor', codeName: 'LIGHTHOUSE', playbook: 'starter@1' });
  victims = `${launched.path}/victims`;
});
beforeAll(async () => {
  file = (await lead.post(victims, { ...hiddenOf((await lead.get(victims)).text), as: 'V1' })).path;
  await act(lead, file, 'stand-by', { role: 'COMMUNITY_ADVOCATE', agency: 'harbour-house' });
});
afterAll(async () => {
  await desk.stop();
  await worker.stop();
});

const form = async (who: Browser, page: string, of: string): Promise<string> => (await who.get(`${page}?act=${of}`)).text;
const act = async (who: Browser, page: string, of: string, entries: Record<string, string>) => who.post(page, { ...hiddenOf(await form(who, page, of)), ...entries });
const day = (name: string, daysAhead: number): Record<string, string> => {
  const on = new Date(Date.now() + daysAhead * 86_400_000);
  return { [`${name}-day`]: String(on.getUTCDate()), [`${name}-month`]: String(on.getUTCMonth() + 1), [`${name}-year`]: String(on.getUTCFullYear()) };
};
/** The addresses that a link of a page leads to. */
const linked = (text: string, words: string): string => new RegExp(`href="([^"]+)">${words}`).exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';

describe('what the law can reach', () => {
  const NOTES = 'The law protects them as long as nobody outside your agency sees them';
  const HERS = 'What you write here is not confidential';

  it('is said to who writes what the defence may be given, on the page and on a form with words, and to nobody else', async () => {
    for (const text of [(await police.get(file)).text, await form(police, file, 'file-paper')]) expect(wordsOf(text)).toContain(HERS);
    expect(wordsOf(await form(police, `${file}/disclosures`, 'break-glass'))).not.toContain(HERS);
    expect(wordsOf((await advocate.get(file)).text)).not.toContain(HERS);
  });

  it('and what a privilege protects is said first where its words stand', async () => {
    expect(wordsOf((await advocate.get(file)).text)).not.toContain(NOTES);
    const filed = wordsOf((await act(advocate, file, 'file-paper', { class: 'D5', kind: 'note', text: 'What she told me.' })).text);
    expect(filed.indexOf(NOTES)).toBeGreaterThan(-1);
    expect(filed.indexOf(NOTES)).toBeLessThan(filed.indexOf('What she told me.'));
    for (const other of [lead, police]) expect(wordsOf((await other.get(file)).text)).not.toContain(NOTES);
  });

  it('is said of what is marked, and of a statement to who reads it, not to who only knows that there is one', async () => {
    await act(police, file, 'file-paper', { class: 'D3', kind: 'note', text: 'Written by the police.' });
    await act(police, file, 'file-paper', { class: 'D8', kind: 'statement', text: 'What she said.' });
    expect(wordsOf((await advocate.get(file)).text)).toContain('Some of what stands here is not confidential and is marked so');
    const STATEMENT = 'What she stated stands here. The prosecution may have to give it to the defence.';
    const prosecutor = wordsOf((await (await signedIn(desk.url, 'district-prosecutor.prosecutor')).get(file)).text);
    const known = wordsOf((await lead.get(file)).text);
    expect([prosecutor.includes(STATEMENT), known.includes('Statement: what she stated'), known.includes(STATEMENT)]).toEqual([true, true, false]);
  });
});

describe('how she is cared for', () => {
  it('is told with its words to who cares for her, and by its level to who coordinates', async () => {
    const care = `${file}/care`;
    const assessed = wordsOf((await act(advocate, care, 'assess-risk', { level: 'HIGH', trigger: 'INITIAL', factors: 'DEBT', measures: 'ESCORT', ...day('next', 30), text: 'They know her street.' })).text);
    for (const said of ['High', 'What it lies in: debt. What is done: an escort.', 'They know her street.']) expect(assessed).toContain(said);
    const coordinated = wordsOf((await lead.get(care)).text);
    expect(coordinated).toContain('High');
    for (const hidden of ['debt', 'They know her street.']) expect(coordinated).not.toContain(hidden);
    expect(wordsOf((await police.get(care)).text)).not.toContain('High');
  });

  it('a promise is made by who fills in the form, unless they say another, and answered with her word alone', async () => {
    const care = `${file}/care`;
    expect(await form(advocate, care, 'promise-her')).toMatch(/name="maker\.person"[^>]*value="harbour-house\.advocate"/);
    await act(advocate, care, 'promise-her', { text: 'Nobody tells her employer.', 'maker.agency': 'harbour-house', 'maker.role': 'COMMUNITY_ADVOCATE', 'maker.person': 'harbour-house.advocate' });
    const page = (await advocate.get(care)).text;
    expect(wordsOf(page)).toContain('Nobody tells her employer.');
    const answer = linked(page, 'Record what she says of it');
    const answered = await advocate.post(care, { ...hiddenOf((await advocate.get(answer)).text), answer: 'KEPT' });
    expect(wordsOf(answered.text)).toContain('A promise: it was kept');
  });

  it('support has four ends, and that she takes no part is none of them', async () => {
    const care = `${file}/care`;
    const opened = (await act(advocate, care, 'open-support', { kind: 'HOUSING', agency: 'harbour-house' })).text;
    const end = (await advocate.get(linked(opened, 'Say that it ends'))).text;
    expect([...end.matchAll(/name="reason"[^>]*value="([A-Z_]+)"/g)].map(([, reason]) => reason)).toEqual(['SHE_ENDED_IT', 'NEED_MET', 'ANOTHER_PROVIDER', 'ENTERED_TWICE']);
  });

  it('a complaint about the agency that coordinates names somebody else to answer it', async () => {
    const care = `${file}/care`;
    const raised = { kind: 'DISRESPECT', raisedBy: 'HER', unit: 'district-prosecutor' };
    expect(wordsOf((await act(advocate, care, 'raise-incident', raised)).text)).toContain('Somebody outside the unit it is about answers for it: name an agency and a role.');
    const answered = wordsOf((await act(advocate, care, 'raise-incident', { ...raised, 'to.agency': 'harbour-house', 'to.role': 'AGENCY_SUPERVISOR' })).text);
    expect(answered).toContain('It is about District Prosecutor. Harbour House answers for it.');
    expect(wordsOf((await lead.get(care)).text)).not.toContain('Disrespect');
  });
});

describe('her word', () => {
  it('has no place for a reason, and is read by those who act on it', async () => {
    const asked = await form(advocate, `${file}/voice`, 'signal-readiness');
    const names = [...asked.slice(asked.indexOf('<form id="form"')).matchAll(/name="([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(names)).toEqual(new Set(['act', 'csrf', 'key', 'rev', 'signal', 'voice', 'until-day', 'until-month', 'until-year']));
    await act(advocate, `${file}/voice`, 'signal-readiness', { signal: 'NOT_NOW', voice: 'SELF' });
    const read = wordsOf((await police.get(`${file}/voice`)).text);
    expect(read).toContain('Not now');
    expect(read).not.toContain('What do you want to record?');
  });
});

describe('breaking the glass', () => {
  it('says what it opens and for how long, and takes two reasons', async () => {
    const at = `${file}/disclosures`;
    expect(wordsOf(await form(police, at, 'break-glass'))).toContain('It opens for you alone, and closes by itself after 4 hours.');
    await act(advocate, file, 'file-paper', { class: 'D4', kind: 'address', text: 'A house of nobody' });
    const one = await act(police, at, 'break-glass', { classes: 'D4', reasons: 'ABDUCTION' });
    expect([one.status, wordsOf(one.text)]).toEqual([400, expect.stringContaining('Tick two reasons')]);
    expect((await police.get(file)).text).not.toContain('A house of nobody');
  });

  it('opens it to whoever said so, who is seen by who stands by her', async () => {
    const at = `${file}/disclosures`;
    const two = await act(police, at, 'break-glass', { classes: 'D4', reasons: 'ABDUCTION\nDANGER_TO_LIFE' });
    expect([two.path, two.text]).toEqual([file, expect.stringContaining('A house of nobody')]);
    const seen = wordsOf((await advocate.get(at)).text);
    for (const said of ['The glass was broken', 'city-police.investigator of City Police may read where she is', 'an abduction and danger to life', 'Nobody has reviewed it yet.']) expect(seen).toContain(said);
  });
});
