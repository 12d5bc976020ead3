/**
 * The date-time API of the language, under a name of our own: it is called `Temporal` in JavaScript, and so is the
 * engine that carries our workflows. Everything in `domain/time` goes through this name and through ISO strings.
 */
export const CivilTime = globalThis.Temporal;

/** One local day, without a zone. */
export type CivilDate = Temporal.PlainDate;

/** One instant seen in one zone. */
export type ZonedTime = Temporal.ZonedDateTime;

/** An instant: ISO 8601 in UTC with milliseconds, `2021-03-08T15:30:00.000Z`. Such strings sort in time order. */
export type ISO = string;

/** A local day, `YYYY-MM-DD`. The zone stands beside it, never in it. */
export type LocalDate = string;

/** The instant as a string, in the form of `new Date(x).toISOString()`; finer parts than milliseconds are cut off. */
export function isoOf(at: Temporal.Instant | ZonedTime): ISO {
  const instant = at instanceof CivilTime.ZonedDateTime ? at.toInstant() : at;
  return instant.toString({ fractionalSecondDigits: 3, roundingMode: 'floor' });
}

/** Milliseconds since 1970, finer parts cut off. Throws RangeError if `at` is no instant; a time without Z or offset is none. */
export function msOf(at: ISO): number {
  return CivilTime.Instant.from(at).epochMilliseconds;
}

/** The instant so many milliseconds after another (before it, if negative); fractions are cut off. */
export function laterBy(at: ISO, ms: number): ISO {
  return new Date(Math.floor(msOf(at) + ms)).toISOString();
}

/** The instant in a zone. Throws RangeError if `at` is no instant or `zone` is no IANA zone. */
export function zonedOf(at: ISO, zone: string): ZonedTime {
  return CivilTime.Instant.from(at).toZonedDateTimeISO(zone);
}

/** The local day on which an instant falls, `YYYY-MM-DD`. */
export function localDateOf(at: ISO, zone: string): LocalDate {
  return zonedOf(at, zone).toPlainDate().toString();
}

/**
 * The first instant of the local day that lies `plusDays` calendar days after `from` (a local day, or an instant and
 * then the local day on which it falls). Where the clocks skip midnight, or a whole day, that is the first instant that
 * exists after the skip.
 */
export function startOfLocalDay(from: ISO, plusDays: number, zone: string): ISO {
  const date = CivilTime.PlainDate.from(from.includes('T') ? localDateOf(from, zone) : from);
  return isoOf(date.add({ days: plusDays }).toZonedDateTime(zone));
}
