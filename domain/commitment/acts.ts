/** What people may do with a commitment, and when the answer is no. */
import { accept, refuse, unreachable, type Refusal } from '../decision.ts';
import { firstRefusal, type Actor, type Facts } from '../facts.ts';
import { dueFlaws, offerDeadline, promiseDeadline } from './dates.ts';
import type { CommitmentFact } from './events.ts';
import type { CommitmentDecision } from './propose.ts';
import type { CommitmentAct } from './schema.ts';
import { hasEnded, isRunning, type Commitment, type Ground } from './state.ts';
import { lapseOf } from './time.ts';

const no = (refusal: Refusal): CommitmentDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;
type Name = CommitmentAct['act'];
type Act<N extends Name> = Extract<CommitmentAct, { act: N }>;

export interface Asked {
  readonly act: CommitmentAct;
  readonly by: Actor;
  readonly expects?: number | undefined;
}

/** A clock may be late: what is past its date has lapsed, and that is counted before anything else is said of it. */
export function actOnCommitment(ground: Ground, before: Commitment, { act: wanted, by, expects }: Asked, facts: Facts): CommitmentDecision {
  const lapse = lapseOf(before, (due) => due < facts.now);
  const commitment = lapse.reduce<Commitment>((each, { dueAt }) => ({ ...each, state: 'LAPSED', lapsedAt: dueAt }), before);
  const refusal = firstRefusal(
    facts,
    expects !== undefined && expects !== before.rev && say('STALE', { rev: before.rev }),
    mayNot(ground, commitment, wanted.act, by),
    !possible[wanted.act](commitment) && say('COMMITMENT_STATE', { state: commitment.state }),
  );
  if (refusal !== undefined) return no(refusal);
  const decided = act(ground, commitment, wanted, by, facts);
  return decided.refusal === undefined ? { events: [...lapse, ...decided.events] } : decided;
}

export interface Standing {
  readonly state: Commitment['state'];
  /** An agency that is asked to promise it. */
  readonly offer?: unknown;
}

/** In which states an act makes sense. Late is late and still counts; what waits for her may be delivered all the same. */
export const possible: Readonly<Record<Name, (commitment: Standing) => boolean>> = {
  accept: ({ offer }) => offer !== undefined,
  decline: ({ offer }) => offer !== undefined,
  deliver: isRunning,
  'deliver-resource': isRunning,
  'ask-date': ({ state }) => state === 'ACTIVE' || state === 'LAPSED',
  're-date': ({ state }) => state === 'PROPOSED' || state === 'ACTIVE' || state === 'LAPSED',
  recommit: ({ state }) => state === 'LAPSED',
  reassign: ({ state, offer }) => state === 'LAPSED' && offer === undefined,
  release: (commitment) => !hasEnded(commitment),
};

function mayNot(ground: Ground, commitment: Commitment, name: Name, by: Actor): Refusal | undefined {
  const isCoordinator = by.agency === ground.lead && by.roles.includes('COORDINATOR');
  switch (name) {
    case 'accept':
    case 'decline':
      return by.agency === (commitment.offer?.agency ?? commitment.agency) ? undefined : say('NOT_THE_HOLDER');
    case 'deliver':
    case 'deliver-resource':
    case 'ask-date':
      return by.agency === commitment.agency ? undefined : say('NOT_THE_HOLDER');
    // A new date is accepted by the coordinator, not by the owner alone (domain 5c).
    case 're-date':
      return isCoordinator ? undefined : say('NOT_THE_COORDINATOR');
    case 'release':
      // Until somebody has promised, whoever asked may take it back.
      if (commitment.state === 'PROPOSED' && (isCoordinator || by.agency === commitment.proposedBy.agency)) return undefined;
      return mayNotLead(commitment, by);
    case 'recommit':
    case 'reassign':
      return mayNotLead(commitment, by);
    default:
      return unreachable(name);
  }
}

const mayNotLead = ({ agency }: Commitment, by: Actor): Refusal | undefined => (by.agency === agency && by.roles.includes('AGENCY_LEADER') ? undefined : say('NOT_THE_LEADER'));

function act(ground: Ground, commitment: Commitment, wanted: CommitmentAct, by: Actor, facts: Facts): CommitmentDecision {
  const { id } = commitment;
  switch (wanted.act) {
    case 'accept':
      return answerYes(commitment, by, facts);
    case 'decline':
      return accept({ type: 'CommitmentDeclined', commitment: id, agency: by.agency, reason: wanted.reason });
    case 'deliver':
      // Suspended time does not count (rule R2): what waited for her is late only if it had lapsed before.
      return accept({ type: commitment.lapsedAt !== undefined ? 'CommitmentMetLate' : 'CommitmentMet', commitment: id, ...withdrawn(commitment), ...(wanted.note !== undefined && { note: wanted.note }) });
    case 'deliver-resource':
      return deliverResource(commitment, wanted, facts);
    case 'ask-date':
      return dated(commitment, wanted.due, facts, () => ({ type: 'CommitmentDateAsked', commitment: id, due: wanted.due, reason: wanted.reason }));
    case 're-date':
      return reDate(commitment, wanted, facts);
    case 'recommit': {
      const rule = { on: wanted.due };
      const { amount, unit } = wanted.resource;
      return dated(commitment, wanted.due, facts, () => ({ type: 'CommitmentRecommitted', commitment: id, rule, deadline: promiseDeadline(rule, commitment.civil, facts), amount, unit, ...withdrawn(commitment) }));
    }
    case 'reassign':
      return reassign(ground, commitment, wanted, facts);
    case 'release':
      return accept({ type: 'CommitmentReleased', commitment: id, reason: wanted.reason, ...withdrawn(commitment) });
    default:
      return unreachable(wanted);
  }
}

const withdrawn = ({ offer, agency }: Commitment): { readonly withdrawnFrom?: string } => (offer === undefined || offer.agency === agency ? {} : { withdrawnFrom: offer.agency });

/** Accepting is promising: the date runs in the civil time of the agency that accepts. A day that has passed meanwhile is for the coordinator to move. */
function answerYes(commitment: Commitment, by: Actor, facts: Facts): CommitmentDecision {
  const { id, offer } = commitment;
  if (offer === undefined) return no(say('COMMITMENT_STATE', { state: commitment.state }));
  const refusal = firstRefusal(facts, facts.isAway === true && say('PERSON_AWAY'), ...dueFlaws(offer.rule, offer.civil, facts));
  if (refusal !== undefined) return no(refusal);
  const deadline = promiseDeadline(offer.rule, offer.civil, facts);
  if (commitment.state === 'PROPOSED') return accept({ type: 'CommitmentAccepted', commitment: id, owner: by.person, deadline });
  return accept({ type: 'CommitmentReassigned', commitment: id, agency: offer.agency, from: commitment.agency, owner: by.person, deadline });
}

function dated(commitment: Commitment, due: string, facts: Facts, fact: () => CommitmentFact): CommitmentDecision {
  const refusal = firstRefusal(facts, ...dueFlaws({ on: due }, commitment.civil, facts));
  return refusal === undefined ? accept(fact()) : no(refusal);
}

function reDate(commitment: Commitment, { due, reason }: Act<'re-date'>, facts: Facts): CommitmentDecision {
  const rule = { on: due };
  const runs = commitment.state === 'PROPOSED' ? {} : { deadline: promiseDeadline };
  return dated(commitment, due, facts, () => ({
    type: 'CommitmentReDated', commitment: commitment.id, rule, reason, ...(runs.deadline && { deadline: runs.deadline(rule, commitment.civil, facts), ...withdrawn(commitment) }),
  }));
}

/** The other agency must accept; until then this one answers for it. */
function reassign(ground: Ground, commitment: Commitment, { to, due }: Act<'reassign'>, facts: Facts): CommitmentDecision {
  const civil = ground.civilOf(to);
  if (civil === undefined) return no(say('NOT_ON_THE_TEAM'));
  const rule = { on: due };
  const refusal = firstRefusal(facts, to === commitment.agency && say('HAND_OFF_TO_SELF'), ...dueFlaws(rule, civil, facts));
  if (refusal !== undefined) return no(refusal);
  return accept({ type: 'CommitmentOffered', commitment: commitment.id, agency: to, civil, rule, deadline: offerDeadline(civil, facts) });
}

/** A record of what was given, for a time within the pledge. It is never compared between agencies. */
function deliverResource({ id, pledge }: Commitment, { from, until, amount }: Act<'deliver-resource'>, facts: Facts): CommitmentDecision {
  if (pledge === undefined) return no(say('NOT_A_RESOURCE'));
  const refusal = firstRefusal(facts, until < from && say('PERIOD_BACKWARDS'), (from < pledge.from || until > pledge.until) && say('OUTSIDE_THE_PLEDGE', { from: pledge.from, until: pledge.until }));
  return refusal === undefined ? accept({ type: 'ResourceDelivered', commitment: id, from, until, amount, unit: pledge.unit }) : no(refusal);
}
