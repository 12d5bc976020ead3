/** Counting days between instants, in somebody's civil time. */
import { CivilTime, localDateOf } from '#domain/time/civil-time.ts';

const DAY_MS = 86_400_000;

/** Local calendar days from one instant to another: a day of 23 or 25 hours is one day. */
export function localDays(from: number, until: number, zone: string): number {
  return Math.round((Date.parse(dayOf(until, zone)) - Date.parse(dayOf(from, zone))) / DAY_MS);
}

export const dayOf = (at: number, zone: string): string => localDateOf(new Date(at).toISOString(), zone);

/** Days of a span of local days, both ends included, that lie within another such span. */
export function sharedDays(a: readonly [string, string], b: readonly [string, string]): number {
  const first = a[0] > b[0] ? a[0] : b[0];
  const last = a[1] < b[1] ? a[1] : b[1];
  return first > last ? 0 : Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
}

/** Working days that have gone by: day 0 is the local day of the start, as deadlines count them. Saturday and Sunday are the weekend. */
export function workingDays(from: number, until: number, { zone, holidays }: { readonly zone: string; readonly holidays: readonly string[] }): number {
  const last = dayOf(until, zone);
  let days = 0;
  for (let day = CivilTime.PlainDate.from(dayOf(from, zone)).add({ days: 1 }); day.toString() <= last; day = day.add({ days: 1 })) days += day.dayOfWeek < 6 && !holidays.includes(day.toString()) ? 1 : 0;
  return days;
}
