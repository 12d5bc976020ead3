/** Gate G1: is a report a case? The threshold is low: to accept takes the coordinator, to refuse takes a reason and a second person. */
import { deadlineFrom, firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import { civilOf, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import { standingOf } from './subjects.ts';
import { engagementsOf, openingSteps, unfilledRoles } from './launch.ts';
import type { CaseAct } from './schema.ts';
import type { OpenCase } from './state.ts';

type Act<A extends CaseAct['act']> = Extract<CaseAct, { act: A }>;

/** The end of a step that asked for a decision: whoever decided has done it. */
export function decidedStep(state: OpenCase, code: string | undefined, by: Actor): readonly CaseFact[] {
  const step = code === undefined ? undefined : state.steps[code];
  if (step === undefined || !['READY', 'IN_PROGRESS'].includes(step.state)) return [];
  return [...(step.owner === undefined ? [{ type: 'StepAccepted', step: step.code, owner: by.person } as const] : []), { type: 'StepCompleted', step: step.code }];
}

export function acceptCase(state: OpenCase, { agencies = [] }: Act<'accept-case'>, by: Actor, facts: Facts): CaseDecision {
  const joined = engagementsOf(agencies, facts, state.agencies);
  const unknown = agencies.filter(({ agency }) => own(facts.agencies, agency) === undefined);
  const unfilled = unfilledRoles(Object.values(joined), openingSteps(facts, standingOf(state)));
  const refusal = firstRefusal(
    facts,
    (by.agency !== state.lead || !by.roles.includes('COORDINATOR')) && refuse('NOT_THE_COORDINATOR').refusal,
    state.phase !== 'information' && refuse('CASE_PHASE', { phase: state.phase }).refusal,
    unknown.length > 0 && refuse('AGENCY_UNKNOWN', { count: unknown.length }).refusal,
    unfilled.length > 0 && refuse('ROLE_UNFILLED', { roles: unfilled }).refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  return accept<CaseFact>({ type: 'CaseAccepted', agencies: joined }, ...decidedStep(state, facts.playbook.information?.decision, by));
}

/** Kept as information it is not forgotten: the decision is looked at again. */
export function keepAsInformation(state: OpenCase, { reason }: Act<'keep-as-information'>, by: Actor, facts: Facts): CaseDecision {
  const { information } = facts.playbook;
  const step = information === undefined ? undefined : state.steps[information.decision];
  if (information === undefined || step === undefined || state.phase !== 'information') return refuse('CASE_PHASE', { phase: state.phase });
  const refusal = firstRefusal(
    facts,
    by.agency !== state.lead && refuse('NOT_THE_COORDINATOR').refusal,
    step.asked?.what === reason && step.asked.person === by.person && refuse('TWO_PEOPLE_REQUIRED').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  if (step.asked?.what !== reason && !facts.without.includes('TWO_PEOPLE_REQUIRED')) return accept({ type: 'InformationKeptAsked', step: step.code, reason, person: by.person });
  const { within: rule, ladder } = information.lookAgain;
  return accept({ type: 'InformationKept', step: step.code, reason, deadline: deadlineFrom(facts, civilOf(state, facts, step.holder), { rule, ladder }) });
}
