import { describe, expect, test } from 'vitest';
import { holidaysOf } from '../../start/holidays.ts';

describe('public holidays of a region', () => {
  test('a holiday at a weekend brings its day in lieu', () => {
    expect(holidaysOf('US', 2021, 2021)).toEqual(expect.arrayContaining(['2021-07-04', '2021-07-05', '2021-12-24', '2021-12-31']));
    expect(holidaysOf('GB-ENG', 2022, 2022)).toEqual(expect.arrayContaining(['2022-01-03', '2022-12-26', '2022-12-27']));
  });

  test('the day in lieu of New Year belongs to the year in which it falls', () => {
    expect(holidaysOf('US', 2022, 2022)).not.toContain('2021-12-31');
    expect(holidaysOf('US', 2021, 2021)).toContain('2021-12-31');
  });

  test('only public holidays: no bank, school or observance days', () => {
    const days = holidaysOf('US', 2024, 2024);
    expect(days).not.toContain('2024-02-14'); // Valentine's Day is an observance
    expect(days).toHaveLength(new Set(days).size);
    expect(days).toContain('2024-11-28'); // Thanksgiving
  });

  test('a state adds its own days to the country', () => {
    expect(holidaysOf('US-IL', 2024, 2024)).toContain('2024-02-12');
    expect(holidaysOf('US', 2024, 2024)).not.toContain('2024-02-12');
    expect(holidaysOf('DE-BY-A', 2024, 2024)).toContain('2024-08-08'); // Augsburg alone
    expect(holidaysOf('DE-BY', 2024, 2024)).not.toContain('2024-08-08');
  });

  test('a feast of several days is all of its days, and an afternoon off is none', () => {
    expect(holidaysOf('SA', 2024, 2024)).toEqual(expect.arrayContaining(['2024-04-09', '2024-04-10', '2024-04-11', '2024-04-12']));
    expect(holidaysOf('TR', 2024, 2024).filter((day) => day.startsWith('2024-04-1'))).toEqual(['2024-04-10', '2024-04-11', '2024-04-12']);
    expect(holidaysOf('CH-VS', 2024, 2024)).not.toContain('2024-12-24'); // from noon
    expect(holidaysOf('NO', 2024, 2024)).toContain('2024-03-31'); // Easter Sunday, 23 hours long
  });

  test('a feast that begins in December goes on into the year asked for', () => {
    expect(holidaysOf('TR', 2007, 2007).slice(0, 3)).toEqual(['2007-01-01', '2007-01-02', '2007-01-03']);
    expect(holidaysOf('TR', 2006, 2006).at(-1)).toBe('2006-12-31');
  });

  test('several years come in one ascending list, and an empty region has none', () => {
    const days = holidaysOf('GB-SCT', 2021, 2060);
    expect(days).toEqual(days.toSorted());
    expect([days.at(0)?.slice(0, 4), days.at(-1)?.slice(0, 4)]).toEqual(['2021', '2060']);
    expect(holidaysOf('', 2021, 2060)).toEqual([]);
  });

  test.each(['XX', 'us', 'US-ZZ', 'DE-BY-ZZ', 'DE-BY-A-1', 'America/Chicago', '-', 'toString'])(
    'the unknown region %s is an error, never a year without holidays',
    (region) => expect(() => holidaysOf(region, 2024, 2024)).toThrow(`No public holidays are known for the region "${region}"`),
  );
});
