import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { house, type House } from './house.ts';
import { allOf, asOwner, launchBody, loadPeople, people, startApi, team, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();

const exercise = randomUUID();
const other = randomUUID();
const now = '2031-04-14T14:00:00.000Z';
const inside = { claims: { exercise } };
const player = (id: string): string => `${exercise}.${id}`;
const body = { ...launchBody, agencies: team.map(({ agency, roles }) => ({ agency: `${exercise}.${agency}`, roles })) };

let api: TestApi;
let caseId: string;
let realCase: string;
/** Of no other file: its lists are short. */
let real: House;
beforeAll(async () => {
  await asOwner(async (client) => {
    for (const id of [exercise, other]) await client.query('insert into exercise (id, now_at) values ($1, $2)', [id, now]);
  });
  await loadPeople();
  await loadPeople(exercise);
  api = await startApi();
  const launched = await api.post(player(people.coordinator), '/cases', { ...body, referral: 'within the exercise' }, inside);
  expect(launched.status).toBe(201);
  caseId = String(launched.body['id']);
  const roles = team.flatMap((each) => each.roles);
  real = await house(roles);
  realCase = String((await api.post(real.one, '/cases', { ...launchBody, agencies: [{ agency: real.agency, roles }] })).body['id']);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

describe('an exercise', () => {
  it('has its own clock', async () => {
    const { body: found } = await api.get(player(people.coordinator), `/cases/${caseId}`, inside);
    expect(found).toMatchObject({ openedAt: now, referral: 'within the exercise' });
    // Ahead of every real clock, and yet in the past of the exercise.
    expect((await api.post(player(people.coordinator), `/cases/${caseId}/steps/S0.2/acts`, { act: 'accept' }, { ...inside, headers: { 'occurred-at': '2031-04-14T13:30:00.000Z' } })).status).toBe(200);
    const late = await api.post(player(people.coordinator), `/cases/${caseId}/steps/S0.2/acts`, { act: 'accept' }, { ...inside, headers: { 'occurred-at': '2031-04-14T15:00:00.000Z' } });
    expect([late.status, late.body['code']]).toEqual([400, 'INVALID_REQUEST']);
  });

  it('counts the days of a stalled track where the leading agency is', async () => {
    // In Chicago still the day before; in UTC already today.
    await asOwner((client) => client.query(`update track_view set stalls_at = '2031-04-14T03:00:00Z' where ledger_id = $1 and track = 'PROTECTION'`, [`case/${caseId}`]));
    const [stalled] = (await allOf(api, player(people.coordinator), '/stalled', 100, inside)) as { stalled: unknown[] }[];
    expect(stalled?.stalled).toMatchObject([{ track: 'PROTECTION', ageDays: 1 }]);
  });

  it('marks every row it makes', async () => {
    const tables = ['ledger', 'event', 'command', 'clock', 'keeper', 'engagement', 'case_view', 'step_view', 'track_view'];
    for (const table of tables) {
      const { rows } = await asOwner((client) => client.query(`select distinct exercise_id from ${table} where ${table === 'ledger' ? 'id' : 'ledger_id'} = $1`, [`case/${caseId}`]));
      expect([table, rows]).toEqual([table, [{ exercise_id: exercise }]]);
    }
    const { rows } = await asOwner((client) => client.query(`select exercise_id from vault_key where owner = $1 union select exercise_id from vault_item where owner = $1`, [`case/${caseId}`]));
    expect(rows).toEqual([{ exercise_id: exercise }]);
  });

  it('never touches a real case, nor a real person an exercise', async () => {
    const coordinator = player(people.coordinator);
    for (const path of [`/cases/${realCase}`, `/cases/${realCase}/steps/S0.2`, `/cases/${realCase}/timeline`]) expect((await api.get(coordinator, path, inside)).status).toBe(404);
    for (const path of [`/cases/${caseId}`, `/cases/${caseId}/steps/S0.2`, `/cases/${caseId}/timeline`]) expect((await api.get(real.one, path)).status).toBe(404);
    expect((await api.post(coordinator, `/cases/${realCase}/steps/S0.2/acts`, { act: 'accept' }, inside)).status).toBe(404);
    expect((await api.post(real.one, `/cases/${caseId}/steps/S0.2/acts`, { act: 'accept' })).status).toBe(404);
  });

  it.each(['/cases', '/clocks', '/inbox', '/stalled'])('lists nothing of the one in the other: %s', async (path) => {
    expect(JSON.stringify(await allOf(api, real.one, path, 100))).not.toContain(caseId);
    const { body: page } = await api.get(player(people.coordinator), path, inside);
    expect(JSON.stringify(page)).not.toContain(realCase);
  });

  it('takes only its own people, and only with its own token', async () => {
    expect((await api.get(player(people.coordinator), '/cases')).status).toBe(401);
    expect((await api.get(people.coordinator, '/cases', inside)).status).toBe(401);
    expect((await api.get(player(people.coordinator), '/cases', { claims: { exercise: other } })).status).toBe(401);
    expect((await api.get(player(people.coordinator), '/cases', { claims: { exercise: randomUUID() } })).status).toBe(401);
  });

  it('cannot be joined by an agency that is engaged by name alone: the database holds the two worlds apart', async () => {
    await asOwner((client) => client.query(`insert into engagement (ledger_id, agency_id, roles, from_at, exercise_id) values ($1, 'tn', '{COORDINATOR}', now(), $2)`, [`case/${caseId}`, exercise]));
    expect((await api.get(people.coordinator, `/cases/${caseId}`)).status).toBe(404);
  });
});
