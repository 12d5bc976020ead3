import fc from 'fast-check';
import type { Calendar } from '#domain/time/calendar.ts';
import type { Unit } from '#domain/time/duration.ts';
import { UNITS } from '#domain/time/duration.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** What is asked of civil time: so many of a unit from an instant (milliseconds), under a calendar. */
export type Question = { readonly start: number; readonly unit: Unit; readonly amount: number; readonly calendar: Calendar };

/** Zones that break naive arithmetic: half-hour changes, Ramadan, midnight gaps, skipped days, a two-hour change. */
const peculiar = [
  'America/Chicago', 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'America/Sao_Paulo',
  'Africa/Cairo', 'Europe/Dublin', 'Antarctica/Troll', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Asia/Tehran', 'America/Havana', 'America/Nuuk',
];
const zones = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...peculiar) },
  { weight: 1, arbitrary: fc.constantFrom(...Intl.supportedValuesOf('timeZone')) },
);

const longest: Record<Unit, number> = { m: 5_000, h: 300, d: 400, wd: 25, mo: 40, y: 8 };

/**
 * Questions whose answer lies anywhere in 1990 to 2045 or, for two in three, within three hours of a change of the
 * zone's clocks (as far as the start can be guessed from the answer).
 */
export function questionsIn(unit: Unit, sign: 1 | -1): fc.Arbitrary<Question> {
  return fc
    .record({
      zone: zones,
      anywhere: fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2045, 0) }),
      nearChange: fc.constantFrom(true, true, false),
      jitterMinutes: fc.integer({ min: -180, max: 180 }),
      amount: fc.integer({ min: 1, max: longest[unit] }),
      closesAt: fc.constantFrom('17:00', '16:30', '02:30', '01:30', '00:00', '23:45'),
      weekend: fc.constantFrom([6, 7], [5, 6], [7], []),
      holidays: fc.uniqueArray(fc.integer({ min: -45, max: 45 }), { maxLength: 10 }),
    })
    .map(({ zone, anywhere, nearChange, jitterMinutes, amount, closesAt, weekend, holidays }) => {
      const change = nearChange ? changeNear(anywhere, zone) : anywhere;
      // The wall as it went on before the change: so the answer may be a wall time that the change skips or shows twice.
      const wall = zoned(change - 1, zone).toPlainDateTime().add({ milliseconds: 1 + (nearChange ? jitterMinutes * 60_000 : 0) });
      const start = sooner(wall, unit, sign * amount, weekend.length).toZonedDateTime(zone).epochMilliseconds;
      const days = holidays.map((day) => new Date(start + day * DAY_MS).toISOString().slice(0, 10)).toSorted();
      return { start, unit, amount, calendar: { zone, holidays: days, closesAt, weekend } };
    });
}

export const anyQuestion: fc.Arbitrary<Question> = fc.oneof(...UNITS.map((unit) => questionsIn(unit, 1)));

function zoned(ms: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
}

function changeNear(ms: number, zone: string): number {
  const change = zoned(ms, zone).getTimeZoneTransition('next') ?? zoned(ms, zone).getTimeZoneTransition('previous');
  return change === null || change.epochMilliseconds < Date.UTC(1990, 0) ? ms : change.epochMilliseconds;
}

function sooner(wall: Temporal.PlainDateTime, unit: Unit, amount: number, daysOff: number): Temporal.PlainDateTime {
  switch (unit) {
    case 'm':
      return wall.subtract({ minutes: amount });
    case 'h':
      return wall.subtract({ hours: amount });
    case 'd':
      return wall.subtract({ days: amount });
    case 'wd':
      return wall.subtract({ days: Math.round((amount * 7) / (7 - daysOff)) });
    case 'mo':
      return wall.subtract({ months: amount });
    case 'y':
      return wall.subtract({ years: amount });
  }
}
