/** The units of a rule: minutes, hours, calendar days, working days, calendar months, calendar years. */
export const UNITS = ['m', 'h', 'd', 'wd', 'mo', 'y'] as const;

/** One of UNITS. `m` is minutes, `mo` months. */
export type Unit = (typeof UNITS)[number];

/**
 * A length of time as a playbook says it: `'30m' '1h' '48h' '30d' '10wd' '3mo' '5y'`. A whole number from 1 to 9,999
 * (years: to 100, so that every result keeps a four-digit year) and one unit; never zero, negative, mixed or broken.
 *
 * - `m`, `h`: exact time. It runs through nights, weekends, holidays and changes of the clocks.
 * - `d`: calendar days. The same local wall time n days later; 23 or 25 hours a day where the clocks change.
 * - `mo`, `y`: calendar months and years. The same local wall time, on the last day of a month that is too short.
 * - `wd`: working days of the owner's calendar, to the closing time of the last one (see `addDuration`).
 */
export type Duration = `${number}${Unit}`;

/** What a Duration looks like, for the schema of the playbooks and its JSON Schema. */
export const DURATION_PATTERN = /^(?:[1-9]\d{0,3}(?:m|h|d|wd|mo)|(?:[1-9]\d?|100)y)$/;

/** The same in words, for messages. */
export const DURATION_FORM = `expected a whole number from 1 and one of ${UNITS.join(', ')}, such as 48h or 10wd`;

/** Whether a text is a Duration. */
export function isDuration(text: string): text is Duration {
  return DURATION_PATTERN.test(text);
}

/** A Duration taken apart. */
export type Span = { readonly amount: number; readonly unit: Unit };

/** Takes a Duration apart. Throws RangeError on anything else: a fault, since schemas ask first. */
export function parseDuration(text: string): Span {
  const amount = Number.parseInt(text, 10);
  const unit = UNITS.find((each) => text === `${amount}${each}`);
  if (unit === undefined || !isDuration(text)) throw new RangeError(`Not a duration: ${DURATION_FORM}`);
  return { amount, unit };
}
