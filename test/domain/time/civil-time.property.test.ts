import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDuration, nextClosing, subtractDuration } from '#domain/time/add.ts';
import { startOfLocalDay } from '#domain/time/civil-time.ts';
import type { Duration } from '#domain/time/duration.ts';
import { UNITS } from '#domain/time/duration.ts';
import { addCivil, addWorkingDays, firstClosing, offset, startOfDay, subtractWorkingDays, wall } from './oracle.ts';
import type { Question } from './questions.ts';
import { anyQuestion, DAY_MS, HOUR_MS, questionsIn } from './questions.ts';

const RUNS = 400;

function slowly({ start, unit, amount, calendar }: Question, sign: 1 | -1): number {
  if (unit === 'm' || unit === 'h') return start + sign * amount * (unit === 'm' ? HOUR_MS / 60 : HOUR_MS);
  if (unit !== 'wd') return addCivil(start, unit, sign * amount, calendar.zone);
  return (sign === 1 ? addWorkingDays : subtractWorkingDays)(start, amount, calendar, reach(amount));
}

/** Days that hold so many working days of a five-day week with all the holidays of a question in the way. */
const reach = (amount: number) => amount * 1.5 + 20;

const iso = (ms: number) => new Date(ms).toISOString();

/** What the runs have met, so that a generator gone blind is seen. */
class Tally {
  runs = 0;
  overChange = 0;
  inGap = 0;
  twice = 0;
  readonly zones = new Set<string>();

  add({ start, unit, calendar: { zone, closesAt } }: Question, answer: number): void {
    this.runs += 1;
    this.zones.add(zone);
    const shown = wall(answer, zone);
    const asked = unit === 'wd' ? Date.parse(`1970-01-01T${closesAt}Z`) : wall(start, zone);
    const exact = unit === 'm' || unit === 'h';
    if (offset(start, zone) !== offset(answer, zone)) this.overChange += 1;
    if (!exact && (shown - asked) % DAY_MS !== 0) this.inGap += 1;
    if (!exact && [0.5, 1, 2].some((hours) => wall(answer + hours * HOUR_MS, zone) === shown)) this.twice += 1;
  }

  toString(): string {
    return `${this.runs} runs in ${this.zones.size} zones, ${this.overChange} over a change of the clocks, ${this.inGap} into a skipped hour, ${this.twice} into one that comes twice`;
  }
}

describe.each([
  { name: 'later', sign: 1 as const, ask: addDuration },
  { name: 'earlier', sign: -1 as const, ask: subtractDuration },
])('a duration $name, against a walk along the wall clock', ({ name, sign, ask }) => {
  test.each(UNITS)('in %s', (unit) => {
    const tally = new Tally();
    fc.assert(
      fc.property(questionsIn(unit, sign), (question) => {
        const expected = slowly(question, sign);
        const { start, amount, calendar } = question;
        expect(ask(iso(start), `${amount}${unit}` satisfies Duration, calendar)).toBe(iso(expected));
        tally.add(question, expected);
      }),
      { numRuns: RUNS },
    );
    console.info(`${unit} ${name}: ${tally.toString()}`);
    expect(tally.overChange).toBeGreaterThanOrEqual(RUNS / 10);
    if (['d', 'mo', 'y'].includes(unit)) expect(Math.min(tally.inGap, tally.twice)).toBeGreaterThan(0);
  });
});

test('the start of a local day is the first instant whose wall shows it', () => {
  fc.assert(
    fc.property(anyQuestion, fc.integer({ min: -60, max: 60 }), ({ start, calendar: { zone } }, plusDays) => {
      const midnight = Math.floor(wall(start, zone) / DAY_MS) * DAY_MS + plusDays * DAY_MS;
      expect(startOfLocalDay(iso(start), plusDays, zone)).toBe(iso(startOfDay(midnight, zone)));
    }),
    { numRuns: RUNS },
  );
});

test('the next closing is the first that comes', () => {
  fc.assert(
    fc.property(anyQuestion, ({ start, calendar }) => {
      expect(nextClosing(iso(start), calendar)).toBe(iso(firstClosing(start, calendar, reach(0))));
    }),
    { numRuns: RUNS },
  );
});
