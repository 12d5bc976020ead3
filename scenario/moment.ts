/** Instants as a story tells them: `2021-04-15 17:00`, wall-clock time in the zone of the file. */
import { CivilTime, isoOf, zonedOf, type ISO } from '#domain/time/civil-time.ts';

const pattern = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/;

export const isMoment = (text: unknown): boolean => typeof text === 'string' && pattern.test(text);

/** The instant of a wall-clock time. In the hour that autumn repeats, the first one. @throws RangeError when there is no such day or time. */
export function instantOf(moment: string, zone: string): ISO {
  if (!isMoment(moment)) throw new RangeError(`${moment} is no date and time`);
  return isoOf(CivilTime.PlainDateTime.from(moment.replace(' ', 'T'), { overflow: 'reject' }).toZonedDateTime(zone));
}

/** The wall-clock time of an instant; seconds are shown only where there are any. */
export function momentOf(at: ISO, zone: string): string {
  const local = zonedOf(at, zone).toPlainDateTime();
  const isWhole = local.second === 0 && local.millisecond === 0;
  return local.toString(isWhole ? { smallestUnit: 'minute' } : { fractionalSecondDigits: local.millisecond === 0 ? 0 : 3 }).replace('T', ' ');
}

/** The same wall-clock time some days later, or earlier. */
export function movedBy(moment: string, days: number): string {
  const date = CivilTime.PlainDate.from(moment.slice(0, 10)).add({ days });
  return `${date.toString()}${moment.slice(10)}`;
}

/** How far the zone is from UTC at that wall-clock time, in minutes: what daylight saving changes. */
export function offsetAt(moment: string, zone: string): number {
  return zonedOf(instantOf(moment, zone), zone).offsetNanoseconds / 60_000_000_000;
}
