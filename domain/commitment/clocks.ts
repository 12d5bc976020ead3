/** The clocks of a commitment and who keeps them: the ledger's own keeper until the first level, then a keeper of the ladder. None runs while it waits for her. */
import { isEscalated, nextLevel } from '../climb.ts';
import { Fault } from '../decision.ts';
import type { Instant } from '../facts.ts';
import { hasEnded, isRunning, type Commitment, type Ground } from './state.ts';

export type PromiseClock = 'promise-answer' | 'promise-reminder' | 'promise-due';

/** The only words time may say to the keeper of a commitment, by the clock that says them. */
export const promiseWordOf = {
  'promise-answer': 'ladder.climb',
  'promise-reminder': 'promise.remind',
  'promise-due': 'promise.lapse',
} as const satisfies Record<PromiseClock, string>;

interface Clock {
  readonly id: string;
  readonly keeper: string;
  readonly name: PromiseClock | 'next-level';
  readonly subject: string;
  readonly dueAt: Instant;
}

type Kept = Pick<Ground, 'id' | 'keeper'>;

const escalationOf = ({ id }: Kept, commitment: Commitment): string => `escalation/${id}/${commitment.id}/${commitment.version}`;

export function clocksOfCommitment(ground: Kept, commitment: Commitment): readonly Clock[] {
  const clock = (name: Clock['name'], { level, at }: { readonly level: string; readonly at: Instant }, part: string, keeper = ground.keeper): Clock => ({
    id: `${ground.id}/${commitment.id}/${part}/${level}@${at}`, keeper, name, subject: commitment.id, dueAt: at,
  });
  if (hasEnded(commitment)) return [];
  const { offer, climb } = commitment;
  if (offer !== undefined) {
    const next = nextLevel(offer.climb);
    return next === undefined ? [] : [clock('promise-answer', next, `offer-${offer.climb.version}`)];
  }
  const next = nextMoment(commitment);
  if (climb === undefined || next === undefined || commitment.suspendedAt !== undefined) return [];
  if (isEscalated(climb)) return [clock('next-level', next, `${climb.version}`, escalationOf(ground, commitment))];
  return [clock(next.level === 'L0' ? 'promise-reminder' : 'promise-due', next, `${climb.version}`)];
}

/** The next level, or the date itself where no level comes with it: a lapse is counted at the due instant, whatever the ladder says then. */
function nextMoment({ climb, lapsedAt }: Commitment): { readonly level: string; readonly at: Instant } | undefined {
  if (climb === undefined) return undefined;
  const next = nextLevel(climb);
  const { due } = climb.deadline;
  return lapsedAt === undefined && (next === undefined || due < next.at) ? { level: 'due', at: due } : next;
}

/** The ladder of a promise has a keeper of its own once it has left the owner's hands. */
export function keepersOfCommitment(ground: Kept, commitment: Commitment): readonly { readonly id: string; readonly phase: 'climbing' | 'paused' }[] {
  const { climb, suspendedAt, offer } = commitment;
  if (hasEnded(commitment) || climb === undefined || !isEscalated(climb)) return [];
  return [{ id: escalationOf(ground, commitment), phase: suspendedAt === undefined && offer === undefined ? 'climbing' : 'paused' }];
}

/** What must hold after every decision (I4): a promise has a next date or waits for her by name. Throws `Fault`. */
export function assertSoundCommitment(ground: Kept, commitment: Commitment): void {
  if (hasEnded(commitment)) return;
  if (isRunning(commitment) && commitment.owner === undefined) throw new Fault(`commitment ${commitment.id} is promised and nobody owns it`);
  const waits = commitment.suspendedAt !== undefined || (commitment.state === 'PROPOSED' && commitment.offers === 0);
  if (!waits && clocksOfCommitment(ground, commitment).length === 0) throw new Fault(`commitment ${commitment.id} has no next date`);
}
