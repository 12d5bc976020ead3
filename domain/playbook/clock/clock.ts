/**
 * A legal clock that runs in a case. What it began with is kept with it (its version, its length, what lengthened it), so that nothing that is published later
 * touches it (refusal 23 of domain 6).
 */
import { addDuration, dayAway, subtractDuration } from '../../time/add.ts';
import type { Calendar } from '../../time/calendar.ts';
import { isoOf, CivilTime, localDateOf, msOf, startOfLocalDay, laterBy, type ISO, type LocalDate } from '../../time/civil-time.ts';
import type { DueRule } from '../../time/deadline.ts';
import { parseDuration, type Duration } from '../../time/duration.ts';
import { counted, dayOf, endAfter, epochDay, stretches, workingDaysAfter, workingDaysBetween, type Exclusion } from '../../time/exclusions.ts';
import type { Clock } from './schema.ts';

/** `YYYY-MM-DD`, or an instant with its time. */
export type DayOrInstant = ISO;

export interface RunningClock {
  /** Its key in the playbook: US.INDICT30. */
  readonly clock: string;
  /** The local day from which its version holds; absent for the first. */
  readonly from?: LocalDate;
  readonly length: Duration;
  /** Its date lies before its start. */
  readonly back?: true;
  /** When it began: a local day, or an instant. */
  readonly start: DayOrInstant;
  readonly excluded: readonly (Exclusion & { readonly basis: string })[];
  readonly extended: readonly { readonly extension: string; readonly by: Duration }[];
}

type Version = Clock['versions'][number];
/** What counsel chose, instead of a day, for the version that has none. */
export const firstVersion = 'FIRST';

/** The version of which counsel said so; undefined where the clock has no such version. */
export const versionNamed = ({ versions }: Clock, from: string): Version | undefined => versions.find((version) => (version.from ?? firstVersion) === from);

/** The version that holds on the local day a clock begins: the one that came to hold last. Before any of them did, the earliest. */
export function versionOn({ versions }: Clock, day: LocalDate): Version {
  const inTime = versions.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const [first] = inTime;
  if (first === undefined) throw new RangeError('A clock needs a version');
  return inTime.findLast(({ from = '' }) => from <= day) ?? first;
}

/** A clock that begins; `chosen` is the version that counsel chose for the case before. */
export function startClock(clock: Clock, start: DayOrInstant, calendar: Calendar, chosen?: string): RunningClock {
  const version = (chosen === undefined ? undefined : versionNamed(clock, chosen)) ?? versionOn(clock, dayIn(start, calendar));
  return { clock: clock.clock, length: version.length, start, excluded: [], extended: [], ...(version.from !== undefined && { from: version.from }), ...(clock.counted === 'back' && { back: true as const }) };
}

const isDay = (start: DayOrInstant): boolean => !start.includes('T');
const dayIn = (start: DayOrInstant, { zone }: Calendar): LocalDate => (isDay(start) ? start : localDateOf(start, zone));
const isExact = (length: Duration): boolean => ['m', 'h'].includes(parseDuration(length).unit);

/** When it ends: the rule for a date, and the instant it counts from: of one that counts back that is `now`. Of a clock that began on a local day a whole local day. */
export function endOfClock(clock: RunningClock, calendar: Calendar, now: ISO): { readonly rule: DueRule; readonly start: ISO } {
  if (clock.back === true) return { rule: beginningOf(clock, calendar), start: now };
  const start = isDay(clock.start) ? startOfLocalDay(clock.start, 0, calendar.zone) : clock.start;
  if (isExact(clock.length)) return { rule: exactEnd(clock, start, calendar), start };
  const isPlain = clock.excluded.length === 0 && clock.extended.length === 0;
  if (isPlain && !isDay(clock.start)) return { rule: clock.length, start };
  const day = lastDayOf(clock, calendar);
  if (isDay(clock.start) || parseDuration(clock.length).unit === 'wd') return { rule: { on: day }, start };
  return { rule: { at: sameTimeOn(day, start, calendar) }, start };
}

/** The date of a clock that counts back. Nothing is left out of it, and nothing lengthens it: the day that it counts from is moved instead. */
function beginningOf({ start, length }: RunningClock, calendar: Calendar): DueRule {
  if (!isDay(start)) return { at: subtractDuration(start, length, calendar) };
  return isExact(length) ? { at: subtractDuration(startOfLocalDay(start, 0, calendar.zone), length, calendar) } : { on: dayAway(start, length, -1, calendar) };
}

const sameTimeOn = (day: LocalDate, at: ISO, { zone }: Calendar): ISO =>
  isoOf(CivilTime.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: CivilTime.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime() }));

/** Hours run through nights; the days of an exclusion are left out from midnight to midnight. */
function exactEnd({ length, excluded, extended }: RunningClock, start: ISO, calendar: Calendar): DueRule {
  if (excluded.length === 0 && extended.length === 0) return length;
  const end = extended.reduce((at, { by }) => addDuration(at, by, calendar), addDuration(start, length, calendar));
  const left = excluded.map(({ from, to }) => [msOf(startOfLocalDay(from, 0, calendar.zone)), msOf(startOfLocalDay(to, 0, calendar.zone))] as const);
  return { at: laterBy(start, endAfter(msOf(start), msOf(end) - msOf(start), left) - msOf(start)) };
}

/** The local day it ends on, of a clock that counts days. */
function lastDayOf(clock: RunningClock, calendar: Calendar): LocalDate {
  const day = dayIn(clock.start, calendar);
  const lengths = [clock.length, ...clock.extended.map(({ by }) => by)];
  if (isWorked(clock)) return workingDaysAfter(day, workedDays(lengths), clock.excluded, calendar);
  return dayOf(endAfter(epochDay(day), wholeDays(day, lengths, calendar), stretches(clock.excluded)));
}

const isWorked = ({ length, extended }: RunningClock): boolean => [length, ...extended.map(({ by }) => by)].every((each) => parseDuration(each).unit === 'wd');
const workedDays = (lengths: readonly Duration[]): number => lengths.reduce((sum, each) => sum + parseDuration(each).amount, 0);

/** How many calendar days lie in the lengths one after another. */
const wholeDays = (day: LocalDate, lengths: readonly Duration[], calendar: Calendar): number => epochDay(lengths.reduce((at, length) => dayAway(at, length, 1, calendar), day)) - epochDay(day);

/** Days used and left on a local day; working days of a clock of working days. Undefined of a clock of hours, and of one that counts back. */
export function daysOfClock(clock: RunningClock, on: LocalDate, calendar: Calendar): { readonly used: number; readonly left: number } | undefined {
  if (isExact(clock.length) || clock.back === true) return undefined;
  const day = dayIn(clock.start, calendar);
  const lengths = [clock.length, ...clock.extended.map(({ by }) => by)];
  const all = isWorked(clock) ? workedDays(lengths) : wholeDays(day, lengths, calendar);
  const until = on < day ? day : on;
  const used = Math.min(all, isWorked(clock) ? workingDaysBetween(day, until, clock.excluded, calendar) : counted([epochDay(day), epochDay(until)], stretches(clock.excluded)));
  return { used, left: all - used };
}
