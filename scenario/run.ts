/** One run of a scenario as the command and the tests want it: played, judged, and if asked for with every mutant. */
import { judge, type Verdict } from './judge.ts';
import { isWithin, type Range } from './label.ts';
import { expectationMutants, guardsOf } from './mutants.ts';
import { inTime, play, type Trace } from './play.ts';
import type { Row, Scenario } from './schema.ts';
import type { Stage } from './stage.ts';

export interface Asked {
  readonly range?: Range | undefined;
  /** Other names and ids for everybody and for the case. */
  readonly renamed?: boolean;
}

export interface Run {
  readonly trace: Trace;
  readonly verdicts: readonly Verdict[];
  /** Rows of the range that wait for their subject. */
  readonly awaiting: number;
}

/** What comes before the range is played too; the range alone is judged. */
export async function run(stage: Stage, scenario: Scenario, { range, renamed = false }: Asked = {}): Promise<Run> {
  const rows = inTime(scenario.rows, scenario.zone);
  const lastRow = range === undefined ? undefined : rows.findLast(({ row }) => isWithin(row, range));
  const awaiting = scenario.awaiting.filter(({ row }) => range === undefined || isWithin(row, range)).length;
  const isEmpty = rows.length === 0 || (range !== undefined && lastRow === undefined);
  const trace: Trace = isEmpty ? { acts: [], saved: new Map(), exercise: '', wallMs: 0 } : await play(stage, scenario, { renamed, ...(lastRow && { lastRow }) });
  return { trace, verdicts: judge(scenario, trace, range), awaiting };
}

export interface Hunt {
  readonly all: number;
  /** What each mutant that nobody noticed changed. */
  readonly missed: readonly string[];
}

/** Mutants of expectations, judged on the trace of a real play that was as expected. Where one row was made wrong, it alone is judged: the others are judged by what they were. */
export function huntOnTrace(scenario: Scenario, { trace }: Run, range?: Range): Hunt {
  const mutants = expectationMutants(scenario, range);
  const missed = mutants.filter(({ scenario: wrong, row }) => isAsExpected(judge(wrong, trace, row === undefined ? range : { from: row, to: row }))).map(({ says }) => says);
  return { all: mutants.length, missed };
}

/** Mutants of guards are played for real. */
export async function hunt(stage: Stage, scenario: Scenario, played: Run, range?: Range): Promise<Hunt> {
  const { all, missed: unseen } = huntOnTrace(scenario, played, range);
  const missed = [...unseen];
  const guards = guardsOf(scenario, range);
  await Promise.all(guards.map(async ({ code, row }) => {
    if (await survives(stage, scenario, code, row)) missed.push(`row ${row.row}: the guard ${code} left out`);
  }));
  return { all: all + guards.length, missed };
}

const unavailable = 503;

/** A machine too busy to answer proves nothing: only an answer of the program itself tells a guard from its absence. */
async function survives(stage: Stage, scenario: Scenario, code: string, row: Row): Promise<boolean> {
  const trace = await play(stage, scenario, { without: [code], lastRow: row });
  const status = trace.acts.at(-1)?.answer?.status ?? unavailable;
  return status === unavailable || isAsExpected(judge(scenario, trace, { from: row.row, to: row.row }));
}

export const isAsExpected = (verdicts: readonly Verdict[]): boolean => verdicts.every(({ differences }) => differences.length === 0);
