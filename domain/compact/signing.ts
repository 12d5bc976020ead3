/** Signatures: who is asked, who gives one, who confirms what a predecessor gave. */
import { acceptBySignature } from '../commitment/propose.ts';
import type { CommitmentFact } from '../commitment/events.ts';
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import type { CompactFact } from './events.ts';
import { partyOf } from './ground.ts';
import { requested } from './opening.ts';
import type { CompactAct } from './schema.ts';
import { hasSigned, missing, openRequest, type OpenCompact } from './state.ts';

const no = (refusal: Refusal): Decision<CompactFact> => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

/** The leader who was asked, or whoever holds that role at the agency today: a deputy, a successor. */
export const leads = (by: Actor, agency: string): boolean => by.agency === agency && by.roles.includes('AGENCY_LEADER');

/** Signing promises what is written down for the agency; a day that has passed meanwhile is for the coordinator to move first. */
export function sign(state: OpenCompact, by: Actor, facts: Facts): Decision<CompactFact> {
  const request = openRequest(state, by.agency);
  const refusal = firstRefusal(facts, !leads(by, by.agency) && say('NOT_THE_LEADER'), request?.version !== 1 && say('SIGNATURE_STATE'), facts.isAway === true && say('PERSON_AWAY'));
  if (refusal !== undefined || request === undefined) return no(refusal ?? say('SIGNATURE_STATE'));
  const promises: CommitmentFact[] = [];
  for (const commitment of Object.values(state.commitments)) {
    if (commitment.agency !== by.agency || commitment.state !== 'PROPOSED' || commitment.offer !== undefined) continue;
    const promised = acceptBySignature(commitment, by.person, facts);
    if (promised.refusal !== undefined) return promised;
    promises.push(...promised.events);
  }
  return accept<CompactFact>({ type: 'SignatureGiven', agency: by.agency, version: request.version, signer: by.person }, ...promises);
}

/** The signature stays the predecessor's; that the next leader stands by it is said beside it. */
export function confirm(state: OpenCompact, by: Actor, facts: Facts): Decision<CompactFact> {
  const request = openRequest(state, by.agency);
  const refusal = firstRefusal(facts, !leads(by, by.agency) && say('NOT_THE_LEADER'), (request?.version ?? 1) === 1 && say('SIGNATURE_STATE'), facts.isAway === true && say('PERSON_AWAY'));
  if (refusal !== undefined || request === undefined) return no(refusal ?? say('SIGNATURE_STATE'));
  return accept({ type: 'SignatureGiven', agency: by.agency, version: request.version, signer: by.person });
}

/** Refusal 9 of the domain report: nobody activates a compact with a missing signature. The last signature does it, in its own decision. */
export function activate(state: OpenCompact, facts: Facts): Decision<CompactFact> {
  if (state.standing !== 'DRAFT' && state.standing !== 'OPEN_FOR_SIGNATURE') return no(say('COMPACT_STATE', { state: state.standing }));
  const lacking = missing(state);
  const refusal = firstRefusal(facts, lacking.length > 0 && say('COMPACT_UNSIGNED', { missing: lacking }));
  return refusal === undefined ? accept({ type: 'CompactActivated' }) : no(refusal);
}

/** A new leader of an agency: asked instead, or, where somebody has signed, asked to confirm. */
export function nameLeader(state: OpenCompact, { agency, leader }: Extract<CompactAct, { act: 'name-leader' }>, by: Actor, facts: Facts): Decision<CompactFact> {
  if (own(state.parties, agency)?.status !== 'REQUIRED') return no(say('NOT_ON_THE_TEAM'));
  const isCoordinator = by.agency === state.lead && by.roles.includes('COORDINATOR');
  const refusal = firstRefusal(facts, !isCoordinator && !leads(by, agency) && say('NOT_THE_LEADER'));
  if (refusal !== undefined) return no(refusal);
  const party = partyOf(state, agency);
  if (!hasSigned(state, agency) || openRequest(state, agency) !== undefined) return accept({ type: 'LeaderNamed', agency, ...(leader !== undefined && { leader }) });
  const { leader: _predecessor, ...others } = party;
  const next = { ...others, ...(leader !== undefined && { leader }) };
  return accept(requested(agency, next, (state.requests[agency] ?? []).length + 1, facts));
}
