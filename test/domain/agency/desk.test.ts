import { describe, expect, it, test } from 'vitest';
import { deskRefusals, type RefusalCode } from '#domain/decision.ts';
import type { DeskAct } from '#domain/agency/schema.ts';
import { gapsOf } from '#domain/agency/rota.ts';
import { day, openDesk, uuid } from './desk.ts';

const shift = (person: string, from: string, until: string) => ({ person, from, until });
const rota = (from: string, until: string, ...shifts: ReturnType<typeof shift>[]): DeskAct => ({ act: 'set-duty', from, until, shifts });
const away = (person: string, more: object = {}): DeskAct => ({ act: 'record-absence', person, ...more });
const explained = (from: string, until: string, more: object = {}): DeskAct => ({ act: 'explain-time', from, until, words: uuid(500), ...more });

describe('the time of the agency', () => {
  it('is explained of some days, today included; the latest words of the same days and case stand, and the state does not grow', () => {
    const desk = openDesk();
    desk.say('n.supervisor', explained('2026-02-01', '2026-02-28', { words: uuid(501) }));
    desk.say('n.leader', explained('2026-02-01', '2026-02-28', { case: uuid(600), words: uuid(502) }));
    const before = JSON.stringify(desk.state());
    desk.passTo(day(1, 1));
    desk.say('n.leader', explained('2026-02-01', '2026-02-28', { words: uuid(503) }));
    expect(JSON.stringify(desk.state())).toBe(before);
    const [firstDay, lastDay] = ['2026-02-01', '2026-02-28'];
    expect([...desk.rows().tables.explanations.values()]).toEqual([
      { firstDay, lastDay, about: '', words: uuid(503), at: day(1, 1) }, { firstDay, lastDay, about: `case/${uuid(600)}`, words: uuid(502), at: day(1) },
    ]);
  });
});

describe('an uncovered hour', () => {
  it('is said once, a week before it begins, and to the supervisor', () => {
    const desk = openDesk();
    desk.say('n.supervisor', rota(day(1), day(31), shift('n.one', day(1), day(20)), shift('n.two', day(20, 6), day(31))));
    desk.passTo(day(12, 23));
    expect(desk.events('DutyUncovered')).toEqual([]);
    desk.passTo(day(23));
    expect(desk.events('DutyUncovered')).toEqual([{ type: 'DutyUncovered', from: day(20), until: day(20, 6), to: [{ agency: 'north', role: 'AGENCY_SUPERVISOR' }], at: day(13), by: 'clock' }]);
    // The rota ends: that is an uncovered time without an end.
    desk.passTo(day(60));
    expect(desk.events('DutyUncovered')).toMatchObject([{}, { from: day(31), at: day(24) }]);
    expect(desk.clocks()).toEqual([]);
  });

  it('comes to be by an absence, and goes with it', () => {
    const desk = openDesk();
    desk.say('n.supervisor', rota(day(1), day(41), shift('n.one', day(1), day(41))));
    desk.say('n.one', away('n.one', { from: day(3), until: day(4) }));
    desk.passTo(day(2));
    expect(desk.events('DutyUncovered')).toMatchObject([{ from: day(3), until: day(4), at: day(1) }]);
    desk.say('n.supervisor', { act: 'end-absence', absence: uuid(2) });
    desk.passTo(day(2, 1));
    desk.say('n.one', away('n.one', { from: day(3), until: day(4) }));
    desk.passTo(day(2, 2));
    // It had gone and has come back: said again, by a clock of its own.
    expect(desk.events('DutyUncovered')).toMatchObject([{ at: day(1) }, { from: day(3), at: day(2, 1) }]);
  });

  it('is none where there is no rota', () => {
    const desk = openDesk();
    desk.say('n.one', away('n.one'));
    expect([desk.clocks(), gapsOf([], [])]).toEqual([[], []]);
  });

  it('ends where the next shift begins, whoever is on it, and not where somebody absent would have been', () => {
    const shifts = [shift('a', day(1), day(3)), shift('b', day(2), day(4)), shift('c', day(4), day(5))].map((each) => ({ agency: 'north', ...each }));
    expect(gapsOf(shifts, [])).toEqual([{ from: day(5) }]);
    expect(gapsOf(shifts, [{ person: 'b', from: day(1) }])).toEqual([{ from: day(3), until: day(4) }, { from: day(5) }]);
    expect(gapsOf(shifts, [{ person: 'c', from: day(4), until: day(4, 2) }])).toEqual([{ from: day(4), until: day(4, 2) }, { from: day(5) }]);
  });
});

describe('the rows', () => {
  it('tell what was recorded, and when it ended before its time', () => {
    const desk = openDesk();
    desk.say('n.one', away('n.one', { until: day(9), deputy: 'n.two' }));
    desk.say('n.supervisor', { act: 'name-deputy', person: 'n.one', deputy: 'n.two', roles: ['INVESTIGATOR'], from: day(5), until: day(8) });
    desk.say('n.leader', { act: 'join-role', person: 's.guest', roles: ['PROSECUTOR'], until: day(30) });
    desk.say('n.supervisor', rota(day(1), day(10), shift('n.two', day(2), day(4))));
    desk.passTo(day(3));
    desk.say('n.supervisor', { act: 'end-absence', absence: uuid(1) });
    desk.say('n.supervisor', { act: 'end-deputy', deputy: uuid(2) });
    desk.say('n.supervisor', { act: 'end-role', hat: uuid(3) });
    desk.say('n.supervisor', rota(day(1), day(10)));
    const { absences, deputies, hats, shifts } = desk.rows().tables;
    expect([...absences.values()]).toEqual([{ id: uuid(1), person: 'n.one', deputy: 'n.two', fromAt: day(1), untilAt: day(3) }]);
    // What had not begun never was.
    expect([...deputies.values()]).toEqual([{ id: uuid(2), person: 'n.one', deputy: 'n.two', roles: ['INVESTIGATOR'], fromAt: day(5), untilAt: day(5) }]);
    expect([...hats.values()]).toEqual([{ id: uuid(3), person: 's.guest', agency: 'north', roles: ['PROSECUTOR'], fromAt: day(1), untilAt: day(3) }]);
    expect([...shifts.values()].map(({ person, untilAt }) => [person, untilAt])).toEqual([['n.two', day(3)]]);
  });

  it('keep what ran out as it was, and the state lets go of it', () => {
    const desk = openDesk();
    desk.say('n.one', away('n.one', { until: day(2) }));
    desk.passTo(day(5));
    desk.say('n.two', away('n.two'));
    expect(Object.values(desk.state().absences).map(({ person }) => person)).toEqual(['n.two']);
    expect([...desk.rows().tables.absences.values()].map(({ person, untilAt }) => [person, untilAt])).toEqual([['n.one', day(2)], ['n.two', null]]);
  });
});

describe('a sweep', () => {
  const left = (step: string, rev: number) => ({ ledger: `case/${uuid(1)}`, keeper: `case/${uuid(1)}`, step, rev });
  it('goes round until no open work of the leaver is left, and ends once', () => {
    const desk = openDesk();
    desk.leaveOpen([left('S1.1', 3), left('S1.2', 1)]);
    desk.say('n.supervisor', { act: 'leave', person: 'n.one' });
    desk.passTo(day(1));
    desk.leaveOpen([left('S1.2', 2)]);
    desk.passTo('2026-03-01T00:00:02.000Z');
    desk.leaveOpen([]);
    desk.passTo(day(2));
    expect(desk.events('WorkReOffered')).toMatchObject([{ round: 0, work: [{ step: 'S1.1' }, { step: 'S1.2' }] }, { round: 1, work: [{ step: 'S1.2' }] }]);
    expect(desk.events('SweepEnded')).toHaveLength(1);
    expect([desk.clocks(), desk.state().sweeps]).toEqual([[], {}]);
    expect([...desk.rows().tables.departures.values()]).toEqual([{ person: 'n.one', fromAt: day(1), untilAt: null }]);
  });

  it('is begun once for somebody whom the directory has closed, and for nobody who is there', () => {
    const desk = openDesk();
    desk.say('n.gone', { act: 'sweep', person: 'n.gone' }, []);
    desk.say('n.gone', { act: 'sweep', person: 'n.gone' }, []);
    desk.say('n.gone', { act: 'sweep', person: 'n.one' }, []);
    expect(desk.events('SweepBegun')).toMatchObject([{ person: 'n.gone' }]);
  });

  it('is not needed any more for who has come back', () => {
    const desk = openDesk();
    desk.say('n.supervisor', { act: 'leave', person: 'n.one' });
    desk.passTo(day(2));
    desk.say('n.supervisor', { act: 'come-back', person: 'n.one' });
    expect([...desk.rows().tables.departures.values()]).toEqual([{ person: 'n.one', fromAt: day(2), untilAt: day(2) }]);
  });
});

const table: readonly (readonly [RefusalCode, string, string, DeskAct])[] = [
  ['NOT_THE_SUPERVISOR', 'somebody records a colleague as absent', 'n.one', away('n.two')],
  ['NOT_THE_SUPERVISOR', 'somebody of another agency sets the rota', 's.guest', rota(day(1), day(2))],
  ['NOT_THE_SUPERVISOR', 'somebody ends an absence that is not there', 'n.one', { act: 'end-absence', absence: uuid(99) }],
  ['NOT_FOUND', 'an absence ends that is not there', 'n.supervisor', { act: 'end-absence', absence: uuid(99) }],
  ['NOT_FOUND', 'a deputy ends who is not there', 'n.supervisor', { act: 'end-deputy', deputy: uuid(99) }],
  ['NOT_FOUND', 'a part ends that is not there', 'n.supervisor', { act: 'end-role', hat: uuid(99) }],
  ['PERSON_UNKNOWN', 'somebody is away whom nobody knows', 'n.supervisor', away('n.nobody')],
  ['PERSON_UNKNOWN', 'somebody of another agency leaves', 'n.supervisor', { act: 'leave', person: 's.guest' }],
  ['PERSON_UNKNOWN', 'somebody leaves twice', 'n.supervisor', { act: 'leave', person: 'n.gone' }],
  ['PERSON_UNKNOWN', 'somebody who has left stands in', 'n.supervisor', away('n.one', { deputy: 'n.gone' })],
  ['PERSON_UNKNOWN', 'somebody from elsewhere is on duty', 'n.supervisor', rota(day(1), day(2), shift('s.guest', day(1), day(2)))],
  ['LEADER_REQUIRED', 'a supervisor closes the account of the leader', 'n.supervisor', { act: 'leave', person: 'n.leader' }],
  ['ROLE_FROM_DIRECTORY', 'a leader makes somebody the leader', 'n.leader', { act: 'join-role', person: 'n.one', roles: ['AGENCY_LEADER'] }],
  ['ROLE_FROM_DIRECTORY', 'a supervisor gives themselves a part', 'n.supervisor', { act: 'join-role', person: 'n.supervisor', roles: ['PROSECUTOR'] }],
  ['ROLE_FROM_DIRECTORY', 'somebody away has an investigator speak for her', 'n.advocate', away('n.advocate', { deputy: 'n.one' })],
  ['ROLE_FROM_DIRECTORY', 'a supervisor speaks for her in the stead of her advocate', 'n.supervisor', away('n.advocate', { deputy: 'n.supervisor' })],
  ['ROLE_FROM_DIRECTORY', 'an investigator stands in for her advocate', 'n.leader', { act: 'name-deputy', person: 'n.advocate', deputy: 'n.one', roles: ['COMMUNITY_ADVOCATE'] }],
  ['ROLE_FROM_DIRECTORY', 'a supervisor names themselves the coordinator\'s deputy', 'n.supervisor', { act: 'name-deputy', person: 'n.coordinator', deputy: 'n.supervisor', roles: ['COORDINATOR'] }],
  ['ROLE_FROM_DIRECTORY', 'an auditor has an investigator stand in', 'n.auditor', away('n.auditor', { deputy: 'n.one' })],
  ['LEADER_REQUIRED', 'a supervisor stands in for the leader', 'n.supervisor', away('n.leader', { deputy: 'n.supervisor' })],
  ['DEPUTY_TO_SELF', 'somebody stands in for themselves', 'n.supervisor', away('n.one', { deputy: 'n.one' })],
  ['ROLE_NOT_HELD', 'somebody stands in for more than the other holds', 'n.supervisor', { act: 'name-deputy', person: 'n.one', deputy: 'n.two', roles: ['PROSECUTOR'] }],
  ['PERIOD_BACKWARDS', 'an absence ends before it begins', 'n.supervisor', away('n.one', { from: day(9), until: day(8) })],
  ['DATE_IN_THE_PAST', 'an absence is over', 'n.supervisor', away('n.one', { from: day(-3), until: day(-2) })],
  ['SHIFT_OUTSIDE', 'a shift lies outside the stretch', 'n.supervisor', rota(day(1), day(2), shift('n.one', day(1), day(3)))],
  ['NOT_THE_SUPERVISOR', 'somebody of the agency explains its time', 'n.one', explained('2026-02-01', '2026-02-27')],
  ['NOT_THE_SUPERVISOR', 'somebody of another agency explains its time', 's.guest', explained('2026-02-01', '2026-02-27')],
  ['PERIOD_BACKWARDS', 'the days explained end before they begin', 'n.leader', explained('2026-02-27', '2026-02-26')],
  // In Chicago it is still the last of February.
  ['DAY_AHEAD', 'a day is explained that has not begun', 'n.supervisor', explained('2026-02-01', '2026-03-01')],
  ['LEADER_REQUIRED', 'a supervisor says that the agency leaves', 'n.supervisor', { act: 'leave-agency', reason: 'OTHER' }],
  ['NOT_FOUND', 'an agency is back that never left', 'n.leader', { act: 'rejoin' }],
  ['LEAVE_TO_SELF', 'somebody closes their own account', 'n.supervisor', { act: 'leave', person: 'n.supervisor' }],
];

test.each(table)('%s: %s', (code, _what, person, act) => {
  const desk = openDesk();
  const { refusal, events } = desk.say(person, act);
  expect([refusal?.code, events]).toEqual([code, []]);
});

test.each(['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_GUARDIAN', 'COORDINATOR', 'SPECIALIST_ADVISOR', 'SURVIVOR_CONSULTANT'] as const)('ROLE_FROM_DIRECTORY: a desk gives %s to nobody', (role) => {
  for (const who of ['n.supervisor', 'n.leader']) {
    const desk = openDesk();
    expect(desk.say(who, { act: 'join-role', person: 'n.one', roles: ['INVESTIGATOR', role] })).toMatchObject({ refusal: { code: 'ROLE_FROM_DIRECTORY', detail: { roles: [role] } }, events: [] });
  }
});

test('for her speaks in somebody\'s stead who speaks for her already, and a coordinator names who coordinates meanwhile', () => {
  const desk = openDesk();
  expect(desk.say('n.advocate', away('n.advocate', { deputy: 'n.specialist' })).refusal).toBeUndefined();
  expect(desk.say('n.supervisor', { act: 'name-deputy', person: 'n.specialist', deputy: 'n.advocate', roles: ['SYSTEM_VICTIM_SPECIALIST'] }).refusal).toBeUndefined();
  expect(desk.say('n.coordinator', { act: 'name-deputy', person: 'n.coordinator', deputy: 'n.supervisor', roles: ['COORDINATOR'] }).refusal).toBeUndefined();
  expect(desk.say('n.supervisor', away('n.one', { deputy: 'n.supervisor' })).refusal).toBeUndefined();
  expect(desk.say('n.leader', { act: 'leave', person: 'n.supervisor' }).refusal).toBeUndefined();
});

describe('DESK_FULL', () => {
  const week = (n: number): object => ({ from: day(2 + 7 * n), until: day(3 + 7 * n) });
  it('is said to one person long before the desk is full for the others', () => {
    const desk = openDesk();
    for (let n = 0; n < 20; n += 1) expect(desk.say('n.one', away('n.one', week(n))).refusal).toBeUndefined();
    expect(desk.say('n.one', away('n.one', week(20))).refusal).toEqual({ code: 'DESK_FULL', detail: { most: 20 } });
    expect(desk.say('n.two', away('n.two')).refusal).toBeUndefined();
    desk.passTo(day(4));
    expect(desk.say('n.one', away('n.one', week(20))).refusal).toBeUndefined();
  });

  it('is said of one kind of record and leaves room for the others', () => {
    const desk = openDesk();
    for (let n = 0; n < 200; n += 1) expect(desk.say('n.leader', { act: 'join-role', person: 's.guest', roles: ['PROSECUTOR'] }).refusal).toBeUndefined();
    expect(desk.say('n.leader', { act: 'join-role', person: 's.guest', roles: ['PROSECUTOR'] }).refusal).toEqual({ code: 'DESK_FULL', detail: { most: 200 } });
    expect(desk.say('n.leader', { act: 'name-deputy', person: 'n.one', deputy: 'n.two', roles: ['INVESTIGATOR'] }).refusal).toBeUndefined();
  });

  it('is said of a rota that would not fit the state, and who leaves is still swept', () => {
    // The longest id there is, of signs that JSON writes twice as long.
    const long = `n.${'"'.repeat(118)}`;
    const desk = openDesk(day(1), [{ person: long, agency: 'north', roles: ['INVESTIGATOR'], hats: [], active: true }]);
    const shifts = (count: number, who: string) => Array.from({ length: count }, (_, hour) => shift(who, day(2, hour), day(2, hour + 1)));
    expect(desk.say('n.supervisor', rota(day(2), day(20), ...shifts(200, 'n.one'))).refusal).toBeUndefined();
    const { refusal, events } = desk.say('n.supervisor', rota(day(2), day(20), ...shifts(200, long)));
    expect([refusal, events]).toEqual([{ code: 'DESK_FULL', detail: { bytes: 48_000 } }, []]);
    expect(desk.say('n.supervisor', rota(day(2), day(20), ...shifts(120, long))).refusal).toBeUndefined();
    expect(desk.say('n.supervisor', { act: 'leave', person: 'n.one' }).events).toMatchObject([{ type: 'PersonLeft' }, { type: 'SweepBegun' }]);
  });
});

test('DESK_FULL: more is planned ahead than a desk can hold', () => {
  const desk = openDesk();
  const shifts = Array.from({ length: 150 }, (_, hour) => shift('n.one', new Date(Date.parse(day(2)) + hour * 3_600_000).toISOString(), new Date(Date.parse(day(2)) + (hour + 1) * 3_600_000).toISOString()));
  expect(desk.say('n.supervisor', rota(day(2), day(9), ...shifts)).refusal).toBeUndefined();
  const later = shifts.map(({ person, from, until }) => shift(person, new Date(Date.parse(from) + 8 * 86_400_000).toISOString(), new Date(Date.parse(until) + 8 * 86_400_000).toISOString()));
  expect(desk.say('n.supervisor', rota(day(10), day(20), ...later)).refusal).toEqual({ code: 'DESK_FULL', detail: { most: 200 } });
  expect(JSON.stringify(desk.state()).length).toBeLessThan(65_536 / 2);
});

test('every code of the desk is in the table, but those that belong to work', () => {
  expect([...new Set([...table.map(([code]) => code), 'DESK_FULL', 'PERSON_AWAY', 'AGENCY_CONTAINED'])]).toEqual(expect.arrayContaining([...deskRefusals]));
});
