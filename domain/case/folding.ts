/** What every fold uses: a thing that must be there, a new date, a member taken away. */
import { Fault } from '../decision.ts';
import type { Deadline } from '../time/deadline.ts';
import { newClimb } from '../climb.ts';
import type { Step } from './state.ts';

export function known<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Fault('an event names something that is not there');
  return thing;
}

export const withDate = (step: Step, deadline: Deadline | undefined, dueFor: NonNullable<Step['dueFor']>): Step =>
  deadline === undefined ? step : { ...step, version: step.version + 1, dueFor, climb: newClimb(step.version + 1, deadline) };

type Optional = 'owner' | 'climb' | 'blocker' | 'unlocksAt' | 'suspendedAt' | 'dueFor' | 'handOff' | 'silentUntil' | 'planned' | 'negatives' | 'asked' | 'dateAsked' | 'packet' | 'unfilled' | 'nearer' | 'inclusion';

export function without(step: Step, ...keys: readonly Optional[]): Step {
  return Object.fromEntries(Object.entries(step).filter(([key]) => !(keys as readonly string[]).includes(key))) as unknown as Step;
}
