/** Folding the dates of a step that are counted from what happened. */
import { unreachable } from '../decision.ts';
import type { CaseEvent } from './events.ts';
import { withDate, without } from './folding.ts';
import type { Step } from './state.ts';

const dateEvents = ['DateCounted', 'NearerDateAsked', 'DaysExcluded', 'InclusionAsked', 'DaysIncluded', 'ClockExtended'] as const;
export type DateEvent = Extract<CaseEvent, { type: (typeof dateEvents)[number] }>;
export const isDateEvent = (event: CaseEvent): event is DateEvent => (dateEvents as readonly string[]).includes(event.type);

/** `next` is the step with its revision counted up. A date that is the same as before begins no new version: what was said of it stays said. */
export function evolveDate(next: Step, event: DateEvent): Step {
  switch (event.type) {
    case 'NearerDateAsked':
      return { ...next, nearer: { value: event.value, person: event.by } };
    case 'InclusionAsked':
      return { ...next, inclusion: { basis: event.basis, from: event.from, to: event.to, person: event.by } };
    case 'DateCounted':
    case 'DaysExcluded':
    case 'DaysIncluded':
    case 'ClockExtended': {
      const { counted, deadline, horizonAt, warnings, unlocksAt } = event;
      const step = { ...(event.type === 'DaysIncluded' ? without(next, 'nearer', 'inclusion') : without(next, 'nearer')), counted };
      if (deadline !== undefined) return without(withDate(step, deadline, 'work'), 'blocker', 'dateAsked');
      if (horizonAt !== undefined) return { ...without(step, 'climb', 'dueFor', 'blocker'), horizonAt, warnings: warnings ?? [] };
      return unlocksAt === undefined ? step : { ...step, unlocksAt };
    }
    default:
      return unreachable(event);
  }
}
