/** The metrics as people get them: over the cases they may see, with the cases behind each figure, and never as a ranking. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../api/operations/index.ts';
import { asOwner, launchBody, loadPeople, people, startApi, team, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
const exercise = randomUUID();
const inside = { claims: { exercise } };
const start = '2031-04-14T14:00:00.000Z';
const inWorld = (id: string): string => `${exercise}.${id}`;
const coordinator = inWorld(people.coordinator);
const investigator = inWorld(people.investigator);
const stranger = inWorld(people.stranger);
const leader = inWorld(people.leader);

let api: TestApi;
let caseId = '';
beforeAll(async () => {
  await asOwner((client) => client.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, start]));
  await loadPeople(exercise);
  api = await startApi();
  const agencies = team.map(({ agency, roles }) => ({ agency: inWorld(agency), roles }));
  caseId = String((await api.post(coordinator, '/cases', { ...launchBody, agencies }, inside)).body['id']);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const passTo = (now: string): Promise<unknown> => asOwner((client) => client.query('update exercise set now_at = $2 where id = $1', [exercise, now]));
const metric = (who: string, id: string, query = ''): Promise<Answer> => api.get(who, `/metrics/${id}${query}`, inside);
interface Told { readonly figure: string; readonly of?: string; readonly value: number | null; readonly cases: readonly string[]; readonly suppressed?: true }
const figures = ({ body }: Answer): Record<string, Told> => Object.fromEntries((body['figures'] as Told[]).map((each) => [each.of === undefined ? each.figure : `${each.figure} ${each.of}`, each]));
const said = ({ status, body }: Answer): unknown[] => [status, body['code']];

describe('the metrics', () => {
  it('are listed with definition and denominator, and each can be read', async () => {
    const items = (await api.get(coordinator, '/metrics', inside)).body['items'] as { id: string; definition: string; denominator: string }[];
    expect(items.map(({ id }) => id)).toEqual([...Array.from({ length: 16 }, (_, index) => `M${index + 1}`), 'M20', 'M23', 'M26']);
    for (const { id, definition, denominator } of items) {
      expect([id, definition.length > 40, denominator.length > 20]).toEqual([id, true, true]);
      expect([id, (await metric(coordinator, id)).status]).toEqual([id, 200]);
    }
  });

  it('that count outcomes are for whom the matrix names: neither for a guardian nor for her lawyer', async () => {
    const guardian = inWorld(people.guardian);
    expect([(await metric(guardian, 'M1')).status, ...(await Promise.all(['M14', 'M15', 'M16', 'M20', 'M23', 'M26'].map(async (id) => (await metric(guardian, id)).status)))]).toEqual([200, 404, 404, 404, 404, 404, 404]);
  });

  it('are of the cases the reader may see, each figure with the cases behind it', async () => {
    const mine = await metric(coordinator, 'M1');
    expect(figures(mine)['open']).toMatchObject({ value: 1, cases: [caseId] });
    expect(mine.body['cases']).toEqual([{ caseId, codeName: 'TEST CASE' }]);
    expect(figures(await metric(stranger, 'M1'))['open']).toMatchObject({ value: 0, cases: [] });
  });

  it('follow the record: an offer waits, is accepted, is late', async () => {
    const at = (hours: number): string => new Date(Date.parse(start) + hours * 3_600_000).toISOString();
    await passTo(at(2));
    await api.post(coordinator, `/cases/${caseId}/hand-offs`, { step: 'S3.1', to: inWorld('tr'), kind: 'ORDINARY' }, inside).then(async ({ body }) => {
      await passTo(at(5));
      expect((await api.post(inWorld(people.revenueSupervisor), `/hand-offs/${String(body['id'])}/acts`, { act: 'accept' }, inside)).status).toBe(200);
    });
    expect(figures(await metric(coordinator, 'M12', `?from=${start}&until=${at(5)}`))).toMatchObject({ accepted: { value: 1 }, 'to-accepted-median': { value: 3 }, orphan: { value: 0 }, bounced: { value: 0 } });
    // The urgent danger check was due after an hour and nobody did it.
    expect(figures(await metric(coordinator, 'M11'))).toMatchObject({ missed: { value: 1, cases: [caseId] }, 'miss S0.2': { value: 4 } });
    // At an instant before, nothing had been missed.
    expect(figures(await metric(coordinator, 'M11', `?until=${at(0.9)}`))).toMatchObject({ missed: { value: 0 }, 'at-risk': { value: 1 } });
  });

  it('count what leaders promise above cases: there is no case behind it, and the compact is named', async () => {
    const agencies = [{ agency: inWorld('tn'), roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: inWorld('tp'), roles: ['INVESTIGATOR'] }];
    const pledges = [{ kind: 'RESOURCE', agency: inWorld('tp'), due: '2031-06-30', text: 'Two investigators', pledge: { amount: 2, unit: 'FTE', from: '2031-04-14', until: '2031-06-30' } }];
    const opened = await api.post(coordinator, '/compacts', { codeName: 'COUNTY PROGRAMME', playbook: launchBody.playbook, startsOn: '2031-04-14', endsOn: '2032-04-14', agencies, pledges }, inside);
    const compact = String(opened.body['id']);
    for (const [who, act] of [[coordinator, 'request-signatures'], [leader, 'sign']] as const) expect((await api.post(who, `/compacts/${compact}/acts`, { act }, inside)).status).toBe(200);
    const half = await metric(coordinator, 'M9');
    expect(figures(half)).toMatchObject({ signed: { value: 0.5, cases: [], compacts: [compact] }, [`not-signed ${inWorld('tp')}`]: { value: 1, compacts: [compact] } });
    expect([half.body['cases'], half.body['compacts']]).toEqual([[], [{ compact, codeName: 'COUNTY PROGRAMME' }]]);
    expect((await api.post(inWorld(people.policeLeader), `/compacts/${compact}/acts`, { act: 'sign' }, inside)).status).toBe(200);
    expect(figures(await metric(investigator, 'M9'))).toMatchObject({ signed: { value: 1 }, active: { value: 1, compacts: [compact] } });
    await passTo('2031-04-16T14:00:00.000Z');
    const pledged = figures(await metric(investigator, 'M10'))[`delivered ${inWorld('tp')}/FTE`];
    expect(pledged).toMatchObject({ value: 0, outOf: 6, cases: [], compacts: [compact] });
    // Who signed nothing there reads nothing of it.
    for (const who of [stranger, inWorld(people.advocate)]) expect(figures(await metric(who, 'M9'))).toMatchObject({ signed: { value: null, outOf: 0 } });
  });

  it('that stand for victims are withheld from a leader where they are few', async () => {
    // Everything but what is hers is set aside, in the read models alone.
    await asOwner((client) => client.query(`update step_time set class = 'DONE', due_at = null where ledger_id = $1 and step <> 'S2.3'`, [`case/${caseId}`]));
    expect(figures(await metric(coordinator, 'M2'))).toMatchObject({ 'waiting-properly': { value: 1, cases: [caseId] } });
    expect(Object.keys(figures(await metric(investigator, 'M2')))).toEqual(['waiting-properly']);
    const told = await metric(leader, 'M2');
    expect(figures(told)['waiting-properly']).toMatchObject({ value: null, suppressed: true, cases: [] });
    expect(told.text).not.toContain(caseId);
  });
});

describe('what is refused', () => {
  // One's own drafts are no part of any record.
  const reads = operations.filter(({ method, path }) => method === 'get' && !path.startsWith('/drafts')).map(({ path }) => path.replaceAll(/\{\w+\}/g, 'none'));
  const refusedWith = async (code: string, questions: readonly string[]): Promise<void> => {
    for (const question of questions) expect([question, ...said(await api.get(leader, question, inside))]).toEqual([question, 422, code]);
  };

  it('is an order of any kind, at every address that reads and by every name for it', async () => {
    expect(reads.length).toBeGreaterThan(60);
    await refusedWith('OUTCOME_RANKING_REFUSED', reads.map((path) => `${path}?sort=agency`));
    await refusedWith('OUTCOME_RANKING_REFUSED', ['order=desc', 'orderBy=district', 'order_by=x', 'group-by=prosecutor', 'groupBy=person', 'rank=person', 'sorted=1', 'top=5', 'audience=internal&sort=rating'].flatMap((query) => ['/metrics/M26', '/metrics/convictions', '/scorecard/portfolio'].map((path) => `${path}?${query}`)));
  });

  it('is a count of convictions or prosecutions without its context', async () => {
    await refusedWith('OUTCOME_CONTEXT_REQUIRED', ['convictions', 'prosecutions', 'charges', 'sentences', 'arrests'].flatMap((outcome) => [`/metrics/${outcome}`, `/scorecard/portfolio?${outcome}=1`, `/cases?${outcome}=1`]));
    expect(said(await metric(leader, 'M99'))).toEqual([404, 'NOT_FOUND']);
  });

  it('is a period that is empty or lies ahead, and whatever is unknown', async () => {
    for (const query of ['?until=2032-01-01T00:00:00.000Z', `?from=${start}&until=${start}`, '?league=1']) expect(said(await metric(leader, 'M6', query))).toEqual([400, 'INVALID_REQUEST']);
  });
});
