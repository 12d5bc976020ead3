/** Who is told what of a case, and what waits for whom. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOf, asOwner, launchBody, loadPeople, people, startApi, team, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();

// In a world of its own: nobody else's cases stand in these inboxes, and its time stands still.
const exercise = randomUUID();
const now = '2031-04-14T14:00:00.000Z';
const inside = { claims: { exercise } };
const inWorld = (id: string): string => `${exercise}.${id}`;
const launch = { ...launchBody, agencies: team.map(({ agency, roles }) => ({ agency: inWorld(agency), roles: agency === 'tp' ? [...roles, 'CHILD_GUARDIAN'] : roles })) };
const { coordinator, prosecutor, advocate, harbourSupervisor, investigator, guardian, revenueSupervisor, stranger, financial, policeSupervisor } = Object.fromEntries(
  Object.entries(people).map(([name, id]) => [name, inWorld(id)]),
) as Record<keyof typeof people, string>;

let api: TestApi;
beforeAll(async () => {
  await asOwner((client) => client.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, now]));
  await loadPeople(exercise);
  api = await startApi();
  await launched();
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const inDays = (days: number): string => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);

async function launched(): Promise<string> {
  const { status, body } = await api.post(coordinator, '/cases', launch, inside);
  expect(status).toBe(201);
  return String(body['id']);
}
const act = (who: string, caseId: string, step: string, body: object): Promise<Answer> => api.post(who, `/cases/${caseId}/steps/${step}/acts`, body, inside);
const get = (who: string, path: string): Promise<Answer> => api.get(who, path, inside);
const all = (who: string, path: string): Promise<unknown[]> => allOf(api, who, path, 100, inside);
const said = ({ status, body }: Answer): unknown[] => [status, body['code']];

interface Item {
  readonly kind: string; readonly need?: string; readonly due?: string; readonly codeName?: string; readonly notice?: string; readonly subject?: string;
  readonly caseId?: string; readonly step?: { readonly step: string; readonly caseId: string } | string; readonly handOff?: { readonly id: string; readonly caseId: string };
}
const inboxOf = async (who: string, caseId: string): Promise<Item[]> =>
  ((await all(who, '/inbox')) as Item[]).filter(({ caseId: own, step, handOff }) => [own, handOff?.caseId, typeof step === 'object' ? step.caseId : undefined].includes(caseId));
const about = (items: Item[], code: string): string[] => items.filter(({ step }) => (typeof step === 'object' ? step.step : step) === code).map(({ kind, need }) => (need === undefined ? kind : `${kind} ${need}`));

describe('what she said', () => {
  const silence = { act: 'signal', signal: 'NOT_TO_BE_ASKED_BEFORE', until: inDays(40) };

  it('is recorded by any engaged advocate, counsel or guardian, whoever holds the step, and by nobody else', async () => {
    const caseId = await launched();
    for (const who of [advocate, guardian]) expect((await act(who, caseId, 'S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW' })).status).toBe(200);
    for (const who of [coordinator, prosecutor, investigator, harbourSupervisor]) expect(said(await act(who, caseId, 'S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW' }))).toEqual([403, 'NOT_ALLOWED']);
    expect((await act(stranger, caseId, 'S2.3', silence)).status).toBe(404);
  });

  it('is told to those who act on it: on the step, in the case, and by the end of the silence among the clocks', async () => {
    const caseId = await launched();
    expect((await act(guardian, caseId, 'S2.3', silence)).body).toMatchObject({ signal: 'NOT_TO_BE_ASKED_BEFORE' });
    const told = async (who: string) => {
      const step = (await get(who, `/cases/${caseId}/steps/S2.3`)).body['signal'];
      const inCase = ((await get(who, `/cases/${caseId}`)).body['steps'] as { step: string; signal?: string }[]).find(({ step: code }) => code === 'S2.3')?.signal;
      const clocks = (await all(who, `/clocks?case=${caseId}`)) as { name: string }[];
      expect(clocks.length).toBeGreaterThan(0);
      return [step, inCase, clocks.filter(({ name }) => name === 'silence-end').length];
    };
    for (const who of [coordinator, advocate, investigator, prosecutor]) expect([who, await told(who)]).toEqual([who, ['NOT_TO_BE_ASKED_BEFORE', 'NOT_TO_BE_ASKED_BEFORE', 1]]);
    // A supervisor, as such, has no use for it.
    expect(await told(harbourSupervisor)).toEqual([undefined, undefined, 0]);
  });

  it('is in no timeline, nor what was missing, nor who waits on whom', async () => {
    const caseId = await launched();
    await act(advocate, caseId, 'S2.3', silence);
    expect(said(await act(investigator, caseId, 'S5.2', { act: 'schedule-statement', interpreterFixed: true, advocateOffered: false, afterCareBooked: true }))).toEqual([409, 'VICTIM_PACED_GATE']);
    const events = (await all(advocate, `/cases/${caseId}/timeline`)) as { type: string; codes: object }[];
    const types = events.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['StepOpened', 'ReadinessSignalled', 'StatementRequestDenied']));
    expect(events.flatMap(({ codes }) => Object.keys(codes)).filter((name) => ['signal', 'missing', 'waitsOn', 'until'].includes(name))).toEqual([]);
    expect(JSON.stringify(events)).not.toMatch(/NOT_TO_BE_ASKED|READINESS|ADVOCATE"\]/);
  });

  it('moves nothing that is told to who may not know it: not a step, not a clock, not a line of the timeline (rule R14)', async () => {
    const agencies = [...launch.agencies, { agency: inWorld('tr'), roles: ['FINANCIAL_INVESTIGATOR'] }];
    const caseId = String((await api.post(coordinator, '/cases', { ...launch, agencies }, inside)).body['id']);
    for (const [who, step] of [[coordinator, 'S3.1'], [coordinator, 'S3.3'], [investigator, 'S4.1']] as const)
      for (const done of ['accept', 'complete']) expect([step, (await act(who, caseId, step, { act: done })).status]).toEqual([step, 200]);
    await act(investigator, caseId, 'S5.1', { act: 'accept' });
    const outlook = async (who: string) => {
      const [step, whole, clocks, timeline] = [await get(who, `/cases/${caseId}/steps/S5.1`), await get(who, `/cases/${caseId}`), await all(who, `/clocks?case=${caseId}`), await all(who, `/cases/${caseId}/timeline`)];
      return { step: step.body, etag: step.headers.get('etag'), steps: whole.body['steps'], clocks, timeline };
    };
    const before = { financial: await outlook(financial), investigator: await outlook(investigator) };
    expect(before.financial.step).toMatchObject({ state: 'WAITING_PROPERLY', rev: 0 });
    expect(before.investigator.step).toMatchObject({ state: 'SUSPENDED' });
    for (const signal of ['READY_FOR_INTERVIEW', 'NOT_NOW', 'READY_FOR_INTERVIEW']) {
      expect((await act(advocate, caseId, 'S2.3', { act: 'signal', signal })).status).toBe(200);
      expect([signal, await outlook(financial)]).toEqual([signal, before.financial]);
    }
    await act(advocate, caseId, 'S5.2', { act: 'schedule-statement', survivorAsked: true, interpreterFixed: true, advocateOffered: true, afterCareBooked: true });
    expect(await outlook(financial)).toEqual(before.financial);
    const told = await outlook(investigator);
    expect(told.step).toMatchObject({ state: 'IN_PROGRESS', due: expect.any(String) as string });
    // Who answers for the work sees it, though they are not told what she said; what is done is done for all.
    expect((await get(policeSupervisor, `/cases/${caseId}/steps/S5.1`)).body).toMatchObject({ state: 'IN_PROGRESS' });
    expect((await get(harbourSupervisor, `/cases/${caseId}/steps/S5.1`)).body).toMatchObject({ state: 'WAITING_PROPERLY' });
    expect((told.timeline as { type: string }[]).map(({ type }) => type)).toContain('ReadinessSignalled');
    expect((before.financial.timeline as { seq: number }[]).map(({ seq }) => seq)).toEqual(before.financial.timeline.map((_, index) => index + 1));
  });

  it('has no cause of delay beside it, whatever its row may say', async () => {
    const caseId = await launched();
    expect(said(await act(coordinator, caseId, 'S2.3', { act: 'name-blocker', blocker: 'CAPACITY' }))).toEqual([409, 'NOTHING_TO_BLOCK']);
    await asOwner((client) => client.query(`update step_view set blocker = 'CAPACITY' where ledger_id = $1`, [`case/${caseId}`]));
    expect((await get(coordinator, `/cases/${caseId}/steps/S2.3`)).body['blocker']).toBeUndefined();
    expect((await get(coordinator, `/cases/${caseId}/steps/S1.1`)).body['blocker']).toBe('CAPACITY');
  });

  it('is for a supervisor to take on or turn down for the agency, and nothing more', async () => {
    const caseId = await launched();
    expect((await act(harbourSupervisor, caseId, 'S2.3', { act: 'accept' })).body).toMatchObject({ owner: harbourSupervisor });
    expect(said(await act(harbourSupervisor, caseId, 'S2.3', { act: 'complete' }))).toEqual([403, 'NOT_ALLOWED']);
    expect((await act(advocate, caseId, 'S2.3', { act: 'take-over' })).body).toMatchObject({ owner: advocate });
    expect((await act(harbourSupervisor, caseId, 'S2.3', { act: 'take-over' })).body).toMatchObject({ owner: harbourSupervisor });
  });
});

describe('work', () => {
  it('is taken over by a colleague, not by another agency, and not twice', async () => {
    const caseId = await launched();
    const takeOver = (who: string) => act(who, caseId, 'S1.1', { act: 'take-over' });
    expect(said(await takeOver(harbourSupervisor))).toEqual([409, 'STEP_NOT_ACCEPTED']);
    const accepted = await act(advocate, caseId, 'S1.1', { act: 'accept' });
    expect(said(await takeOver(coordinator))).toEqual([403, 'NOT_ALLOWED']);
    expect((await takeOver(harbourSupervisor)).body).toMatchObject({ owner: harbourSupervisor, due: accepted.body['due'] });
    expect(said(await takeOver(harbourSupervisor))).toEqual([409, 'STEP_IS_YOURS']);
  });

  it('has a horizon once counsel has said the last day; it waits for nobody and has its date in the inbox', async () => {
    const caseId = await launched();
    const set = (who: string, lastDay: string) => act(who, caseId, 'LIM.1', { act: 'set-horizon', lastDay });
    expect(about(await inboxOf(prosecutor, caseId), 'LIM.1')).toEqual(['step answer']);
    await act(prosecutor, caseId, 'LIM.1', { act: 'accept' });
    expect(about(await inboxOf(prosecutor, caseId), 'LIM.1')).toEqual(['step work']);
    expect(said(await set(investigator, inDays(900)))).toEqual([403, 'NOT_ALLOWED']);
    expect(said(await set(prosecutor, inDays(-2)))).toEqual([422, 'DATE_IN_THE_PAST']);
    expect(said(await set(prosecutor, '9000-01-01'))).toEqual([422, 'DATE_TOO_FAR']);
    expect(said(await act(advocate, caseId, 'S1.1', { act: 'set-horizon', lastDay: inDays(900) }))).toEqual([409, 'NOT_A_HORIZON']);
    const { horizonAt } = (await set(prosecutor, inDays(900))).body;
    expect(String(horizonAt)).toMatch(/^\d{4}-/);
    const inbox = await inboxOf(prosecutor, caseId);
    expect(about(inbox, 'LIM.1')).toEqual(['horizon']);
    expect(inbox.find(({ kind }) => kind === 'horizon')).toMatchObject({ due: horizonAt, codeName: 'TEST CASE' });
  });
});

describe('an inbox', () => {
  it('shows the coordinator of the agency that answers for it what another has not accepted yet', async () => {
    const caseId = await launched();
    const seen = async (who: string) => about(await inboxOf(who, caseId), 'S1.1');
    expect([await seen(coordinator), await seen(prosecutor), await seen(advocate)]).toEqual([['step accountable'], [], ['step answer']]);
    await act(advocate, caseId, 'S1.1', { act: 'accept' });
    expect([await seen(coordinator), await seen(advocate), await seen(harbourSupervisor)]).toEqual([[], ['step work'], []]);
  });

  it('shows the sender that an answer is awaited', async () => {
    const caseId = await launched();
    const { body } = await api.post(coordinator, `/cases/${caseId}/hand-offs`, { step: 'S3.1', to: inWorld('tr'), kind: 'ORDINARY' }, inside);
    const needs = async (who: string) => (await inboxOf(who, caseId)).filter(({ handOff }) => handOff?.id === body['id']).map(({ need }) => need);
    expect([await needs(coordinator), await needs(prosecutor), await needs(revenueSupervisor)]).toEqual([['awaiting-answer'], [], ['answer']]);
    await api.post(revenueSupervisor, `/hand-offs/${String(body['id'])}/acts`, { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ACCOUNT_IDS'] }, inside);
    expect([await needs(coordinator), await needs(revenueSupervisor)]).toEqual([['items'], []]);
  });

  it('names the case of a notice, and reminds nobody of what is finished, this time or the time before', async () => {
    const caseId = await launched();
    const tasks = async (who: string, subject: string) => (await inboxOf(who, caseId)).filter((item) => item.kind === 'notice' && item.notice === 'task' && item.subject === subject).map(({ codeName }) => codeName);
    expect([await tasks(coordinator, 'S0.2'), await tasks(advocate, 'S2.2-offer')]).toEqual([['TEST CASE'], ['TEST CASE']]);
    // A while later, by the clock of this world.
    await asOwner((client) => client.query(`update exercise set now_at = now_at + interval '1 minute' where id = $1`, [exercise]));
    for (const [who, step] of [[coordinator, 'S0.2'], [advocate, 'S2.2-offer']] as const) for (const name of ['accept', 'complete']) expect((await act(who, caseId, step, { act: name })).status).toBe(200);
    expect((await get(advocate, `/cases/${caseId}/steps/S2.2-offer`)).body).toMatchObject({ occurrence: 2, accepted: true });
    expect([await tasks(coordinator, 'S0.2'), await tasks(advocate, 'S2.2-offer')]).toEqual([[], []]);
    expect((await tasks(coordinator, 'S1.2')).length).toBe(1);
  });

  it('asks for an answer to a wait for somebody outside, and calls it waiting only once it is taken on', async () => {
    const caseId = await launched();
    const wait = (accepted: boolean, owner: string | null, review: string) => asOwner((client) => client.query(
      `update step_view set pacing = 'EXTERNAL_WAIT', due_at = null, accepted = $2, owner = $3, review_by = $5::timestamptz + $4::interval where ledger_id = $1 and code = 'S1.1'`,
      [`case/${caseId}`, accepted, owner, review, now]));
    const seen = async () => about(await inboxOf(advocate, caseId), 'S1.1');
    await wait(false, null, '9 days');
    expect(await seen()).toEqual(['step answer']);
    await wait(true, advocate, '9 days');
    expect(await seen()).toEqual(['waiting-properly']);
    await wait(true, advocate, '-1 hour');
    expect(await seen()).toEqual(['step review']);
  });
});
