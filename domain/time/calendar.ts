import type { CivilDate, LocalDate, ZonedTime } from './civil-time.ts';
import { CivilTime } from './civil-time.ts';

/**
 * When one agency works, as data. Nothing here knows where the holidays come from.
 * `holidays` are local days in ascending order; `weekend` holds ISO weekdays (1 is Monday, 7 Sunday); `closesAt` is the
 * local wall time `HH:MM` at which a deadline in working days falls.
 */
export type Calendar = {
  readonly zone: string;
  readonly holidays: readonly LocalDate[];
  readonly closesAt: string;
  readonly weekend: readonly number[];
};

/** No calendar of a living agency is closed for longer; without this limit an error in data would search for ever. */
const LONGEST_CLOSURE_DAYS = 366;

/** Whether the agency works on a local day: no weekend, no holiday, and a day that exists (Samoa had no 30 December 2011). */
export function isWorkingDay(date: CivilDate, calendar: Calendar): boolean {
  if (calendar.weekend.includes(date.dayOfWeek)) return false;
  if (contains(calendar.holidays, date.toString())) return false;
  return date.toZonedDateTime(calendar.zone).toPlainDate().equals(date);
}

/** The instant at which the agency closes on a local day. In a gap of the clocks: as much later as the gap is long. */
export function closingOf(date: CivilDate, calendar: Calendar): ZonedTime {
  return date.toZonedDateTime({ timeZone: calendar.zone, plainTime: CivilTime.PlainTime.from(calendar.closesAt) });
}

/** The first working day that closes at or after `at`: a day still counts at its closing instant, not a millisecond later. */
export function closingDayFrom(at: ZonedTime, calendar: Calendar): CivilDate {
  const today = at.toPlainDate();
  const open = isWorkingDay(today, calendar) && CivilTime.ZonedDateTime.compare(closingOf(today, calendar), at) >= 0;
  return open ? today : stepWorkingDays(today, 1, calendar);
}

/** The last working day that has closed by `at`, closing instant included. */
export function closingDayUntil(at: ZonedTime, calendar: Calendar): CivilDate {
  const today = at.toPlainDate();
  const closed = isWorkingDay(today, calendar) && CivilTime.ZonedDateTime.compare(closingOf(today, calendar), at) <= 0;
  return closed ? today : stepWorkingDays(today, -1, calendar);
}

/** The local day `count` working days after `from` (before it, if negative). Throws RangeError if no day is ever worked. */
export function stepWorkingDays(from: CivilDate, count: number, calendar: Calendar): CivilDate {
  const days = Math.sign(count);
  let date = from;
  let closedDays = 0;
  for (let left = Math.abs(count); left > 0; ) {
    date = date.add({ days });
    if (isWorkingDay(date, calendar)) {
      left -= 1;
      closedDays = 0;
    } else if (++closedDays > LONGEST_CLOSURE_DAYS) {
      throw new RangeError(`The calendar has no working day within ${LONGEST_CLOSURE_DAYS} days`);
    }
  }
  return date;
}

function contains(sorted: readonly LocalDate[], date: LocalDate): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < date) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === date;
}
