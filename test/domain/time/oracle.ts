/**
 * A second, slow implementation of civil time that shares nothing with the first: it knows only what
 * Intl.DateTimeFormat shows on the wall of a zone, and walks. Offsets of a whole number of quarters of an hour, as all are since 1990.
 */
import type { Calendar } from '#domain/time/calendar.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows, as if it were UTC. */
export function wall(ms: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...numeric });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const at = (name: string) => part[name] ?? Number.NaN;
  const millisecond = ((ms % 1000) + 1000) % 1000;
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'), millisecond);
}

/** How far the wall is ahead of UTC. */
export const offset = (ms: number, zone: string): number => wall(ms, zone) - ms;

/** The first instant at which the wall shows `target`; if it never does, as much later as the clocks were put forward. */
export function instantOfWall(target: number, zone: string): number {
  let before = target - 15 * HOUR;
  for (let ms = before; ms <= target + 40 * HOUR; ms += QUARTER) {
    const shown = wall(ms, zone);
    if (shown === target) return ms;
    if (shown > target) return target - offset(before, zone);
    before = ms;
  }
  throw new Error('The wall never came so far');
}

/** The local days that exist around an instant, each as its midnight on the wall, found by looking four times a day. */
function daysThatExist(from: number, to: number, zone: string): readonly number[] {
  const days: number[] = [];
  for (let ms = from; ms <= to; ms += 6 * HOUR) {
    const midnight = Math.floor(wall(ms, zone) / DAY) * DAY;
    if (days.at(-1) !== midnight) days.push(midnight);
  }
  return days;
}

const works = (calendar: Calendar) => (day: number) =>
  !calendar.weekend.includes(new Date(day).getUTCDay() || 7) && !calendar.holidays.includes(new Date(day).toISOString().slice(0, 10));

function closing(day: number, calendar: Calendar): number {
  const [hour = 0, minute = 0] = calendar.closesAt.split(':').map(Number);
  return instantOfWall(day + hour * HOUR + minute * MINUTE, calendar.zone);
}

/** Working days: those after the local day of the start are counted, the first as 1. `reach` days must hold them all. */
export function addWorkingDays(start: number, count: number, calendar: Calendar, reach: number): number {
  const today = Math.floor(wall(start, calendar.zone) / DAY) * DAY;
  const days = daysThatExist(start - DAY, start + reach * DAY, calendar.zone).filter(works(calendar));
  return closing(nth(days.filter((day) => day > today), count - 1), calendar);
}

/** The first closing of a working day that comes at or after an instant. */
export function firstClosing(at: number, calendar: Calendar, reach: number): number {
  const days = daysThatExist(at - DAY, at + reach * DAY, calendar.zone).filter(works(calendar));
  return closing(nth(days, days.findIndex((day) => closing(day, calendar) >= at)), calendar);
}

/** The same backwards. */
export function subtractWorkingDays(end: number, count: number, calendar: Calendar, reach: number): number {
  const days = daysThatExist(end - reach * DAY, end + DAY, calendar.zone).filter(works(calendar)).toReversed();
  return closing(nth(days, days.findIndex((day) => closing(day, calendar) <= end) + count), calendar);
}

/** Calendar days and months, forwards or back (negative), on the wall. */
export function addCivil(start: number, unit: 'd' | 'mo' | 'y', count: number, zone: string): number {
  const shown = wall(start, zone);
  if (unit === 'd') return instantOfWall(shown + count * DAY, zone);
  const day = new Date(shown);
  const month = day.getUTCMonth() + count * (unit === 'y' ? 12 : 1);
  const lastDay = new Date(Date.UTC(day.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return instantOfWall(Date.UTC(day.getUTCFullYear(), month, Math.min(day.getUTCDate(), lastDay)) + (((shown % DAY) + DAY) % DAY), zone);
}

/** The first minute whose wall shows that local day or a later one. */
export function startOfDay(midnight: number, zone: string): number {
  let ms = midnight - 15 * HOUR;
  while (wall(ms, zone) < midnight) ms += QUARTER;
  return ms;
}

function nth(instants: readonly number[], index: number): number {
  const found = instants[index];
  if (found === undefined) throw new Error('The walk was too short');
  return found;
}
