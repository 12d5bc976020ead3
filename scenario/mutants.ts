/** The file made wrong on purpose, one place at a time: a run that does not notice proves nothing. */
import { refusalCodes, type RefusalCode } from '#domain/decision.ts';
import { readLine } from './happening.ts';
import { absent } from './judge.ts';
import { isWithin, type Range } from './label.ts';
import { isMoment, movedBy } from './moment.ts';
import { inTime } from './play.ts';
import type { Expectation, Row, Scenario, Wanted } from './schema.ts';

export interface Mutant {
  readonly says: string;
  readonly scenario: Scenario;
  /** The told row that was made wrong, and no other is judged by another word than before; absent for a routine. */
  readonly row?: string;
}

type Expecting = Pick<Row, 'expect' | 'since' | 'causes'>;
interface Change<T> {
  readonly says: string;
  readonly changed: T;
}

/** Every mutant of what the file expects. The requests stay the same, so each can be judged on the trace of one play. */
export function expectationMutants(scenario: Scenario, range?: Range): readonly Mutant[] {
  const ofRows = scenario.rows.flatMap((row, index) => {
    if (range !== undefined && !isWithin(row.row, range)) return [];
    return expecting(row).map(({ says, changed }): Mutant => ({ says: `row ${row.row}: ${says}`, row: row.row, scenario: { ...scenario, rows: scenario.rows.with(index, changed) } }));
  });
  // What routines do wrong counts against told rows, which may lie outside a range.
  if (range !== undefined) return ofRows;
  const ofRoutines = scenario.routine.flatMap((routine, index) =>
    expecting(routine).map(({ says, changed }): Mutant => ({ says: `routine ${routine.routine}: ${says}`, scenario: { ...scenario, routine: scenario.routine.with(index, changed) } })),
  );
  return [...ofRows, ...ofRoutines];
}

function expecting<T extends Expecting>(act: T): readonly Change<T>[] {
  return [
    ...answers(act.expect).map(({ says, changed }) => ({ says, changed: { ...act, expect: changed } })),
    ...lists(act.since ?? [], true).map(({ says, changed }) => ({ says: `since ${says}`, changed: { ...act, since: changed } })),
    ...lists(act.causes ?? [], false).map(({ says, changed }) => ({ says: `causes ${says}`, changed: { ...act, causes: changed } })),
  ];
}

/** Leaving out a member of the answer cannot fail by itself: its value is made wrong instead. */
function answers(expect: Expectation): readonly Change<Expectation>[] {
  const members = Object.entries(expect.answer ?? {}).flatMap(([place, wanted]) =>
    wrong(wanted).map((value) => ({ says: `${place} ${String(wanted)} becomes ${String(value)}`, changed: { ...expect, answer: { ...expect.answer, [place]: value } } })),
  );
  const problem = expect.problem === undefined ? [] : [{ says: `${expect.problem} becomes another problem`, changed: { ...expect, problem: 'ANOTHER_PROBLEM' } }];
  return [{ says: `status ${expect.status} becomes ${expect.status + 1}`, changed: { ...expect, status: expect.status + 1 } }, ...problem, ...members];
}

function wrong(wanted: Wanted): readonly Wanted[] {
  if (Array.isArray(wanted)) return wanted.length === 0 ? [['ANOTHER']] : [wanted.slice(1)];
  if (typeof wanted === 'number') return [wanted + 1];
  if (typeof wanted === 'boolean') return [!wanted];
  if (wanted === null) return ['ANOTHER'];
  if (isMoment(wanted)) return [movedBy(wanted, 1), movedBy(wanted, -1)];
  return [wanted === absent ? 'PRESENT' : `${wanted}-ANOTHER`];
}

function lists(lines: readonly string[], isDated: boolean): readonly Change<string[]>[] {
  return lines.flatMap((line, index) => {
    const { moment, texts } = readLine(line, isDated);
    const dates = moment === undefined ? [] : [1, -1].map((days) => ({ says: `${line} moved by ${days} day`, changed: lines.with(index, line.replace(moment, movedBy(moment, days))) }));
    const without = { says: `${line} removed`, changed: lines.toSpliced(index, 1) };
    const fewer = texts.length < 2 ? [] : texts.map((text) => ({ says: `${line} without ${text.split(' -> ')[1] ?? ''}`, changed: lines.toSpliced(index, 1, ...texts.filter((other) => other !== text).map((other) => `${moment === undefined ? '' : `${moment} `}${other}`)) }));
    return [...dates, without, ...fewer];
  });
}

/** They say that a thing is not there or has another form: without them nothing could be decided, so there is no guard to leave out. */
const notGuards: ReadonlySet<string> = new Set<RefusalCode>(['NOT_FOUND', 'CASE_EXISTS', 'PLAYBOOK_UNKNOWN', 'AGENCY_UNKNOWN', 'NOT_A_STATEMENT_STEP', 'NOT_A_WAIT']);

/** Each guard that the file's refusals name, with the first row in time that meets it: without the guard that row must fail. */
export function guardsOf(scenario: Scenario, range?: Range): readonly { readonly code: string; readonly row: Row }[] {
  const codes: ReadonlySet<string> = new Set(refusalCodes);
  const first = new Map<string, Row>();
  for (const row of inTime(scenario.rows, scenario.zone)) {
    const code = row.expect.problem;
    const isGuard = code !== undefined && codes.has(code) && !notGuards.has(code) && (range === undefined || isWithin(row.row, range));
    if (isGuard && !first.has(code)) first.set(code, row);
  }
  return [...first].map(([code, row]) => ({ code, row }));
}
