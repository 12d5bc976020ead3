import { describe, expect, test } from 'vitest';
import type { Terms } from '#domain/time/deadline.ts';
import { dueOf, reDate, recompute, resumeDeadline, setDeadline } from '#domain/time/deadline.ts';
import { chicago, inChicago, ladderNamed } from './fixtures.ts';

const terms: Terms = { calendar: chicago, ladder: ladderNamed('working-days'), tzdb: '2026c' };
const hours: Terms = { ...terms, ladder: ladderNamed('hours') };
const handOff = setDeadline({ rule: '3wd', start: '2021-04-12T14:00:00Z', ...terms });

describe('a new deadline', () => {
  test('keeps rule, zone, zone data and start beside the instants computed from them', () => {
    expect(handOff).toMatchObject({
      rule: '3wd', zone: 'America/Chicago', tzdb: '2026c', start: '2021-04-12T14:00:00.000Z', suspendedMs: 0,
      ruleDue: '2021-04-15T22:00:00.000Z', due: '2021-04-15T22:00:00.000Z',
    });
    expect(handOff.levels.map(({ level }) => level)).toEqual(['L0', 'L1', 'L2', 'L3', 'L4', 'L5']);
    expect(JSON.parse(JSON.stringify(handOff))).toEqual(handOff);
  });

  test('a promised day is due at closing time, at a weekend too, and never at or before its start', () => {
    expect(inChicago(dueOf({ on: '2021-07-30' }, '2021-07-01T15:00:00Z', chicago))).toBe('2021-07-30 17:00');
    expect(inChicago(setDeadline({ rule: { on: '2021-07-31' }, start: '2021-07-01T15:00:00Z', ...terms }).due)).toBe('2021-07-31 17:00');
    expect(() => setDeadline({ rule: { on: '2021-07-30' }, start: '2021-07-30T22:00:00Z', ...terms })).toThrow(RangeError);
    expect(() => setDeadline({ rule: { on: '2021-02-30' }, start: '2021-02-01T22:00:00Z', ...terms })).toThrow(RangeError);
  });
});

test.each(['2021-04-12T14:00:00', '2021-04-12', 'Mon, 12 Apr 2021 14:00:00 GMT'])('%j names no instant: it is refused, never read in the zone of the process', (at) => {
  expect(() => setDeadline({ rule: '3wd', start: at, ...terms })).toThrow(RangeError);
  expect(() => resumeDeadline(handOff, at, '2021-04-14T14:00:00Z', terms)).toThrow(RangeError);
  expect(() => resumeDeadline(handOff, '2021-04-12T14:00:00Z', at, terms)).toThrow(RangeError);
});

describe('after a suspension', () => {
  const resumed = (from: string, to: string) => resumeDeadline(handOff, from, to, terms);

  test('hours: due, start and every level move by exactly the time suspended', () => {
    const match = setDeadline({ rule: '48h', start: '2021-03-13T15:30:00Z', ...hours });
    const after = resumeDeadline(match, '2021-03-13T20:00:00Z', '2021-03-14T20:30:00Z', hours);
    const moved = (at: string) => Date.parse(at) + 24.5 * 3_600_000;
    expect(Date.parse(after.due)).toBe(moved(match.due));
    expect(after.levels.map(({ at }) => Date.parse(at))).toEqual(match.levels.map(({ at }) => moved(at)));
    expect(after).toMatchObject({ start: match.start, ruleDue: match.ruleDue, suspendedMs: 24.5 * 3_600_000 });
  });

  test('working days: the next closing time of a working day, and the levels from there', () => {
    const after = resumed('2021-04-13T14:00:00Z', '2021-04-14T15:00:00Z'); // 25 hours: Friday 18:00
    expect(inChicago(after.due)).toBe('2021-04-19 17:00');
    expect(after.levels.slice(0, 3).map(({ at }) => inChicago(at))).toEqual(['2021-04-18 03:15', '2021-04-19 17:00', '2021-04-21 17:00']);
    expect(inChicago(resumed('2021-04-13T14:00:00Z', '2021-04-14T14:00:00Z').due)).toBe('2021-04-16 17:00'); // one day sharp
  });

  test('a promised day moves on to a working day; calendar days do not', () => {
    const promised = setDeadline({ rule: { on: '2021-07-30' }, start: '2021-07-01T15:00:00Z', ...terms });
    expect(inChicago(resumeDeadline(promised, '2021-07-05T15:00:00Z', '2021-07-06T15:00:00Z', terms).due)).toBe('2021-08-02 17:00');
    const days = setDeadline({ rule: '4d', start: '2021-04-12T15:00:00Z', ...terms });
    expect(inChicago(resumeDeadline(days, '2021-04-13T15:00:00Z', '2021-04-14T15:00:00Z', terms).due)).toBe('2021-04-17 10:00');
  });

  test('many short suspensions give no free days', () => {
    let deadline = handOff;
    for (const minute of ['00', '10', '20', '30']) {
      deadline = resumeDeadline(deadline, `2021-04-13T15:${minute}:00Z`, `2021-04-13T15:${minute}:01Z`, terms);
    }
    expect(deadline.suspendedMs).toBe(4_000);
    expect(inChicago(deadline.due)).toBe('2021-04-16 17:00'); // one day on, not four
  });

  test('time before the start does not count; time after a missed due does', () => {
    expect(resumed('2021-04-01T00:00:00Z', '2021-04-12T13:00:00Z')).toEqual(handOff);
    expect(resumed('2021-04-01T00:00:00Z', '2021-04-12T14:00:00.001Z').suspendedMs).toBe(1);
    expect(inChicago(resumed('2021-04-15T23:00:00Z', '2021-04-16T23:00:00Z').due)).toBe('2021-04-16 17:00');
  });

  test('a suspension that ends before it begins is a fault', () => {
    expect(() => resumed('2021-04-14T14:00:00Z', '2021-04-13T14:00:00Z')).toThrow(RangeError);
  });
});

test('row 17: a new date starts a new version from the moment it was accepted', () => {
  const second = reDate({ on: '2021-09-17' }, '2021-08-18T15:00:00Z', terms);
  expect([second.start, inChicago(second.due), second.suspendedMs]).toEqual(['2021-08-18T15:00:00.000Z', '2021-09-17 17:00', 0]);
  expect(inChicago(second.levels[0]?.at ?? '')).toBe('2021-09-16 17:00');
});

describe('recomputed under other terms', () => {
  const london: Terms = { ...terms, calendar: { ...chicago, zone: 'Europe/London', holidays: ['2021-04-14'] }, tzdb: '2027a' };

  test('under the same terms nothing moves, suspended or not', () => {
    const paused = resumeDeadline(handOff, '2021-04-13T14:00:00Z', '2021-04-14T15:00:00Z', terms);
    expect(recompute(handOff, terms)).toEqual(handOff);
    expect(recompute(paused, terms)).toEqual(paused);
  });

  test('another owner has other holidays and another closing time, and the deadline says under what it was computed', () => {
    expect(recompute(handOff, london)).toMatchObject({ zone: 'Europe/London', tzdb: '2027a', start: handOff.start, due: '2021-04-16T16:00:00.000Z' });
  });
});
