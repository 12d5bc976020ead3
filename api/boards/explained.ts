/** An agency explains its own time first (domain 5e): until it has, or could have, others do not read the figure. */
import type { Instant } from '#domain/facts.ts';
import { addDuration } from '#domain/time/add.ts';
import { CivilTime, laterBy, startOfLocalDay, type LocalDate } from '#domain/time/civil-time.ts';
import type { Calendar } from '#domain/time/calendar.ts';
import { dayOf } from '../measures/days.ts';
import type { Period } from '../measures/period.ts';
import type { BoardTerms } from './terms.ts';
import type { OwnedTime } from './time-owned.ts';

/** Local days of the agency, both included. */
export interface Explained {
  readonly agency: string;
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** The ledger of the case it is about, or '' for all that the agency does. */
  readonly about: string;
}

interface Place {
  readonly terms: BoardTerms;
  readonly zone: string;
  readonly holidays: readonly LocalDate[];
}

/** The local days of an agency that a period touches. */
export const daysOf = ({ from, until }: Period, zone: string): readonly [LocalDate, LocalDate] => [dayOf(from, zone), dayOf(until - 1, zone)];

export const concerns = (said: Explained, agency: string, [first, last]: readonly [LocalDate, LocalDate]): boolean => said.agency === agency && said.from <= last && said.until >= first;

/** From when on others read of a day, whatever was said. */
function opensAt(day: LocalDate, { terms, zone, holidays }: Place): Instant {
  const calendar: Calendar = { zone, holidays, ...terms.calendar };
  return addDuration(laterBy(startOfLocalDay(day, 1, zone), -1), terms.explainFirst, calendar);
}

/**
 * From when on others read the figure at the latest, if they may not read it now. Every day counts for itself, in each case of the figure: so no choice of
 * period shows the time of a day that its agency has not explained and still may.
 */
export function notYet({ agency, cases }: Pick<OwnedTime, 'agency' | 'cases'>, period: Period, said: readonly Explained[], { now, ...place }: Place & { readonly now: Instant }): Instant | undefined {
  const [first, last] = daysOf(period, place.zone);
  const own = said.filter((each) => concerns(each, agency, [first, last]));
  for (let day = CivilTime.PlainDate.from(last); day.toString() >= first; day = day.subtract({ days: 1 })) {
    const date = day.toString();
    const opens = opensAt(date, place);
    if (opens <= now) return undefined;
    const isExplained = cases.every((ledger) => own.some(({ from, until, about }) => from <= date && date <= until && (about === '' || about === ledger)));
    if (!isExplained) return opens;
  }
  return undefined;
}
