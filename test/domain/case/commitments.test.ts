/** Did we keep our word: a promise is made by accepting, lapses once, climbs to the leader, and waits for nobody but her (domain 5c, 5d; metrics M6 to M10). */
import { expect, test } from 'vitest';
import { clocksOf, keepersOf } from '#domain/case/clocks.ts';
import { assertSound } from '#domain/case/decide.ts';
import { rowsOf } from '#domain/case/rows.ts';
import { inChicago } from '../time/fixtures.ts';
import { begun, cast, planned, uuid, type Tale } from './world.ts';

/** The plan stands; on 1 July the bureau promises an analysis by 30 July. */
function promised(pledged: Parameters<Tale['promise']>[1] = {}, place: Parameters<Tale['promise']>[2] = { track: 'INVESTIGATION' }): Tale {
  const tale = planned();
  tale.at('2021-07-01 10:00');
  tale.promise(cast.agent, pledged, place);
  return tale;
}

const rows = (tale: Tale) => rowsOf(tale.changes);
const term = (tale: Tale, version: number) => rows(tale).terms.get(`${uuid(1)}/${version}`);
const told = (tale: Tale): readonly string[] => tale.told().filter((notice) => notice.includes(uuid(1))).map((notice) => notice.replace(` ${uuid(1)}`, ''));

test('who promises for the own agency has accepted: the date runs at once', () => {
  const tale = promised();
  expect(tale.commitment()).toMatchObject({ state: 'ACTIVE', version: 1, agency: 'fbi', owner: 'fbi-agent', track: 'INVESTIGATION', recommitments: 0 });
  expect(inChicago(tale.commitment().climb?.deadline.due ?? '')).toBe('2021-07-30 17:00');
  expect(tale.nextClocks(uuid(1))).toMatchObject([{ name: 'promise-reminder', keeper: expect.stringMatching(/^case\//) }]);
});

test('an agency that is asked owes an answer, by its ladder; until then nobody has promised', () => {
  const tale = planned();
  tale.at('2021-07-01 10:00');
  expect(tale.types(tale.promise(cast.coordinator, { due: '10wd' }))).toEqual(['CommitmentProposed']);
  expect(tale.commitment()).toMatchObject({ state: 'PROPOSED', version: 0 });
  expect(inChicago(tale.commitment().offer?.climb.deadline.due ?? '')).toBe('2021-07-06 17:00');
  tale.at('2021-07-07 09:00');
  expect(told(tale)).toEqual(['offer fbi AGENCY_SUPERVISOR', 'reminder L0 fbi AGENCY_SUPERVISOR', 'level L1 fbi AGENCY_SUPERVISOR']);
  expect(rows(tale).terms.size).toBe(0);
  expect(tale.keep(cast.advocate, { act: 'accept' }).refusal?.code).toBe('NOT_THE_HOLDER');
  tale.keep(cast.agent, { act: 'accept' });
  expect(tale.commitment()).toMatchObject({ state: 'ACTIVE', version: 1, owner: 'fbi-agent' });
  expect(inChicago(tale.commitment().climb?.deadline.due ?? '')).toBe('2021-07-21 17:00'); // ten working days from acceptance
  expect(told(tale).at(-1)).toBe('answer usao usao-coordinator');
});

test('a no has a reason and ends the offer; a day that passed meanwhile is for the coordinator to move', () => {
  const tale = planned();
  tale.at('2021-07-01 10:00');
  tale.promise(cast.coordinator, { due: '2021-07-05' });
  tale.at('2021-07-06 10:00');
  expect(tale.keep(cast.agent, { act: 'accept' }).refusal?.code).toBe('DATE_IN_THE_PAST');
  tale.keep(cast.coordinator, { act: 're-date', due: '2021-07-20', reason: 'OTHER' });
  tale.keep(cast.agent, { act: 'decline', reason: 'CAPACITY' });
  expect(tale.commitment().state).toBe('DECLINED');
  expect(told(tale).slice(-2)).toEqual(['answer usao usao-coordinator', 'answer usao COORDINATOR']);
  expect(tale.nextClocks(uuid(1))).toEqual([]);
  tale.finish(cast.agent, 'S5.5');
  expect(tale.open().commitments).toEqual({}); // ended ones leave the state
  expect(tale.keep(cast.agent, { act: 'accept' }).refusal).toEqual({ code: 'COMMITMENT_STATE', detail: { state: 'ENDED' } });
});

test('missed: L0 to L4 on the days of the report, one lapse; the leader recommits with a resource; delivered in version 2', () => {
  const tale = promised();
  tale.at('2021-08-16 09:00');
  expect(tale.levels(uuid(1))).toEqual(['L0 2021-07-29 17:00', 'L1 2021-07-30 17:00', 'L2 2021-08-03 17:00', 'L3 2021-08-06 17:00', 'L4 2021-08-13 17:00']);
  expect(told(tale)).toEqual([
    'reminder L0 fbi fbi-agent', 'level L1 fbi fbi-agent', 'level L1 fbi AGENCY_SUPERVISOR', 'level L2 fbi AGENCY_SUPERVISOR', 'level L2 usao COORDINATOR',
    'level L3 usao COORDINATOR', 'level L3 htpu SPECIALIST_ADVISOR', 'level L4 fbi AGENCY_LEADER',
  ]);
  expect(tale.commitment().state).toBe('LAPSED');
  expect(inChicago(tale.commitment().leaderAnswerDueAt ?? '')).toBe('2021-08-20 17:00');
  expect(keepersOf(tale.state()).map(({ id }) => id)).toContain(`escalation/${tale.open().id}/${uuid(1)}/1`);
  tale.at('2021-08-18 10:00');
  expect(tale.keep(cast.agent, { act: 'recommit', due: '2021-09-17', resource: { amount: 1, unit: 'FTE' } }).refusal?.code).toBe('NOT_THE_LEADER');
  tale.keep(cast.leader, { act: 'recommit', due: '2021-09-17', resource: { amount: 1, unit: 'FTE' } });
  expect(tale.commitment()).toMatchObject({ state: 'ACTIVE', version: 2, recommitments: 1, owner: 'fbi-agent', added: { amount: 1, unit: 'FTE' } });
  expect(tale.nextClocks(uuid(1))).toMatchObject([{ name: 'promise-reminder' }]);
  tale.at('2021-09-15 10:00');
  expect(tale.types(tale.keep(cast.agent, { act: 'deliver' }))).toContain('CommitmentMet');
  expect(rows(tale).commitments.get(uuid(1))).toMatchObject({ state: 'MET', version: 2, dueAt: null, endedAt: '2021-09-15T15:00:00.000Z' });
  expect(tale.open().tracks.INVESTIGATION?.movedAt).toBe('2021-09-15T15:00:00.000Z'); // progress on its track
  expect(tale.events().filter(({ type }) => type === 'CommitmentLapsed')).toMatchObject([{ version: 1, dueAt: '2021-07-30T22:00:00.000Z' }]);
  expect(term(tale, 1)).toMatchObject({ lapsedAt: '2021-07-30T22:00:00.000Z', leaderAskedAt: '2021-08-13T22:00:00.000Z', answer: 'RECOMMITTED', answeredAt: '2021-08-18T15:00:00.000Z' });
  expect(term(tale, 2)).toMatchObject({ lapsedAt: null, answer: 'MET', answeredAt: '2021-09-15T15:00:00.000Z' });
});

test('late is late: delivered after the date it is MET_LATE, and the ladder ends', () => {
  const tale = promised();
  tale.at('2021-08-02 09:00');
  tale.keep(cast.agent, { act: 'deliver' });
  expect(rows(tale).commitments.get(uuid(1))?.state).toBe('MET_LATE');
  expect(tale.nextClocks(uuid(1))).toEqual([]);
  expect(term(tale, 1)).toMatchObject({ answer: 'MET_LATE', lapsedAt: '2021-07-30T22:00:00.000Z' });
});

test('after an outage the lapse stands at its date and only the highest level is sent', () => {
  const tale = promised();
  tale.outageUntil('2021-08-16 09:00');
  expect(tale.levels(uuid(1))).toEqual(['L0', 'L1', 'L2', 'L3', 'L4'].map((level) => `${level} 2021-08-16 09:00${level === 'L4' ? '' : ' (not sent)'}`));
  expect(tale.commitment().lapsedAt).toBe('2021-07-30T22:00:00.000Z');
  expect(inChicago(tale.commitment().leaderAnswerDueAt ?? '')).toBe('2021-08-23 17:00'); // a leader who was asked on the 16th has five working days from then
});

test('no answer of the leader: level 5, and then the coordinator each week', () => {
  const tale = promised();
  tale.at('2021-08-30 09:00');
  expect(tale.levels(uuid(1)).at(-1)).toBe('L5 2021-08-20 17:00');
  expect(told(tale).filter((notice) => notice.startsWith('unresolved'))).toEqual(['unresolved usao COORDINATOR']);
});

test('a new date: the owner asks, the coordinator accepts; nobody else moves it', () => {
  const tale = promised();
  tale.keep(cast.agent, { act: 'ask-date', due: '2021-08-10', reason: 'CAPACITY' });
  expect(tale.commitment()).toMatchObject({ asked: { due: '2021-08-10' }, version: 1 });
  expect(told(tale).at(-1)).toBe('change usao COORDINATOR');
  expect(tale.keep(cast.agent, { act: 're-date', due: '2021-08-10', reason: 'CAPACITY' }).refusal?.code).toBe('NOT_THE_COORDINATOR');
  tale.keep(cast.coordinator, { act: 're-date', due: '2021-08-10', reason: 'CAPACITY' });
  expect(tale.commitment()).toMatchObject({ version: 2, recommitments: 1, state: 'ACTIVE' });
  expect(tale.commitment().asked).toBeUndefined();
  // Granted by the coordinator: nobody may take it for the leader's word (metric M7).
  expect(term(tale, 1)).toMatchObject({ answer: 'RE_DATED' });
  tale.keep(cast.coordinator, { act: 're-date', due: '2021-08-20', reason: 'CAPACITY' });
  expect(told(tale).slice(-2)).toEqual(['change fbi fbi-agent', 'change htpu SPECIALIST_ADVISOR']); // the second new date is a matter for the joint fix
});

test('reassigned: until the other agency has accepted the old one answers, and its ladder goes on if that one says no', () => {
  const tale = promised();
  tale.at('2021-08-16 09:00');
  tale.keep(cast.leader, { act: 'reassign', to: 'haven', due: '2021-09-30' });
  expect(tale.commitment()).toMatchObject({ agency: 'fbi', state: 'LAPSED', version: 1 });
  expect(tale.nextClocks(uuid(1)).map(({ name }) => name)).toEqual(['promise-answer']); // the leader has answered: its own ladder rests
  tale.at('2021-08-18 09:00');
  tale.keep(cast.advocate, { act: 'decline', reason: 'NOT_IN_MANDATE' });
  expect(told(tale).slice(-2)).toEqual(['answer fbi AGENCY_LEADER', 'answer usao COORDINATOR']);
  expect(tale.nextClocks(uuid(1))).toMatchObject([{ name: 'next-level' }]);
  tale.keep(cast.leader, { act: 'reassign', to: 'haven', due: '2021-09-30' });
  tale.at('2021-08-19 09:00');
  tale.keep(cast.advocate, { act: 'accept' });
  expect(tale.commitment()).toMatchObject({ agency: 'haven', owner: 'haven-advocate', state: 'ACTIVE', version: 2, recommitments: 0 });
  expect(term(tale, 1)).toMatchObject({ agency: 'fbi', answer: 'REASSIGNED' });
  expect(term(tale, 2)).toMatchObject({ agency: 'haven', answer: null });
  expect(tale.keep(cast.leader, { act: 'release', reason: 'CAPACITY' }).refusal?.code).toBe('NOT_THE_LEADER');
  tale.keep(cast.havenLeader, { act: 'release', reason: 'NO_LONGER_NEEDED' });
  expect(tale.commitment().state).toBe('RELEASED');
  expect(term(tale, 2)).toMatchObject({ answer: 'RELEASED' });
});

test('R1, R2: no promise is on what is hers; what waits for her is suspended, has no date to show, and is resumed where it stood', () => {
  const tale = planned();
  tale.at('2021-05-10 11:00');
  expect(tale.promise(cast.agent, {}, { step: 'S5.2' }).refusal?.code).toBe('VICTIM_PACED_NO_DATE');
  expect(tale.promise(cast.agent, {}, { waitsOn: ['S5.5'] }).refusal?.code).toBe('NOT_VICTIM_PACED');
  expect(tale.types(tale.promise(cast.agent, {}, { track: 'INVESTIGATION', waitsOn: ['S2.3'] }))).toEqual(['CommitmentProposed', 'CommitmentAccepted', 'CommitmentSuspended']);
  expect(tale.nextClocks(uuid(1))).toEqual([]);
  expect(rows(tale).commitments.get(uuid(1))).toMatchObject({ state: 'SUSPENDED', dueAt: null, level: null });
  tale.at('2021-12-01 09:00');
  expect(tale.levels(uuid(1))).toEqual([]);
  expect(told(tale)).toEqual([]);
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW' });
  expect(tale.commitment()).toMatchObject({ state: 'ACTIVE', version: 1 });
  expect(inChicago(tale.commitment().climb?.deadline.due ?? '')).toBe('2022-02-21 17:00'); // what was left on 10 May, at the next closing time
  tale.at('2022-02-21 17:00');
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'NOT_NOW' });
  expect(tale.commitment()).toMatchObject({ state: 'SUSPENDED', lapsedAt: '2022-02-21T23:00:00.000Z' });
  expect(clocksOf(tale.state()).filter(({ subject }) => subject === uuid(1))).toEqual([]);
  expect(keepersOf(tale.state())).toContainEqual({ id: `escalation/${tale.open().id}/${uuid(1)}/1`, phase: 'paused' });
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW' });
  expect(tale.commitment().state).toBe('LAPSED');
  expect(tale.events().filter(({ type }) => type === 'CommitmentLapsed')).toHaveLength(1);
});

test('R1, R10: nobody promises a date on her time to recover, nor on an offer that her word makes silent; a conference neither', () => {
  const tale = begun(); // the period runs
  tale.finish(cast.coordinator, 'S1.2', 'S3.1');
  for (const step of ['S2.1', 'S2.2-offer']) {
    expect(tale.promise(cast.coordinator, { due: '2021-12-15' }, { step }).refusal?.code).toBe('VICTIM_PACED_NO_DATE');
    const minutes = [{ commitment: uuid(1), pledged: { kind: 'DELIVERABLE', agency: 'haven', due: '2021-12-15', text: uuid(999) } as const, place: { step } }];
    expect(tale.confer({ minutes }).refusal).toEqual({ code: 'VICTIM_PACED_NO_DATE', detail: { minute: 1 } });
  }
  expect(tale.open().commitments).toBeUndefined();
});

test('a promise on a step waits with the step', () => {
  const tale = planned();
  tale.promise(cast.agent, {}, { step: 'S5.1' }); // the joint interview plan waits for her readiness
  expect(tale.commitment()).toMatchObject({ state: 'SUSPENDED', track: 'INVESTIGATION', step: 'S5.1', waitsOn: ['S2.3'] });
});

test('a resource: deliveries are a record, within the pledge, and only of what was promised', () => {
  const pledge = { amount: 120, unit: 'HOURS', from: '2021-07-01', until: '2021-09-30' } as const;
  const tale = planned();
  tale.at('2021-07-01 10:00');
  tale.promise(cast.coordinator, { kind: 'RESOURCE', due: '2021-09-30', pledge });
  expect(tale.keep(cast.agent, { act: 'deliver-resource', from: '2021-07-01', until: '2021-07-31', amount: 40 }).refusal).toEqual({ code: 'COMMITMENT_STATE', detail: { state: 'PROPOSED' } });
  tale.keep(cast.agent, { act: 'accept' });
  expect(tale.keep(cast.agent, { act: 'deliver-resource', from: '2021-06-30', until: '2021-07-31', amount: 40 }).refusal?.code).toBe('OUTSIDE_THE_PLEDGE');
  expect(tale.keep(cast.agent, { act: 'deliver-resource', from: '2021-07-31', until: '2021-07-01', amount: 40 }).refusal?.code).toBe('PERIOD_BACKWARDS');
  tale.keep(cast.agent, { act: 'deliver-resource', from: '2021-07-01', until: '2021-07-31', amount: 40 });
  tale.keep(cast.agent, { act: 'deliver-resource', from: '2021-08-01', until: '2021-08-31', amount: 32.5 });
  expect(rows(tale).deliveries).toMatchObject([{ amount: 40, unit: 'HOURS', agency: 'fbi' }, { amount: 32.5, periodFrom: '2021-08-01' }]);
  expect(promised().keep(cast.agent, { act: 'deliver-resource', from: '2021-07-01', until: '2021-07-31', amount: 1 }).refusal?.code).toBe('NOT_A_RESOURCE');
});

test('who may promise: the coordinator for any agency of the team, every agency for itself, nobody for a stranger', () => {
  const tale = planned();
  expect(tale.promise(cast.advocate, { agency: 'fbi' }).refusal?.code).toBe('NOT_THE_HOLDER');
  expect(tale.promise(cast.coordinator, { agency: 'elsewhere' }).refusal?.code).toBe('NOT_ON_THE_TEAM');
  expect(tale.promise(cast.coordinator, { due: '2021-04-01' }).refusal?.code).toBe('DATE_IN_THE_PAST');
  expect(tale.promise(cast.coordinator, { due: '2041-04-01' }).refusal?.code).toBe('DATE_TOO_FAR');
  expect(tale.promise(cast.coordinator, { due: '99y' }).refusal?.code).toBe('DATE_TOO_FAR');
});

test('an open promise makes its track one that can stall; while it waits for her it does not', () => {
  const tale = planned();
  for (const code of ['S5.5', 'S4.7']) tale.act(code === 'S5.5' ? cast.agent : cast.prosecutor, code, { act: 'not-applicable', reason: 'OTHER' });
  expect(tale.open().tracks.INVESTIGATION?.stallsAt).toBeUndefined();
  tale.at('2021-05-03 10:00');
  tale.promise(cast.agent, { due: '2021-12-15' }, { track: 'INVESTIGATION' });
  expect(inChicago(tale.open().tracks.INVESTIGATION?.stallsAt ?? '')).toBe('2021-06-03 00:00');
  tale.promise(cast.agent, { due: '2021-12-15' }, { track: 'LABOUR', waitsOn: ['S2.3'] }, uuid(2));
  expect(tale.open().tracks.LABOUR?.stallsAt).toBeUndefined();
});

test('a promise without a next date is a fault, wherever it comes from', () => {
  const tale = promised();
  const state = tale.open();
  const { climb: _date, ...broken } = tale.commitment();
  expect(() => assertSound({ ...state, commitments: { [uuid(1)]: broken } })).toThrow('has no next date');
  const { owner: _nobody, ...ownerless } = tale.commitment();
  expect(() => assertSound({ ...state, commitments: { [uuid(1)]: ownerless } })).toThrow('nobody owns it');
});
