/** The same story at another time: every date of the file moved by whole weeks, wall-clock times kept. */
import { PlainError } from '#start/plain-error.ts';
import { isMoment, movedBy, offsetAt } from './moment.ts';
import type { Scenario } from './schema.ts';

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
const dated = /^\d{4}-\d{2}-\d{2} [\d:.]+(?= )/;

/** @throws PlainError when daylight saving would fall elsewhere in the moved story: its hours would be other ones. */
export function movedByWeeks(scenario: Scenario, weeks: number): Scenario {
  const days = weeks * 7;
  const moved = (text: string): string => {
    if (!isMoment(text)) return isDay(text) ? movedBy(text, days) : text.replace(dated, (moment) => moved(moment));
    const later = movedBy(text, days);
    if (offsetAt(text, scenario.zone) !== offsetAt(later, scenario.zone))
      throw new PlainError(`${text} and ${later} differ in daylight saving (${scenario.zone}), so the moved story would not have the same hours.`, [
        'The calendar, leap years and clock changes repeat every 1461 weeks (28 years): --shift-weeks 1461.',
      ]);
    return later;
  };
  return changed(scenario, moved);
}

/** Every string of a value, changed. */
function changed<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => changed(each, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, key === 'tells' || key === 'why' ? each : changed(each, change)])) as T;
}
