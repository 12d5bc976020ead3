/**
 * Closing and reopening (S10.1, S10.2, gate G10). People close, two of them, and no clock ever does. That a survivor withdrew or that time passed is no
 * reason (refusal 3); what supports her stays open and keeps its owner (rule R4); what was said stays said when a case is taken up again.
 */
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import { hasEnded } from '../commitment/state.ts';
import { decidedStep } from './accepting.ts';
import { commitmentsOf } from './commitments.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import { denied } from './gates.ts';
import type { CaseAct } from './schema.ts';
import { isOpen, stepsOf, type ClosingVoice, type OpenCase, type Step } from './state.ts';

type Act<A extends CaseAct['act']> = Extract<CaseAct, { act: A }>;

const leads = (state: OpenCase, by: Actor): boolean => by.agency === state.lead && by.roles.includes('COORDINATOR');
const notNow = (state: OpenCase) => refuse('CASE_PHASE', { phase: state.phase }).refusal;
const notYours = refuse('NOT_THE_COORDINATOR').refusal;

export function askClosing(state: OpenCase, by: Actor, facts: Facts): CaseDecision {
  if (facts.playbook.closing === undefined) return refuse('CASE_PHASE', { phase: state.phase });
  const refusal = firstRefusal(facts, !leads(state, by) && notYours, state.phase !== 'open' && state.phase !== 'reopened' && notNow(state));
  return refusal === undefined ? accept({ type: 'ClosingAsked' }) : { events: [], refusal };
}

/** The review has found that work remains. */
export function keepOpen(state: OpenCase, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, !leads(state, by) && notYours, state.phase !== 'closing-review' && notNow(state));
  if (refusal !== undefined) return { events: [], refusal };
  return accept<CaseFact>({ type: 'CaseKeptOpen' }, ...decidedStep(state, facts.playbook.closing?.review, by));
}

/** Support that has a date of its own lives on after the case. */
const livesOn = (state: OpenCase, step: Step, facts: Facts): boolean => {
  const definition = definitionOf(state, facts, step.code);
  return definition.support === true && 'due' in definition;
};

/** A duty that comes round again ends with its case, unless its turn is overdue. */
const endsWithIt = (state: OpenCase, step: Step, facts: Facts): boolean =>
  step.repeats === true && step.pacing !== 'VICTIM_PACED' && !livesOn(state, step, facts) && step.climb !== undefined && step.climb.deadline.due > facts.now;

/** Steps, in the order of their codes, that stand in the way: what is hers to decide and what supports her never does, until nothing is to follow at all. */
function duties(state: OpenCase, how: Act<'close'>['how'], facts: Facts): readonly Step[] {
  return Object.keys(state.steps).sort().flatMap((code): readonly Step[] => {
    const step = state.steps[code];
    if (!isOpen(step) || step.pacing === 'VICTIM_PACED' || step.code === facts.playbook.closing?.review || endsWithIt(state, step, facts)) return [];
    return how === 'MONITORING' && livesOn(state, step, facts) ? [] : [step];
  });
}

function voiceOf(state: OpenCase, by: Actor): ClosingVoice | undefined {
  if (leads(state, by)) return 'COORDINATOR';
  return own(state.agencies, by.agency) !== undefined && by.roles.includes('SPECIALIST_ADVISOR') ? 'SPECIALIST_ADVISOR' : undefined;
}

/** The coordinator and the specialist adviser say the same, each once, in either order. The second word closes. */
export function close(state: OpenCase, wanted: Act<'close'>, by: Actor, facts: Facts): CaseDecision {
  const voice = voiceOf(state, by);
  const mayClose = state.phase === 'closing-review' || (state.phase === 'closed-monitoring' && wanted.how === 'FINALLY');
  const refusal = firstRefusal(facts, voice === undefined && notYours, !mayClose && notNow(state));
  if (refusal !== undefined) return { events: [], refusal };
  const open = duties(state, wanted.how, facts).map(({ code }) => code);
  const missing = [...(open.length > 0 ? ['DUTIES'] : []), ...(commitmentsOf(state).some((commitment) => !hasEnded(commitment)) ? ['PROMISES'] : []), ...(wanted.victimsTold ? [] : ['SURVIVORS_TOLD']), ...(wanted.redressHandedOver ? [] : ['REDRESS'])];
  const no = denied(facts, 'G10', 'CLOSING_GATE', missing, { detail: { steps: open } });
  if (no !== undefined) return no;
  const phase = wanted.how === 'MONITORING' ? 'closed-monitoring' : 'closed';
  const triggers = [...new Set(wanted.triggers)].sort();
  const agreed = { phase, reason: wanted.reason, triggers } as const;
  const what = whatOf(agreed);
  const isSecond = state.closing?.what === what;
  const alone = firstRefusal(facts, isSecond && (state.closing.voice === voice || state.closing.person === by.person) && refuse('TWO_PEOPLE_REQUIRED').refusal);
  if (alone !== undefined) return { events: [], refusal: alone };
  if (!isSecond && !facts.without.includes('TWO_PEOPLE_REQUIRED')) return accept({ type: 'ClosingAgreed', person: by.person, voice: voice ?? 'COORDINATOR', ...agreed });
  const ends = stepsOf(state).filter((step) => isOpen(step) && endsWithIt(state, step, facts)).map(({ code }) => code).sort();
  return accept<CaseFact>({ type: 'CaseClosed', ...agreed }, ...decidedStep(state, facts.playbook.closing?.review, by), ...ends.map((step) => ({ type: 'StepEnded' as const, step })));
}

/** What the two must say alike. */
export const whatOf = ({ phase, reason, triggers }: { readonly phase: string; readonly reason: string; readonly triggers: readonly string[] }): string => [phase, reason, ...triggers].join(' ');

/** History stays; what comes round again begins anew, and every date runs from now. */
export function reopen(state: OpenCase, { trigger }: Act<'reopen'>, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, !leads(state, by) && notYours, state.phase !== 'closed-monitoring' && state.phase !== 'closed' && notNow(state));
  return refusal === undefined ? accept({ type: 'CaseReopened', trigger }) : { events: [], refusal };
}
