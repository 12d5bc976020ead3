/** Legal clocks by hand: the version that holds when one begins, days that do not count, what lengthens it. Trial clocks as the field's two stories tell them. */
import { describe, expect, test } from 'vitest';
import { daysOfClock, endOfClock, startClock, versionOn, type RunningClock } from '#domain/playbook/clock/clock.ts';
import { clockSchema } from '#domain/playbook/clock/schema.ts';
import { dueOf } from '#domain/time/deadline.ts';
import { chicago, inChicago } from '../time/fixtures.ts';

const clockOf = (...versions: { readonly from?: string; readonly length: string }[]) =>
  clockSchema.parse({ clock: 'XX.CLOCK', title: 'A clock', kind: 'STATUTORY', versions: versions.map((version) => ({ source: 'an act', review: 'unverified: counsel', ...version })) });
const now = '2022-01-01T12:00:00.000Z';
const trial = clockOf({ length: '70d' });

function running(start: string, ...excluded: readonly (readonly [from: string, to: string])[]): RunningClock {
  return { ...startClock(trial, start, chicago), excluded: excluded.map(([from, to]) => ({ basis: 'ENDS_OF_JUSTICE', from, to })) };
}
function ends(clock: RunningClock): string {
  const { rule, start } = endOfClock(clock, chicago, now);
  return inChicago(dueOf(rule, start, chicago));
}

describe('a trial clock of 70 days', () => {
  test.each<[string, string, readonly (readonly [string, string])[], string]>([
    ['indicted in February', '2022-02-24', [], '2022-05-05'],
    ['ends of justice', '2022-02-24', [['2022-03-28', '2022-11-28']], '2023-01-05'],
    ['extended before it ran out', '2022-02-24', [['2022-03-28', '2022-11-28'], ['2022-10-11', '2023-02-27']], '2023-04-06'],
    ['joined later', '2022-09-27', [], '2022-12-06'],
    ['joined later, excluded', '2022-09-27', [['2022-10-11', '2023-02-27']], '2023-04-24'],
    ['complex', '2023-03-02', [['2023-04-28', '2023-12-31']], '2024-01-13'],
    ['one who joined before an exclusion', '2023-08-15', [['2023-10-02', '2024-09-16']], '2024-10-08'],
    ['an exclusion from the day it ends comes too late', '2022-02-24', [['2022-05-05', '2022-06-05']], '2022-05-05'],
    ['one from the day before does not', '2022-02-24', [['2022-05-04', '2022-06-04']], '2022-06-05'],
    ['one before it began leaves out what is after', '2022-02-24', [['2022-01-01', '2022-03-01']], '2022-05-10'],
    ['the end moves into a second exclusion', '2022-02-24', [['2022-05-07', '2022-05-17'], ['2022-05-01', '2022-05-04']], '2022-05-18'],
  ])('%s: %s without %j ends %s', (_, start, excluded, end) => {
    expect(ends(running(start, ...excluded))).toBe(`${end} 17:00`);
  });

  test('days used and left: 32 of 70 when the first exclusion begins, the same while it lasts, none once it is over', () => {
    const clock = running('2022-02-24', ['2022-03-28', '2022-11-28']);
    const on = (day: string) => daysOfClock(clock, day, chicago);
    expect([on('2022-02-24'), on('2022-03-28'), on('2022-08-01'), on('2022-11-28'), on('2023-01-05'), on('2024-01-01'), on('2021-01-01')].map((each) => each?.used)).toEqual([0, 32, 32, 32, 70, 70, 0]);
    expect(on('2022-08-01')).toEqual({ used: 32, left: 38 });
  });
});

test('the version that holds is the one of the day it begins, in the zone of whoever holds it; a later one touches no running clock', () => {
  const clock = clockOf({ length: '45d' }, { from: '2022-12-13', length: '30d' });
  expect([versionOn(clock, '2022-12-12').length, versionOn(clock, '2022-12-13').length]).toEqual(['45d', '30d']);
  // Five in the morning of the 13th in UTC is still the 12th in Chicago.
  expect(startClock(clock, '2022-12-13T05:00:00.000Z', chicago)).toMatchObject({ length: '45d' });
  expect(startClock(clock, '2022-12-13T06:00:00.000Z', chicago)).toMatchObject({ length: '30d', from: '2022-12-13' });
  const before = startClock(clock, '2022-12-12', chicago);
  expect(endOfClock(before, chicago, now)).toEqual(endOfClock({ ...before }, chicago, now));
  expect(inChicago(dueOf(endOfClock(before, chicago, now).rule, before.start, chicago))).toBe('2023-01-26 17:00');
});

test('versions written in any order, and none old enough: the earliest', () => {
  const clock = clockOf({ from: '2024-01-01', length: '2y' }, { from: '2020-01-01', length: '1y' });
  expect(['2019-06-01', '2021-06-01', '2024-06-01'].map((day) => versionOn(clock, day).length)).toEqual(['1y', '1y', '2y']);
});

test('counsel chose the other version: it holds, whatever the day', () => {
  const clock = clockOf({ length: '45d' }, { from: '2022-12-13', length: '30d' });
  expect(startClock(clock, '2023-06-01', chicago, 'FIRST')).toMatchObject({ length: '45d' });
  expect(startClock(clock, '2022-06-01', chicago, '2022-12-13')).toMatchObject({ length: '30d', from: '2022-12-13' });
});

test('what lengthens a clock adds its own length, once each time', () => {
  const letter = startClock(clockOf({ length: '90d' }), '2022-09-20', chicago);
  expect([ends(letter), ends({ ...letter, extended: [{ extension: 'ONCE_MORE', by: '30d' }] })]).toEqual(['2022-12-19 17:00', '2023-01-18 17:00']);
  const decision = startClock(clockOf({ length: '5wd' }), '2022-09-20', chicago);
  expect([ends(decision), ends({ ...decision, extended: [{ extension: 'MORE', by: '3wd' }, { extension: 'MORE', by: '3wd' }] })]).toEqual(['2022-09-27 17:00', '2022-10-05 17:00']);
  const status = startClock(clockOf({ length: '2y' }), '2021-04-16', chicago);
  expect(ends({ ...status, extended: [{ extension: 'RENEWED', by: '1mo' }] })).toBe('2023-05-16 17:00');
});

test('a clock of hours runs through nights from the instant it begins; one that begins at an hour ends at that hour', () => {
  const exact = startClock(clockOf({ length: '24h' }), '2022-09-15T02:40:00.000Z', chicago);
  expect(ends(exact)).toBe('2022-09-15 21:40');
  expect(ends({ ...exact, excluded: [{ basis: 'CLOSED', from: '2022-09-15', to: '2022-09-16' }] })).toBe('2022-09-16 21:40');
  const days = startClock(trial, '2022-02-24T15:00:00.000Z', chicago);
  expect(ends(days)).toBe('2022-05-05 09:00');
  expect(ends({ ...days, excluded: [{ basis: 'CLOSED', from: '2022-03-28', to: '2022-11-28' }] })).toBe('2023-01-05 09:00');
});

test('a clock that counts back lies before its start, and begins to be due now', () => {
  const back = (length: string, start: string): string => ends(startClock({ ...clockOf({ length }), counted: 'back' }, start, chicago));
  expect([back('60d', '2023-07-21'), back('2wd', '2022-09-26'), back('2mo', '2023-04-30'), back('60d', '2023-07-21T15:00:00.000Z'), back('48h', '2023-07-21')]).toEqual(['2023-05-22 17:00', '2022-09-22 17:00', '2023-02-28 17:00', '2023-05-22 10:00', '2023-07-19 00:00']);
  const clock = startClock({ ...trial, counted: 'back' }, '2023-07-21', chicago);
  expect([endOfClock(clock, chicago, now).start, daysOfClock(clock, '2023-07-01', chicago)]).toEqual([now, undefined]);
});

test('working days under an exclusion are days off', () => {
  const clock = { ...startClock(clockOf({ length: '5wd' }), '2022-09-19', chicago), excluded: [{ basis: 'CLOSED', from: '2022-09-21', to: '2022-09-26' }] };
  expect(ends(clock)).toBe('2022-09-29 17:00');
  expect(daysOfClock(clock, '2022-09-27', chicago)).toEqual({ used: 2, left: 3 });
});
