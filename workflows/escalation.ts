import type { EscalationClock, EscalationPhase } from '#domain/case/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** One commitment version that passed its due time: level after level, until it is met, given a new date, or nobody is left to tell. */
export async function escalation(ref: Ref): Promise<void> {
  const line = await takeUp<EscalationPhase, EscalationClock>(ref);
  while (line.in('climbing', 'paused')) await line.hear({ 'next-level': 'ladder.climb' });
  await line.end();
}
