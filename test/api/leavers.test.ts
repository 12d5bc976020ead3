/** Who is there, on the real engine: levels and offers that find somebody, and the sweep of whoever leaves. */
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sweepLeavers } from '../../activities/sweep.ts';
import { audit, eventsOf, house, rowsOf, until, type House } from './house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();
let api: TestApi;
const say = (who: string, agency: string, body: object): Promise<Answer> => api.post(who, `/agencies/${agency}/acts`, body);
/** A case in which `one` of the house owns the first step of the advocates. */
async function caseWith({ agency, one }: House): Promise<string> {
  const { body } = await api.post(people.coordinator, '/cases', { ...launchBody, agencies: [launchBody.agencies[0], { agency, roles: ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST'] }, launchBody.agencies[2]] });
  const id = String(body['id']);
  expect((await api.post(one, `/cases/${id}/steps/S1.1/acts`, { act: 'accept' })).body).toMatchObject({ owner: one });
  return id;
}

beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  // The worker's first words cost most.
  await api.post(people.coordinator, '/cases', launchBody);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

describe('the desk of an agency', () => {
  it('shows who is there, away and standing in, and to nobody else', async () => {
    const { agency, supervisor, one, two } = await house();
    expect((await say(one, agency, { act: 'record-absence', person: one, deputy: two })).body).toMatchObject({ agency, absences: [{ person: one, deputy: two }] });
    expect((await say(supervisor, agency, { act: 'name-deputy', person: supervisor, deputy: two, roles: ['AGENCY_SUPERVISOR'] })).status).toBe(200);
    const { body } = await api.get(two, `/agencies/${agency}/desk`);
    expect(body['people']).toContainEqual({ person: one, roles: ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST'], active: true, away: true });
    expect(body['people']).toContainEqual({ person: two, roles: ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'AGENCY_SUPERVISOR'], active: true, away: false });
    expect((await api.get(people.coordinator, `/agencies/${agency}/desk`)).status).toBe(404);
    // The deputy acts with what they stand in for.
    expect((await say(two, agency, { act: 'record-absence', person: supervisor })).status).toBe(200);
    expect((await say(one, agency, { act: 'record-absence', person: two })).body).toMatchObject({ code: 'NOT_THE_SUPERVISOR' });
    expect((await say(one, agency, { act: 'leave', person: two })).body).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('shows the rota and the hours nobody covers, and says them', async () => {
    const { agency, supervisor, leader, one } = await house();
    const hour = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
    const [from, gap, next, end] = [hour(-1), hour(5), hour(7), hour(400)];
    expect((await api.get(one, '/rota')).body).toMatchObject({ onDuty: [], shifts: [], uncovered: [] });
    expect((await say(leader, agency, { act: 'set-duty', from, until: end, shifts: [{ person: one, from, until: gap }, { person: one, from: next, until: end }] })).status).toBe(200);
    expect((await api.get(one, '/rota')).body).toMatchObject({ onDuty: [one], uncovered: [{ from: gap, until: next }] });
    const told = await until(() => api.get(supervisor, '/inbox'), ({ body }) => (body['items'] as unknown[]).length > 0);
    expect(told.body['items']).toEqual([expect.objectContaining({ kind: 'notice', notice: 'rota-gap', subject: gap })]);
  });

  it('refuses work to who is recorded as absent', async () => {
    const home = await house();
    const caseId = await caseWith(home);
    await say(home.two, home.agency, { act: 'record-absence', person: home.two });
    expect((await api.post(home.two, `/cases/${caseId}/steps/S1.1/acts`, { act: 'take-over' })).body).toMatchObject({ code: 'PERSON_AWAY' });
  });
});

describe('an offer', () => {
  it('goes past an empty chair to who can act, and says so', async () => {
    const home = await house();
    const { body } = await api.post(people.coordinator, '/cases', launchBody);
    // Nobody of the house coordinates, and the supervisor is away.
    await say(home.supervisor, home.agency, { act: 'record-absence', person: home.supervisor });
    const handOff = await api.post(people.coordinator, `/cases/${String(body['id'])}/hand-offs`, { step: 'S3.1', to: home.agency, kind: 'ORDINARY' });
    expect(handOff.status).toBe(201);
    const told = await api.get(home.leader, '/inbox');
    expect(told.body['items']).toContainEqual(expect.objectContaining({
      kind: 'notice', notice: 'offer', skipped: [{ agency: home.agency, role: 'COORDINATOR', why: 'NOBODY' }, { agency: home.agency, role: 'AGENCY_SUPERVISOR', why: 'ABSENT' }],
    }));
    // Others of the team read that chairs were empty, and not why.
    const { body: timeline } = await api.get(people.coordinator, `/cases/${String(body['id'])}/timeline`);
    expect((timeline['items'] as { type: string; codes: object }[]).find(({ type }) => type === 'HandOffProposed')?.codes).toMatchObject({ skipped: [`${home.agency} COORDINATOR`, `${home.agency} AGENCY_SUPERVISOR`] });
  });
});

describe('somebody who leaves', () => {
  it('has all open work offered anew, the date as it was promised, and can do nothing any more', async () => {
    const home = await house();
    const caseId = await caseWith(home);
    const before = await api.get(home.one, `/cases/${caseId}/steps/S1.1`);
    const dry = await api.get(home.supervisor, `/people/${home.one}/open-work`);
    expect(dry.body).toEqual({ person: home.one, work: [{ caseId, codeName: 'TEST CASE', step: 'S1.1', title: before.body['title'] }], plans: [], commitments: [], handOffs: [], compacts: [] });
    expect((await api.get(home.two, `/people/${home.one}/open-work`)).status).toBe(404);
    expect((await say(home.supervisor, home.agency, { act: 'leave', person: home.one })).status).toBe(200);
    expect((await api.get(home.one, '/inbox')).status).toBe(401);
    const after = await until(() => api.get(home.two, `/cases/${caseId}/steps/S1.1`), ({ body }) => body['owner'] === null);
    expect(after.body).toMatchObject({ owner: null, state: 'READY', holder: home.agency, accountable: home.agency, due: before.body['due'] });
    const notices = await rowsOf<{ to_role: string }>(`select to_role from notice where ledger_id = $1 and to_agency = $2 and kind = 'task' and subject = 'S1.1' and seq > 5 order by part`, `case/${caseId}`, home.agency);
    expect(notices.map(({ to_role: role }) => role)).toContain('AGENCY_SUPERVISOR');
    expect((await api.post(home.two, `/cases/${caseId}/steps/S1.1/acts`, { act: 'accept' })).body).toMatchObject({ owner: home.two, due: before.body['due'] });
    expect((await say(home.supervisor, home.agency, { act: 'leave', person: home.one })).body).toMatchObject({ code: 'PERSON_UNKNOWN' });
  });
});

describe('a sweep', () => {
  let home: House;
  let cases: readonly string[];
  beforeAll(async () => {
    home = await house();
    cases = [await caseWith(home), await caseWith(home)];
  });
  beforeAll(async () => {
    await say(home.leader, home.agency, { act: 'leave', person: home.one });
    await worker.kill();
    await worker.isBack();
  });
  beforeAll(async () => {
    await until(() => eventsOf(`agency/${home.agency}`, 'SweepEnded'), (ended) => ended.length > 0);
  });

  it('outlives a worker that is killed in the midst of it: all work is offered anew, each once, and it ends once', async () => {
    for (const id of cases) expect((await eventsOf(`case/${id}`, 'StepReleased')).map(({ body }) => (JSON.parse(body) as { step: string }).step)).toEqual(['S1.1']);
    expect(await eventsOf(`agency/${home.agency}`, 'SweepEnded')).toHaveLength(1);
    expect(await rowsOf(`select 1 from keeper where ledger_id = $1 and id like 'leaverSweep/%' and open`, `agency/${home.agency}`)).toEqual([]);
    expect((await api.get(home.supervisor, `/people/${home.one}/open-work`)).body).toEqual({ person: home.one, work: [], plans: [], commitments: [], handOffs: [], compacts: [] });
  });

  it('leaves ledgers that are decided again to the same, and read models that are their fold', async () => {
    for (const ledger of [`agency/${home.agency}`, ...cases.map((id) => `case/${id}`)]) expect([ledger, await audit(ledger)]).toEqual([ledger, []]);
  });
});

describe('somebody whom the directory has closed', () => {
  it('is found by the sentinel, and has all open work offered anew', async () => {
    const home = await house();
    const caseId = await caseWith(home);
    await asOwner((client) => client.query('update person set active = false where id = $1', [home.one]));
    const pool = new pg.Pool({ connectionString: inject('workerUrl'), max: 2 });
    const connection = await Connection.connect({ address: inject('temporalAddress') });
    try {
      const failed: unknown[] = [];
      await sweepLeavers(pool, new Client({ connection }), (_what, error) => void failed.push(error));
      expect(failed).toEqual([]);
      const after = await until(() => api.get(home.two, `/cases/${caseId}/steps/S1.1`), ({ body }) => body['owner'] === null);
      expect(after.body).toMatchObject({ owner: null, state: 'READY' });
    } finally {
      await connection.close();
      await pool.end();
    }
  });
});
