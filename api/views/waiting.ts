import type { StepView } from '#prisma/generated/client.ts';

/** All that is told of a wait of hers to who is not told what she said (rule R14). */
export const WAITING_PROPERLY = 'WAITING_PROPERLY';

/**
 * Whether an open step waits as it should: at the survivor's pace, in a protected period, suspended by either, or for somebody outside before the
 * review date, once somebody has taken it on. All are told alike (rule R14), so that nobody can tell whom to lean on. `now` in milliseconds since the epoch.
 */
export function waitsProperly(step: Pick<StepView, 'pacing' | 'state' | 'reviewBy' | 'accepted'>, now: number): boolean {
  if (step.pacing === 'VICTIM_PACED' || step.pacing === 'PROTECTED_PERIOD' || step.state === 'SUSPENDED') return true;
  return step.pacing === 'EXTERNAL_WAIT' && step.accepted && step.reviewBy !== null && step.reviewBy.getTime() > now;
}

/** A legal horizon whose day is known: there is nothing to do until a warning asks for a decision, which is a step of its own (R3). */
export const onlyDrawsNearer = (step: Pick<StepView, 'pacing' | 'horizonAt'>): boolean => step.pacing === 'LEGAL_HORIZON' && step.horizonAt !== null;

/** Rule R13: a next time that lies ahead is not open yet. */
export const isAhead = (step: Pick<StepView, 'occurrence' | 'dueAt'>, now: number): boolean => step.occurrence > 1 && step.dueAt !== null && step.dueAt.getTime() > now;

/** Whether it is work whose delay can be asked about: not waiting, and not a next time that lies ahead (R13). */
export function isOwed(step: Pick<StepView, 'pacing' | 'state' | 'reviewBy' | 'accepted' | 'occurrence' | 'dueAt'>, now: number): boolean {
  return !waitsProperly(step, now) && !isAhead(step, now);
}
