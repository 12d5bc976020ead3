/** The pages of a prosecution: what each tells, what it lets whom record, and what stays shut for those to whom a class does not open. One case of the federal playbook. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '../api/worker.ts';
import { hiddenOf, signedIn, startDesk, wordsOf, type Browser, type Desk } from './support.ts';

const worker = await startWorker();
const PROSECUTOR = 'district-prosecutor.prosecutor';
const agencies = [
  { agency: 'district-prosecutor', roles: ['COORDINATOR', 'PROSECUTOR', 'SYSTEM_VICTIM_SPECIALIST', 'REDRESS_OFFICER'] }, { agency: 'harbour-house', roles: ['COMMUNITY_ADVOCATE'] }, { agency: 'legal-aid', roles: ['VICTIM_COUNSEL'] },
  { agency: 'city-police', roles: ['INVESTIGATOR', 'DIGITAL_EXAMINER', 'CHILD_EXPLOITATION_INVESTIGATOR', 'FORENSIC_INTERVIEWER'] }, { agency: 'revenue-crime', roles: ['FINANCIAL_INVESTIGATOR'] }, { agency: 'labour-standards', roles: ['LABOUR_INSPECTOR'] },
  { agency: 'specialist-unit', roles: ['SPECIALIST_ADVISOR', 'ORGANISED_CRIME_ANALYST', 'FRAUD_ANALYST'] }, { agency: 'guardian-office', roles: ['CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER', 'IMMIGRATION_OFFICER'] },
];
const hash = (letter: string): string => letter.repeat(64);
const daysAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let desk: Desk;
let path = '';
let at = '';
let prosecutor: Browser;
let police: Browser;
let advocate: Browser;
let coordinator: Browser;
const post = async (person: string, to: string, body: object) => desk.post(person, to, body, { headers: { authorization: `Bearer ${await desk.sign({ sub: person })}` } });
const fact = (name: string, value: string, about: string) => post(PROSECUTOR, `${path}/acts`, { act: 'record-fact', fact: name, value, about });
beforeAll(async () => {
  desk = await startDesk();
  path = String((await post('district-prosecutor.coordinator', '/cases', { codeName: 'LIGHTHOUSE', playbook: { id: 'us-acteam', version: 2 }, agencies })).headers.get('location'));
  at = `/desk${path}`;
});
beforeAll(async () => {
  for (const label of ['D1', 'D2']) await post(PROSECUTOR, `${path}/acts`, { act: 'name-subject', kind: 'SUSPECT', as: label });
  [prosecutor, police, advocate, coordinator] = [await signedIn(desk.url, PROSECUTOR), await signedIn(desk.url, 'city-police.investigator'), await signedIn(desk.url, 'harbour-house.advocate'), await signedIn(desk.url, 'district-prosecutor.coordinator')];
});
afterAll(async () => {
  await desk.stop();
  await worker.stop();
});

const form = async (who: Browser, page: string, of: string): Promise<string> => (await who.get(`${page}?act=${of}`)).text;
const act = async (who: Browser, page: string, of: string, entries: Record<string, string>) => who.post(page, { ...hiddenOf(await form(who, page, of)), ...entries });
const day = (name: string, on: string): Record<string, string> => Object.fromEntries(['year', 'month', 'day'].map((part, index) => [`${name}-${part}`, on.split('-')[index] ?? '']));
const offered = (text: string): string[] => [...text.matchAll(/name="act" type="radio" value="([a-z-]+)"/g)].map(([, name = '']) => name);
const filed = { as: 'E1', kind: 'PAYROLL', origin: 'SEARCH', basis: 'WARRANT', class: 'D10', sha256: hash('c'), about: 'D1', methods: 'DEBT_BONDAGE', coercion: 'INDIRECT', words: 'Two ledgers from the office.' };

describe('evidence', () => {
  it('is filed at its page by those who work on it, what is lost by a date first', async () => {
    const page = `${at}/evidence`;
    expect((await police.get(at)).text).toContain(`href="${page}"`);
    expect(await form(police, page, 'file-item')).toContain('value="E1"');
    const there = await act(police, page, 'file-item', { ...filed, ...day('expires', daysAhead(12)) });
    expect(wordsOf(there.text)).toMatch(/The item is filed\..*in 1[123] days\..*E1: payroll Two ledgers from the office\. Lost after .* City Police has it\..*Of D1\. It shows indirectly how somebody was held: debt bondage\./);
  });

  it('is handed over by who has it to who says that it came, and a hash that differs stands there', async () => {
    const page = `${at}/evidence`;
    await act(police, page, 'hand-item-over', { item: 'E1', to: 'district-prosecutor' });
    const came = await act(prosecutor, page, 'receive-item', { item: 'E1', sha256: hash('d') });
    expect(wordsOf(came.text)).toMatch(/District Prosecutor has it\. Who had it is not known all the time.*What came has another hash than what was filed\./);
    expect([offered(came.text).includes('hand-item-over'), offered((await police.get(page)).text).includes('hand-item-over')]).toEqual([true, false]);
  });

  it('shows what proves which element, and how far that relies on testimony each time it changed', async () => {
    const page = `${at}/evidence`;
    await act(prosecutor, page, 'open-route', { as: 'R1', about: 'D1', label: 'TRAFFICKING', elements: 'act\nmeans' });
    expect(offered((await police.get(page)).text)).not.toContain('open-route');
    await act(police, page, 'add-source', { element: 'R1/ACT', source: 'DOCUMENT', strength: 'STRONG', item: 'E1' });
    const seen = (await act(police, page, 'add-source', { element: 'R1/MEANS', source: 'VICTIM_STATEMENT', strength: 'STRONG' })).text;
    const rows = [...seen.matchAll(/<tr class="govuk-table__row" role="row">(.*?)<\/tr>/gs)].map(([, row = '']) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, '').trim()));
    expect(rows).toEqual([['Act', 'Document E1: strong', 'Nothing', 'Nothing'], ['Means', 'Nothing', 'Nothing', 'Statement of a survivor: strong']]);
    const levels = [...seen.matchAll(/<span class="govuk-visually-hidden">: (\w+)<\/span>.*?<\/tr>/gs)].map(([row, level]) => [level, [...row.matchAll(/aria-hidden="true">(●?)</g)].map(([, mark]) => mark)]);
    expect(levels).toEqual([['Total', ['', '', '', '●']], ['High', ['', '', '●', '']]]);
  });

  it('is offered to nobody whose work it is not, and a form made up by hand is refused', async () => {
    const page = `${at}/evidence`;
    expect([offered((await advocate.get(page)).text), (await act(advocate, page, 'file-item', { ...filed, act: 'file-item', as: 'E2' })).status]).toEqual([[], 403]);
  });

  it('opens by its class, and an entry that is refused comes back with what was typed', async () => {
    const page = `${at}/evidence`;
    expect(wordsOf((await advocate.get(page)).text)).not.toMatch(/ledgers|City Police|hash \(SHA/);
    const refused = await act(police, page, 'file-item', { ...filed, as: 'exhibit one', words: 'A <b>box</b>.' });
    expect([refused.status, wordsOf(refused.text).includes('It was not recorded'), refused.text.includes('A &lt;b&gt;box&lt;/b&gt;.'), refused.text.includes('value="exhibit one"')]).toEqual([400, true, true, true]);
    expect((await (await signedIn(desk.url, 'oversight-office.steward')).get(page)).status).toBe(404);
  });
});

describe('the venture drawn', () => {
  it('is drawn in codes and told in words, now and as of a past day, to whom the class opens', async () => {
    const page = `${at}/venture`;
    const put = wordsOf((await act(police, page, 'put-on-map', { as: 'N1', kind: 'PERSON', class: 'D10', subject: 'D1', words: 'The man with the wallet.' })).text);
    expect(put).toContain('N1: person (D1) The man with the wallet. Nothing more is said.');
    for (const body of [{ act: 'put-on-map', as: 'N2', kind: 'COMPANY', class: 'D10', words: 'The cleaning firm.' }, { act: 'say-tie', node: 'N1', to: 'N2', tie: 'OWNS', from: '2020-01-01', until: '2020-12-31' }, { act: 'say-whereabouts', node: 'N1', where: 'AT_LARGE', on: '2020-02-01' }])
      expect((await post('city-police.investigator', `${path}/venture/acts`, body)).status).toBe(200);
    const seen = (await act(police, page, 'weigh-person', { node: 'N1', keyPlayer: 'yes', replaceability: 'HARD', reason: 'HOLDS_THE_MONEY', ...day('reviewBy', '2099-01-01') })).text;
    expect(wordsOf(seen)).toMatch(/Key players N1\. Still at large N1\..*N1: person \(D1\) The man with the wallet\. At large\. A key player, hard to replace: holds the money\. So city-police\.investigator thinks; it is looked at again by Thursday 1 January 2099\..*owns from Wednesday 1 January 2020 to Thursday 31 December 2020 N2: company/);
    const drawing = seen.slice(seen.indexOf('class="tl-map"'), seen.indexOf('Round: a person'));
    expect([drawing.includes('>N1<'), drawing.includes('stroke-dasharray'), drawing.match(/<path d="M/g)?.length, drawing.includes('wallet')]).toEqual([true, true, 2, false]);
  });

  it('is the map of any day; of a past one nothing is recorded, and to whom it does not open it says codes alone', async () => {
    const page = `${at}/venture`;
    const past = await police.get(`${page}?on-day=2&on-month=6&on-year=2021`);
    expect([wordsOf(past.text).includes('Wednesday 2 June 2021'), wordsOf(past.text).includes('owns'), offered(past.text)]).toEqual([true, false, []]);
    expect(wordsOf((await police.get(`${page}?on-day=31&on-month=2&on-year=2021`)).text)).toContain('Give a day that exists');
    const hers = await advocate.get(page);
    expect([hers.status, /wallet|holds the money/.test(hers.text), offered(hers.text)]).toEqual([200, false, []]);
  });
});

describe('the proceedings', () => {
  it('tell each clock with its own end, what was left out, and with whom it is shared; nothing of what waits', async () => {
    for (const [label, filedOn, appeared] of [['D1', '2030-03-01', '2030-03-04'], ['D2', '2030-03-01', '2030-03-21']] as const)
      for (const [name, value] of [['FILED', filedOn], ['FIRST_APPEARANCE', appeared], ['TRIED_WITH', 'TRIAL_A']] as const) expect((await fact(name, value, label)).status).toBe(200);
    const page = `${at}/proceedings`;
    const seen = wordsOf((await prosecutor.get(page)).text);
    // 70 days: 4 March to 13 May; 21 March to 30 May, which both share.
    expect(seen).toMatch(/D1 .*Day of the first appearance with counsel Monday 4 March 2030\..*Trial clock ledger Ends Thursday 30 May 2030.*With D2: they share the latest of their own ends, Thursday 30 May 2030\. Its own end is Monday 13 May 2030\. Unverified: no lawyer has read this period.* D2 /);
    expect(seen).toMatch(/Rights that lapse Limitation horizon ?: Nobody has set its last day yet: it must be set by/);
    expect(seen).not.toMatch(/Readiness signal|Statement|undefined|\[object/);
  });
});

describe('restitution', () => {
  beforeAll(async () => {
    const victim = String((await post('district-prosecutor.coordinator', `${path}/victims`, { as: 'V1' })).headers.get('location')).split('/')[2];
    const order = String((await post(PROSECUTOR, `${path}/restitution-orders`, { currency: 'USD', defendants: ['D1'] })).headers.get('location'));
    for (const body of [{ act: 'record-loss', victim, head: 'WAGES', method: 'WAGE_LAW', cents: 712_001, note: 'Wages of two seasons.' }, { act: 'request' }, { act: 'order', on: '2024-03-01', shares: [{ victim, cents: 712_001 }], liable: [{ defendant: 'D1', cap: 700_000 }] }, { act: 'receive-payment', source: 'DEFENDANT', defendant: 'D1', on: '2024-03-02', cents: 40_002 }])
      expect((await post(PROSECUTOR, `${order}/acts`, body)).status).toBe(200);
  });

  it('is told to the cent to who keeps it, in sums to who coordinates, and not at all to others', async () => {
    const page = `${at}/restitution`;
    const [whole, sums, none] = [wordsOf((await prosecutor.get(page)).text), wordsOf((await coordinator.get(page)).text), wordsOf((await police.get(page)).text)];
    expect(whole).toMatch(/Against D1 The court has ordered it\. Ordered: USD 7,120\.01 Paid: USD 400\.02 Outstanding: USD 6,719\.99 D1 has paid USD 400\.02; USD 6,599\.98 is left, and never more than USD 7,000\.00 in all\./);
    expect([sums.includes('Outstanding: USD 6,719.99'), sums.includes('D1 has paid'), whole.includes('seasons'), none.includes('USD')]).toEqual([true, false, false, false]);
  });
});

describe('what the defence is shown', () => {
  it('is listed by the prosecutor, what is due next first, and what is undecided says so', async () => {
    const page = `${at}/disclosure`;
    const listed = await act(prosecutor, page, 'list-item', { kind: 'POLICE_NOTES', exculpatory: 'UNDECIDED', to: 'D1', words: 'The note of the first officer.', ...day('due', '2098-04-01') });
    expect(wordsOf(listed.text)).toMatch(/It is listed\..*One thing is still to be shown, the next by Tuesday 1 April 2098\. Notes of officers, due Tuesday 1 April 2098: The note of the first officer\. To be shown to D1\. Nobody has decided yet whether it speaks for a defendant\./);
  });

  it('is decided and held back by the prosecutor alone; the team reads when, and not what', async () => {
    const page = `${at}/disclosure`;
    const item = /name="item" type="radio" value="([0-9a-f-]{36})"/.exec(await form(prosecutor, page, 'withhold-item'))?.[1] ?? '';
    const early = await act(prosecutor, page, 'withhold-item', { item, ground: 'SAFETY', words: 'He was threatened.' });
    expect([early.status, wordsOf(early.text).includes('It was not recorded')]).toEqual([409, true]);
    await act(prosecutor, page, 'decide-item', { item, exculpatory: 'YES' });
    const others = await coordinator.get(page);
    expect([wordsOf(others.text).includes('due Tuesday 1 April 2098'), /first officer|Notes of officers|speak for/.test(others.text), offered(others.text)]).toEqual([true, false, []]);
    expect(wordsOf((await prosecutor.get(`${at}/evidence`)).text)).toContain('Flagged so: 1.');
  });
});

describe('what a case was worth', () => {
  it('is said in words by those whom the playbook names, and offered to nobody else', async () => {
    const page = `${at}/scorecard`;
    expect(offered((await police.get(page)).text)).toEqual([]);
    await act(coordinator, page, 'open-review', { review: 'CHARGING' });
    const asked = await form(police, page, 'assess');
    expect([/value="C1"/.test(asked), /value="C2"/.test(asked)]).toEqual([true, false]);
    const said = wordsOf((await act(police, page, 'assess', { criterion: 'C4', rating: 'EVIDENCED', account: 'The ledgers carry it.', evidence: 'step S5.5' })).text);
    expect(said).toMatch(/C4 Weight not on the victim.*Evidenced At a charging decision The ledgers carry it\. Investigator, .*It rests on step S5\.5\. Somebody of another discipline has yet to look at it\./);
  });

  it('is looked at by another discipline, and has no number', async () => {
    const page = `${at}/scorecard`;
    await act(prosecutor, page, 'second', { criterion: 'C4', concurs: 'yes' });
    const seen = wordsOf((await coordinator.get(page)).text);
    expect(seen).toContain('Prosecutor sees it so too.');
    expect(seen.slice(seen.indexOf('Words and what they rest on'))).not.toMatch(/\d+ ?%|\baverage\b|\btotal\b|\bscore of\b|\d+ of \d+/i);
  });

  it('in all cases together is told a criterion at a time, beside what cannot be concluded from it, to those who lead', async () => {
    const leader = await signedIn(desk.url, 'district-prosecutor.leader');
    const seen = await leader.get('/desk/portfolio');
    expect([seen.status, wordsOf(seen.text).includes('Is it counting?'), /class="govuk-inset-text">[^<]{40,}/.test(seen.text), /<form(?![^>]*sign-out)/.test(seen.text)]).toEqual([200, true, true, false]);
    expect(wordsOf(seen.text)).not.toMatch(/\d+ ?%|\brank|best|worst|district-prosecutor/);
  });
});
