/** Folding what happened to one commitment: taken as it is and never refused. */
import { afterWait, higher, newClimb } from '../climb.ts';
import { Fault, unreachable } from '../decision.ts';
import type { Civil } from '../facts.ts';
import type { Deadline, DueRule } from '../time/deadline.ts';
import type { CommitmentEvent, CommitmentRung } from './events.ts';
import type { Commitment } from './state.ts';

type Optional = 'owner' | 'vacant' | 'lead' | 'leader' | 'climb' | 'offer' | 'suspendedAt' | 'lapsedAt' | 'leaderAskedAt' | 'leaderAnswerDueAt' | 'asked';

function without(commitment: Commitment, ...keys: readonly Optional[]): Commitment {
  return Object.fromEntries(Object.entries(commitment).filter(([key]) => !(keys as readonly string[]).includes(key))) as unknown as Commitment;
}

export function evolveCommitment(before: Commitment | undefined, event: CommitmentEvent): Commitment {
  if (event.type === 'CommitmentProposed') return proposed(event);
  if (before === undefined) throw new Fault(`${event.type} before it was proposed`);
  const next: Commitment = { ...before, rev: before.rev + 1, since: event.at };
  switch (event.type) {
    case 'CommitmentAccepted':
      return { ...promised(next, event.deadline, event.at), owner: event.owner, activeAt: event.at, ...(event.leader !== undefined && { leader: event.leader }) };
    case 'CommitmentDeclined':
      return before.state === 'PROPOSED' ? ended(next, 'DECLINED') : without(next, 'offer');
    case 'CommitmentOwnerLeft':
      return ownerLeft(next, before.since, event.from);
    case 'CommitmentTakenOn':
      return { ...without(next, 'vacant'), since: before.since, owner: event.owner };
    case 'CommitmentOffered':
      return offered(next, event);
    case 'CommitmentReassigned':
      return reassigned(next, event);
    case 'CommitmentReDated':
      return reDated(next, event);
    case 'CommitmentRecommitted':
      return { ...again(next, event.rule, event.deadline, event.at), added: { amount: event.amount, unit: event.unit } };
    case 'CommitmentReleased':
      return ended(next, 'RELEASED');
    case 'CommitmentMet':
      return ended(next, 'MET');
    case 'CommitmentMetLate':
      return ended(next, 'MET_LATE');
    default:
      return evolveTime(before, next, event);
  }
}

type TimeEvent = Extract<CommitmentEvent, { type: 'CommitmentSuspended' | 'CommitmentResumed' | 'CommitmentLapsed' | 'LeaderAsked' | 'CommitmentDateAsked' | 'ResourceDelivered' }>;

/** What a wait and time do, and what is noted beside the promise. */
function evolveTime(before: Commitment, next: Commitment, event: TimeEvent): Commitment {
  switch (event.type) {
    case 'CommitmentSuspended':
      return { ...next, state: 'SUSPENDED', suspendedAt: event.at };
    case 'CommitmentResumed':
      return resumed(before, next, event.deadline, event.at);
    case 'CommitmentLapsed':
      return { ...next, state: 'LAPSED', lapsedAt: event.dueAt };
    case 'LeaderAsked':
      return { ...next, since: before.since, leaderAskedAt: event.askedAt, leaderAnswerDueAt: event.answerDueAt };
    case 'CommitmentDateAsked':
      return { ...next, since: before.since, asked: { due: event.due, reason: event.reason } };
    case 'ResourceDelivered':
      return { ...next, since: before.since };
    default:
      return unreachable(event);
  }
}

/** An offer climbs for its answer, a promise for itself; never both at once. */
export function evolveRung(before: Commitment, rung: CommitmentRung): Commitment {
  const rev = before.rev + (rung.type === 'LevelReached' ? 1 : 0);
  if (rung.of === 'commitment-offer') return before.offer === undefined ? before : { ...before, rev, offer: { ...before.offer, climb: higher(before.offer.climb, rung) } };
  return before.climb === undefined ? before : { ...before, rev, climb: higher(before.climb, rung) };
}

function proposed(event: Extract<CommitmentEvent, { type: 'CommitmentProposed' }>): Commitment {
  const { commitment: id, kind, agency, civil, rule, waitsOn, at, by, deadline } = event;
  return {
    id, kind, agency, civil, rule, waitsOn, state: 'PROPOSED', proposedBy: { agency: event.proposer, person: by }, proposedAt: at, since: at, rev: 1, version: 0, recommitments: 0,
    offers: deadline === undefined ? 0 : 1, ...(deadline !== undefined && { offer: { agency, civil, rule, climb: newClimb(1, deadline) } }),
    ...(event.track !== undefined && { track: event.track }), ...(event.step !== undefined && { step: event.step }), ...(event.text !== undefined && { text: event.text }),
    ...(event.pledge !== undefined && { pledge: event.pledge }), ...(event.lead !== undefined && { lead: event.lead }),
  };
}

/** The promise stays the agency's; whoever left is not asked again as its lead or leader either. */
function ownerLeft(next: Commitment, since: string, from: string): Commitment {
  const gone: readonly Optional[] = ['owner', ...(next.lead === from ? ['lead' as const] : []), ...(next.leader === from ? ['leader' as const] : [])];
  return { ...without(next, ...gone), since, vacant: true };
}

/** A dated promise begins: everything that belonged to the one before it is answered. */
function promised(next: Commitment, deadline: Deadline, at: string): Commitment {
  const version = next.version + 1;
  return { ...without(next, 'offer', 'suspendedAt', 'lapsedAt', 'leaderAskedAt', 'leaderAnswerDueAt', 'asked'), state: 'ACTIVE', since: at, version, climb: newClimb(version, deadline) };
}

const again = (next: Commitment, rule: DueRule, deadline: Deadline, at: string): Commitment => ({ ...promised(next, deadline, at), rule, recommitments: next.recommitments + 1 });

/** Before acceptance only what is asked for changes; the answer stays due when it was. */
function reDated(next: Commitment, { rule, deadline, at }: Extract<CommitmentEvent, { type: 'CommitmentReDated' }>): Commitment {
  if (deadline !== undefined) return again(next, rule, deadline, at);
  return { ...next, rule, ...(next.offer !== undefined && { offer: { ...next.offer, rule } }) };
}

function offered(next: Commitment, { agency, civil, rule, deadline }: { readonly agency: string; readonly civil: Civil; readonly rule: DueRule; readonly deadline: Deadline }): Commitment {
  const offers = next.offers + 1;
  return { ...next, offers, offer: { agency, civil, rule, climb: newClimb(offers, deadline) } };
}

/** The other agency has accepted: from now on it answers, with an owner of its own, and nobody has signed for it. */
function reassigned(next: Commitment, { agency, owner, deadline, at }: Extract<CommitmentEvent, { type: 'CommitmentReassigned' }>): Commitment {
  const { lead: _lead, leader: _leader, vacant: _vacant, ...rest } = promised(next, deadline, at);
  return { ...rest, agency, owner, civil: next.offer?.civil ?? next.civil, rule: next.offer?.rule ?? next.rule };
}

/** The clock goes on where it stood. A promise that had lapsed before the wait is lapsed after it. */
function resumed(before: Commitment, next: Commitment, deadline: Deadline, at: string): Commitment {
  const from = before.suspendedAt ?? at;
  const state = before.lapsedAt === undefined ? 'ACTIVE' : 'LAPSED';
  return { ...without(next, 'suspendedAt'), state, ...(before.climb !== undefined && { climb: afterWait(before.climb, deadline, { from, at }) }) };
}

const ended = (next: Commitment, state: Commitment['state']): Commitment => ({ ...without(next, 'climb', 'offer', 'suspendedAt', 'asked'), state });
