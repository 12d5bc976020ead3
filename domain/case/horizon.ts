/** The date on which a right lapses, where only counsel can say it. A date that is not known is not shown: false safety is worse than none. */
import { calendarOf, firstRefusal, type Actor, type Facts, type Instant } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import { startOfLocalDay } from '../time/civil-time.ts';
import { civilOf, definitionOf, type CaseDecision } from './context.ts';
import { dayFlaws } from '../days.ts';
import { horizonFrom, type Horizon } from './opening.ts';
import type { Calendar } from '../time/calendar.ts';
import type { OpenCase, Step } from './state.ts';

/** The right of a child may run for a life: no court, and no calendar, looks further. */
const horizonYearsMax = 100;

/** Sets it, or moves it; to move it earlier takes two people who say the same day (domain R8a). It lapses as `lastDay` ends. */
export function setHorizon(state: OpenCase, step: Step, lastDay: string, by: Actor, facts: Facts): CaseDecision {
  const definition = definitionOf(state, facts, step.code);
  if (definition.pacing !== 'LEGAL_HORIZON') return refuse('NOT_A_HORIZON');
  const civil = civilOf(state, facts, step.holder);
  const horizonAt = startOfLocalDay(lastDay, 1, civil.zone);
  const refusal = firstRefusal(
    facts,
    step.owner === undefined && refuse('STEP_NOT_ACCEPTED').refusal,
    ...dayFlaws(lastDay, facts, horizonYearsMax),
    horizonAt <= facts.now && refuse('DATE_IN_THE_PAST').refusal,
    step.asked?.what === lastDay && step.asked.person === by.person && refuse('TWO_PEOPLE_REQUIRED').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  const isEarlier = step.horizonAt !== undefined && horizonAt < step.horizonAt;
  if (isEarlier && step.asked?.what !== lastDay && !facts.without.includes('TWO_PEOPLE_REQUIRED')) return accept({ type: 'HorizonSetAsked', step: step.code, person: by.person, lastDay });
  return accept({ type: 'HorizonSet', step: step.code, ...movedHorizon(step, horizonAt, definition, calendarOf(civil, facts), facts.now) });
}

/**
 * A horizon that is set, or moves. Where it is so near that a warning should have come already, that comes now, or the right would lapse with nobody asked for a
 * decision (R3). One that moves on was warned of.
 */
export function movedHorizon({ horizonAt: before }: Step, horizonAt: Instant, definition: Horizon, calendar: Calendar, now: Instant): { readonly horizonAt: Instant; readonly warnings: readonly Instant[] } {
  const { warnings } = horizonFrom(horizonAt, definition, calendar, now);
  const isNear = warnings.length < definition.warnings.length && (before === undefined || horizonAt < before);
  return { horizonAt, warnings: isNear ? [now, ...warnings] : warnings };
}
