import type { Calendar } from './calendar.ts';
import { closingDayFrom, closingDayUntil, closingOf, stepWorkingDays } from './calendar.ts';
import type { ISO, LocalDate, ZonedTime } from './civil-time.ts';
import { CivilTime, isoOf, zonedOf } from './civil-time.ts';
import type { Duration, Span } from './duration.ts';
import { parseDuration } from './duration.ts';

/**
 * The instant a duration after `start`.
 *
 * Working days: day 0 is the local day of `start`, worked or not, whatever the hour; the deadline is the closing time of
 * the n-th working day after it. So n whole working days are given, and a start on a Saturday gives no more of them.
 *
 * A wall time that the clocks skip becomes as much later as the gap is long; of a wall time that comes twice, the first
 * is meant. Throws RangeError on what is no instant, duration or zone.
 */
export function addDuration(start: ISO, duration: Duration, calendar: Calendar): ISO {
  const span = parseDuration(duration);
  const from = zonedOf(start, calendar.zone);
  if (span.unit !== 'wd') return isoOf(from.add(civil(span)));
  return isoOf(closingOf(stepWorkingDays(from.toPlainDate(), span.amount, calendar), calendar));
}

/**
 * The instant a duration before `end`: when a warning falls due.
 *
 * Working days mirror `addDuration`: the last closing time from which n whole working days are left until `end`. So one
 * working day before a closing time is the closing time of the working day before, and one working day before a
 * Wednesday noon is Monday's closing time, because only Tuesday is whole.
 */
export function subtractDuration(end: ISO, duration: Duration, calendar: Calendar): ISO {
  const span = parseDuration(duration);
  const until = zonedOf(end, calendar.zone);
  if (span.unit !== 'wd') return isoOf(until.subtract(civil(span)));
  return isoOf(closingOf(stepWorkingDays(closingDayUntil(until, calendar), -span.amount, calendar), calendar));
}

/**
 * The local day so long after another, or before it (`sign` -1): calendar days, months and years as they stand in a calendar; of working days the n-th one, the
 * day itself not counted. Hours and minutes have no day: RangeError.
 */
export function dayAway(day: LocalDate, duration: Duration, sign: 1 | -1, calendar: Calendar): LocalDate {
  const span = parseDuration(duration);
  const from = CivilTime.PlainDate.from(day);
  if (span.unit === 'wd') return stepWorkingDays(from, sign * span.amount, calendar).toString();
  if (span.unit === 'h' || span.unit === 'm') throw new RangeError('Hours are counted from an instant');
  return (sign === 1 ? from.add(civil(span)) : from.subtract(civil(span))).toString();
}

/** The first closing time of a working day at or after `at`. */
export function nextClosing(at: ISO, calendar: Calendar): ISO {
  return isoOf(closingOf(closingDayFrom(zonedOf(at, calendar.zone), calendar), calendar));
}

function civil({ amount, unit }: Span): Parameters<ZonedTime['add']>[0] {
  switch (unit) {
    case 'm':
      return { minutes: amount };
    case 'h':
      return { hours: amount };
    case 'd':
      return { days: amount };
    case 'mo':
      return { months: amount };
    case 'y':
      return { years: amount };
    case 'wd':
      throw new RangeError('Working days need a calendar');
  }
}
