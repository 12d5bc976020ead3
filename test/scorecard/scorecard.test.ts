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

describe('the portfolio', () => {
  const holds = async (rating: string): Promise<void> => {
    const of = await launched();
    const scorecard = of.replace('/cases/', 'scorecard/');
    await asOwner(async (client) => {
      const row = (kind: string, id: string, state: string, data: object) => client.query(
        `insert into record_view (ledger_id, kind, id, class, case_ledger, state, recorder, author, at, data, texts, agency_id) values ($1, $2, $3, 'D1', $4, $5, 'x', 'x', now(), $6, '{}', 'x')`, [scorecard, kind, id, of.replace('/cases/', 'case/'), state, data]);
      await row('review', '1', 'HELD', { nth: 1 });
      await row('assessment', '1/C11', rating, { nth: 1, criterion: 'C11', rating });
    });
  };
  const c11 = async (audience = 'internal') => ((await api.get(people.coordinator, `/scorecard/portfolio?audience=${audience}`)).body as unknown as { criteria: { criterion: string; assessed: number | null; ratings: { rating: string; cases: number | null }[] }[] }).criteria.find(({ criterion }) => criterion === 'C11');

  it('names no number behind which fewer than five cases stand, and outside no part that is smaller than eleven', async () => {
    for (const rating of ['EVIDENCED', 'EVIDENCED', 'PARTLY', 'PARTLY']) await holds(rating);
    expect(await c11()).toMatchObject({ assessed: null, ratings: [{ rating: 'EVIDENCED', cases: null }, { rating: 'PARTLY', cases: null }] });
    await holds('CONTRARY');
    expect(await c11()).toMatchObject({ assessed: 5, ratings: [{ rating: 'CONTRARY', cases: 1 }, { rating: 'EVIDENCED', cases: 2 }, { rating: 'PARTLY', cases: 2 }] });
    expect(await c11('external')).toMatchObject({ assessed: null, ratings: [{ cases: null }, { cases: null }, { cases: null }] });
  });
});
