/** The boards: what falls due before somebody is back, what needs a leader, whose the time was. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextMorning, uncovered } from '../../api/boards/morning.ts';
import { timeOwned } from '../../api/boards/time-owned.ts';
import { nothingSeen } from '../../api/measures/picture.ts';
import { asOwner, launchBody, loadPeople, people, startApi, team, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { aTime, at } from './picture.ts';

describe('the next morning', () => {
  const calendar = { zone: 'America/Chicago', holidays: ['2021-09-06'], closesAt: '17:00', weekend: [6, 7] };
  it('is nine o\'clock of the next day that is worked, by the wall', () => {
    expect(nextMorning('2021-09-03T20:00:00.000Z', calendar)).toBe('2021-09-07T14:00:00.000Z');
    expect(nextMorning('2021-11-05T20:00:00.000Z', calendar)).toBe('2021-11-08T15:00:00.000Z');
    expect(nextMorning('2021-09-07T05:00:00.000Z', calendar)).toBe('2021-09-08T14:00:00.000Z');
  });

  it('says for which hours nobody is named', () => {
    const span = (from: number, until: number) => ({ from: new Date(from * 3_600_000).toISOString(), until: new Date(until * 3_600_000).toISOString() });
    expect(uncovered(span(0, 10), [])).toEqual([span(0, 10)]);
    expect(uncovered(span(0, 10), [span(6, 8), span(0, 3), span(2, 4)])).toEqual([span(4, 6), span(8, 10)]);
    expect(uncovered(span(0, 10), [span(0, 5), span(5, 12)])).toEqual([]);
  });
});

describe('whose the time was', () => {
  it('is told agency by agency, by name; what is hers, protected or outside is nobody\'s', () => {
    const times = [
      aTime('case/1', 'S4.1', '2021-04-05 08:00', { holder: 'hsi', until: at('2021-04-05 12:00') }),
      aTime('case/1', 'S4.3', '2021-04-05 08:00', { class: 'OFFERED', holder: 'dea', accountable: 'hsi', owner: null, until: at('2021-04-05 10:00') }),
      aTime('case/2', 'S4.7', '2021-04-05 08:00', { class: 'WAITING', holder: 'hsi', dueAt: at('2021-04-05 11:00'), rests: true, until: at('2021-04-05 13:00') }),
      ...(['PACED', 'PROTECTED', 'SUSPENDED', 'HORIZON', 'DONE'] as const).map((whose) => aTime('case/3', 'S5.2', '2021-04-05 08:00', { class: whose, holder: 'atf' })),
    ];
    const told = timeOwned({ ...nothingSeen, from: at('2021-04-05 09:00'), until: at('2021-04-06 09:00'), times });
    expect(told).toEqual([
      { agency: 'dea', ownedHours: 0, offeredHours: 1, cases: ['case/1'] },
      // Three of the four hours, and two of a wait whose review was missed.
      { agency: 'hsi', ownedHours: 5, offeredHours: 0, cases: ['case/1', 'case/2'] },
    ]);
  });
});

const worker = await startWorker();
const exercise = randomUUID();
const inside = { claims: { exercise } };
const inWorld = (id: string): string => `${exercise}.${id}`;
const coordinator = inWorld(people.coordinator);
const advocate = inWorld(people.advocate);
const stranger = inWorld(people.stranger);
// A Friday noon in Chicago.
const friday = '2031-04-18T17:00:00.000Z';
let api: TestApi;
let caseId = '';
beforeAll(async () => {
  await asOwner((client) => client.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, friday]));
  await loadPeople(exercise);
  api = await startApi();
  caseId = String((await api.post(coordinator, '/cases', { ...launchBody, agencies: team.map(({ agency, roles }) => ({ agency: inWorld(agency), roles })) }, inside)).body['id']);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});
const board = async (who: string, path: string): Promise<Answer> => {
  const answer = await api.get(who, `/boards/${path}`, inside);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer;
};
const items = ({ body }: Answer): Record<string, unknown>[] => body['items'] as Record<string, unknown>[];
const asks = (sql: string, ...values: readonly unknown[]): Promise<unknown> => asOwner((client) => client.query(sql, [...values]));

describe('a board', () => {
  it('due: shows on Friday what falls before Monday at nine, and that nobody is named, until somebody is', async () => {
    const due = await board(advocate, 'due');
    expect(due.body['before']).toBe('2031-04-21T14:00:00.000Z');
    expect(items(due).map(({ subject, late }) => [subject, late])).toEqual([['S1.1', false]]);
    expect(items(await board(coordinator, 'due')).map(({ subject }) => subject)).toEqual(['S0.2', 'S1.1', 'S1.2']);
    expect(due.body).toMatchObject({ onDuty: [], nobodyNamed: [{ from: friday, until: '2031-04-21T14:00:00.000Z' }] });
    await asks(`insert into shift (ledger_id, id, person, from_at, until_at, agency_id, exercise_id) values ('agency/x', $1, $2, '2031-04-18T16:00:00Z', '2031-04-19T12:00:00Z', $3, $4)`, randomUUID(), advocate, inWorld('th'), exercise);
    expect((await board(advocate, 'due')).body).toMatchObject({ onDuty: [{ person: advocate, from: friday, until: '2031-04-19T12:00:00.000Z' }], nobodyNamed: [{ from: '2031-04-19T12:00:00.000Z' }] });
    expect((await board(coordinator, 'due')).body).toMatchObject({ onDuty: [] });
    expect(items(await board(stranger, 'due'))).toEqual([]);
  });

  it('hand-offs: shows who was asked and who answers meanwhile, and no date where it is hers', async () => {
    const propose = (step: string) => api.post(coordinator, `/cases/${caseId}/hand-offs`, { step, to: inWorld('tr'), kind: 'ORDINARY' }, inside);
    expect([(await propose('S3.1')).status, (await propose('S2.3')).status]).toEqual([201, 201]);
    const open = items(await board(coordinator, 'hand-offs'));
    expect(open.map(({ step, due, late, accountable }) => [step, due !== undefined, late, accountable]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([['S2.3', false, false, inWorld('tn')], ['S3.1', true, false, inWorld('tn')]]);
    expect(items(await board(stranger, 'hand-offs'))).toEqual([]);
  });

  it('waiting: names tracks and nothing more', async () => {
    await asks(`update step_view set state = 'DONE' where ledger_id = $1 and track <> 'PROTECTION'`, `case/${caseId}`);
    await asks(`update step_view set state = 'DONE' where ledger_id = $1 and pacing not in ('VICTIM_PACED', 'PROTECTED_PERIOD')`, `case/${caseId}`);
    const waiting = await board(coordinator, 'waiting');
    expect(items(waiting)).toEqual([{ caseId, codeName: 'TEST CASE', lead: inWorld('tn'), wholeCase: true, tracks: ['PROTECTION'] }]);
    expect(waiting.text).not.toMatch(/S2\.|PACED|until|due/);
  });

  it('leader: says that nothing needs them and when that could change; then what has climbed, what is unsigned, which right lapses undecided', async () => {
    const before = await board(coordinator, 'leader');
    expect(items(before)).toEqual([]);
    expect((before.body['nothing'] as { next: string }).next > friday).toBe(true);
    const [ledger, compact] = [`case/${caseId}`, randomUUID()];
    await asks(`insert into escalation_view (ledger_id, "of", subject, version, level, opened_at, agency_id, exercise_id)
      select $1, 'step', code, 1, level, $2, $3, $4 from (values ('S1.1', 'L4'), ('S3.1', 'L4'), ('S4.1', 'L5'), ('S0.2', 'L3')) v(code, level)`, ledger, friday, inWorld('tn'), exercise);
    await asks(`insert into compact_view (ledger_id, id, code_name, keeper, case_ledger, playbook_id, playbook_version, state, rev, version, starts_on, ends_on, opened_at, requested_at, agency_id, exercise_id)
      values ($6, $1, 'TEST CASE', '', $2, 'starter', 1, 'OPEN_FOR_SIGNATURE', 1, 1, '2031-04-01', '2032-04-01', $3, $3, $4, $5)`, compact, ledger, friday, inWorld('tn'), exercise, `compact/${compact}`);
    await asks(`insert into engagement (ledger_id, agency_id, roles, from_at, exercise_id) values ($1, $2, '{}', $3, $4)`, `compact/${compact}`, inWorld('tn'), friday, exercise);
    await asks(`insert into signature_view (ledger_id, agency, version, state, requested_at, due_at, agency_id, exercise_id)
      select $1, agency, 1, state, $2::timestamptz, $2::timestamptz, $3, $4::uuid from (values ($3, 'ASKED'), ('other', 'ASKED')) v(agency, state)`, `compact/${compact}`, friday, inWorld('tn'), exercise);
    await asks(`update step_view set horizon_at = '2031-06-30T05:00:00Z', state = 'READY' where ledger_id = $1 and code = 'LIM.1'`, ledger);
    const needs = items(await board(coordinator, 'leader')).map(({ kind, subject, step, level, decision }) => [kind, subject ?? step, level ?? decision]);
    expect(needs).toEqual([['escalation', 'S3.1', 'L4'], ['escalation', 'S4.1', 'L5'], ['signature', undefined, undefined], ['horizon', 'LIM.1', 'LIM.2']]);
    expect(items(await board(stranger, 'leader'))).toEqual([]);
  });

  it('lapsed: shows each promise whose day has passed, agencies by name, and none that waits for her', async () => {
    const ledger = `case/${caseId}`;
    for (const [agency, due, suspended] of [['zz', '2031-04-17', false], ['aa', '2031-04-16', false], ['mm', '2031-04-15', true], ['kk', '2031-04-19', false]] as const) {
      const id = randomUUID();
      await asks(`insert into commitment_view (ledger_id, id, code_name, keeper, case_ledger, kind, agency, state, version, rev, proposed_by, proposed_at, since_at, recommitments, agency_id, exercise_id)
        values ($1, $2, 'TEST CASE', '', $1, 'DELIVERABLE', $3, 'ACTIVE', 1, 1, 'p', $4, $4, 0, $5, $6)`, ledger, id, agency, friday, inWorld('tn'), exercise);
      await asks(`insert into term_view (ledger_id, commitment, version, agency, due_at, suspended, agency_id, exercise_id) values ($1, $2, 1, $3, $4, $5, $6, $7)`, ledger, id, agency, due, suspended, inWorld('tn'), exercise);
    }
    expect(items(await board(coordinator, 'lapsed')).map(({ agency }) => agency)).toEqual(['aa', 'zz']);
    expect(items(await board(stranger, 'lapsed'))).toEqual([]);
  });

  it('counts no promise that waits for her, and whether it runs is told by no date and no figure to who may not know her word (rules R2, R14)', async () => {
    const agencies = team.map(({ agency, roles }) => ({ agency: inWorld(agency), roles }));
    const ledger = `case/${String((await api.post(coordinator, '/cases', { ...launchBody, agencies }, inside)).body['id'])}`;
    const [investigator, inspector] = [inWorld(people.investigator), inWorld('tp.inspector')];
    await asks(`insert into person (id, agency_id, roles, exercise_id) values ($1, $2, '{LABOUR_INSPECTOR}', $3)`, inspector, inWorld('tp'), exercise);
    const promise = async (state: string, dueAt: string | null, runsTo: string, hers: boolean): Promise<string> => {
      const id = randomUUID();
      await asks(`insert into commitment_view (ledger_id, id, code_name, keeper, case_ledger, kind, agency, state, version, rev, proposed_by, proposed_at, since_at, due_at, recommitments, waits_on_her, agency_id, exercise_id)
        values ($1, $2, 'TEST CASE', '', $1, 'DELIVERABLE', $3, $4, 3, 1, 'p', $5, $5, $6, 0, $7, $8, $9)`, ledger, id, inWorld('tp'), state, friday, dueAt, hers, inWorld('tn'), exercise);
      await asks(`insert into term_view (ledger_id, commitment, version, agency, due_at, suspended, agency_id, exercise_id) values ($1, $2, 3, $3, $4, $5, $6, $7)`, ledger, id, inWorld('tp'), runsTo, state === 'SUSPENDED', inWorld('tn'), exercise);
      return id;
    };
    await promise('SUSPENDED', null, '2031-04-17', true);
    const [lapsed, hers, others] = [await promise('LAPSED', '2031-04-17', '2031-04-17', true), await promise('ACTIVE', '2031-04-19', '2031-04-19', true), await promise('ACTIVE', '2031-04-19', '2031-04-19', false)];
    const due = async (who: string): Promise<readonly string[]> => items(await board(who, 'due')).filter(({ kind }) => kind === 'commitment').map(({ subject }) => String(subject)).toSorted();
    expect(await due(investigator)).toEqual([lapsed, hers, others].toSorted());
    expect(await due(inspector)).toEqual([others]);
    const figures = async (who: string): Promise<unknown[]> => {
      const [m6, m8] = [await api.get(who, '/metrics/M6', inside), await api.get(who, '/metrics/M8', inside)];
      const of = (answer: Answer, name: string) => (answer.body['figures'] as { figure: string; of?: string; value: number; count?: number }[]).find(({ figure, of: agency }) => figure === name && (agency === undefined || agency === inWorld('tp')));
      return [of(m6, 'lapsed')?.value ?? 0, of(m8, 'flagged-of')?.value ?? 0];
    };
    expect([await figures(investigator), await figures(inspector)]).toEqual([[1, 3], [0, 1]]);
  });

  it('names no protected step to who has not its class, wherever something is listed (rule R12)', async () => {
    const agencies = team.map(({ agency, roles }) => ({ agency: inWorld(agency), roles }));
    const id = String((await api.post(coordinator, '/cases', { ...launchBody, agencies }, inside)).body['id']);
    const ledger = `case/${id}`;
    expect((await api.post(coordinator, `/cases/${id}/hand-offs`, { step: 'S3.1', to: inWorld('tr'), kind: 'ORDINARY' }, inside)).status).toBe(201);
    // Status work of an agency that neither of them is in.
    await asks(`update track_view set track = 'IMMIGRATION', stalls_at = null, stalled_at = '2031-04-10T05:00:00Z' where ledger_id = $1 and track = (select track from step_view where ledger_id = $1 and code = 'S3.1')`, ledger);
    await asks(`update step_view set track = 'IMMIGRATION', holder = 'zz', accountable = 'zz', level = 'L5' where ledger_id = $1 and code in ('S3.1', 'LIM.1', 'S1.2')`, ledger);
    await asks(`update step_view set horizon_at = '2031-06-30T05:00:00Z', state = 'READY' where ledger_id = $1 and code = 'LIM.1'`, ledger);
    await asks(`insert into escalation_view (ledger_id, "of", subject, version, level, opened_at, agency_id, exercise_id)
      select $1, 'step', 'S1.2', 1, 'L5', $2::timestamptz, $3, $4::uuid union all select $1, 'hand-off', h.id::text, 1, 'L5', $2, $3, $4 from hand_off_view h where h.ledger_id = $1`, ledger, friday, inWorld('tn'), exercise);
    const promise = randomUUID();
    await asks(`insert into commitment_view (ledger_id, id, code_name, keeper, case_ledger, track, step, kind, agency, state, version, rev, proposed_by, proposed_at, since_at, recommitments, agency_id, exercise_id)
      values ($1, $2, 'TEST CASE', '', $1, 'IMMIGRATION', 'S1.2', 'DELIVERABLE', 'zz', 'ACTIVE', 1, 1, 'p', $3, $3, 0, $4, $5)`, ledger, promise, friday, inWorld('tn'), exercise);
    await asks(`insert into term_view (ledger_id, commitment, version, agency, due_at, suspended, agency_id, exercise_id) values ($1, $2, 1, 'zz', '2031-04-17', false, $3, $4)`, ledger, promise, inWorld('tn'), exercise);
    await asks(`insert into keeper (id, ledger_id, phase, open, agency_id, exercise_id) values ($1, $2, 'CLIMBING', true, $3, $4)`, `escalation/${id}/S1.2/1`, ledger, inWorld('tn'), exercise);
    for (const agency of ['tn', 'th'])
      await asks(`insert into notice (ledger_id, seq, part, kind, level, subject, to_agency, at, agency_id, exercise_id) values ($1, 1, $2, 'level', 'L5', 'S1.2', $3, $4, $5, $6)`, ledger, agency === 'tn' ? 90 : 91, inWorld(agency), friday, inWorld('tn'), exercise);
    const told = async (who: string): Promise<string[]> => {
      const read = async (path: string): Promise<unknown[]> => {
        const { status, body } = await api.get(who, path, inside);
        expect([path, status]).toEqual([path, 200]);
        const listed = (body['items'] ?? body['keepers'] ?? [body]) as Record<string, unknown>[];
        return listed.filter((item) => path.includes(id) || path.includes(promise) || item['caseId'] === id);
      };
      const paths = ['/boards/hand-offs', '/boards/leader', '/boards/lapsed', '/stalled', '/inbox?limit=100', `/cases/${id}/commitments`, `/commitments/${promise}`, `/cases/${id}/live`];
      return (await Promise.all(paths.map(read))).map((of, index) => `${paths[index]?.replace(id, '').replace(promise, '') ?? ''} ${JSON.stringify(of)}`);
    };
    const names = /"(?:step|subject)":"(?:S3\.1|S1\.2|LIM\.1)"|IMMIGRATION|\/S1\.2\//;
    const whole = await told(coordinator);
    expect(whole.filter((text) => !names.test(text))).toEqual([]);
    const cut = await told(advocate);
    expect(cut.filter((text) => names.test(text))).toEqual([]);
    const leader = cut.find((text) => text.startsWith('/boards/leader')) ?? '';
    expect(leader.match(/"title":"protected step"/g)).toHaveLength(3);
    expect(leader).toContain('"lapsesAt":"2031-06-30T05:00:00.000Z"');
    expect(cut.find((text) => text.startsWith('/inbox'))).toContain('"title":"protected step","notice":"level","level":"L5","subject":"PROTECTED"');
  });

  it('takes no order where agencies stand side by side', async () => {
    for (const path of ['time-owned', 'lapsed']) expect((await api.get(coordinator, `/boards/${path}?sort=hours`, inside)).body).toMatchObject({ status: 422, code: 'OUTCOME_RANKING_REFUSED' });
    const names = items(await board(coordinator, 'time-owned')).map(({ agency }) => String(agency));
    expect(names).toEqual(names.toSorted());
  });
});
