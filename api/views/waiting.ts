import type { StepView } from '#prisma/generated/client.ts';

/**
 * Whether an open step waits as it should: at the survivor's pace, in a protected period, suspended by either, or for somebody outside before the
 * review date, once somebody has taken it on. All are told alike (rule R14), so that nobody can tell whom to lean on. `now` in milliseconds since the epoch.
 */
export function waitsProperly(step: Pick<StepView, 'pacing' | 'state' | 'reviewBy' | 'accepted'>, now: number): boolean {
  if (step.pacing === 'VICTIM_PACED' || step.pacing === 'PROTECTED_PERIOD' || step.state === 'SUSPENDED') return true;
  return step.pacing === 'EXTERNAL_WAIT' && step.accepted && step.reviewBy !== null && step.reviewBy.getTime() > now;
}

/** Whether it is work whose delay can be asked about: not waiting, not a horizon that only draws nearer, not a next time that lies ahead (R13). */
export function isOwed(step: Pick<StepView, 'pacing' | 'state' | 'reviewBy' | 'accepted' | 'horizonAt' | 'occurrence' | 'dueAt'>, now: number): boolean {
  if (waitsProperly(step, now) || (step.pacing === 'LEGAL_HORIZON' && step.horizonAt !== null)) return false;
  return !(step.occurrence > 1 && step.dueAt !== null && step.dueAt.getTime() > now);
}
