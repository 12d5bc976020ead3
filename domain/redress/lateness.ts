/** When instalments are due, and when whoever owes them is late by the playbook's rule. Local days: "more than 30 days late" begins on the 31st day after. */
import { calendarOf, type Facts } from '../facts.ts';
import type { Playbook } from '../playbook/schema.ts';
import { dayAway } from '../time/add.ts';
import type { Calendar } from '../time/calendar.ts';
import { startOfLocalDay, type LocalDate } from '../time/civil-time.ts';
import { dueOf } from '../time/deadline.ts';
import { isDuration, type Duration } from '../time/duration.ts';
import { liabilityLeft, type Liable, type Redress, type Schedule, type Watch } from './state.ts';

export type RedressRules = NonNullable<Playbook['redress']>;

const monthsOf = { MONTH: 1, QUARTER: 3 } as const satisfies Readonly<Record<Schedule['every'], number>>;

/** The day of an instalment, the first being 0. Counted from the first day each time: of the 31st nothing is lost in February. */
export function instalmentDay({ from, every }: Pick<Schedule, 'from' | 'every'>, nth: number, calendar: Calendar): LocalDate {
  const months = `${nth * monthsOf[every]}mo`;
  return isDuration(months) ? dayAway(from, months, 1, calendar) : from;
}

/** The oldest instalment not paid in full; undefined where nothing is scheduled or nothing is left to pay. */
export function oldestUnpaid(state: Redress, liable: Liable, calendar: Calendar): LocalDate | undefined {
  const { schedule } = liable;
  return schedule === undefined || liabilityLeft(state, liable) === 0 ? undefined : instalmentDay(schedule, Math.floor(schedule.paid / schedule.cents), calendar);
}

/** The first day on which more than so long has passed since another. */
const dayBeyond = (day: LocalDate, period: Duration, calendar: Calendar): LocalDate => dayAway(dayAway(day, period, 1, calendar), '1d', 1, calendar);

export function watchOf(state: Redress, liable: Liable, rules: RedressRules, facts: Facts): Watch | undefined {
  const calendar = calendarOf(state.civil, facts);
  const due = oldestUnpaid(state, liable, calendar);
  if (due === undefined) return undefined;
  const delinquentOn = dayBeyond(due, rules.delinquentAfter, calendar);
  const defaultOn = dayBeyond(delinquentOn, rules.defaultAfter, calendar);
  return { due, delinquentOn, delinquentAt: startOfLocalDay(delinquentOn, 0, state.civil.zone), defaultOn, defaultAt: startOfLocalDay(defaultOn, 0, state.civil.zone) };
}

/** When the whole sum falls due after a notice of default: at the close of that day, whether or not anybody works on it. */
export function wholeSumAfter(noticeOn: LocalDate, state: Redress, rules: RedressRules, facts: Facts): { readonly on: LocalDate; readonly at: string } {
  const calendar = calendarOf(state.civil, facts);
  const on = dayAway(noticeOn, rules.wholeSumAfter, 1, calendar);
  return { on, at: dueOf({ on }, facts.now, calendar) };
}
