/** Every scenario of this folder and of the how-to, played on the real engine. All is played first, while tests are collected; then it is looked at. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judge } from '../../scenario/judge.ts';
import { movedByWeeks } from '../../scenario/moved.ts';
import type { Trace } from '../../scenario/play.ts';
import { readScenario } from '../../scenario/read.ts';
import { countOf, huntOf, paceOf, tableOf } from '../../scenario/report.ts';
import { hunt, huntOnTrace, run, type Run } from '../../scenario/run.ts';
import { onStage } from '../../scenario/stage.ts';

/** Leap years, weekdays and clock changes repeat after so many weeks. */
const calendarWeeks = 1461;
const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const orchard = readScenario('orchard.yaml', textOf('orchard.yaml'));
const lantern = readScenario('lantern.yaml', textOf('lantern.yaml'));
const twoYears = readScenario('two-years.yaml', textOf('two-years.yaml'));
const howTo = textOf('../../docs/how-to/write-a-scenario.md');
const example = readScenario('write-a-scenario.md', /```yaml\n(scenario:[\s\S]*?)```/.exec(howTo)?.[1] ?? '');
/** Rows 2a and 2b of the example: what comes before is one launch. */
const start = { from: '2', to: '2' };
const range = { from: '10', to: '12' };

const played = await onStage(() => undefined, async (stage) => {
  const years = await run(stage, twoYears);
  const [told, child, later, part, small, huntOfYears] = await Promise.all([
    run(stage, orchard), run(stage, lantern), run(stage, movedByWeeks(twoYears, calendarWeeks), { renamed: true }), run(stage, example, { range: start }), run(stage, example), hunt(stage, twoYears, years),
  ]);
  // The guards of the two stories are left out by command, for each is a play of its own: npm run scenario -- test/scenarios/orchard.yaml --mutate
  const huntOfSmall = await hunt(stage, example, small);
  return { years, told, child, later, part, small, hunts: { years: huntOfYears, told: huntOnTrace(orchard, told), small: huntOfSmall, child: huntOnTrace(lantern, child) } };
});
console.log([paceOf(played.years), countOf(twoYears, played.years), ...huntOf(played.hunts.years), paceOf(played.told), countOf(orchard, played.told), ...huntOf(played.hunts.told), paceOf(played.child), countOf(lantern, played.child), ...huntOf(played.hunts.child)].join('\n'));

const differences = ({ verdicts }: Run): readonly string[] => verdicts.flatMap(({ row, differences: lines }) => lines.map((line) => `${row.row} ${line}`));

test('ORCHARD: every row of the table is there, and plays as told', () => {
  expect(orchard.awaiting).toEqual([]);
  expect(new Set(orchard.rows.map(({ row }) => Number.parseInt(row, 10)))).toEqual(new Set(Array.from({ length: 39 }, (_, index) => index + 1)));
  expect(differences(played.told)).toEqual([]);
  expect(countOf(orchard, played.told)).toBe('ORCHARD: 916 rows, 916 as expected, 0 awaiting, 0 not');
});

test('LANTERN: every row of the table is there, and plays as told', () => {
  expect(new Set(lantern.rows.map(({ row }) => Number.parseInt(row, 10)))).toEqual(new Set(Array.from({ length: 30 }, (_, index) => index + 1)));
  expect(differences(played.child)).toEqual([]);
  expect(countOf(lantern, played.child)).toBe('LANTERN: 401 rows, 401 as expected, 0 awaiting, 0 not');
});

test('two years of one piece of work, with every outcome of a hand-off', () => {
  expect(differences(played.years)).toEqual([]);
  const states = new Set(played.years.trace.acts.flatMap(({ since, causes }) => [...since, ...causes]).flatMap(({ text }) => /^hand-off S4.3 is (\w+)$/.exec(text)?.[1] ?? []));
  expect([...states].sort()).toEqual(['COMPLETED', 'DECLINED', 'DISPUTED', 'IN_PROGRESS', 'KEPT_BY_SENDER', 'PROPOSED', 'RETURNED_AFTER_ACCEPT', 'RETURNED_FOR_INFO', 'TIMED_OUT', 'WITHDRAWN']);
});

test('the example of the how-to plays as it stands there', () => {
  expect(differences(played.small)).toEqual([]);
  expect(countOf(example, played.small)).toBe('FIRST HOUR: 12 rows, 11 as expected, 1 awaiting, 0 not');
});

test.each(['years', 'told', 'small', 'child'] as const)('every mutant of %s is caught', (name) => {
  const { all, missed } = played.hunts[name];
  expect(missed).toEqual([]);
  expect(all).toBeGreaterThan(40);
});

/** What happened, counted from the first row. */
function relative({ acts }: Trace): unknown {
  const start = Date.parse(acts[0]?.at ?? '');
  const after = (happenings: readonly { readonly at: string; readonly text: string }[]) => happenings.map(({ at, text }) => `${Date.parse(at) - start} ${text}`).sort();
  return acts.map(({ label, at, since, causes, answer }) => ({ label, at: Date.parse(at) - start, status: answer?.status, since: after(since), causes: after(causes) }));
}

test('twenty-eight years later, with other names and agencies, the same happens', () => {
  expect(differences(played.later)).toEqual([]);
  expect(played.later.trace.acts[0]?.at).toBe('2051-01-09T14:00:00.000Z');
  expect(relative(played.later.trace)).toEqual(relative(played.years.trace));
  expect(played.later.trace.acts[0]?.answer?.body).toMatchObject({ codeName: '@name' });
});

test('a range of rows is judged alone, what comes before is played, and what comes after is not', () => {
  expect(differences(played.part)).toEqual([]);
  expect(played.part.trace.acts.map(({ label }) => label)).toEqual(['1', '2a', '2b']);
  expect(played.part.awaiting).toBe(0);
  expect(tableOf(example, played.part, start)).toHaveLength(2);
  const verdicts = judge(orchard, played.told.trace, range);
  expect(verdicts.map(({ row }) => row.row).sort()).toEqual(['10a', '10b', '11a', '11b', '11c', '11d', '11e', '12a', '12b', '12c', '12d']);
  expect(differences({ ...played.told, verdicts })).toEqual([]);
});
