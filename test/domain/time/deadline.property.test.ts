import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Deadline, DueRule, Terms } from '#domain/time/deadline.ts';
import { recompute, resumeDeadline, setDeadline } from '#domain/time/deadline.ts';
import type { Duration } from '#domain/time/duration.ts';
import type { Ladder, Level, Moment } from '#domain/time/ladder.ts';
import { LEVELS, levelInstants } from '#domain/time/ladder.ts';
import { durationSchema, ladderSchema } from '#domain/time/schema.ts';
import { ladders } from './fixtures.ts';
import { firstClosing } from './oracle.ts';
import { anyQuestion, DAY_MS } from './questions.ts';

const durations: fc.Arbitrary<Duration> = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom('m', 'h', 'd', 'wd', 'mo'))
  .map(([amount, unit]) => durationSchema.parse(`${amount}${unit}`));

function moments(below: readonly Level[]): fc.Arbitrary<Moment> {
  const { moment } = fc.letrec<{ moment: Moment }>((tie) => {
    const two = fc.array(tie('moment'), { minLength: 2, maxLength: 3 });
    const since = below.length === 0 ? [] : [fc.record({ since: fc.constantFrom(...below), plus: durations })];
    const leaves = [
      fc.constant('due' as const), fc.record({ used: fc.integer({ min: 1, max: 100 }) }), fc.record({ before: durations }), fc.record({ after: durations }), ...since,
    ];
    return { moment: fc.oneof({ maxDepth: 2 }, ...leaves, fc.record({ latest: two }), fc.record({ earliest: two })) };
  });
  return moment;
}

const anyLadder: fc.Arbitrary<Ladder> = fc
  .subarray([...LEVELS], { minLength: 1 })
  .chain((levels) => fc.tuple(...levels.map((level, index) => fc.record({ level: fc.constant(level), when: moments(levels.slice(0, index)), to: fc.constant(['owner' as const]) }))))
  .map((levels) => ({ name: 'any', levels }));

const situations = fc.record({ question: anyQuestion, ladder: fc.oneof(fc.constantFrom(...ladders), anyLadder), length: fc.integer({ min: 1, max: 120 * DAY_MS }) });

const ms = (at: string) => Date.parse(at);
const iso = (at: number) => new Date(at).toISOString();

test('any ladder the schema accepts has all its levels, in order, from the start on', () => {
  const seen = { squeezed: 0, since: 0, runs: 0 };
  fc.assert(
    fc.property(situations, ({ question: { start, calendar }, ladder, length }) => {
      expect(ladderSchema.safeParse(ladder).error).toBeUndefined();
      const levels = levelInstants(ladder, iso(start), iso(start + length), calendar);
      expect(levels.map(({ level, to }) => ({ level, to }))).toEqual(ladder.levels.map(({ level, to }) => ({ level, to })));
      const instants = levels.map(({ at }) => at);
      expect([iso(start), ...instants]).toEqual([iso(start), ...instants].toSorted());
      expect(instants.map((at) => iso(ms(at)))).toEqual(instants);
      seen.runs += 1;
      if (new Set(instants).size < instants.length || instants.includes(iso(start))) seen.squeezed += 1;
      if (JSON.stringify(ladder).includes('since')) seen.since += 1;
    }),
    { numRuns: 1_000 },
  );
  console.info(`ladders: ${seen.runs} runs, ${seen.squeezed} with levels squeezed together, ${seen.since} counting since another level`);
  expect(Math.min(seen.squeezed, seen.since)).toBeGreaterThanOrEqual(seen.runs / 10);
});

type Pause = { readonly from: number; readonly length: number };
const pauses = fc.array(fc.record({ from: fc.integer({ min: -20 * DAY_MS, max: 40 * DAY_MS }), length: fc.integer({ min: 0, max: 15 * DAY_MS }) }), { minLength: 1, maxLength: 4 });

function paused(deadline: Deadline, terms: Terms, list: readonly Pause[]): Deadline {
  const start = ms(deadline.start);
  return list.reduce((before, { from, length }) => resumeDeadline(before, iso(start + from), iso(start + from + length), terms), deadline);
}

test('after any suspensions the due has moved by the time suspended, and to a closing where it stood at one', () => {
  const seen = { runs: 0, rolled: 0, exact: 0, beforeStart: 0 };
  fc.assert(
    fc.property(situations, pauses, fc.boolean(), ({ question, ladder }, list, promised) => {
      const { start, unit, amount, calendar } = question;
      const terms: Terms = { calendar, ladder, tzdb: 'any' };
      const rule: DueRule = promised ? { on: iso(start + 5 * DAY_MS).slice(0, 10) } : durationSchema.parse(`${amount}${unit}`);
      const set = setDeadline({ rule, start: iso(start), ...terms });
      const after = paused(set, terms, list);
      const suspended = list.reduce((sum, { from, length }) => sum + Math.max(0, from + length - Math.max(0, from)), 0);
      const moved = ms(set.due) + suspended;
      const rolls = suspended > 0 && (promised || unit === 'wd');
      expect(after).toMatchObject({ start: set.start, ruleDue: set.due, suspendedMs: suspended });
      expect(ms(after.due)).toBe(rolls ? firstClosing(moved, calendar, 20) : moved);
      expect(after.levels).toEqual(levelInstants(ladder, iso(start + suspended), after.due, calendar));
      expect(recompute(after, terms)).toEqual(after);
      seen.runs += 1;
      if (ms(after.due) > moved) seen.rolled += 1;
      if (!rolls) seen.exact += 1;
      if (list.some(({ from }) => from < 0)) seen.beforeStart += 1;
    }),
    { numRuns: 500 },
  );
  console.info(`suspensions: ${seen.runs} runs, ${seen.rolled} on to a later closing, ${seen.exact} exact, ${seen.beforeStart} begun before the start`);
  expect(Math.min(seen.rolled, seen.exact, seen.beforeStart)).toBeGreaterThanOrEqual(seen.runs / 10);
});
