/** How far a promise has climbed, as people count it (metric M13): one row for each dated version that left its owner's hands. Every ledger that climbs uses it. */
import type { Instant } from './facts.ts';
import type { Deadline } from './time/deadline.ts';

export interface EscalationRow {
  readonly of: 'step' | 'hand-off' | 'commitment' | 'signature' | 'duty';
  readonly subject: string;
  /** The dated version that climbed. */
  readonly version: number;
  /** Highest level reached; after the end the level at which it was resolved. */
  readonly level: string;
  /** When its first level above L0 was due, or was reached before its time. */
  readonly openedAt: Instant;
  readonly resolvedAt: Instant | null;
}

interface Climbing {
  readonly version: number;
  readonly deadline: Pick<Deadline, 'levels'>;
  readonly reached: number;
}
interface Climber {
  readonly of: EscalationRow['of'];
  readonly subject: string;
  readonly before: Climbing | undefined;
  readonly after: Climbing | undefined;
}

/** The rows one event changes. L0 is a reminder to the owner and no escalation. */
export function escalationsOf({ of, subject, before, after }: Climber, at: Instant): readonly EscalationRow[] {
  const old = raised(before, at);
  const now = raised(after, at);
  const row = (raise: Raised, resolvedAt: Instant | null): EscalationRow => ({ of, subject, ...raise, resolvedAt });
  return [
    ...(old !== undefined && old.version !== after?.version ? [row(old, at)] : []),
    ...(now !== undefined && (now.version !== old?.version || now.level !== old.level) ? [row(now, null)] : []),
  ];
}

type Raised = Pick<EscalationRow, 'version' | 'level' | 'openedAt'>;

/** A level may be reached before its time, when the same is put off again and again: then it opened when it was said. */
function raised(climb: Climbing | undefined, at: Instant): Raised | undefined {
  const levels = climb?.deadline.levels.slice(0, climb.reached).filter(({ level }) => level !== 'L0') ?? [];
  const [first] = levels;
  const last = levels.at(-1);
  return climb === undefined || first === undefined || last === undefined ? undefined : { version: climb.version, level: last.level, openedAt: first.at < at ? first.at : at };
}
