// Prints what the zone of its own process must not change. Run by process-zone.test.ts in processes of several zones.
import { holidaysOf } from '../../../start/holidays.ts';
import { addDuration, subtractDuration } from '#domain/time/add.ts';
import type { Calendar } from '#domain/time/calendar.ts';
import { startOfLocalDay } from '#domain/time/civil-time.ts';
import { setDeadline } from '#domain/time/deadline.ts';
import { stallsAt } from '#domain/time/ladder.ts';
import { ladders } from './fixtures.ts';

const start = '2021-03-12T23:30:00.000Z';
const instants = ['America/Chicago', 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca'].flatMap((zone) => {
  const calendar: Calendar = { zone, holidays: holidaysOf('US-IL', 2021, 2021), closesAt: '17:00', weekend: [6, 7] };
  return [
    ...(['90m', '48h', '3d', '10wd', '1mo', '2y'] as const).flatMap((rule) => [addDuration(start, rule, calendar), subtractDuration(start, rule, calendar)]),
    ...ladders.map((ladder) => setDeadline({ rule: { on: '2021-04-15' }, start, calendar, ladder, tzdb: 'any' })),
    startOfLocalDay('2021-03-28', 0, zone),
    stallsAt(start, 30, zone),
  ];
});
const holidays = ['US', 'GB-ENG', 'SA', 'TR', 'IL', 'NO'].map((region) => holidaysOf(region, 2021, 2025));
process.stdout.write(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, answers: { instants, holidays } }));
