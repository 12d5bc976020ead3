import Holidays from 'date-holidays';

const HOUR_MS = 3_600_000;

/**
 * The public holidays of a region in the years `fromYear` to `toYear` (both included), as ascending local days
 * `YYYY-MM-DD`, each once. Days in lieu are holidays too, and a feast of several days is all of its days.
 * `region` is a country, state or part of a state as the library date-holidays names it: `US`, `US-IL`, `DE-BY-A`;
 * `''` means that the agency observes none. Throws RangeError on a region the library does not know: the library
 * itself would answer with no holidays, or with the country's, and every deadline would be wrong in silence.
 */
export function holidaysOf(region: string, fromYear: number, toYear: number): string[] {
  if (region === '') return [];
  const calendar = calendarOf(region);
  const days = new Set<string>();
  // The library lists a feast under the year in which it begins; it may end in the next.
  for (let year = fromYear - 1; year <= toYear; year += 1) {
    for (const { date, start, end } of calendar.getHolidays(year)) {
      // Whole days only: an afternoon off leaves a working day. The hour forgives a day of 23 hours.
      const length = Math.floor(((end.getTime() - start.getTime()) / HOUR_MS + 1) / 24);
      for (let day = 0; day < length; day += 1) days.add(laterDay(date.slice(0, 10), day));
    }
  }
  return [...days].filter((day) => day >= `${fromYear}-01-01` && day <= `${toYear}-12-31`).sort();
}

function calendarOf(region: string): Holidays {
  const [country = '', state, part, ...more] = region.split('-');
  const catalogue = new Holidays();
  const known =
    Object.hasOwn(catalogue.getCountries(), country) &&
    (state === undefined || Object.hasOwn(catalogue.getStates(country) ?? {}, state)) &&
    (part === undefined || Object.hasOwn(catalogue.getRegions(country, state ?? '') ?? {}, part)) &&
    more.length === 0;
  if (!known) throw new RangeError(`No public holidays are known for the region "${region}": expected one such as US, US-IL or GB-SCT, or nothing`);
  const names = [state, part].filter((name) => name !== undefined);
  const calendar = new Holidays();
  calendar.init({ country, ...(names[0] && { state: names[0] }), ...(names[1] && { region: names[1] }) }, { types: ['public'] });
  return calendar;
}

function laterDay(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10);
}
