/** What staff owe survivors and have not done, where leaders look: a number and a level under a code name, nothing of whom it is owed to or what it is. And who hears that an erasure may be approved. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { house, rowsOf, until, type House } from '../api/house.ts';
import { allOf, asOwner, launchBody, loadPeople, startApi, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
let api: TestApi;
let lead: House;
let shelter: House;
let other: House;
let caseId = '';
const victims: string[] = [];
beforeAll(async () => {
  await loadPeople();
  [lead, shelter, other] = [await house(['COORDINATOR', 'PROSECUTOR', 'SPECIALIST_ADVISOR', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'PRIVACY_OFFICER']), await house(['COMMUNITY_ADVOCATE']), await house(['LABOUR_INSPECTOR'])];
  api = await startApi();
  const agencies = [{ agency: lead.agency, roles: ['COORDINATOR', 'PROSECUTOR', 'SPECIALIST_ADVISOR', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATOR'] }, { agency: shelter.agency, roles: ['COMMUNITY_ADVOCATE'] }, { agency: other.agency, roles: ['LABOUR_INSPECTOR'] }];
  caseId = String((await api.post(lead.one, '/cases', { ...launchBody, agencies })).body['id']);
  for (const as of ['V1', 'V2', 'V3', 'V4', 'V5']) victims.push(String((await api.post(lead.one, `/cases/${caseId}/victims`, { as })).headers.get('location')));
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const since = '2026-01-05T15:00:00.000Z';
/** As if nobody had done the first duty of her file in time: its ladder is proved where no clock has to be waited for. */
const climb = (victim: string, level: string) => rowsOf(`
  insert into escalation_view (ledger_id, "of", subject, version, level, opened_at, agency_id) select ledger_id, 'duty', id, 1, $2, $3, agency_id from duty_view where ledger_id = $1 order by id limit 1`, victim.slice(1).replace('victims', 'victim'), level, since);
const board = async (who: string) => (await api.get(who, '/boards/leader')).body as { items: { kind: string }[]; nothing?: { next?: string } };
const owed = async (who: string) => (await board(who)).items.filter(({ kind }) => kind === 'owed');
const figures = async (who: string) => ((await api.get(who, '/metrics/M13')).body['figures'] as { figure: string; of?: string; value: number | null; suppressed?: true; cases: string[] }[]).filter(({ figure }) => figure.startsWith('owed'));

describe('what is owed to survivors and not done', () => {
  it('is a date that could need the leader of who owes it, before it does', async () => {
    expect(await owed(lead.leader)).toEqual([]);
    const nextOf = (agency: string) => asOwner(async (client) => {
      await client.query('begin');
      await client.query(`select set_config('app.agency', $1, true)`, [agency]);
      const { rows } = await client.query<{ next: Date | null }>(`select next_owed(array[$1], now()) as next`, [`case/${caseId}`]);
      await client.query('rollback');
      return rows[0]?.next?.toISOString();
    });
    const [first] = await rowsOf<{ at: string }>(`select min(l ->> 'at') as at from ledger g, jsonb_each(g.state::jsonb -> 'duties') d(id, duty), jsonb_array_elements(duty -> 'climb' -> 'deadline' -> 'levels') l where g.id = any($1) and l ->> 'level' in ('L4', 'L5')`, victims.map((victim) => victim.slice(1).replace('victims', 'victim')));
    expect([await nextOf(lead.agency), await nextOf(shelter.agency)]).toEqual([first?.at, undefined]);
    expect((await board(lead.leader)).nothing?.next).toEqual(expect.stringMatching(/^20/));
  });

  it('stands on the board of the leader whose agency owes it, under the code name, and says no more', async () => {
    await climb(victims[0] ?? '', 'L4');
    expect(await owed(lead.leader)).toEqual([{ kind: 'owed', caseId, codeName: 'TEST CASE', level: 'L4', since }]);
    for (const who of [shelter.leader, other.leader]) expect(await owed(who)).toEqual([]);
    expect(JSON.stringify(await board(lead.leader))).not.toMatch(/victim|V1|CHILD|duty-/);
  });

  it('is counted in the escalation load, and withheld from a leader while few stand behind it', async () => {
    expect(await figures(lead.one)).toMatchObject([{ figure: 'owed', value: 1, cases: [] }, { figure: 'owed-at', of: 'L4', value: 1, cases: [] }]);
    expect(await figures(lead.leader)).toMatchObject([{ value: null, suppressed: true, cases: [] }, { value: null, suppressed: true, cases: [] }]);
    for (const victim of victims.slice(1)) await climb(victim, 'L5');
    expect(await figures(lead.leader)).toMatchObject([{ figure: 'owed', value: 5, cases: [] }, { of: 'L4', value: null, suppressed: true }, { of: 'L5', value: null, suppressed: true }]);
    expect(await owed(lead.leader)).toEqual([{ kind: 'owed', caseId, codeName: 'TEST CASE', level: 'L5', since, count: 5 }]);
  });

  it('is of no case that the reader is not engaged in, whatever they ask', async () => {
    const stranger = await house(['COORDINATOR']);
    expect([await owed(stranger.leader), (await figures(stranger.one)).map(({ value }) => value)]).toEqual([[], [0]]);
    const rowsAs = (agency: string) => asOwner(async (client) => {
      await client.query('begin');
      await client.query('set local role throughline_api');
      await client.query(`select set_config('app.agency', $1, true)`, [agency]);
      const { rows } = await client.query<{ owed: number; next: boolean }>(`select (select count(*)::int from owed_to_survivors(array[$1])) as owed, next_owed(array[$1], '2000-01-01') is not null as next`, [`case/${caseId}`]);
      await client.query('rollback');
      return rows;
    });
    // Nor does the database tell who asks it past the policy.
    expect([await rowsAs(lead.agency), await rowsAs(stranger.agency)]).toEqual([[{ owed: 5, next: true }], [{ owed: 0, next: false }]]);
  });
});

describe('an erasure whose waiting time is over', () => {
  const notices = async (who: string) => ((await allOf(api, who, '/inbox', 100)) as { kind: string; notice?: string; victimId?: string }[]).filter(({ kind, notice, victimId }) => kind === 'notice' && notice === 'request' && victims[0]?.endsWith(String(victimId)));
  it('is told to those who may approve it, until it is over', async () => {
    const ledger = victims[0]?.slice(1).replace('victims', 'victim');
    expect((await api.post(lead.one, `${victims[0] ?? ''}/erasure/acts`, { act: 'request-erasure', basis: 'LEGAL_DUTY' })).status).toBe(200);
    expect(await notices(lead.one)).toEqual([]);
    // What the file says when its clock rings is proved without a machine: here, who reads it and how long.
    const [erasure] = await rowsOf<{ id: string }>(`select id from erasure_view where ledger_id = $1`, ledger);
    await rowsOf(`insert into notice (ledger_id, seq, part, kind, subject, to_agency, to_role, at, agency_id) select $1, 900, 1, 'request', $2, $3, 'COORDINATOR', now(), $3`, ledger, erasure?.id, lead.agency);
    expect(await notices(lead.one)).toHaveLength(1);
    expect((await api.post(lead.one, `${victims[0] ?? ''}/erasure/acts`, { act: 'cancel-erasure', erasure: erasure?.id })).status).toBe(200);
    expect(await until(() => notices(lead.one), (found) => found.length === 0)).toEqual([]);
  });
});
