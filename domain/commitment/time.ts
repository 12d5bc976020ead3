/** What time may say to a commitment: it reminds, counts a lapse, climbs, and asks the leader. It never ends one. And what her pace does to it (rule R2). */
import { climb, type Climber } from '../climb.ts';
import { Fault } from '../decision.ts';
import type { Facts, Instant } from '../facts.ts';
import { recipientsOf } from '../recipients.ts';
import { resumeDeadline } from '../time/deadline.ts';
import { leaderAnswerDue, offerTerms, promiseTerms } from './dates.ts';
import type { CommitmentFact, CommitmentRung } from './events.ts';
import { concernedIn, hasEnded, isRunning, type Commitment, type Ground } from './state.ts';

/** The lapse of a dated promise whose effective due is past and that nobody has counted yet: whoever speaks first after it, time or a person, counts it. */
export function lapseOf({ id, climb: promise, lapsedAt, suspendedAt }: Commitment, isPast: (due: Instant) => boolean): readonly Extract<CommitmentFact, { type: 'CommitmentLapsed' }>[] {
  if (promise === undefined || lapsedAt !== undefined || suspendedAt !== undefined || !isPast(promise.deadline.due)) return [];
  return [{ type: 'CommitmentLapsed', commitment: id, version: promise.version, dueAt: promise.deadline.due }];
}

/** Every rung whose time has come. A lapse is recorded once for each dated promise, at its effective due (metric M6), and before the level of that instant. */
export function tickCommitment(ground: Ground, commitment: Commitment, facts: Facts): readonly (CommitmentFact | CommitmentRung)[] {
  const { id, offer, climb: promise, civil } = commitment;
  const concerned = concernedIn(commitment);
  const about = { subject: id, ...(commitment.step !== undefined && { step: commitment.step }) };
  const around = { told: (to: Parameters<Climber<'commitment'>['told']>[0]) => recipientsOf(ground.team, concerned, to), coordinator: ground.team.coordinator };
  if (offer !== undefined) return climb({ about: { of: 'commitment-offer', ...about }, climb: offer.climb, terms: offerTerms(offer.civil, facts), ...around }, facts);
  if (promise === undefined) throw new Fault(`a clock runs on commitment ${id}, which has no date`);
  const { version, deadline } = promise;
  const lapse = lapseOf(commitment, (due) => due <= facts.now);
  // The ladder may have nothing to say at the due instant.
  const isDue = (deadline.levels[promise.reached]?.at ?? promise.againAt ?? facts.now) <= facts.now;
  if (!isDue) return lapse;
  const rungs = climb({ about: { of: 'commitment', ...about }, climb: promise, terms: promiseTerms(civil, facts), ...around }, facts);
  const asked = rungs.find((rung) => rung.type === 'LevelReached' && rung.level === 'L4');
  const leader: readonly CommitmentFact[] =
    asked === undefined ? [] : [{ type: 'LeaderAsked', commitment: id, version, askedAt: facts.now, answerDueAt: leaderAnswerDue(facts.now, civil, facts) }];
  return [...lapse, ...rungs, ...leader];
}

/** Rule R2: what depends on a victim-paced step waits with it, and the time does not count. Empty when all stand as they should. */
export function waitsOfCommitments(ground: Ground, commitments: readonly Commitment[], facts: Facts): readonly CommitmentFact[] {
  return commitments.flatMap((commitment): readonly CommitmentFact[] => {
    const { id, suspendedAt, climb: promise, civil } = commitment;
    if (hasEnded(commitment) || !isRunning(commitment) || promise === undefined) return [];
    const outstanding = ground.outstanding(commitment.waitsOn);
    if (outstanding.length > 0 && suspendedAt === undefined) return [{ type: 'CommitmentSuspended', commitment: id, waitsOn: outstanding }];
    if (outstanding.length > 0 || suspendedAt === undefined) return [];
    return [{ type: 'CommitmentResumed', commitment: id, deadline: resumeDeadline(promise.deadline, suspendedAt, facts.now, promiseTerms(civil, facts)) }];
  });
}
