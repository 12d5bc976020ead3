/**
 * An agency leaves a case, in one decision: what it was asked for is declined, what it was given goes back, its steps are offered to whoever else fills the
 * role, or come back to the lead, whose coordinator answers for them; its promises are let go; and it reads nothing more.
 */
import { accept, refuse } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { agencyLets } from '../commitment/leaving.ts';
import { tell } from '../reach/reach.ts';
import type { LeavingReason } from '../terms.ts';
import { coordinatorOf, holderOf } from './addresses.ts';
import { commitmentsOf } from './commitments.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import { declined } from './hand-offs.ts';
import { answerDeadline } from './opening.ts';
import type { CaseAct } from './schema.ts';
import { hasEnded, isOpen, type HandOff, type OpenCase, type Step } from './state.ts';

/** Said by the leading coordinator, of this case alone. */
export function endEngagement(state: OpenCase, { agency, reason }: Extract<CaseAct, { act: 'end-engagement' }>, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(
    facts,
    (by.agency !== state.lead || !by.roles.includes('COORDINATOR')) && refuse('NOT_THE_COORDINATOR').refusal,
    agency === state.lead && refuse('AGENCY_LEADS', { count: 1 }).refusal,
    !isConcerned(state, agency) && refuse('NOT_ON_THE_TEAM').refusal,
  );
  return refusal === undefined ? agencyLeaves(state, agency, reason, facts) : { events: [], refusal };
}

/** Nothing to do, and nothing to refuse, where it has no part (any more). Who leads cannot leave: its work has nowhere to go. */
export function agencyLeaves(state: OpenCase, agency: string, reason: LeavingReason, facts: Facts): CaseDecision {
  if (agency === state.lead || !isConcerned(state, agency)) return accept();
  const steps = Object.keys(state.steps).sort().flatMap((code) => state.steps[code] ?? []).filter(isOpen);
  const handedBack = new Set(openHandOffs(state).filter((each) => each.receiver === agency && each.state === 'IN_PROGRESS').map(({ step }) => step));
  const leaving = steps.filter((step) => (step.holder === agency || step.accountable === agency) && !handedBack.has(step.code));
  return accept<CaseFact>(
    ...openHandOffs(state).flatMap((handOff) => handOffGoes(state, handOff, agency, reason, facts)),
    ...leaving.map((step) => stepGoes(state, step, agency, facts)),
    ...steps.filter(({ planned }) => planned?.agency === agency).map((step) => planFalls(state, step, leaving.includes(step) ? nextHolder(state, step, agency, facts) : heldAfter(state, step), facts)),
    ...agencyLets(commitmentsOf(state), agency, reason, facts.now),
    { type: 'AgencyLeft', agency, reason },
  );
}

const openHandOffs = (state: OpenCase): readonly HandOff[] => Object.keys(state.handOffs).sort().flatMap((id) => state.handOffs[id] ?? []).filter((each) => !hasEnded(each));

const isConcerned = (state: OpenCase, agency: string): boolean =>
  own(state.agencies, agency) !== undefined || openHandOffs(state).some(({ receiver, receiverLeft }) => receiver === agency && receiverLeft !== true);

/** Another agency of the team that fills the role, or the lead. */
const nextHolder = (state: OpenCase, { role, code }: Step, agency: string, facts: Facts): string => {
  const { [agency]: _gone, ...agencies } = state.agencies;
  return holderOf({ ...state, agencies }, role, definitionOf(state, facts, code).discipline) ?? state.lead;
};

/** Whose the step is once the work that was handed over has gone back. */
const heldAfter = (state: OpenCase, step: Step): string => (step.handOff === undefined ? undefined : state.handOffs[step.handOff]?.sender) ?? step.holder;

function handOffGoes(state: OpenCase, handOff: HandOff, agency: string, reason: LeavingReason, facts: Facts): readonly CaseFact[] {
  const step = state.steps[handOff.step];
  if (handOff.receiver === agency && step !== undefined) {
    if (handOff.state === 'IN_PROGRESS') return [{ type: 'HandedBack', handOff: handOff.id, reason }];
    return handOff.state === 'PROPOSED' || handOff.state === 'TIMED_OUT' ? declined(state, step, handOff, reason, facts) : [];
  }
  // What it only offered comes to an end with its part in the step; what was accepted goes on, and the lead is its sender.
  return handOff.sender === agency && handOff.state !== 'IN_PROGRESS' ? [{ type: 'HandOffWithdrawn', handOff: handOff.id }] : [];
}

/** A date that was promised stays; an offer that nobody had accepted is asked anew, and its answer is due from now. */
function stepGoes(state: OpenCase, step: Step, agency: string, facts: Facts): CaseFact {
  const backTo = nextHolder(state, step, agency, facts);
  const definition = definitionOf(state, facts, step.code);
  const waitsElsewhere = step.handOff !== undefined && state.handOffs[step.handOff]?.sender !== agency;
  const isAsked = 'answer' in definition && !waitsElsewhere && (step.climb === undefined || step.dueFor === 'answer');
  return {
    type: 'StepReleased', step: step.code, backTo, accountable: state.lead, ...(step.owner !== undefined && { from: step.owner }),
    ...(isAsked && { deadline: answerDeadline(state, definition, facts, backTo) }),
    ...tell([{ agency: backTo, role: step.role }, coordinatorOf(state)], coordinatorOf(state), false, facts),
  };
}

/** A plan falls with its planner: whoever holds the role is told by the name of the track. No reason is asked or kept. */
export function planFalls(state: OpenCase, { code, role, planned }: Step, holder: string, facts: Facts): CaseFact {
  const { person = '', agency = '' } = planned ?? {};
  return { type: 'StatementPlanWithdrawn', step: code, person, agency, ...tell([{ agency: holder, role }], coordinatorOf(state), false, facts) };
}
