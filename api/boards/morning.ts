/** The next morning on which an agency works: what falls due before it falls due while nobody is at a desk. */
import { CivilTime, isoOf, zonedOf } from '#domain/time/civil-time.ts';
import { isWorkingDay, type Calendar } from '#domain/time/calendar.ts';

/** Nine in the morning (ours). */
const OPENS_AT = '09:00';
/** No agency is closed for longer. */
const LONGEST_CLOSURE_DAYS = 366;

export function nextMorning(now: string, calendar: Calendar): string {
  const today = zonedOf(now, calendar.zone).toPlainDate();
  const days = Array.from({ length: LONGEST_CLOSURE_DAYS }, (_, index) => today.add({ days: index + 1 }));
  const next = days.find((day) => isWorkingDay(day, calendar)) ?? today.add({ days: 1 });
  return isoOf(next.toZonedDateTime({ timeZone: calendar.zone, plainTime: CivilTime.PlainTime.from(OPENS_AT) }));
}

export interface Span {
  readonly from: string;
  readonly until: string;
}

/** The hours between two instants that no span covers. */
export function uncovered(all: Span, spans: readonly Span[]): readonly Span[] {
  let reached = all.from;
  const gaps: Span[] = [];
  for (const { from, until } of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from > reached && from < all.until) gaps.push({ from: reached, until: from });
    if (until > reached) reached = until;
  }
  return reached < all.until ? [...gaps, { from: reached, until: all.until }] : gaps;
}
