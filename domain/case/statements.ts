/** Gate G3: may a statement session be planned? Only she opens it. A denied request is a fact that is counted. */
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import type { CaseFact } from './events.ts';
import { definitionOf, definitionsOf, type CaseDecision } from './context.ts';
import { codeOf } from '../playbook/names.ts';
import { inPlaybookOrder, instancesOf, keysMeant, subjectAt } from './subjects.ts';
import type { StepAct } from './schema.ts';
import type { ReadinessSignal } from '../terms.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';

type Request = Extract<StepAct, { act: 'schedule-statement' }>;

/** Whether what a suspended step waits on has been met: she said ready, or the session was held. */
export function isMet(step: Step | undefined): boolean {
  return step?.state === 'DONE' || step?.state === 'NOT_APPLICABLE' || (step !== undefined && step.occurrence > 1) || step?.signal === 'READY_FOR_INTERVIEW';
}

/** What of this has not been met: a step by its name in the case; a code alone that stands for several means all of them. Whoever has left is waited for no more. */
export const outstandingIn = ({ steps }: OpenCase, names: readonly string[]): readonly string[] =>
  names.filter((name) => {
    const all = own(steps, name) === undefined ? Object.values(steps).filter(({ code }) => codeOf(code) === name) : [steps[name]];
    return all.length === 0 || !all.every((step) => isMet(step) || step?.left === true);
  });

export function gateG3(state: OpenCase, step: Step, request: Request, by: Actor, facts: Facts): CaseDecision {
  const definition = definitionOf(state, facts, step.code);
  if (definition.pacing !== 'VICTIM_PACED' || definition.form !== 'statement') return refuse('NOT_A_STATEMENT_STEP');
  const readiness = gateOf(state, facts, step.code);
  const missing = [
    ...(isReady(readiness) ? [] : ['READINESS']),
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
  return inPlaybookOrder(state, facts, ({ planned }) => planned !== undefined).flatMap(({ code, planned }): CaseFact[] => {
    const definition = definitionOf(state, facts, code);
    if (planned === undefined || definition.pacing !== 'VICTIM_PACED' || definition.gate === undefined) return [];
    const gates = gateOf(state, facts, code);
    if (isReady(gates)) return [];
    // What she said before she asked is no word against it: only what she says now.
    const saysNo = decided.some((fact) => fact.type === 'ReadinessSignalled' && gates.some((gate) => gate?.code === fact.step) && refusals.includes(fact.signal));
    if (planned.survivorAsked && !saysNo) return [];
    return [{ type: 'StatementPlanWithdrawn', step: code, person: planned.person, agency: planned.agency }];
  });
}

/** The signals that a statement waits for: hers; those of all whom a statement of the whole case is about. */
function gateOf(state: OpenCase, facts: Facts, key: string): readonly (Step | undefined)[] {
  const definition = definitionOf(state, facts, key);
  if (definition.pacing !== 'VICTIM_PACED' || definition.gate === undefined) return [];
  return keysMeant(state, facts, subjectAt(state, facts, key), definition.gate).map((gate) => state.steps[gate]);
}
const isReady = (gates: readonly (Step | undefined)[]): boolean => gates.length > 0 && gates.every((gate) => gate?.signal === 'READY_FOR_INTERVIEW');

/** Nobody may press within a protected period, unless she signalled readiness in it. */
function isProtected(state: OpenCase, step: Step, gates: readonly (Step | undefined)[], facts: Facts): boolean {
  const given = isReady(gates) ? gates.map((gate) => gate?.signalAt ?? '').toSorted()[0] : undefined;
  return definitionsOf(state, facts).some((definition) => {
    if (definition.pacing !== 'PROTECTED_PERIOD' || !definition.locks.includes(codeOf(step.code))) return false;
    return instancesOf(state, definition).some(({ key, subject }) => {
      const period = state.steps[key];
      if (!isOpen(period) || !keysMeant(state, facts, subject, codeOf(step.code)).includes(step.code)) return false;
      return given === undefined || given < period.openedAt;
    });
  });
}
