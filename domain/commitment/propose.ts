/** A promise is made by accepting: whoever promises for the own agency has accepted; any other agency is asked, and owes an answer. */
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, type Actor, type Facts } from '../facts.ts';
import { worksAt } from '../reach/chairs.ts';
import type { Track } from '../terms.ts';
import { dueFlaws, offerDeadline, promiseDeadline, ruleOf } from './dates.ts';
import type { CommitmentFact } from './events.ts';
import type { Pledged } from './schema.ts';
import type { Commitment, Ground } from './state.ts';

export type CommitmentDecision = Decision<CommitmentFact>;

export interface Proposal {
  readonly commitment: string;
  readonly pledged: Pledged;
  /** Where in a case it belongs, and what of hers it waits for. */
  readonly place?: { readonly track?: Track; readonly step?: string; readonly waitsOn: readonly string[] };
  /** The person who takes it on in the same breath; without one the agency is asked. */
  readonly owner?: string;
  /** Answered by the leader's signature under a compact, whoever wrote it down: nobody is asked here, and no answer is due. */
  readonly bySignature?: true;
}

export function propose(ground: Ground, { commitment, pledged, place, owner, bySignature }: Proposal, by: Actor, facts: Facts): CommitmentDecision {
  const { agency, kind, text } = pledged;
  const civil = ground.civilOf(agency);
  if (facts.playbook.compact === undefined) return refuse('NO_COMMITMENTS_HERE');
  if (civil === undefined) return refuse('NOT_ON_THE_TEAM');
  const rule = ruleOf(pledged.due);
  const isCoordinator = by.agency === ground.lead && by.roles.includes('COORDINATOR');
  const no = firstRefusal(facts, by.agency !== agency && !isCoordinator && refuse('NOT_THE_HOLDER').refusal, ...dueFlaws(rule, civil, facts), ...pledgeFlaws(pledged));
  if (no !== undefined) return { events: [], refusal: no };
  const accepted = bySignature === true ? undefined : (owner ?? (by.agency === agency ? by.person : undefined));
  const proposed: CommitmentFact = {
    type: 'CommitmentProposed', commitment, kind, agency, civil, rule, text, proposer: by.agency, waitsOn: place?.waitsOn ?? [],
    ...(place?.track !== undefined && { track: place.track }), ...(place?.step !== undefined && { step: place.step }),
    ...(pledged.kind === 'RESOURCE' && { pledge: pledged.pledge }), ...(pledged.lead !== undefined && { lead: pledged.lead }),
    ...(accepted === undefined && bySignature !== true && { deadline: offerDeadline(civil, facts) }),
  };
  if (accepted === undefined) return accept(proposed);
  const away = firstRefusal(facts, accepted === by.person && facts.isAway === true && refuse('PERSON_AWAY').refusal);
  if (away !== undefined) return { events: [], refusal: away };
  return accept<CommitmentFact>(proposed, { type: 'CommitmentAccepted', commitment, owner: accepted, deadline: promiseDeadline(rule, civil, facts) });
}

/** Whoever signs a compact accepts what it promises for the agency: the named lead owns it; the leader, where there is none or that person has left. */
export function acceptBySignature({ id, agency, rule, civil, lead }: Commitment, leader: string, facts: Facts): CommitmentDecision {
  const refusal = firstRefusal(facts, ...dueFlaws(rule, civil, facts));
  if (refusal !== undefined) return { events: [], refusal };
  return accept({ type: 'CommitmentAccepted', commitment: id, owner: lead !== undefined && stillWorks(lead, agency, facts) ? lead : leader, leader, deadline: promiseDeadline(rule, civil, facts) });
}

const stillWorks = (person: string, agency: string, { chairs, now }: Facts): boolean => chairs === undefined || chairs.people.some((chair) => chair.person === person && worksAt(chair, agency, now));

function pledgeFlaws(pledged: Pledged): readonly (Refusal | false)[] {
  return pledged.kind === 'RESOURCE' ? [pledged.pledge.until < pledged.pledge.from && refuse('PERIOD_BACKWARDS').refusal] : [];
}
