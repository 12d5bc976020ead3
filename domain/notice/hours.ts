/** When a person may be written to: at once when a clock of hours runs, otherwise outside the agency's quiet hours, or once a day. */
import type { Instant } from '../facts.ts';
import { addDuration } from '../time/add.ts';
import type { Calendar } from '../time/calendar.ts';
import { CivilTime, isoOf, zonedOf } from '../time/civil-time.ts';
import type { MailTerms } from './schema.ts';

/** Local times `HH:MM` of an agency between which nothing is sent that can wait. They may lie on two days. */
export interface Quiet {
  readonly from: string;
  readonly until: string;
}

export type Pace = 'urgent' | 'ordinary' | 'digest';

/** The first moment at or after `at` at which it is this local time. */
function next(at: Instant, time: string, zone: string): Instant {
  const now = zonedOf(at, zone);
  const plainTime = CivilTime.PlainTime.from(time);
  const today = isoOf(now.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime }));
  return today >= at ? today : isoOf(now.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime }));
}

/** The same moment, or the end of the quiet hours it falls into. Their first moment belongs to them, their last does not. */
export function outsideQuiet(at: Instant, quiet: Quiet | undefined, zone: string): Instant {
  if (quiet === undefined || quiet.from === quiet.until) return at;
  const time = zonedOf(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });
  const isQuiet = quiet.from < quiet.until ? time >= quiet.from && time < quiet.until : time >= quiet.from || time < quiet.until;
  return isQuiet ? next(at, quiet.until, zone) : at;
}

/** The earliest moment for what was said at `saidAt`, seen from `now`. */
export function earliest(pace: Pace, { saidAt, now }: { readonly saidAt: Instant; readonly now: Instant }, { calendar, quiet }: { readonly calendar: Calendar; readonly quiet?: Quiet }, terms: MailTerms): Instant {
  if (pace === 'urgent') return now;
  const gathered = addDuration(saidAt, terms.gatherFor, calendar);
  const from = gathered > now ? gathered : now;
  return outsideQuiet(pace === 'digest' ? next(from, terms.digestAt, calendar.zone) : from, quiet, calendar.zone);
}
