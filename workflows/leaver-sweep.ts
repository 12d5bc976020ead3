import type { SweepClock, SweepPhase } from '#domain/agency/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** A person or an agency has left. Round after round all their open work is offered anew or goes back, until none is left; the ledgers of that work decide. */
export async function leaverSweep(ref: Ref): Promise<void> {
  const line = await takeUp<SweepPhase, SweepClock>(ref);
  while (line.in('sweeping')) await line.hear({ 'sweep-next': 'sweep.reOffer' });
  await line.end();
}
