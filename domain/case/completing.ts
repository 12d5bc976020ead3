/** When work may be called done. */
import { firstRefusal, type Facts } from '../facts.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { OpenCase, Step } from './state.ts';
import { contactDenied, operationDenied } from './gates.ts';
import { heldUnplanned } from './statements.ts';

const no = (refusal: Refusal): CaseDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

/** Completing, at the step itself or through its hand-off: the same guards. A protected period ends by its date, and a signal stays open. */
export function complete(state: OpenCase, step: Step, note: string | undefined, facts: Facts): CaseDecision {
  const refusal = firstRefusal(
    facts,
    step.pacing === 'PROTECTED_PERIOD' && say('PROTECTED_PERIOD'),
    step.owner === undefined && say('STEP_NOT_ACCEPTED'),
    formOf(state, facts, step) === 'signal' && say('SIGNAL_STAYS_OPEN'),
    asksToDecide(state, step, facts) && say('CASE_PHASE', { phase: state.phase }),
    // A right that lapses is not ticked off by one person: used or given up, two must say so (not-applicable, RIGHT_EXERCISED).
    step.pacing === 'LEGAL_HORIZON' && say('TWO_PEOPLE_REQUIRED'),
  );
  if (refusal !== undefined) return no(refusal);
  return heldUnplanned(state, step, facts) ?? contactDenied(state, step, facts) ?? operationDenied(state, step, facts) ?? accept({ type: 'StepCompleted', step: step.code, ...(note !== undefined && { note }) });
}

export function formOf(state: OpenCase, facts: Facts, step: Step): string | undefined {
  const definition = definitionOf(state, facts, step.code);
  return definition.pacing === 'VICTIM_PACED' ? definition.form : undefined;
}

/** Whether a case and not a case, closed and not closed, is what the step asks: it ends by the decision, and by nothing else. */
export const asksToDecide = (state: OpenCase, step: Step, { playbook: { information, closing } }: Facts): boolean =>
  (state.phase === 'information' && step.code === information?.decision) || (state.phase === 'closing-review' && step.code === closing?.review);
