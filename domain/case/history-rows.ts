/** Read models of what was, for the measures (domain 5f): how each step stood over time, what moved, where nothing did, what climbed. */
import type { Instant } from '../facts.ts';
import { changed } from '../ledger.ts';
import { escalationsOf, type EscalationRow } from '../escalations.ts';
import type { CaseEvent } from './events.ts';
import { progressOf } from './evolve.ts';
import { commitmentsOf } from './commitments.ts';
import { canStall, isPromised } from './settle.ts';
import { isOpen, stepsOf, type HandOff, type OpenCase, type Step } from './state.ts';
import type { Track } from '../terms.ts';

/** From `at` on the step stands so, until its next row: rows of a step follow each other without a gap, so their lengths add up to its age exactly. */
export interface StepTimeRow {
  readonly seq: number;
  readonly step: string;
  readonly occurrence: number;
  /** Whose the time is; or, once it is over, how it ended. */
  readonly class: TimeClass;
  readonly holder: string;
  readonly accountable: string;
  readonly owner: string | null;
  /** What is due, if a date runs: the answer, the work, the review. */
  readonly dueAt: Instant | null;
  /** Nothing is asked before `dueAt`: a wait until its review, or the next time of what repeats (rule R13). */
  readonly rests: boolean;
  readonly at: Instant;
}
/** HORIZON: a right whose last day is known only draws nearer; it is neither work nor a wait. */
export type TimeClass = 'OFFERED' | 'OWNED' | 'SUSPENDED' | 'WAITING' | 'PACED' | 'PROTECTED' | 'HORIZON' | 'DONE' | 'NOT_APPLICABLE' | 'CANCELLED';

export interface ProgressRow {
  readonly seq: number;
  readonly track: Track;
  readonly at: Instant;
}
export interface StallRow {
  readonly track: Track;
  /** When metric M3 became true. */
  readonly sinceAt: Instant;
  readonly endedAt: Instant | null;
  /** Metric M5, as last known while it lasted; null in the row that ends it: the cause stays what it was. */
  readonly cause: string | null;
}
export interface HistoryRows {
  readonly stepTimes: readonly StepTimeRow[];
  readonly progress: readonly ProgressRow[];
  readonly stalls: ReadonlyMap<string, StallRow>;
  readonly escalations: ReadonlyMap<string, EscalationRow>;
}

interface Change {
  readonly index: number;
  readonly event: CaseEvent;
  readonly before: OpenCase | undefined;
  readonly after: OpenCase;
}

export function createHistory() {
  const stepTimes: StepTimeRow[] = [];
  const progress: ProgressRow[] = [];
  const stalls = new Map<string, StallRow>();
  const escalations = new Map<string, EscalationRow>();
  const keep = (row: EscalationRow): void => {
    const key = `${row.of}/${row.subject}/${row.version}`;
    escalations.set(key, { ...row, openedAt: escalations.get(key)?.openedAt ?? row.openedAt });
  };
  return {
    rows: { stepTimes, progress, stalls, escalations } satisfies HistoryRows,
    take(change: Change, steps: readonly (readonly [string, Step])[], handOffs: readonly (readonly [string, HandOff])[]): void {
      const { index, event, before, after } = change;
      for (const [code, step] of steps) {
        const old = before?.steps[code];
        const time = timeOf(step);
        if (old === undefined || !same(timeOf(old), time)) stepTimes.push({ seq: index, ...time, at: event.at });
        escalationsOf({ of: 'step', subject: code, before: old?.climb, after: step.climb }, event.at).forEach(keep);
      }
      for (const [id, { climb }] of changed(before?.commitments, after.commitments ?? {})) escalationsOf({ of: 'commitment', subject: id, before: before?.commitments?.[id]?.climb, after: climb }, event.at).forEach(keep);
      for (const [id, handOff] of handOffs) escalationsOf({ of: 'hand-off', subject: id, before: before?.handOffs[id]?.climb, after: handOff.climb }, event.at).forEach(keep);
      const track = before === undefined ? undefined : progressOf(after, event);
      if (track !== undefined) progress.push({ seq: index, track, at: event.at });
      for (const row of stallsOf(change)) {
        const key = `${row.track}/${row.sinceAt}`;
        stalls.set(key, { ...row, cause: row.cause ?? stalls.get(key)?.cause ?? null });
      }
    },
  };
}

type Time = Omit<StepTimeRow, 'seq' | 'at'>;

function timeOf(step: Step): Time {
  const { code, occurrence, holder, accountable, owner } = step;
  const runs = isOpen(step) && step.suspendedAt === undefined && step.climb !== undefined;
  const returns = step.repeats === true && (step.turn !== undefined || occurrence > 1 || owner !== undefined);
  return {
    step: code, occurrence, class: classOf(step), holder, accountable, owner: owner ?? null, dueAt: runs ? (step.climb?.deadline.due ?? null) : null,
    rests: runs && (returns || (step.pacing === 'EXTERNAL_WAIT' && owner !== undefined)),
  };
}

const same = (a: Time, b: Time): boolean =>
  a.occurrence === b.occurrence && a.class === b.class && a.holder === b.holder && a.accountable === b.accountable && a.owner === b.owner && a.dueAt === b.dueAt && a.rests === b.rests;

function classOf(step: Step): TimeClass {
  if (step.state === 'DONE' || step.state === 'NOT_APPLICABLE' || step.state === 'CANCELLED') return step.state;
  if (step.pacing === 'VICTIM_PACED') return 'PACED';
  if (step.pacing === 'PROTECTED_PERIOD') return 'PROTECTED';
  if (step.suspendedAt !== undefined) return 'SUSPENDED';
  if (step.horizonAt !== undefined) return 'HORIZON';
  if (step.owner === undefined) return 'OFFERED';
  return step.pacing === 'EXTERNAL_WAIT' ? 'WAITING' : 'OWNED';
}

function stallsOf({ event, before, after }: Change): readonly StallRow[] {
  return (Object.keys(after.tracks) as readonly Track[]).flatMap((track): StallRow[] => {
    const old = before?.tracks[track]?.stalledAt;
    const now = after.tracks[track]?.stalledAt;
    const ended: readonly StallRow[] = old === undefined || old === now ? [] : [{ track, sinceAt: old, endedAt: event.at, cause: null }];
    // What ends a stall is no cause of it.
    const cause = now === undefined || progressOf(after, event) === track ? undefined : causeOf(after, track, event.at);
    return cause === undefined || now === undefined ? [...ended] : [...ended, { track, sinceAt: now, endedAt: null, cause }];
  });
}

/** Metric M5: the blocker of the oldest step or promise whose delay can be asked about. NO_OWNER is computed, the others were named by somebody. */
function causeOf(state: OpenCase, track: Track, now: Instant): string | undefined {
  const steps = stepsOf(state).filter((step) => step.track === track && canStall(step, now));
  const promises = commitmentsOf(state).filter((each) => each.track === track && isPromised(each));
  const [oldest] = [...steps, ...promises.map(({ id, proposedAt, owner }) => ({ code: id, openedAt: proposedAt, owner, blocker: undefined }))]
    .sort((a, b) => (a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : a.code < b.code ? -1 : 1));
  return oldest === undefined ? undefined : oldest.owner === undefined ? 'NO_OWNER' : (oldest.blocker ?? 'OTHER');
}
