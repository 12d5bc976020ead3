/** When a step is due: counted from its opening, from what happened, or by a legal clock (the language of playbooks, "Dates"). */
import { Fault } from '../decision.ts';
import { calendarOf, deadlineFrom, termsFor, type Civil, type Facts, type Instant } from '../facts.ts';
import { endOfClock, startClock, type DayOrInstant, type RunningClock } from '../playbook/clock/clock.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import type { Due } from '../playbook/step/schema.ts';
import { addDuration, dayAway, subtractDuration } from '../time/add.ts';
import type { Calendar } from '../time/calendar.ts';
import { startOfLocalDay } from '../time/civil-time.ts';
import { countDeadline, dueOf, type Deadline, type DueRule } from '../time/deadline.ts';
import { parseDuration, type Duration } from '../time/duration.ts';
import { anchorOf, anchorValue, clockOf } from './anchors.ts';
import { sharedEnd, type Joint } from './joint.ts';
import type { OpenCase } from './state.ts';

/** What a date was counted from, kept beside it: when the anchor was, and the legal clock that runs. */
export interface Counted {
  readonly of: DayOrInstant;
  readonly clock?: RunningClock;
  /** Where its end is shared with others of the same trial. */
  readonly joint?: Joint;
}

/** A rule and the instant it counts from. */
interface Count {
  readonly rule: DueRule;
  readonly start: Instant;
  readonly counted?: Counted;
}

export interface Dated {
  readonly deadline: Deadline;
  /** `date`: somebody must say from when it counts. */
  readonly dueFor: 'work' | 'date';
  readonly counted?: Counted;
}

/** Of a step that comes again at given lengths of time after its first opening: which of them it is at, from 0. */
export interface Turn {
  readonly place: number;
  readonly first: Instant;
}

/** The step whose date is asked for, now: when it opened, the clock that runs already, and its place in a schedule. */
export interface Asking {
  readonly key: string;
  readonly civil: Civil;
  readonly opened: Instant;
  readonly clock?: RunningClock | undefined;
  /** From when it counts, whatever is known by now. */
  readonly of?: DayOrInstant | undefined;
  readonly turn?: Turn | undefined;
}

type Worked = Extract<PlaybookStep, { due: Due }>;

/** The date of work. While its anchor is not known: the date by which somebody must say it. */
export function datesOfWork(state: OpenCase, facts: Facts, definition: Worked, asking: Asking): Dated {
  const length = definition.schedule?.[asking.turn?.place ?? 0];
  const calendar = calendarOf(asking.civil, facts);
  const count = length === undefined ? countOf(state, facts, definition.due, asking) : { rule: { at: addDuration(asking.turn?.first ?? asking.opened, length, calendar) }, start: facts.now };
  if (count === undefined) return { deadline: deadlineFrom(facts, asking.civil, unknownRule(definition.due, asking.key)), dueFor: 'date' };
  const { rule, start, counted } = count;
  return { deadline: countDeadline({ rule, start, ...termsFor(asking.civil, definition.ladder, facts) }), dueFor: 'work', ...(counted !== undefined && { counted }) };
}

/** Within what, and by which ladder, somebody must say from when a date counts. Throws Fault where the playbook does not say: the check has refused such a playbook (I4). */
export function unknownRule(due: Due, key: string): { readonly rule: Duration; readonly ladder: string } {
  const unknown = typeof due === 'string' ? undefined : due.unknown;
  if (unknown === undefined) throw new Fault(`the date of step ${key} counts from what is not known, and the playbook names nobody who must say it`);
  return { rule: unknown.within, ladder: unknown.ladder };
}

/** How a due rule counts now; undefined while its anchor is not known. */
export function countOf(state: OpenCase, facts: Facts, due: Due, asking: Asking): Count | undefined {
  if (typeof due === 'string') return { rule: due, start: facts.now };
  const calendar = calendarOf(asking.civil, facts);
  const anchor = anchorOf(due, facts);
  const of = asking.of ?? (anchor === undefined ? asking.opened : anchorValue(state, facts, asking.key, anchor));
  if (of === undefined) return undefined;
  if (!('clock' in due)) return within(due, asking.opened, calendar, { ...fromAnchor(due, of, facts.now, calendar), counted: { of } });
  const clock = clockFrom(state, facts, due.clock, of, calendar, asking.clock);
  const { rule, start } = endOfClock(clock, calendar, facts.now);
  const shared = sharedEnd(state, facts, asking.key, clock);
  return within(due, asking.opened, calendar, { rule: shared?.rule ?? rule, start, counted: { of, clock, ...(shared !== undefined && { joint: shared.joint }) } });
}

/** A clock that begins; or the one that ran, from a corrected beginning, with whatever was recorded on it. */
function clockFrom(state: OpenCase, facts: Facts, key: string, start: DayOrInstant, calendar: Calendar, before: RunningClock | undefined): RunningClock {
  if (before?.start === start) return before;
  return { ...startClock(clockOf(facts, key), start, calendar, state.clockVersions?.[key]), ...(before !== undefined && { excluded: before.excluded, extended: before.extended }) };
}

type FromAnchor = Exclude<Due, string | { clock: string }>;
const isDay = (of: DayOrInstant): boolean => !of.includes('T');

/**
 * A day counts whole: as its closing time where the work is due on it; in hours from its beginning; otherwise in whole local days, of which the last is due at its
 * closing time. An instant counts as it is.
 */
function fromAnchor(due: FromAnchor, of: DayOrInstant, now: Instant, calendar: Calendar): Count {
  if ('at' in due) return { rule: isDay(of) ? { on: of } : { at: of }, start: now };
  const length = 'after' in due ? due.after : due.before;
  const isHours = ['m', 'h'].includes(parseDuration(length).unit);
  const start = isDay(of) ? startOfLocalDay(of, 0, calendar.zone) : of;
  if ('after' in due) return { rule: isDay(of) && !isHours ? { on: dayAway(of, length, 1, calendar) } : length, start };
  if (isDay(of) && !isHours) return { rule: { on: dayAway(of, length, -1, calendar) }, start: now };
  return { rule: { at: subtractDuration(start, length, calendar) }, start: now };
}

/** Never nearer to the opening than `atLeast`, nor further from it than `atMost`. */
function within({ atLeast, atMost }: { readonly atLeast?: Duration | undefined; readonly atMost?: Duration | undefined }, opened: Instant, calendar: Calendar, count: Count): Count {
  const due = dueOf(count.rule, count.start, calendar);
  if (atLeast !== undefined && due < addDuration(opened, atLeast, calendar)) return { ...count, rule: atLeast, start: opened };
  if (atMost !== undefined && due > addDuration(opened, atMost, calendar)) return { ...count, rule: atMost, start: opened };
  return count;
}

/** Before when a step cannot be called done; without an instant while nobody has said from when that counts. Undefined where it can be at any time. */
export function earliestOf(state: OpenCase, facts: Facts, definition: PlaybookStep, asking: Asking): { readonly at?: Instant } | undefined {
  const rule = 'notBefore' in definition ? definition.notBefore : undefined;
  if (rule === undefined) return undefined;
  const calendar = calendarOf(asking.civil, facts);
  const count = countOf(state, facts, rule, asking);
  if (count === undefined) return {};
  // A day has come when it begins.
  return { at: typeof count.rule !== 'string' && 'on' in count.rule ? startOfLocalDay(count.rule.on, 0, calendar.zone) : dueOf(count.rule, count.start, calendar) };
}

/** When a right lapses or a period ends that counts days: as the last of them ends. */
export function lapseOf({ rule, start }: Count, calendar: Calendar): Instant {
  return typeof rule !== 'string' && 'on' in rule ? startOfLocalDay(rule.on, 1, calendar.zone) : dueOf(rule, start, calendar);
}
