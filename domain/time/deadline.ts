import { addDuration, nextClosing } from './add.ts';
import type { Calendar } from './calendar.ts';
import { closingOf } from './calendar.ts';
import type { ISO, LocalDate } from './civil-time.ts';
import { CivilTime, isoOf, laterBy, msOf } from './civil-time.ts';
import type { Duration } from './duration.ts';
import { parseDuration } from './duration.ts';
import type { Ladder, LevelInstant } from './ladder.ts';
import { levelInstants } from './ladder.ts';

/** How a due instant comes about: a length of time from the start, a local day that was promised or worked out (due at its closing time), or an instant. */
export type DueRule = Duration | { readonly on: LocalDate } | { readonly at: ISO };

/**
 * One running deadline, as the ledger keeps it: what was promised (`rule`, `start`), under which civil time (`zone` and
 * `tzdb`, the version of the zone data), and the instants computed from it. `ruleDue` is what the rule alone gave;
 * `due` is the effective due instant, `suspendedMs` later (metric M6). Milliseconds throughout.
 */
export type Deadline = {
  readonly rule: DueRule;
  readonly zone: string;
  readonly tzdb: string;
  readonly start: ISO;
  readonly ruleDue: ISO;
  readonly suspendedMs: number;
  readonly due: ISO;
  readonly levels: readonly LevelInstant[];
};

/** Under what a deadline is computed: the owner's calendar, the ladder of the pinned playbook, the zone data in use. */
export type Terms = { readonly calendar: Calendar; readonly ladder: Ladder; readonly tzdb: string };

/**
 * The due instant of a rule. A promised day is due at its closing time and does not move for a weekend or holiday: it
 * was promised by people who could see it. It may lie in the past, which `decide` refuses before it sets a deadline.
 */
export function dueOf(rule: DueRule, start: ISO, calendar: Calendar): ISO {
  if (typeof rule === 'string') return addDuration(start, rule, calendar);
  if ('at' in rule) return laterBy(rule.at, 0);
  return isoOf(closingOf(CivilTime.PlainDate.from(rule.on), calendar));
}

/** A new deadline. Throws RangeError if it would be due at or before its start: a fault, since `decide` asks `dueOf` first. */
export function setDeadline({ rule, start, ...terms }: Terms & { readonly rule: DueRule; readonly start: ISO }): Deadline {
  const set = countDeadline({ rule, start, ...terms });
  if (set.ruleDue <= laterBy(start, 0)) throw new RangeError('A deadline must be due after its start');
  return set;
}

/** A deadline counted from what has happened. Its date may have passed by the time that is known: then it begins with that date, and is due at once. */
export function countDeadline({ rule, start, ...terms }: Terms & { readonly rule: DueRule; readonly start: ISO }): Deadline {
  const from = laterBy(start, 0);
  const ruleDue = dueOf(rule, from, terms.calendar);
  return compute({ rule, start: from < ruleDue ? from : ruleDue, ruleDue, suspendedMs: 0 }, terms);
}

/**
 * The deadline after a suspension: effective due = due + suspended time (M6), all suspensions added up. Deadlines that
 * fall at a closing time (working days, promised days) move on to the next closing time of a working day, once for the
 * sum, so that many short suspensions give no free days. The levels follow from the start and due so shifted. Time
 * before the start does not count; time after a missed due does, since a lapse is counted from the effective due. Levels
 * that were already recorded are the caller's to leave out. Throws RangeError if the suspension ends before it begins.
 */
export function resumeDeadline(deadline: Deadline, suspendedFrom: ISO, resumedAt: ISO, terms: Terms): Deadline {
  if (msOf(resumedAt) < msOf(suspendedFrom)) throw new RangeError('A suspension cannot end before it begins');
  const ms = Math.max(0, msOf(resumedAt) - Math.max(msOf(suspendedFrom), msOf(deadline.start)));
  return compute({ ...deadline, suspendedMs: deadline.suspendedMs + ms }, terms);
}

/** The next version of a deadline, from the moment the new date was accepted. Its levels begin anew; nothing is carried over. */
export function reDate(rule: DueRule, acceptedAt: ISO, terms: Terms): Deadline {
  return setDeadline({ rule, start: acceptedAt, ...terms });
}

/**
 * The same deadline under other terms: new zone data, new holidays, a new owner's calendar. The caller compares `due`
 * and records a difference as an event: no deadline moves in silence.
 */
export function recompute(deadline: Deadline, terms: Terms): Deadline {
  return compute({ ...deadline, ruleDue: dueOf(deadline.rule, deadline.start, terms.calendar) }, terms);
}

function compute(kept: Pick<Deadline, 'rule' | 'start' | 'ruleDue' | 'suspendedMs'>, { calendar, ladder, tzdb }: Terms): Deadline {
  const { rule, start, ruleDue, suspendedMs } = kept;
  const shifted = laterBy(ruleDue, suspendedMs);
  const due = suspendedMs > 0 && fallsAtClosing(rule) ? nextClosing(shifted, calendar) : shifted;
  const levels = levelInstants(ladder, laterBy(start, suspendedMs), due, calendar);
  return { rule, zone: calendar.zone, tzdb, start, ruleDue, suspendedMs, due, levels };
}

/** Hours of a clock that runs through nights and holidays (domain 5c, the compressed ladder). */
const shortHours = 72;

/** Whether a promise is of a clock of hours: what is said about it waits for no morning. */
export function isShort({ rule }: Pick<Deadline, 'rule'>): boolean {
  if (typeof rule !== 'string') return false;
  const { amount, unit } = parseDuration(rule);
  return unit === 'm' || (unit === 'h' && amount <= shortHours);
}

function fallsAtClosing(rule: DueRule): boolean {
  return typeof rule === 'string' ? parseDuration(rule).unit === 'wd' : 'on' in rule;
}
