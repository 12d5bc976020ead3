/** How far ahead a day that is said may lie: as the playbook bounds its fact, and before a right lapses. */
import { calendarOf, type Facts } from '../facts.ts';
import { refuse, type Refusal } from '../decision.ts';
import { dayAway } from '../time/add.ts';
import { laterBy, localDateOf } from '../time/civil-time.ts';
import { civilOf } from './context.ts';
import type { FactDefinition } from './known-facts.ts';
import { isOpen, type OpenCase } from './state.ts';

/** In the civil time of the lead: the case has one last day, whoever says it. */
export function boundFlaw(state: OpenCase, { atMost, before }: FactDefinition, value: string, facts: Facts): Refusal | false {
  const civil = civilOf(state, facts, state.lead);
  const furthest = atMost === undefined ? [] : [dayAway(localDateOf(facts.now, civil.zone), atMost, 1, calendarOf(civil, facts))];
  const lapses = Object.values(state.steps).flatMap((step) => (before !== undefined && (step.code === before || step.code.startsWith(`${before}:`)) && isOpen(step) && step.horizonAt !== undefined ? [dayAway(localDateOf(laterBy(step.horizonAt, -1), civil.zone), '1d', -1, calendarOf(civil, facts))] : []));
  const [latest] = [...furthest, ...lapses].sort();
  return latest !== undefined && value > latest && refuse('DAY_BEYOND', { latest }).refusal;
}
