/** What a case was worth over HTTP: who may say what, what is withheld, and that nothing can be ranked or added up (refusals 16 and 17). */
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPacks } from '#start/packs.ts';
import { readPlaybook } from '#start/playbooks.ts';
import { fileURLToPath } from 'node:url';
import { audit, rowsOf } from '../api/house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const folder = new URL('../../playbooks/', import.meta.url);
const name = `w-${randomUUID().slice(0, 8)}`;
const worker = await startWorker();
let api: TestApi;
let path = '';
const launched = async (): Promise<string> => String((await api.post(people.coordinator, '/cases', { ...launchBody, playbook: { id: name, version: 1 } })).headers.get('location'));
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const text = readFileSync(new URL('starter.yaml', folder), 'utf8').replace('playbook: starter', `playbook: ${name}`).replace(/^title: .*$/m, '$&\npacks: [made-to-count@1]');
  const { body, hash } = readPlaybook(`${name}.yaml`, text, await loadPacks(fileURLToPath(new URL('packs', folder))));
  await asOwner((client) => client.query('insert into playbook (id, version, hash, body) values ($1, 1, $2, $3)', [name, hash, body]));
  path = await launched();
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const act = (person: string, body: object, of = path): Promise<Answer> => api.post(person, `${of}/scorecard/acts`, body);
const said = ({ status, body }: Answer): unknown => (status < 300 ? status : [status, body['code']]);
const assess = (criterion: string, rating: string, evidence: readonly object[] = [{ of: 'STEP', id: 'S0.1' }]): object => ({ act: 'assess', criterion, rating, evidence, account: 'The accounts are closed.' });
interface Card { readonly reviews: { readonly state: string; readonly missing?: string[]; readonly late: boolean }[]; readonly criteria: { readonly criterion: string; readonly versions: { readonly rating: string; readonly said?: string; readonly account?: string; readonly trend?: string; readonly second?: { readonly state: string } }[] }[] }
const card = async (person: string, of = path): Promise<Card> => (await api.get(person, `${of}/scorecard`)).body as unknown as Card;
const versionsOf = async (criterion: string) => (await card(people.coordinator)).criteria.find((each) => each.criterion === criterion)?.versions ?? [];

describe('the scorecard of a case', () => {
  it('is called by the coordinator, said by those the playbook names, looked at by another discipline, and held', async () => {
    expect(said(await act(people.investigator, { act: 'open-review', review: 'CHARGING' }))).toEqual([403, 'NOT_ALLOWED']);
    expect(said(await act(people.coordinator, { act: 'open-review', review: 'CHARGING' }))).toBe(200);
    expect((await card(people.coordinator)).reviews).toMatchObject([{ state: 'OPEN', missing: ['C1', 'C2', 'C4', 'C5', 'C6', 'C13'] }]);
    expect(said(await act(people.advocate, assess('C1', 'PARTLY')))).toEqual([403, 'AUTHOR_REQUIRED']);
    expect(said(await act(people.investigator, assess('C1', 'PARTLY')))).toBe(200);
    expect(said(await act(people.investigator, assess('C4', 'EVIDENCED', [])))).toBe(200);
    expect(await versionsOf('C4')).toMatchObject([{ rating: 'NOT_EVIDENCED', said: 'EVIDENCED', account: 'The accounts are closed.', second: { state: 'AWAITED' } }]);
    expect(said(await act(people.coordinator, { act: 'hold-review' }))).toEqual([409, 'REVIEW_INCOMPLETE']);
    expect(said(await act(people.investigator, { act: 'second', criterion: 'C4', concurs: true }))).toEqual([409, 'TWO_PEOPLE_REQUIRED']);
  });

  it('keeps the sentence in the vault under the case, and nothing of it in the ledger', async () => {
    const ledger = path.replace('/cases/', 'scorecard/');
    const events = await rowsOf<{ body: string }>('select body from event where ledger_id = $1', ledger);
    expect(events.length).toBeGreaterThan(3);
    expect(JSON.stringify(events)).not.toContain('accounts are closed');
    expect(await rowsOf<{ owner: string }>(`select distinct owner from vault_item i join command c on c.id = i.command_id where c.ledger_id = $1`, ledger)).toEqual([{ owner: path.replace('/cases/', 'case/') }]);
    expect(await audit(ledger)).toEqual([]);
  });

  it('takes no picture, no image and no order, and is there for the team alone', async () => {
    for (const query of ['sort=rating', 'orderBy=agency', 'groupBy=district', 'rank=yes']) for (const of of [`${path}/scorecard`, '/scorecard/portfolio']) expect([of, query, said(await api.get(people.coordinator, `${of}?${query}`))]).toEqual([of, query, [422, 'OUTCOME_RANKING_REFUSED']]);
    expect(said(await act(people.investigator, { ...assess('C1', 'PARTLY'), account: `data:image/png;base64,${'A'.repeat(60)}` }))).toEqual([422, 'IMAGE_CONTENT_REFUSED']);
    expect((await api.get(people.stranger, `${path}/scorecard`)).status).toBe(404);
  });

  it('has no member that adds up, averages or ranks: words, references and dates only', async () => {
    const numbers: string[] = [];
    const look = (value: unknown, at: string): void => {
      if (typeof value === 'number') numbers.push(at.replace(/\.\d+/g, ''));
      else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) look(each, `${at}.${key}`);
    };
    look(await card(people.coordinator), 'card');
    expect([...new Set(numbers)].sort()).toEqual(['card.criteria.versions.nth', 'card.reviews.nth']);
  });
});

describe('the profile of a case', () => {
  it('says whether the conduct was addressed, whatever the label, or asks about label and reach, by the last review that was held', async () => {
    const of = await launched();
    const [ledger, scorecard] = [of.replace('/cases/', 'case/'), of.replace('/cases/', 'scorecard/')];
    const put = (where: string, kind: string, id: string, state: string, data: object): Promise<unknown> => rowsOf(
      `insert into record_view (ledger_id, kind, id, class, case_ledger, subject, state, recorder, author, at, data, summary, texts, agency_id) values ($1, $2, $3, 'D10', $6, case when $2 = 'outcome' then $3 end, $4, 'tn', 'x', now(), $5, $5, '{}', 'tn')`, where, kind, id, state, data, ledger);
    const review = (nth: number, state: string) => put(scorecard, 'review', String(nth), state, { nth, review: 'CHARGING', step: null, due: null, openedAt: '2031-01-01T00:00:00.000Z', heldAt: null, late: false });
    const rate = (nth: number, criterion: string, rating: string) => put(scorecard, 'assessment', `${nth}/${criterion}`, rating, { nth, criterion, rating, said: null, because: null, evidence: [], role: 'PROSECUTOR' });
    const conduct = async (person = people.coordinator): Promise<unknown> => ((await card(person, of)) as unknown as { conduct?: unknown }).conduct;
    await review(1, 'HELD');
    for (const [criterion, rating] of [['C1', 'EVIDENCED'], ['C2', 'CONTRARY']] as const) await rate(1, criterion, rating);
    expect(await conduct()).toBeUndefined();
    await put(ledger, 'outcome', 'D1', 'CONVICTED_ALTERNATIVE', { outcome: 'CONVICTED_ALTERNATIVE', under: 'PROSECUTION', final: true, addressed: true });
    await put(ledger, 'outcome', 'D2', 'ACQUITTED', { outcome: 'ACQUITTED', under: 'PROSECUTION', final: true, addressed: false });
    expect(await conduct()).toEqual({ convicted: ['D1'], addressed: false, questions: ['LABEL'] });
    // A review that is not held yet says nothing.
    await review(2, 'OPEN');
    await rate(2, 'C2', 'EVIDENCED');
    expect(await conduct()).toMatchObject({ addressed: false });
    await rowsOf(`update record_view set state = 'HELD' where ledger_id = $1 and kind = 'review'`, scorecard);
    expect(await conduct()).toEqual({ convicted: ['D1'], addressed: true, questions: [] });
  });
});

describe('the portfolio', () => {
  const [counting, outside] = [`w-${randomUUID().slice(0, 8)}`, `w-${randomUUID().slice(0, 8)}`];
  const leader = `${counting}.leader`;
  const consultant = `${outside}.consultant`;
  const row = (ledger: string, kind: string, id: string, state: string, data: object, subject: string | null = null): Promise<unknown> => rowsOf(
    `insert into record_view (ledger_id, kind, id, class, case_ledger, subject, state, recorder, author, at, data, texts, agency_id) values ($1, $2, $3, 'D10', 'case/' || split_part($1, '/', 2), $6, $4, 'x', 'x', now(), $5, '{}', 'x')`, ledger, kind, id, state, data, subject);
  /** A case of an agency of its own with what its last review says, and what became of its suspect: the rows alone. */
  let last = '';
  const aCase = async (said: Readonly<Record<string, string>>, outcome?: string): Promise<void> => {
    const id = randomUUID();
    last = `case/${id}`;
    await rowsOf(`insert into case_view (ledger_id, id, code_name, status, playbook_id, playbook_version, opened_at, phase, denied_statements, denied_contacts, denied_operations, denied_closings, triggers, agency_id) values ('case/' || $1::text, $1::uuid, 'COUNTED', 'OPEN', 'us-acteam', 2, now(), 'open', 0, 0, 0, 0, '{}', $2)`, id, counting);
    await rowsOf(`insert into engagement (ledger_id, agency_id, roles, from_at) values ('case/' || $1, $2, '{}', now())`, id, counting);
    await row(`scorecard/${id}`, 'review', '1', 'HELD', { nth: 1 });
    for (const [criterion, rating] of Object.entries(said)) await row(`scorecard/${id}`, 'assessment', `1/${criterion}`, rating, { nth: 1, criterion, rating });
    if (outcome === undefined) return;
    await rowsOf(`insert into subject_view (ledger_id, label, kind, at, agency_id) values ('case/' || $1, 'D1', 'suspect', now(), $2)`, id, counting);
    await row(`case/${id}`, 'outcome', 'D1', outcome, { outcome, under: outcome.startsWith('NOT_') ? 'PROTECTION' : 'PROSECUTION', final: true, addressed: outcome.startsWith('CONVICTED') }, 'D1');
    await row(`case/${id}`, 'decision', 'S6.3:D1/1', 'ALTERNATIVE', { step: 'S6.3:D1', code: 'S6.3', occurrence: 1, option: 'ALTERNATIVE' }, 'D1');
  };
  interface Told {
    readonly criteria: readonly { readonly criterion: string; readonly title: string; readonly assessed: number | null; readonly ratings: readonly { readonly rating: string; readonly cases: number | null }[] }[];
    readonly outcomes: { readonly suspects: number | null; readonly under: readonly { readonly under: string; readonly outcomes: readonly { readonly code: string; readonly suspects: number | null }[] }[]; readonly convictions: unknown; readonly routes: unknown };
  }
  const told = async (who = leader, audience = 'internal'): Promise<Told> => (await api.get(who, `/scorecard/portfolio?audience=${audience}`)).body as unknown as Told;
  const c11 = async (audience?: string) => (await told(leader, audience)).criteria.find(({ criterion }) => criterion === 'C11');
  beforeAll(async () => {
    for (const [agency, person, role] of [[counting, leader, 'AGENCY_LEADER'], [outside, consultant, 'SURVIVOR_CONSULTANT']]) {
      await rowsOf(`insert into agency (id, name, type, zone) values ($1, $1, 'PROSECUTION', 'America/Chicago')`, agency);
      await rowsOf('insert into person (id, agency_id, roles) values ($1, $2, $3)', person, agency, [role]);
    }
  });

  it('names no number behind which fewer than five cases stand, and outside no part that is smaller than eleven', async () => {
    for (const rating of ['EVIDENCED', 'EVIDENCED', 'PARTLY', 'PARTLY']) await aCase({ C11: rating });
    expect(await c11()).toMatchObject({ title: 'Learning shared', assessed: null, ratings: [{ rating: 'EVIDENCED', cases: null }, { rating: 'PARTLY', cases: null }] });
    await aCase({ C11: 'CONTRARY' });
    expect(await c11()).toMatchObject({ assessed: 5, ratings: [{ rating: 'EVIDENCED', cases: 2 }, { rating: 'PARTLY', cases: 2 }, { rating: 'CONTRARY', cases: 1 }] });
    expect(await c11('external')).toMatchObject({ assessed: null, ratings: [{ cases: null }, { cases: null }, { cases: null }] });
  });

  it('tells what became of suspects only beside what the cases were worth, outcomes that protect first (refusal 17)', async () => {
    const withheld = { suspects: 5, under: [{ under: 'PROTECTION', outcomes: [] }, { under: 'PREVENTION', outcomes: [] }, { under: 'PROSECUTION', outcomes: [{ code: 'CONVICTED_ALTERNATIVE', suspects: null }] }], convictions: [{ conduct: 'ADDRESSED', suspects: null }], routes: [{ route: 'ALTERNATIVE', title: 'Charge other offences', decisions: null }] };
    for (let nth = 0; nth < 5; nth += 1) await aCase({ C1: 'EVIDENCED', C2: 'EVIDENCED', C5: 'PARTLY' }, 'CONVICTED_ALTERNATIVE');
    expect((await told()).outcomes).toMatchObject(withheld);
    for (let nth = 0; nth < 5; nth += 1) await aCase({ C7: 'PARTLY' }, 'NOT_PROSECUTED_BEST_INTEREST');
    expect((await told()).outcomes).toMatchObject({
      suspects: 10, under: [{ under: 'PROTECTION', outcomes: [{ code: 'NOT_PROSECUTED_BEST_INTEREST', suspects: 5 }] }, {}, { under: 'PROSECUTION', outcomes: [{ code: 'CONVICTED_ALTERNATIVE', suspects: 5 }] }],
      convictions: [{ conduct: 'ADDRESSED', suspects: 5 }], routes: [{ route: 'ALTERNATIVE', decisions: 10 }],
    });
    expect((await told(leader, 'external')).outcomes).toMatchObject({ suspects: null, convictions: [{ suspects: null }], routes: [{ decisions: null }] });
    // Whoever advises counts over all cases, and is told as outsiders are; another agency counts nothing of these.
    expect(((await told(consultant, 'internal')) as unknown as { smallest: number }).smallest).toBe(11);
    expect((await told(people.stranger)).criteria.find(({ criterion }) => criterion === 'C11')).toBeUndefined();
  });

  it('is counted from no row that the agency may not count: not engaged, enforcing removal, or contained, whatever is asked for', async () => {
    await aCase({ C1: 'EVIDENCED' }, 'CONVICTED_ALTERNATIVE');
    const seen = (agency: string, contained = 'no') => asOwner(async (client) => {
      await client.query('begin');
      await client.query('set local role throughline_api');
      await client.query(`select set_config('app.agency', $1, true), set_config('app.contained', $2, true)`, [agency, contained]);
      const counts = ['suspects', 'routes', 'ratings', 'orders', 'sessions', 'promises'].map((what) => `(select count(*)::int from ${what}_counted(array[$1]))`);
      const { rows } = await client.query<{ seen: number }>(`select ${counts.join(' + ')} as seen`, [last]);
      await client.query('rollback');
      return rows[0]?.seen;
    });
    expect([await seen(counting), await seen(outside), await seen(counting, 'yes')]).toEqual([3, 0, 0]);
    await rowsOf('update agency set removal = true where id = $1', counting);
    expect(await seen(counting)).toBe(0);
    await rowsOf('update agency set removal = false where id = $1', counting);
  });
});
