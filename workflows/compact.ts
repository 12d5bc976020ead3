import type { CompactKeeperClock, CompactPhase } from '#domain/compact/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/**
 * One compact: what leaders promise each other, from its draft until its coordinator ends it. The last signature makes it active, in the decision that records
 * it; no clock signs, activates or ends anything. From level 1 on each silence climbs in escalation/<compact>/<agency or commitment>/<version>.
 */
export async function compact(ref: Ref): Promise<void> {
  const line = await takeUp<CompactPhase, CompactKeeperClock>(ref);
  // A draft is written; nobody has been asked for anything.
  while (line.in('draft')) await line.hear({ 'compact-end': 'end.ask' });
  while (line.in('open-for-signature', 'active', 'suspended'))
    await line.hear({
      'signature-reminder': 'signature.remind', // L0, to the leader who is asked to sign, or to confirm what a predecessor signed
      'signature-due': 'escalation.open', // L1: leader and supervisor
      'promise-answer': 'ladder.climb', // an agency was asked to promise and has not said yes or no
      'promise-reminder': 'promise.remind', // L0, to the owner of a promise
      'promise-due': 'promise.lapse', // a promise is broken: counted once, at its date
      'compact-end': 'end.ask', // its last day is over: the coordinator is asked to end it
    } satisfies Record<CompactKeeperClock, string>);
  await line.end(); // ended: every promise was kept or let go by a word of its own
}
