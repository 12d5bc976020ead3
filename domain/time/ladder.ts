import { addDuration, subtractDuration } from './add.ts';
import type { Calendar } from './calendar.ts';
import type { ISO } from './civil-time.ts';
import { laterBy, msOf, startOfLocalDay } from './civil-time.ts';
import type { Duration } from './duration.ts';

/** The levels of the escalation ladder, in order. L0 is a reminder to the owner alone; escalation begins at L1. */
export const LEVELS = ['L0', 'L1', 'L2', 'L3', 'L4', 'L5'] as const;

/** One of LEVELS. */
export type Level = (typeof LEVELS)[number];

/** Whom a level tells, by role: who holds it that day is found when the notice is sent, never here. */
export const RECIPIENTS = [
  'owner', 'supervisor', 'agency-lead', 'coordinator', 'specialist', 'agency-leader', 'joint-leadership',
] as const;

/** One of RECIPIENTS. */
export type Recipient = (typeof RECIPIENTS)[number];

/**
 * When a level is reached. `used` is a percentage (1 to 100) of the time from start to due; `before` and `after` count
 * from the due instant; `since` counts from the instant of an earlier level of the same ladder.
 */
export type Moment =
  | 'due'
  | { readonly used: number }
  | { readonly before: Duration }
  | { readonly after: Duration }
  | { readonly latest: readonly Moment[] }
  | { readonly earliest: readonly Moment[] }
  | { readonly since: Level; readonly plus: Duration };

/** One rung: which level, when, and whom it tells. */
export type LevelRule = { readonly level: Level; readonly when: Moment; readonly to: readonly Recipient[] };

/**
 * A ladder as a playbook writes it. After the last level the coordinator is told again `thenEvery` so long, until something moves:
 * work that nobody does must never fall silent. `ladderSchema` proves its order; `levelInstants` trusts it.
 */
export type Ladder = { readonly name: string; readonly levels: readonly LevelRule[]; readonly thenEvery?: Duration | undefined };

/** A rung with its instant. */
export type LevelInstant = { readonly level: Level; readonly at: ISO; readonly to: readonly Recipient[] };

type Known = { readonly start: ISO; readonly due: ISO; readonly calendar: Calendar; readonly reached: readonly LevelInstant[] };

/**
 * The instants of a ladder, in its order. A level that would come before `start`, or before the level below it, comes
 * at that instant instead (a short deadline squeezes the warnings together, it does not drop or reorder them); `since`
 * counts from the instant after that shift. Total for every ladder that `ladderSchema` accepts.
 */
export function levelInstants(ladder: Ladder, start: ISO, due: ISO, calendar: Calendar): readonly LevelInstant[] {
  const reached: LevelInstant[] = [];
  for (const { level, when, to } of ladder.levels) {
    const floor = reached.at(-1)?.at ?? laterBy(start, 0);
    const at = instantOf(when, { start, due, calendar, reached });
    reached.push({ level, at: at < floor ? floor : at, to });
  }
  return reached;
}

/**
 * When a track that was last seen moving at `quietSince` becomes stalled: the start of the local day after
 * `thresholdDays` whole quiet days (metric M3 counts local calendar days). Quiet since 15 September, 30 days: the
 * first instant of 16 October.
 */
export function stallsAt(quietSince: ISO, thresholdDays: number, zone: string): ISO {
  return startOfLocalDay(quietSince, thresholdDays + 1, zone);
}

function instantOf(moment: Moment, known: Known): ISO {
  const { start, due, calendar, reached } = known;
  if (moment === 'due') return laterBy(due, 0);
  if ('used' in moment) return laterBy(start, ((msOf(due) - msOf(start)) * moment.used) / 100);
  if ('before' in moment) return subtractDuration(due, moment.before, calendar);
  if ('after' in moment) return addDuration(due, moment.after, calendar);
  if ('latest' in moment) return pick(moment.latest, known, (a, b) => a > b);
  if ('earliest' in moment) return pick(moment.earliest, known, (a, b) => a < b);
  const since = reached.find(({ level }) => level === moment.since);
  if (since === undefined) throw new RangeError(`The ladder counts from ${moment.since}, which it has not reached before`);
  return addDuration(since.at, moment.plus, calendar);
}

function pick(moments: readonly Moment[], known: Known, better: (a: ISO, b: ISO) => boolean): ISO {
  return moments.map((moment) => instantOf(moment, known)).reduce((best, next) => (better(next, best) ? next : best));
}
