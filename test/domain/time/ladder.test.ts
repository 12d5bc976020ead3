import { describe, expect, test } from 'vitest';
import type { Ladder } from '#domain/time/ladder.ts';
import { levelInstants } from '#domain/time/ladder.ts';
import { chicago, inChicago, ladderNamed } from './fixtures.ts';

const rungs = (name: string, start: string, due: string) => levelInstants(ladderNamed(name), start, due, chicago).map(({ level, at }) => `${level} ${inChicago(at)}`);

describe('the ladder of working days', () => {
  test('row 16: a commitment missed on a Friday', () => {
    expect(rungs('working-days', '2021-07-01T15:00:00Z', '2021-07-30T22:00:00Z')).toEqual([
      'L0 2021-07-29 17:00', 'L1 2021-07-30 17:00', 'L2 2021-08-03 17:00', 'L3 2021-08-06 17:00', 'L4 2021-08-13 17:00',
      'L5 2021-08-20 17:00', // the leader's answer was due on the 20th
    ]);
  });

  test('rows 4 and 5: the signature that did not come', () => {
    expect(rungs('working-days', '2021-03-10T15:00:00Z', '2021-03-24T22:00:00Z')).toEqual([
      'L0 2021-03-23 17:00', 'L1 2021-03-24 17:00', 'L2 2021-03-26 17:00', 'L3 2021-03-31 17:00', 'L4 2021-04-07 17:00', 'L5 2021-04-14 17:00',
    ]);
  });

  test('of a short promise, 75 % of the time is later than one working day before', () => {
    expect(rungs('working-days', '2021-04-12T15:00:00Z', '2021-04-13T22:00:00Z')[0]).toBe('L0 2021-04-13 09:15');
  });
});

test('the ladder of hours runs through the night: 24 hours from a Wednesday 21:40', () => {
  expect(rungs('hours', '2022-09-15T02:40:00Z', '2022-09-16T02:40:00Z')).toEqual([
    'L0 2022-09-15 09:40', 'L1 2022-09-15 15:40', 'L2 2022-09-15 21:40', 'L3 2022-09-15 23:40', 'L4 2022-09-16 01:40', 'L5 2022-09-16 21:40',
  ]);
});

describe('the ladder of longer statutory clocks', () => {
  test('30 days: the leader hears before the miss', () => {
    expect(rungs('statutory', '2022-02-01T15:00:00Z', '2022-03-03T15:00:00Z')).toEqual([
      'L0 2022-02-16 09:00', 'L1 2022-02-23 21:00', 'L2 2022-02-23 21:00', // 5 whole working days before is earlier than 75 %: it waits for L1
      'L3 2022-02-28 17:00', 'L4 2022-03-01 17:00', 'L5 2022-03-03 09:00',
    ]);
  });

  test('90 days: 90 % comes before 5 working days do', () => {
    const levels = rungs('statutory', '2023-07-21T15:00:00Z', '2023-10-19T15:00:00Z');
    expect(levels[2]).toBe('L2 2023-10-10 10:00');
    expect(levels).toEqual(levels.toSorted());
  });

  test('four days: warnings that would lie before their place are squeezed, none is lost', () => {
    expect(rungs('statutory', '2021-04-12T15:00:00Z', '2021-04-16T15:00:00Z')).toEqual([
      'L0 2021-04-14 10:00', 'L1 2021-04-15 10:00', 'L2 2021-04-15 10:00', 'L3 2021-04-15 10:00', 'L4 2021-04-15 10:00', 'L5 2021-04-16 10:00',
    ]);
  });
});

describe('any ladder', () => {
  const start = '2021-04-12T15:00:00.000Z';
  const ladder = (...levels: Ladder['levels']): Ladder => ({ name: 'any', levels });

  test('nothing comes before the start', () => {
    const early = ladder({ level: 'L0', when: { before: '30d' }, to: ['owner'] });
    expect(levelInstants(early, start, '2021-04-15T22:00:00Z', chicago)).toEqual([{ level: 'L0', at: start, to: ['owner'] }]);
  });

  test('since counts from the instant at which the earlier level really comes', () => {
    const squeezed = ladder({ level: 'L1', when: { before: '30d' }, to: ['owner'] }, { level: 'L2', when: { since: 'L1', plus: '1d' }, to: ['coordinator'] });
    expect(levelInstants(squeezed, start, '2021-04-15T22:00:00Z', chicago)[1]?.at).toBe('2021-04-13T15:00:00.000Z');
  });

  test('a ladder that no schema saw and that counts from nowhere is a fault', () => {
    const broken = ladder({ level: 'L5', when: { since: 'L4', plus: '5wd' }, to: ['owner'] });
    expect(() => levelInstants(broken, start, '2021-04-15T22:00:00Z', chicago)).toThrow('L4');
  });
});
