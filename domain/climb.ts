/** A promise that climbs its ladder. One function for steps, hand-offs, commitments and whatever else has a date: what differs is whom a level tells. */
import type { Address, Facts, Instant } from './facts.ts';
import { addDuration } from './time/add.ts';
import { laterBy, msOf } from './time/civil-time.ts';
import type { Deadline, Terms } from './time/deadline.ts';
import { tell, type Skip } from './reach/reach.ts';
import type { Level, Recipient } from './time/ladder.ts';

/** One promise with its ladder: `reached` counts the levels that have been recorded. */
export interface Climb {
  readonly version: number;
  readonly deadline: Deadline;
  readonly reached: number;
  /** After the last level: when the coordinator is told again. */
  readonly againAt?: Instant;
}

export const newClimb = (version: number, deadline: Deadline): Climb => ({ version, deadline, reached: 0 });

/** What a ladder belongs to: `of` names the kind of thing, `subject` the thing, `step` the step it is about, if it is about one. */
interface About<Of extends string> {
  readonly of: Of;
  readonly subject: string;
  readonly step?: string;
}

/** What climbing leaves in a ledger. */
export type Rung<Of extends string> =
  | (About<Of> & {
      readonly type: 'LevelReached';
      readonly version: number;
      readonly level: string;
      /** When the level was due; the event itself may be later after an outage. */
      readonly dueAt: Instant;
      /** After an outage every level is recorded and only the highest is sent. */
      readonly sent: boolean;
      readonly to: readonly Address[];
      /** Empty chairs that were passed over, and why (domain 5c). */
      readonly skipped?: readonly Skip[];
      /** With the last level: when the coordinator is told again. */
      readonly againAt?: Instant;
    })
  | (About<Of> & { readonly type: 'StillOpen'; readonly version: number; readonly againAt: Instant; readonly to: readonly Address[]; readonly skipped?: readonly Skip[] });

export interface Climber<Of extends string> {
  readonly about: About<Of>;
  readonly climb: Climb;
  readonly terms: Terms;
  readonly told: (to: readonly Recipient[]) => readonly Address[];
  readonly coordinator: Address;
}

/** Domain 5c: the ladder of hours is for clocks of up to 72 hours, and who is on duty answers those. */
export const shortHoursMax = 72;
export const isShort = ({ start, ruleDue }: Deadline): boolean => msOf(ruleDue) - msOf(start) <= shortHoursMax * 3_600_000;

/**
 * Every level whose time has come, in order. After an outage all are recorded and one notice goes out, at the highest level, to everybody whom
 * any of them should have told. When none is left the coordinator is told again and again: work that nobody does never falls silent.
 * `upTo` brings the levels up to that one forward to now.
 */
export function climb<Of extends string>({ about, climb: { version, deadline, reached }, terms, told, coordinator }: Climber<Of>, facts: Facts, upTo: Level | '' = ''): readonly Rung<Of>[] {
  const telling = (to: readonly Address[]) => tell(to, coordinator, isShort(deadline), facts);
  const due = deadline.levels.slice(reached).filter(({ at, level }) => at <= facts.now || level <= upTo);
  const { thenEvery } = terms.ladder;
  // A ladder may end before the date: the first time is then the date itself.
  const again = thenEvery === undefined ? {} : { againAt: facts.now < deadline.due ? deadline.due : addDuration(facts.now, thenEvery, terms.calendar) };
  if (due.length === 0) return again.againAt === undefined || upTo !== '' ? [] : [{ type: 'StillOpen', ...about, version, againAt: again.againAt, ...telling([coordinator]) }];
  const everybody = telling(told([...new Set(due.flatMap(({ to }) => to))]));
  return due.map(({ level, at, to }, index): Rung<Of> => {
    const sent = index === due.length - 1;
    const isLast = reached + index === deadline.levels.length - 1;
    return { type: 'LevelReached', ...about, version, level, dueAt: at < facts.now ? at : facts.now, sent, ...(sent ? everybody : telling(told(to))), ...(isLast && again) };
  });
}

/** The fold of a rung. */
export function higher(before: Climb, rung: { readonly type: 'LevelReached' | 'StillOpen'; readonly againAt?: Instant }): Climb {
  const { againAt } = rung;
  return { ...before, reached: before.reached + (rung.type === 'LevelReached' ? 1 : 0), ...(againAt !== undefined && { againAt }) };
}

/** The same promise after a wait, only later: what was reached stays reached. `from` and `at` are the ends of the wait. */
export function afterWait(before: Climb, deadline: Deadline, { from, at }: { readonly from: Instant; readonly at: Instant }): Climb {
  if (before.againAt === undefined) return { ...before, deadline };
  return { ...before, deadline, againAt: laterBy(before.againAt, msOf(at) - Math.max(msOf(from), msOf(before.deadline.start))) };
}

/** The next level; after the last one, the next time the coordinator is told that it is still open. */
export function nextLevel({ deadline, reached, againAt }: Climb): { readonly level: string; readonly at: Instant } | undefined {
  return deadline.levels[reached] ?? (againAt === undefined ? undefined : { level: 'again', at: againAt });
}

/** Whether the ladder has left the owner's hands: from L1 on it has a keeper of its own. */
export const isEscalated = (climbed: Climb): boolean => climbed.deadline.levels.slice(0, climbed.reached).some(({ level }) => level !== 'L0');

/** The level that was reached last. */
export const levelOf = (climbed: Climb | undefined): string | null => (climbed === undefined ? null : (climbed.deadline.levels[climbed.reached - 1]?.level ?? null));
