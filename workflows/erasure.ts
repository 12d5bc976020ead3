import type { ErasureClock, ErasurePhase } from '#domain/victim/erasure/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** The erasure of one victim's file, from the request until her keys are destroyed or it is cancelled. Time only unlocks: two people approve, and no clock destroys anything. */
export async function erasure(ref: Ref): Promise<void> {
  const line = await takeUp<ErasurePhase, ErasureClock>(ref);
  // Anybody who knows of a reason against it may place a hold meanwhile; whoever asked may take it back.
  while (line.in('waiting')) await line.hear({ 'erasure-wait': 'erasure.unlock' });
  // Nobody is chased to approve.
  while (line.in('unlocked')) await line.hear({});
  await line.end();
}
