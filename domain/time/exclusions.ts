/**
 * Time that does not count: a trial clock under exclusions, a limitation that is tolled. Exclusions may come in any order and overlap; a day in several of them is
 * left out once, and what lies before the start or from the end on leaves nothing out.
 */
import { isWorkingDay, stepWorkingDays, type Calendar } from './calendar.ts';
import { CivilTime, type LocalDate } from './civil-time.ts';

/** `from` is the first local day that does not count, `to` the day on which it runs again: from 2022-03-28 to 2022-11-28 are 245 days (domain 5g). */
export interface Exclusion {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A part of a line, `to` not included: epoch days or milliseconds. */
export type Stretch = readonly [from: number, to: number];

const inOrder = (left: readonly Stretch[]): readonly Stretch[] => left.toSorted(([a], [b]) => a - b);

/** Where a length ends that begins at `start`. As the end moves it may come to lie within a later stretch, and moves again. */
export function endAfter(start: number, length: number, left: readonly Stretch[]): number {
  let end = start + length;
  let seen = start;
  for (const [from, to] of inOrder(left)) {
    const first = Math.max(from, seen);
    if (first >= end) break;
    if (to <= first) continue;
    end += to - first;
    seen = to;
  }
  return end;
}

/** How much of a stretch counts. */
export function counted([start, end]: Stretch, left: readonly Stretch[]): number {
  let [count, seen] = [Math.max(0, end - start), start];
  for (const [from, to] of inOrder(left)) {
    const [first, last] = [Math.max(from, seen), Math.min(to, end)];
    if (last <= first) continue;
    count -= last - first;
    seen = last;
  }
  return count;
}

const dayMs = 86_400_000;
/** Days since 1970-01-01. */
export const epochDay = (day: LocalDate): number => Date.parse(day) / dayMs;
export const dayOf = (epochDays: number): LocalDate => new Date(epochDays * dayMs).toISOString().slice(0, 10);
/** Exclusions as epoch days. */
export const stretches = (exclusions: readonly Exclusion[]): readonly Stretch[] => exclusions.map(({ from, to }) => [epochDay(from), epochDay(to)]);

const isLeftOut = (day: LocalDate, exclusions: readonly Exclusion[]): Exclusion | undefined => exclusions.find(({ from, to }) => from <= day && day < to);

/** The working day on which so many working days after `start` have passed; those under an exclusion are no working days. */
export function workingDaysAfter(start: LocalDate, count: number, exclusions: readonly Exclusion[], calendar: Calendar): LocalDate {
  let day = start;
  for (let left = count; left > 0; ) {
    day = stepWorkingDays(CivilTime.PlainDate.from(day), 1, calendar).toString();
    const within = isLeftOut(day, exclusions);
    if (within === undefined) left -= 1;
    else day = dayOf(epochDay(within.to) - 1);
  }
  return day;
}

/** How many working days have passed whole between two local days, neither of them counted. */
export function workingDaysBetween(start: LocalDate, until: LocalDate, exclusions: readonly Exclusion[], calendar: Calendar): number {
  let count = 0;
  for (let day = epochDay(start) + 1; day < epochDay(until); day += 1) {
    count += Number(isWorkingDay(CivilTime.PlainDate.from(dayOf(day)), calendar) && isLeftOut(dayOf(day), exclusions) === undefined);
  }
  return count;
}
