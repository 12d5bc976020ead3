/** Days left out, against counting them one by one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counted, dayOf, endAfter, epochDay, stretches, workingDaysAfter, workingDaysBetween, type Exclusion } from '#domain/time/exclusions.ts';
import { chicago } from './fixtures.ts';

const first = epochDay('2021-12-01');
const day = fc.integer({ min: first, max: first + 400 });
const exclusions = fc.array(fc.tuple(day, fc.integer({ min: 1, max: 90 })).map(([from, length]): Exclusion => ({ from: dayOf(from), to: dayOf(from + length) })), { maxLength: 6 });
const period = fc.record({ start: day, length: fc.integer({ min: 1, max: 120 }), left: exclusions });

/** Whether a day is in none of them, asked of each. */
const counts = (at: string, left: readonly Exclusion[]): boolean => !left.some(({ from, to }) => at >= from && at < to);
const works = (at: string): boolean => ![6, 0].includes(new Date(at).getUTCDay()) && !chicago.holidays.includes(at);

test('a period ends on the day before which so many days were counted, one by one; and as many are counted', () => {
  const seen = { moved: 0, twice: 0, beyond: 0 };
  fc.assert(
    fc.property(period, ({ start, length, left }) => {
      let [end, count] = [start, 0];
      while (count < length) count += Number(counts(dayOf(end++), left));
      expect(endAfter(start, length, stretches(left))).toBe(end);
      expect(counted([start, end], stretches(left))).toBe(length);
      seen.moved += Number(end > start + length);
      seen.twice += Number(left.some((a) => left.some((b) => a !== b && a.from < b.to && b.from < a.to)));
      seen.beyond += Number(left.some(({ from }) => epochDay(from) >= start + length && epochDay(from) < end));
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(seen.moved, seen.twice, seen.beyond)).toBeGreaterThan(100);
});

test('neither the order of exclusions nor saying one twice changes anything', () => {
  fc.assert(
    fc.property(period, ({ start, length, left }) => {
      expect(endAfter(start, length, stretches([...left.toReversed(), ...left]))).toBe(endAfter(start, length, stretches(left)));
    }),
    { numRuns: 500 },
  );
});

test('working days, one by one, those under an exclusion among the days off', () => {
  fc.assert(
    fc.property(fc.record({ start: day, length: fc.integer({ min: 1, max: 30 }), left: exclusions, on: fc.integer({ min: 0, max: 90 }) }), ({ start, length, left, on }) => {
      let [end, count] = [start, 0];
      while (count < length) count += Number(works(dayOf(++end)) && counts(dayOf(end), left));
      expect(workingDaysAfter(dayOf(start), length, left, chicago)).toBe(dayOf(end));
      const between = Array.from({ length: Math.max(0, on - 1) }, (_, index) => dayOf(start + 1 + index)).filter((each) => works(each) && counts(each, left));
      expect(workingDaysBetween(dayOf(start), dayOf(start + on), left, chicago)).toBe(between.length);
    }),
    { numRuns: 500 },
  );
});
