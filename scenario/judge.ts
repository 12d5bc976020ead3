/** Holds a trace against what the file expects. A closed world: what happened and is not listed is as wrong as what is listed and did not happen. */
import type { ISO } from '#domain/time/civil-time.ts';
import { differenceOf, happeningsOf, written, type Happening } from './happening.ts';
import { isWithin, type Range } from './label.ts';
import { instantOf, isMoment, momentOf } from './moment.ts';
import { memberAt, type Answer, type Played, type Trace } from './play.ts';
import type { Expectation, Row, Routine, Scenario, Wanted } from './schema.ts';

export interface Verdict {
  readonly row: Row;
  /** Empty when the row is as expected. */
  readonly differences: readonly string[];
}

/** Said instead of a value when a member must not be there. */
export const absent = 'ABSENT';

/** A verdict for each told row within the range; what routines did wrong counts against the row after. */
export function judge(scenario: Scenario, trace: Trace, range?: Range): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  let since: Happening[] = [];
  let before: string[] = [];
  for (const act of trace.acts) {
    since.push(...act.since);
    if (act.kind === 'routine') {
      const routine = scenario.routine.find((each) => each.routine === act.label);
      if (routine !== undefined) before.push(...routineDifferences(scenario, trace, routine, act));
      continue;
    }
    const row = scenario.rows.find((each) => each.row === act.label);
    if (row !== undefined && (range === undefined || isWithin(row.row, range)))
      verdicts.push({ row, differences: [...before, ...sinceDifferences(scenario, row, act.at, since), ...actDifferences(scenario, trace, row, act)] });
    since = [];
    before = [];
  }
  return verdicts;
}

function routineDifferences(scenario: Scenario, trace: Trace, routine: Routine, act: Played): readonly string[] {
  const at = momentOf(act.at, scenario.zone);
  return actDifferences(scenario, trace, routine, act).map((difference) => `routine ${routine.routine}, ${at}: ${difference}`);
}

function sinceDifferences({ zone }: Scenario, row: Row, at: ISO, happened: readonly Happening[]): readonly string[] {
  return sides('since', zone, happeningsOf(row.since ?? [], zone, at, true), happened);
}

function actDifferences(scenario: Scenario, trace: Trace, wanted: Pick<Row, 'expect' | 'causes'>, act: Played): readonly string[] {
  const { zone } = scenario;
  const causes = sides('causes', zone, happeningsOf(wanted.causes ?? [], zone, act.at, false), act.causes);
  return [...(act.answer === undefined ? [act.unsent ?? 'not sent'] : answerDifferences(wanted.expect, act.answer, trace, zone)), ...causes];
}

function sides(where: 'since' | 'causes', zone: string, expected: readonly Happening[], happened: readonly Happening[]): readonly string[] {
  const { missing, unlisted } = differenceOf(expected, happened);
  const said = (happening: Happening): string => (where === 'causes' ? happening.text : written(happening, zone));
  return [...missing.map((each) => `${where}: expected  ${said(each)}`), ...unlisted.map((each) => `${where}: happened  ${said(each)}`)];
}

function answerDifferences({ status, problem, answer: members = {} }: Expectation, answer: Answer, trace: Trace, zone: string): readonly string[] {
  const said = memberAt(answer, 'code');
  const differences: string[] = [];
  const code = answer.status >= 400 && typeof said === 'string' ? ` ${said}` : '';
  if (answer.status !== status || (problem !== undefined && said !== problem)) differences.push(`answer: expected  ${status}${problem === undefined ? '' : ` ${problem}`}`, `answer: was       ${answer.status}${code}`);
  for (const [place, wanted] of Object.entries(members)) {
    const found = memberAt(answer, place.replaceAll(/(?<==)@([a-z][a-z0-9-]*)(?=\])/g, (alias, name: string) => trace.saved.get(name) ?? alias));
    if (!isAsWanted(wanted, found, trace, zone)) differences.push(`answer: expected  ${place}: ${String(wanted)}`, `answer: was       ${place}: ${shown(found, wanted, zone)}`);
  }
  return differences;
}

function isAsWanted(wanted: Wanted, found: unknown, trace: Trace, zone: string): boolean {
  if (Array.isArray(wanted)) return Array.isArray(found) && found.length === wanted.length && wanted.every((each, index) => isAsWanted(each, found[index], trace, zone));
  if (wanted === absent) return found === undefined;
  if (typeof wanted !== 'string') return found === wanted;
  if (isMoment(wanted)) return found === instantOf(wanted, zone);
  const saved = wanted.startsWith('@') ? trace.saved.get(wanted.slice(1)) : undefined;
  return found === (saved ?? wanted);
}

function shown(found: unknown, wanted: Wanted, zone: string): string {
  if (found === undefined) return absent;
  if (typeof found !== 'string') return JSON.stringify(found);
  return isMoment(wanted) && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(found) ? momentOf(found, zone) : found;
}
