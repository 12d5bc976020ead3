/** The rules of a compact as one function: values in, values out. `now` comes with the facts. No decision of a case reads a compact: it holds back nothing (S3.2a). */
import { climb } from '../climb.ts';
import { actOnCommitment } from '../commitment/acts.ts';
import { assertSoundCommitment } from '../commitment/clocks.ts';
import { propose } from '../commitment/propose.ts';
import { isFull } from '../commitment/room.ts';
import { tickCommitment } from '../commitment/time.ts';
import { accept, Fault, refuse, unreachable, type Decision, type Refusal } from '../decision.ts';
import { calendarOf, firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { dueClock, settled, type Decided, type Settled } from '../ledger.ts';
import { tell } from '../reach/reach.ts';
import { addDuration } from '../time/add.ts';
import { clocksOf, type CompactClock } from './clocks.ts';
import type { CompactCommand, CompactCommandOf } from './command.ts';
import type { CompactEvent, CompactFact } from './events.ts';
import { evolve } from './evolve.ts';
import { addressesOfSignature, civilOf, coordinatorOf, groundOf, partyOf, signatureTerms, uncovered } from './ground.ts';
import { askedAgainEvery, open, requestSignatures } from './opening.ts';
import { agencyLeaves, amend, end, leave } from './parting.ts';
import { reOffer } from './re-offer.ts';
import type { CompactAct } from './schema.ts';
import { activate, confirm, nameLeader, sign } from './signing.ts';
import { hasSigned, missing, openRequest, required, type CompactState, type OpenCompact } from './state.ts';

type CompactDecision = Decision<CompactFact>;
const no = (refusal: Refusal): CompactDecision => ({ events: [], refusal });

/** Decides a command and everything that follows from it. Errors: `Fault`, a bug in a rule; nothing of it may be kept. */
export function decide(state: CompactState, command: CompactCommand, facts: Facts): Decided<CompactState, CompactEvent, CompactClock> {
  if (command.type === 'clock') return decideClock(state, command.keeper, facts);
  const decided = settledAs(state, first(state, command, facts), command.by.person, facts);
  const full = onlyAdds(command) && decided.refusal === undefined ? firstRefusal(facts, hasNoRoom(decided.state) && refuse('COMPACT_FULL').refusal) : undefined;
  return full === undefined ? decided : { events: [], state, refusal: full };
}

/** What brings promises in. Signatures, clocks, answers and deliveries always fit. */
function onlyAdds(command: Exclude<CompactCommand, { type: 'clock' }>): boolean {
  if (command.type === 'compact') return command.act.act === 'pledge';
  return command.type === 'open-compact' || (command.type === 'compact-commitment' && command.act.act === 'reassign');
}

/** Bytes that a request for a signature takes, with its ladder: measured 770. */
const requestBytes = 800;

function hasNoRoom(state: CompactState): boolean {
  if (state.phase === 'absent') return false;
  const unasked = required(state).filter(([agency]) => state.requests[agency] === undefined).length;
  return isFull(state, Object.values(state.commitments), unasked * requestBytes);
}

function first(state: CompactState, command: Exclude<CompactCommand, { type: 'clock' }>, facts: Facts): CompactDecision {
  if (command.type === 'open-compact') return open(state, command, facts);
  if (state.phase === 'absent') return refuse('NOT_FOUND');
  switch (command.type) {
    case 'compact':
      return actOnCompact(state, command, facts);
    case 'compact-commitment':
      return onCommitment(state, command, facts);
    case 'compact-re-offer':
      return reOffer(state, command, facts);
    case 'compact-agency-leaves':
      return agencyLeaves(state, command.agency, command.reason, facts);
    default:
      return unreachable(command);
  }
}

/** In which states an act makes sense; those that are not listed say themselves when the answer is no. */
const possible: Readonly<Partial<Record<CompactAct['act'], readonly OpenCompact['standing'][]>>> = {
  'request-signatures': ['DRAFT'],
  amend: ['OPEN_FOR_SIGNATURE'],
};

function actOnCompact(state: OpenCompact, { act: wanted, by, expects }: CompactCommandOf<'compact'>, facts: Facts): CompactDecision {
  const isCoordinator = by.agency === state.lead && by.roles.includes('COORDINATOR');
  const refusal = firstRefusal(
    facts,
    expects !== undefined && expects !== state.rev && refuse('STALE', { rev: state.rev }).refusal,
    state.standing === 'ENDED' && refuse('COMPACT_STATE', { state: state.standing }).refusal,
    ['request-signatures', 'amend', 'end'].includes(wanted.act) && !isCoordinator && refuse('NOT_THE_COORDINATOR').refusal,
    possible[wanted.act]?.includes(state.standing) === false && refuse('COMPACT_STATE', { state: state.standing }).refusal,
  );
  return refusal === undefined ? act(state, wanted, by, facts) : no(refusal);
}

function act(state: OpenCompact, wanted: CompactAct, by: Actor, facts: Facts): CompactDecision {
  switch (wanted.act) {
    case 'request-signatures':
      return requestSignatures(state, facts);
    case 'sign':
      return sign(state, by, facts);
    case 'confirm':
      return confirm(state, by, facts);
    case 'activate':
      return activate(state, facts);
    case 'name-leader':
      return nameLeader(state, wanted, by, facts);
    case 'name-lead':
      return nameLead(state, wanted, by, facts);
    case 'amend':
      return amend(state, wanted, facts);
    case 'leave':
      return leave(state, wanted.reason, by, facts);
    case 'end':
      return end(state, facts);
    case 'pledge':
      // Before the signature it is part of what is signed; afterwards the agency is asked for it.
      return propose(groundOf(state), { ...wanted, ...(!hasSigned(state, wanted.pledged.agency) && { bySignature: true as const }) }, by, facts);
    default:
      return unreachable(wanted);
  }
}

/** An agency says itself who does its work: its leader, its supervisor or the coordinator of the lead. */
function nameLead(state: OpenCompact, { lead, deputy }: Extract<CompactAct, { act: 'name-lead' }>, by: Actor, facts: Facts): CompactDecision {
  const mayName = own(state.parties, by.agency)?.status === 'REQUIRED' && by.roles.some((role) => role === 'AGENCY_LEADER' || role === 'AGENCY_SUPERVISOR');
  const refusal = firstRefusal(facts, !mayName && refuse('NOT_THE_LEADER').refusal);
  return refusal === undefined ? accept({ type: 'LeadNamed', agency: by.agency, lead, ...(deputy !== undefined && { deputy }) }) : no(refusal);
}

function onCommitment(state: OpenCompact, { commitment: id, act: wanted, by, expects }: CompactCommandOf<'compact-commitment'>, facts: Facts): CompactDecision {
  const commitment = own(state.commitments, id);
  if (commitment === undefined) return refuse('COMMITMENT_STATE', { state: 'ENDED' });
  return actOnCommitment(groundOf(state), commitment, { act: wanted, by, expects }, facts);
}

function decideClock(state: CompactState, keeper: string, facts: Facts): Decided<CompactState, CompactEvent, CompactClock> {
  const clock = state.phase === 'absent' ? undefined : dueClock(clocksOf(state), keeper, facts.now);
  if (state.phase === 'absent' || clock === undefined) return { events: [], state };
  const decided = settledAs(state, accept(...tick(state, clock.name, clock.subject, facts)), 'clock', facts);
  if (clocksOf(decided.state).some(({ id }) => id === clock.id)) throw new Fault(`clock ${clock.name} was left due`);
  return { ...decided, clock };
}

/** What time may say. It reminds and escalates, and asks for an end: it never signs, activates, suspends or ends. */
function tick(state: OpenCompact, name: CompactClock, subject: string, facts: Facts): readonly CompactFact[] {
  if (name === 'compact-end') return endAsked(state, facts);
  const commitment = own(state.commitments, subject);
  if (commitment !== undefined) return tickCommitment(groundOf(state), commitment, facts);
  const party = partyOf(state, subject);
  const request = openRequest(state, subject);
  if (request === undefined) throw new Fault(`a clock runs on the signature of ${subject}, which nobody was asked for`);
  const about = { of: 'signature' as const, subject };
  return climb({ about, climb: request.climb, terms: signatureTerms(party, request.version, facts), told: (to) => addressesOfSignature(state, subject, to), coordinator: coordinatorOf(state) }, facts);
}

function endAsked(state: OpenCompact, facts: Facts): readonly CompactFact[] {
  const every = askedAgainEvery(facts);
  if (every === undefined) throw new Fault('the ladder of commitments falls silent');
  const calendar = calendarOf(civilOf(partyOf(state, state.lead)), facts);
  return [{ type: 'CompactEndAsked', againAt: addDuration(facts.now, every, calendar), ...tell([coordinatorOf(state)], coordinatorOf(state), false, facts) }];
}

/** ACTIVE the instant the last required leader has signed, in the same decision; SUSPENDED while a discipline is missing that the playbook asks for. */
function follows(state: CompactState, facts: Facts): readonly CompactFact[] {
  if (state.phase === 'absent') return [];
  const isComplete = state.standing === 'OPEN_FOR_SIGNATURE' && missing(state).length === 0;
  if (!isComplete && state.standing !== 'ACTIVE') return [];
  const roles = uncovered(state, facts);
  if (roles.length > 0) return [{ type: 'CompactSuspended', roles }];
  return isComplete ? [{ type: 'CompactActivated' }] : [];
}

const settledAs = (before: CompactState, decision: CompactDecision, by: string, facts: Facts): Settled<CompactState, CompactEvent> =>
  settled(before, decision, { at: facts.now, by }, { evolve, assertSound: (state) => assertSound(state, facts), follows: (state) => follows(state, facts) });

/** What must hold after every decision. Stays on in production: better no answer than a compact in force that somebody has not signed. An exercise may leave this out with its guard. */
export function assertSound(state: CompactState, { without }: Pick<Facts, 'without'>): void {
  if (state.phase === 'absent') return;
  if (state.standing === 'ACTIVE' && missing(state).length > 0 && !without.includes('COMPACT_UNSIGNED')) throw new Fault('the compact is active and not signed by all');
  const clocked = new Set(clocksOf(state).map(({ subject }) => subject));
  for (const [agency] of required(state)) if (openRequest(state, agency) !== undefined && !clocked.has(agency)) throw new Fault(`the signature of ${agency} has no next date`);
  for (const commitment of Object.values(state.commitments)) assertSoundCommitment(groundOf(state), commitment);
  if (state.standing !== 'ENDED' && !clocked.has(state.id)) throw new Fault('nobody is asked when the compact is over');
}
