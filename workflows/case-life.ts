import type { CaseKeeperClock, CasePhase } from '#domain/case/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** What time may say about the work of a team, in whatever phase there is work. */
const work = {
  'step-reminder': 'step.remind', // L0, to the owner alone
  'step-due': 'escalation.open', // L1: the ladder goes on in escalation/<case>/<step>/<version>
  'quiet-too-long': 'track.markStalled',
} as const;
/** Support lives on when the case has closed, and so does her wish not to be asked. */
const support = {
  ...work,
  'silence-end': 'offer.resume', // the day she named has come: staff may offer again, nobody asks her
} as const;
const all = {
  'promise-answer': 'ladder.climb', // an agency was asked to promise and has not said yes or no
  'promise-reminder': 'promise.remind', // L0 of a promise, to its owner alone
  'promise-due': 'promise.lapse', // a promise is broken, counted once; the ladder goes on in escalation/<case>/<commitment>/<version>
  ...support,
  'wait-review': 'escalation.open', // a court or another state has the time; nobody looked again
  'protected-period-end': 'step.unlock', // unlocks; asks nobody for anything
  'legal-horizon': 'horizon.warn', // asks for a decision without testimony, never for an interview
} as const satisfies Record<CaseKeeperClock, string>;

/**
 * One case, from the first report until nothing more can follow. Years pass in these loops. Each names the clocks that may run and the only word time
 * may say; people say all else: nothing here discloses, accepts, closes, reopens, merges or approves.
 */
export async function caseLife(ref: Ref): Promise<void> {
  const line = await takeUp<CasePhase, CaseKeeperClock>(ref);
  do {
    // A report that is not a case yet: is anybody in danger, and is it a case?
    while (line.in('information')) await line.hear(work);
    // The closing review is a step of its own; meanwhile all other work goes on.
    while (line.in('open', 'reopened', 'closing-review')) await line.hear(all);
    // Support stays open and keeps its owner.
    while (line.in('closed-monitoring')) await line.hear(support);
  } while (line.in('information', 'open', 'reopened', 'closing-review'));
  await line.end(); // a reopening starts this workflow again, here, from the ledger
}
