import type { CaseKeeperClock, CasePhase } from '#domain/case/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/**
 * One case, from its launch on. Years pass in this loop. It names the clocks that may run and the only word time may say;
 * people say all else: nothing here discloses, closes, merges or approves.
 */
export async function caseLife(ref: Ref): Promise<void> {
  const line = await takeUp<CasePhase, CaseKeeperClock>(ref);
  while (line.in('open'))
    await line.hear({
      'step-reminder': 'step.remind', // L0, to the owner alone
      'step-due': 'escalation.open', // L1: the ladder goes on in escalation/<case>/<step>/<version>
      'wait-review': 'escalation.open', // a court or another state has the time; nobody looked again
      'protected-period-end': 'step.unlock', // unlocks; asks nobody for anything
      'silence-end': 'offer.resume', // the day she named has come: staff may offer again, nobody asks her
      'legal-horizon': 'horizon.warn', // asks for a decision without testimony, never for an interview
      'quiet-too-long': 'track.markStalled',
      'promise-answer': 'ladder.climb', // an agency was asked to promise and has not said yes or no
      'promise-reminder': 'promise.remind', // L0 of a promise, to its owner alone
      'promise-due': 'promise.lapse', // a promise is broken, counted once; the ladder goes on in escalation/<case>/<commitment>/<version>
    } satisfies Record<CaseKeeperClock, string>);
  await line.end();
}
