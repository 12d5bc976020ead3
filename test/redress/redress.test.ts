/** Restitution over HTTP on the real engine: who keeps an order, who sees how much of it, what its case hears, and that no cent is lost on the way. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlaybook } from '#start/playbooks.ts';
import { audit, rowsOf, until } from '../api/house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, team, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const name = `r-${randomUUID().slice(0, 8)}`;
const worker = await startWorker();
let api: TestApi;
let path = '';
let order = '';
let hers: readonly string[] = [];

/** The smallest playbook with restitution: the one to start from, the periods, and the facts an order says. */
const rules = `redress:
  delinquentAfter: 30d
  defaultAfter: 90d
  notice: { within: 10wd, ladder: working-days }
  wholeSumAfter: 30d
  source: ours
facts:
  - { fact: ORDER_MADE, title: Payment was ordered, of: suspect, is: yes-no, recordedBy: [PROSECUTOR] }
  - { fact: LOSSES_OPEN, title: Losses are open, of: suspect, is: yes-no, recordedBy: [PROSECUTOR] }
`;

beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const text = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8').replace('playbook: starter', `playbook: ${name}`).replace(/^handOff:/m, `${rules}handOff:`);
  const { body, hash } = readPlaybook(`${name}.yaml`, text);
  await asOwner((client) => client.query('insert into playbook (id, version, hash, body) values ($1, 1, $2, $3)', [name, hash, body]));
  const launched = await api.post(people.coordinator, '/cases', { ...launchBody, playbook: { id: name, version: 1 }, agencies: [...team, { agency: 'tr', roles: ['FRAUD_ANALYST'] }] });
  path = `/cases/${String(launched.body['id'])}`;
  const files = [await api.post(people.coordinator, `${path}/victims`, { as: 'V1' }), await api.post(people.coordinator, `${path}/victims`, { as: 'V2' })];
  hers = files.map(({ headers }) => headers.get('location')?.split('/')[2] ?? '');
  await api.post(people.prosecutor, `${path}/acts`, { act: 'name-subject', kind: 'SUSPECT', as: 'D1' });
  await until(() => rowsOf(`select 1 from involvement_view where case_ledger = $1`, path.slice(1).replace('cases', 'case')), (rows) => rows.length === 2);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const said = ({ status, body }: Answer): unknown => (status < 300 ? status : [status, body['code']]);
const act = (who: string, body: object): Promise<Answer> => api.post(who, `${order}/acts`, body);
/** Where the agency that keeps it is. */
const today = Temporal.Now.plainDateISO('America/Chicago').toString();
const past = '2024-03-01';

describe('an order of restitution', () => {
  it('is kept by prosecutors and redress officers, and by nobody else', async () => {
    const claim = { currency: 'USD', defendants: ['D1'] };
    expect(said(await api.post(people.advocate, `${path}/restitution-orders`, claim))).toEqual([403, 'NOT_ALLOWED']);
    expect(said(await api.post(people.stranger, `${path}/restitution-orders`, claim))).toEqual([404, 'NOT_FOUND']);
    expect(said(await api.post(people.prosecutor, `${path}/restitution-orders`, { ...claim, defendants: ['D7'] }))).toEqual([422, 'SUBJECT_UNKNOWN']);
    const opened = await api.post(people.prosecutor, `${path}/restitution-orders`, claim);
    expect(said(opened)).toBe(201);
    order = opened.headers.get('location') ?? '';
    expect(said(await act(people.prosecutor, { act: 'record-loss', victim: hers[0], head: 'WAGES', method: 'WAGE_LAW', cents: 7_120_000, note: 'Wages of two seasons.' }))).toBe(200);
    expect(said(await act(people.prosecutor, { act: 'request' }))).toBe(200);
    expect(said(await act(people.prosecutor, { act: 'order', on: past, shares: [{ victim: hers[0], cents: 7_120_000, guardedUntil: '2099-01-01' }, { victim: hers[1] }], liable: [{ defendant: 'D1', cap: 10_000_000 }] }))).toBe(200);
    expect(said(await act(people.prosecutor, { act: 'fix-share', on: past, victim: hers[1], cents: 5_430_000 }))).toBe(200);
  });

  it('divides what comes in to the cent, and takes nothing beyond the cap', async () => {
    const paid = await act(people.prosecutor, { act: 'receive-payment', source: 'DEFENDANT', defendant: 'D1', on: today, cents: 40_001 });
    expect(said(paid)).toBe(200);
    expect((paid.body['payments'] as { data: { split: object } }[])[0]?.data.split).toEqual({ V1: 22_694, V2: 17_307 });
    const over = await act(people.prosecutor, { act: 'receive-payment', source: 'DEFENDANT', defendant: 'D1', on: today, cents: 10_000_000 });
    expect([over.status, over.body['code'], over.body['detailCodes']]).toEqual([422, 'MORE_THAN_OWED', { most: 9_959_999 }]);
    // Nobody has said that she is of age: what is paid to her is guarded.
    expect(said(await act(people.prosecutor, { act: 'withdraw', victim: hers[0], on: today, cents: 100, courtApproved: false }))).toEqual([409, 'COURT_APPROVAL_REQUIRED']);
    expect(said(await act(people.prosecutor, { act: 'withdraw', victim: hers[0], on: today, cents: 100, courtApproved: true }))).toBe(200);
  });

  it('becomes late by itself, and staff are told', async () => {
    expect(said(await act(people.prosecutor, { act: 'set-schedule', on: past, defendant: 'D1', cents: 40_000, every: 'MONTH', from: '2024-06-01' }))).toBe(200);
    const late = await until(async () => (await api.get(people.prosecutor, order)).body as { readonly order: { readonly data: { readonly liable: readonly { readonly standing: string; readonly since: string }[] } }; readonly late: readonly { readonly what: string; readonly data: { readonly since?: string } }[] }, (found) => found.late.length > 1);
    expect(late.order.data.liable[0]).toMatchObject({ standing: 'DEFAULT', since: '2024-10-01' });
    expect(late.late).toMatchObject([{ what: 'DELINQUENCY', data: { since: '2024-07-02' } }, { what: 'DEFAULT', data: { since: '2024-10-01' } }]);
    expect(said(await act(people.prosecutor, { act: 'send-notice', defendant: 'D1', notice: 'DEFAULT', on: '2024-10-03' }))).toBe(200);
    const cured = await act(people.prosecutor, { act: 'set-schedule', on: today, defendant: 'D1', cents: 50_000, every: 'MONTH', from: '2098-11-01' });
    expect((cured.body['order'] as typeof late.order).data.liable[0]).toMatchObject({ standing: 'CURRENT', next: '2098-11-01' });
  });

  it('opens to each as far as the matrix says: all, the totals, that it is there, or nothing', async () => {
    const seen = async (who: string) => {
      const { status, body } = await api.get(who, order);
      const { order: found, shares = [], losses = [] } = body as { order?: { data?: object; summary?: object }; shares?: { data?: object }[]; losses?: { texts?: { note?: string } }[] };
      return status === 404 ? 404 : [found?.data !== undefined, found?.summary, shares.filter(({ data }) => data !== undefined).length, losses.flatMap(({ texts }) => texts?.note ?? [])];
    };
    const totals = { currency: 'USD', total: 12_550_000, paid: 40_001, outstanding: 12_509_999 };
    expect(await seen(people.prosecutor)).toEqual([true, totals, 2, ['Wages of two seasons.']]);
    expect(await seen(people.coordinator)).toEqual([false, totals, 0, []]);
    expect(await seen(people.financial)).toEqual(404);
    expect(await seen(people.investigator)).toBe(404);
    expect(await seen(people.stranger)).toBe(404);
    expect(((await api.get(people.coordinator, `${path}/restitution-orders`)).body['orders'] as object[]).length).toBe(1);
    expect((await api.get(people.investigator, `${path}/restitution-orders`)).body['orders']).toEqual([]);
  });

  it('says to its case what the playbook there wants to know, keeps words out of its ledger, and is what its ledger folds to', async () => {
    const facts = await until(async () => (await api.get(people.prosecutor, path)).body['facts'] as { fact: string; about?: string; value: string }[], (found) => found.some(({ fact, value }) => fact === 'LOSSES_OPEN' && value === 'NO'));
    expect(facts).toMatchObject(expect.arrayContaining([expect.objectContaining({ fact: 'ORDER_MADE', about: 'D1', value: 'YES' })]) as object[]);
    const ledger = `redress/${order.split('/')[2]}/${order.split('/')[4]}`;
    expect(JSON.stringify(await rowsOf('select body from event where ledger_id = $1', ledger))).not.toContain('seasons');
    expect(await rowsOf(`select distinct owner from vault_item i join command c on c.id = i.command_id where c.ledger_id = $1`, ledger)).toEqual([{ owner: `victim/${hers[0]}` }]);
    expect(await audit(ledger)).toEqual([]);
  });
});
