import type { StepView } from '#prisma/generated/client.ts';

/**
 * Whether an open step waits as it should: at the survivor's pace, in a protected period, suspended by either, for somebody outside before the review
 * date, or for a legal horizon. All are told alike (rule R14), so that nobody can tell whom to lean on. `now` in milliseconds since the epoch.
 */
export function waitsProperly(step: Pick<StepView, 'pacing' | 'state' | 'reviewBy'>, now: number): boolean {
  if (step.pacing === 'VICTIM_PACED' || step.pacing === 'PROTECTED_PERIOD' || step.pacing === 'LEGAL_HORIZON') return true;
  if (step.state === 'SUSPENDED') return true;
  return step.pacing === 'EXTERNAL_WAIT' && step.reviewBy !== null && step.reviewBy.getTime() > now;
}
