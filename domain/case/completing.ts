/** When work may be called done. */
import { firstRefusal, type Actor, type Facts } from '../facts.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import { civilOf, definitionOf, type CaseDecision } from './context.ts';
import { earliestOf } from './dates.ts';
import type { OpenCase, Step } from './state.ts';
import { holds, unmet } from '../playbook/condition/condition.ts';
import type { CaseFact } from './events.ts';
import { answered, answerFlaws, type Answers } from './known-facts.ts';
import { filed, formFlaws, unanswered, type FormPart } from './forms.ts';
import { standingOf, subjectAt } from './subjects.ts';
import { contactDenied, operationDenied } from './gates.ts';
import { heldUnplanned } from './statements.ts';

const no = (refusal: Refusal): CaseDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

/** What comes with the completing: a note, the option of a step that decides, answers that are facts. */
export interface Done {
  readonly note?: string | undefined;
  readonly option?: string | undefined;
  readonly answers?: Answers | undefined;
  readonly forms?: readonly FormPart[] | undefined;
}

/** Completing, at the step itself or through its hand-off: the same guards. A protected period ends by its date, and a signal stays open. */
export function complete(state: OpenCase, step: Step, { note, option, answers = {}, forms = [] }: Done, by: Actor, facts: Facts): CaseDecision {
  const listed = definitionOf(state, facts, step.code).decides?.class;
  const missing = unanswered(state, step, { forms, answers, option }, facts);
  const refusal = firstRefusal(
    facts,
    step.pacing === 'PROTECTED_PERIOD' && say('PROTECTED_PERIOD'),
    step.owner === undefined && say('STEP_NOT_ACCEPTED'),
    formOf(state, facts, step) === 'signal' && say('SIGNAL_STAYS_OPEN'),
    asksToDecide(state, step, facts) && say('CASE_PHASE', { phase: state.phase }),
    // A right that lapses is not ticked off by one person: used or given up, two must say so (not-applicable, RIGHT_EXERCISED).
    step.pacing === 'LEGAL_HORIZON' && say('TWO_PEOPLE_REQUIRED'),
    requirementFlaw(state, step, facts),
    tooEarly(state, step, facts),
    optionFlaw(state, step, option, facts),
    ...answerFlaws(state, step, answers, facts),
    ...formFlaws(state, step, forms, facts),
    missing.length > 0 && say('ANSWER_MISSING', { fields: missing }),
  );
  if (refusal !== undefined) return no(refusal);
  return heldUnplanned(state, step, facts) ?? contactDenied(state, step, facts) ?? operationDenied(state, step, facts) ?? accept<CaseFact>(
    ...filed(state, step, forms, by, facts),
    ...answered(state, step, answers, facts),
    { type: 'StepCompleted', step: step.code, ...(note !== undefined && { note }), ...(option !== undefined && { option }), ...(option !== undefined && listed !== undefined && { class: listed }) },
  );
}

/** Not before the day or hour that the playbook names. */
export function tooEarly(state: OpenCase, step: Step, facts: Facts): Refusal | false {
  const earliest = earliestOf(state, facts, definitionOf(state, facts, step.code), { key: step.code, civil: civilOf(state, facts, step.holder), opened: step.openedAt });
  if (earliest === undefined || (earliest.at !== undefined && earliest.at <= facts.now)) return false;
  return say('TOO_EARLY', earliest.at === undefined ? {} : { until: earliest.at });
}

/** What has to come first, in the codes of the playbook. */
export function requirementFlaw(state: OpenCase, step: Step, facts: Facts): Refusal | false {
  const { requires } = definitionOf(state, facts, step.code);
  const [standing, subject] = [standingOf(state), subjectAt(state, facts, step.code)];
  return !holds(requires, facts.playbook, standing, subject) && say('REQUIREMENT_UNMET', { missing: unmet(requires, facts.playbook, standing, subject) });
}

function optionFlaw(state: OpenCase, step: Step, option: string | undefined, facts: Facts): Refusal | false {
  const options = definitionOf(state, facts, step.code).decides?.options.map((each) => each.option) ?? [];
  if (option === undefined) return options.length > 0 && say('OPTION_MISSING', { options });
  return !options.includes(option) && say('OPTION_UNKNOWN', { options });
}

export function formOf(state: OpenCase, facts: Facts, step: Step): string | undefined {
  const definition = definitionOf(state, facts, step.code);
  return definition.pacing === 'VICTIM_PACED' ? definition.form : undefined;
}

/** Whether a case and not a case, closed and not closed, is what the step asks: it ends by the decision, and by nothing else. */
export const asksToDecide = (state: OpenCase, step: Step, { playbook: { information, closing } }: Facts): boolean =>
  (state.phase === 'information' && step.code === information?.decision) || (state.phase === 'closing-review' && step.code === closing?.review);
