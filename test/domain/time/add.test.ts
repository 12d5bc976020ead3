import { describe, expect, test } from 'vitest';
import { addDuration, subtractDuration } from '#domain/time/add.ts';
import type { Calendar } from '#domain/time/calendar.ts';
import { localDateOf, startOfLocalDay } from '#domain/time/civil-time.ts';
import type { Duration } from '#domain/time/duration.ts';
import { stallsAt } from '#domain/time/ladder.ts';
import { chicago, inChicago } from './fixtures.ts';

const later = (start: string, duration: Duration, calendar: Calendar = chicago) => addDuration(start, duration, calendar);
const sooner = (end: string, duration: Duration, calendar: Calendar = chicago) => subtractDuration(end, duration, calendar);
const inZone = (zone: string): Calendar => ({ ...chicago, zone });

describe('the dates of the ORCHARD story', () => {
  test.each([
    ['row 1: danger check', '2021-03-08T15:30:00Z', '1h', '2021-03-08 10:30'],
    ['row 1: service match', '2021-03-08T15:30:00Z', '48h', '2021-03-10 09:30'],
    ['row 4: compact', '2021-03-10T15:00:00Z', '10wd', '2021-03-24 17:00'],
    ['row 10: answer to the hand-off', '2021-04-12T14:00:00Z', '3wd', '2021-04-15 17:00'],
    ['row 11: determination', '2021-04-28T15:00:00Z', '5wd', '2021-05-05 17:00'],
    ['row 16: L2', '2021-07-30T22:00:00Z', '2wd', '2021-08-03 17:00'],
    ['row 16: L3', '2021-07-30T22:00:00Z', '5wd', '2021-08-06 17:00'],
    ['row 16: L4', '2021-07-30T22:00:00Z', '10wd', '2021-08-13 17:00'],
    ['row 23: indictment', '2022-02-01T15:00:00Z', '30d', '2022-03-03 09:00'],
  ] as const)('%s', (_, start, duration, expected) => expect(inChicago(later(start, duration))).toBe(expected));

  test('row 16: one working day before the due', () => expect(inChicago(sooner('2021-07-30T22:00:00Z', '1wd'))).toBe('2021-07-29 17:00'));
  test('row 20: stalled from the start of day 31', () => {
    expect(inChicago(stallsAt('2021-09-15T20:00:00Z', 30, chicago.zone))).toBe('2021-10-16 00:00');
    expect(inChicago(stallsAt('2021-09-16T04:59:59Z', 30, chicago.zone))).toBe('2021-10-16 00:00'); // still the 15th there
  });
});

describe('working days', () => {
  test.each([
    ['before closing, to the last millisecond', '2021-04-12T22:00:00.000Z', '2021-04-13 17:00'],
    ['after closing', '2021-04-12T22:00:00.001Z', '2021-04-13 17:00'],
    ['before opening hours', '2021-04-12T06:00:00Z', '2021-04-13 17:00'],
    ['on a Friday evening', '2021-04-16T23:00:00Z', '2021-04-19 17:00'],
    ['on a Saturday', '2021-04-17T15:00:00Z', '2021-04-19 17:00'],
    ['on a Sunday, though Saturday gives as much', '2021-04-18T15:00:00Z', '2021-04-19 17:00'],
  ])('one working day from a start %s', (_, start, expected) => expect(inChicago(later(start, '1wd'))).toBe(expected));

  test('holidays are not worked, at either end', () => {
    const calendar = { ...chicago, holidays: ['2021-04-12', '2021-04-14', '2021-04-15'] };
    expect(inChicago(later('2021-04-12T15:00:00Z', '1wd', calendar))).toBe('2021-04-13 17:00'); // day 0 is the 12th, a holiday
    expect(inChicago(sooner('2021-04-16T22:00:00Z', '1wd', calendar))).toBe('2021-04-13 17:00');
    expect(inChicago(sooner('2021-04-15T22:00:00Z', '1wd', calendar))).toBe('2021-04-09 17:00'); // the 13th stays whole
  });

  test('a warning leaves whole working days', () => {
    expect(inChicago(sooner('2021-04-14T17:00:00Z', '1wd'))).toBe('2021-04-12 17:00'); // due Wednesday noon: all Tuesday is left
    expect(inChicago(sooner('2021-04-18T17:00:00Z', '1wd'))).toBe('2021-04-15 17:00'); // due Sunday: all Friday is left
  });

  test('other weekends and other closing times', () => {
    const calendar = { zone: 'Africa/Cairo', holidays: [], closesAt: '14:30', weekend: [5, 6] };
    expect(later('2021-04-15T08:00:00Z', '1wd', calendar)).toBe('2021-04-18T12:30:00.000Z'); // Thursday to Sunday
  });

  test('the day that Samoa skipped is no working day', () => {
    const calendar = inZone('Pacific/Apia'); // Friday 30 December 2011 never came
    expect(later('2011-12-29T20:00:00Z', '1wd', calendar)).toBe('2012-01-02T03:00:00.000Z'); // Thursday the 29th to Monday
    expect(sooner('2012-01-02T03:00:00Z', '1wd', calendar)).toBe('2011-12-30T03:00:00.000Z');
  });

  test('a calendar that never works is a fault, not an endless search', () => {
    expect(() => later('2021-04-12T15:00:00Z', '1wd', { ...chicago, weekend: [1, 2, 3, 4, 5, 6, 7] })).toThrow(RangeError);
  });
});

describe('clocks that change', () => {
  test('hours run on, days keep the wall time', () => {
    expect(inChicago(later('2021-03-13T15:00:00Z', '24h'))).toBe('2021-03-14 10:00');
    expect(inChicago(later('2021-03-13T15:00:00Z', '1d'))).toBe('2021-03-14 09:00');
    expect(inChicago(later('2021-11-06T14:00:00Z', '24h'))).toBe('2021-11-07 08:00');
    expect(inChicago(later('2021-11-06T14:00:00Z', '1d'))).toBe('2021-11-07 09:00');
  });

  test('a wall time that is skipped comes as much later as the gap is long', () => {
    expect(inChicago(later('2021-03-13T08:30:00Z', '1d'))).toBe('2021-03-14 03:30');
    expect(later('2021-10-01T15:45:00Z', '1d', inZone('Australia/Lord_Howe'))).toBe('2021-10-02T15:45:00.000Z'); // 02:15 does not exist: 02:45
    expect(later('2011-12-29T20:00:00Z', '1d', inZone('Pacific/Apia'))).toBe('2011-12-30T20:00:00.000Z'); // a whole day
  });

  test('of a wall time that comes twice the first is meant, and a closing time obeys the same rule', () => {
    expect(later('2021-11-06T06:30:00Z', '1d')).toBe('2021-11-07T06:30:00.000Z');
    expect(later('2021-10-30T00:30:00Z', '1d', inZone('Europe/London'))).toBe('2021-10-31T00:30:00.000Z');
    expect(later('2021-11-05T15:00:00Z', '1wd', { ...chicago, weekend: [], closesAt: '01:30' })).toBe('2021-11-06T06:30:00.000Z');
    expect(later('2021-11-06T15:00:00Z', '1wd', { ...chicago, weekend: [], closesAt: '01:30' })).toBe('2021-11-07T06:30:00.000Z');
  });

  test('Ramadan turns the clocks of Casablanca back and forth', () => {
    expect(later('2024-03-09T12:00:00Z', '1d', inZone('Africa/Casablanca'))).toBe('2024-03-10T13:00:00.000Z');
  });

  test('zones of three quarters of an hour', () => {
    expect(later('2021-04-12T11:15:00Z', '1wd', inZone('Asia/Kathmandu'))).toBe('2021-04-13T11:15:00.000Z'); // 17:00 there
    expect(later('2021-04-12T11:15:00.001Z', '1wd', inZone('Asia/Kathmandu'))).toBe('2021-04-13T11:15:00.000Z');
    expect(later('2021-04-12T18:15:00Z', '1wd', inZone('Asia/Kathmandu'))).toBe('2021-04-14T11:15:00.000Z'); // midnight there: the 13th is day 0
  });
});

describe('months and years', () => {
  test.each([
    ['2021-01-31T18:00:00Z', '1mo', '2021-02-28 12:00'],
    ['2024-01-31T18:00:00Z', '1mo', '2024-02-29 12:00'],
    ['2024-02-29T18:00:00Z', '1y', '2025-02-28 12:00'],
    ['2024-02-29T18:00:00Z', '4y', '2028-02-29 12:00'],
    ['2021-05-31T17:00:00Z', '3mo', '2021-08-31 12:00'],
  ] as const)('%s and %s', (start, duration, expected) => expect(inChicago(later(start, duration))).toBe(expected));

  test('backwards', () => {
    expect(inChicago(sooner('2021-03-31T17:00:00Z', '1mo'))).toBe('2021-02-28 12:00');
    expect(inChicago(sooner('2023-07-21T14:00:00Z', '60d'))).toBe('2023-05-22 09:00'); // the loss list of row 30
  });
});

describe('instants and local days', () => {
  test('milliseconds, and nothing finer, come out', () => {
    expect(later('2021-03-08T15:30:00.1239Z', '1h')).toBe('2021-03-08T16:30:00.123Z');
    expect(later('1969-12-31T23:59:59.9999Z', '1m')).toBe('1970-01-01T00:00:59.999Z');
  });

  test.each(['2021-03-08T15:30:00', '2021-03-08', 'now', ''])('%j is no instant', (at) => expect(() => later(at, '1h')).toThrow(RangeError));
  test('no zone of the world', () => expect(() => later('2021-03-08T15:30:00Z', '1h', inZone('Mars/Olympus'))).toThrow(RangeError));

  test('a local day begins at its first instant, also where midnight is skipped', () => {
    expect(startOfLocalDay('2025-02-11', 0, 'America/Chicago')).toBe('2025-02-11T06:00:00.000Z');
    expect(startOfLocalDay('2018-11-03', 1, 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z'); // 01:00 there
    expect(startOfLocalDay('2011-12-29', 1, 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
    expect(startOfLocalDay('2021-03-09T05:59:59Z', -1, 'America/Chicago')).toBe('2021-03-07T06:00:00.000Z');
    expect(localDateOf('2021-03-09T05:59:59Z', 'America/Chicago')).toBe('2021-03-08');
  });
});
