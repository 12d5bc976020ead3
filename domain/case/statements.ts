/** Gate G3: may a statement session be planned? Only she opens it. A denied request is a fact that is counted. */
import { firstRefusal, type Actor, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import type { CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import { definitionOf, definitionsOf } from './context.ts';
import type { StepAct } from './schema.ts';
import type { ReadinessSignal } from '../terms.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';

type Request = Extract<StepAct, { act: 'schedule-statement' }>;

/** Whether what a suspended step waits on has been met: she said ready, or the session was held. */
export function isMet(step: Step | undefined): boolean {
  return step?.state === 'DONE' || step?.state === 'NOT_APPLICABLE' || (step !== undefined && step.occurrence > 1) || step?.signal === 'READY_FOR_INTERVIEW';
}

export function gateG3(state: OpenCase, step: Step, request: Request, by: Actor, facts: Facts): CaseDecision {
  const definition = definitionOf(state, facts, step.code);
  if (definition.pacing !== 'VICTIM_PACED' || definition.form !== 'statement') return refuse('NOT_A_STATEMENT_STEP');
  const readiness = definition.gate === undefined ? undefined : state.steps[definition.gate];
  const missing = [
    ...(readiness?.signal === 'READY_FOR_INTERVIEW' ? [] : ['READINESS']),
    ...(isProtected(state, step, readiness, facts) ? ['PROTECTED_PERIOD'] : []),
    ...(request.interpreterFixed ? [] : ['INTERPRETER']),
    ...(request.advocateOffered ? [] : ['ADVOCATE']),
    ...(request.afterCareBooked ? [] : ['AFTER_CARE']),
  ];
  // Rule R11: gates stop others, not her.
  const asked = request.survivorAsked === true;
  const no = firstRefusal(facts, missing.length > 0 && !asked && refuse('VICTIM_PACED_GATE', { missing }).refusal);
  if (no !== undefined) return { events: [{ type: 'StatementRequestDenied', step: step.code, missing }], refusal: no };
  return accept({ type: 'StatementScheduled', step: step.code, person: by.person, agency: by.agency, survivorAsked: asked });
}

/** A session counts as held only if it was planned through the gate: nobody gets round it by recording afterwards. */
export function heldUnplanned(state: OpenCase, step: Step, facts: Facts): CaseDecision | undefined {
  const definition = definitionOf(state, facts, step.code);
  if (definition.pacing !== 'VICTIM_PACED' || definition.form !== 'statement' || step.planned !== undefined) return undefined;
  const missing = ['PLAN'];
  const no = firstRefusal(facts, refuse('VICTIM_PACED_GATE', { missing }).refusal);
  return no === undefined ? undefined : { events: [{ type: 'StatementRequestDenied', step: step.code, missing }], refusal: no };
}

const refusals: readonly ReadinessSignal[] = ['NOT_NOW', 'NOT_TO_BE_ASKED_BEFORE'];

/** Her word is revisable: a plan of ours falls the moment she no longer says ready, and one she asked for herself the moment she says not now. No reason is asked or kept. */
export function fallenPlans(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  return definitionsOf(state, facts).flatMap((definition): CaseFact[] => {
    if (definition.pacing !== 'VICTIM_PACED' || definition.gate === undefined) return [];
    const { planned } = state.steps[definition.code] ?? {};
    if (planned === undefined || state.steps[definition.gate]?.signal === 'READY_FOR_INTERVIEW') return [];
    // What she said before she asked is no word against it: only what she says now.
    const saysNo = decided.some((fact) => fact.type === 'ReadinessSignalled' && fact.step === definition.gate && refusals.includes(fact.signal));
    if (planned.survivorAsked && !saysNo) return [];
    return [{ type: 'StatementPlanWithdrawn', step: definition.code, person: planned.person, agency: planned.agency }];
  });
}

/** Nobody may press within a protected period, unless she signalled readiness in it. */
function isProtected(state: OpenCase, step: Step, readiness: Step | undefined, facts: Facts): boolean {
  return definitionsOf(state, facts).some((definition) => {
    if (definition.pacing !== 'PROTECTED_PERIOD' || !definition.locks.includes(step.code)) return false;
    const period = state.steps[definition.code];
    if (!isOpen(period)) return false;
    const given = readiness?.signal === 'READY_FOR_INTERVIEW' ? readiness.signalAt : undefined;
    return given === undefined || given < period.openedAt;
  });
}
