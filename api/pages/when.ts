/** Instants in words, in the local time of whoever reads, with the zone said. */
import { CivilTime, isoOf, localDateOf, zonedOf } from '#domain/time/civil-time.ts';

/** "Monday 8 March 2021, 10:30 CST". */
export function whenWords(at: string, zone: string): string {
  const parts = new Map(new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')} ${parts.get('year')}, ${parts.get('hour')}:${parts.get('minute')} ${zoneWords(at, zone)}`;
}

/** A zone's usual short name, such as CST; where it has none, its distance from UTC. */
const zoneWords = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? zone;

/** A local day, such as "Friday 7 March 2031". */
export const dayWords = (day: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${day}T12:00:00Z`)).replace(',', '');

/** The last day on which something may still be done, for a right that lapses as the next day begins. */
export const lastDayWords = (lapsesAt: string, zone: string): string => dayWords(localDateOf(new Date(Date.parse(lapsesAt) - 1).toISOString(), zone));

/** A local day and hour, `2030-02-11T09:00`, as an instant; nothing where there is none. An hour that the clocks skip is the next there is. */
export function instantAt(local: string, zone: string): string | undefined {
  try {
    return isoOf(CivilTime.PlainDateTime.from(local, { overflow: 'reject' }).toZonedDateTime(zone));
  } catch {
    return undefined;
  }
}

/** The same the other way round, as a form asks for it. */
export function localParts(at: string, zone: string): Readonly<Record<'day' | 'month' | 'year' | 'hour', string>> {
  const local = zonedOf(at, zone);
  return { day: String(local.day), month: String(local.month), year: String(local.year), hour: local.toPlainTime().toString({ smallestUnit: 'minute' }) };
}
