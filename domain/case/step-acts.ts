/** What people may do with a step, and when the answer is no. */
import { accept, refuse, unreachable, type Refusal } from '../decision.ts';
import type { Actor, CaseDecision, Facts } from './context.ts';
import { calendarOf, civilOf, deadlineFrom, definitionOf, firstRefusal } from './context.ts';
import { dueOf } from '../time/deadline.ts';
import type { CommandOf } from './command.ts';
import type { StepAct } from './schema.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';
import { gateG3 } from './statements.ts';

const no = (refusal: Refusal): CaseDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

export function actOnStep(state: OpenCase, command: CommandOf<'step'>, facts: Facts): CaseDecision {
  const step = state.steps[command.step];
  if (step === undefined) return no(say('NOT_FOUND'));
  const refusal = firstRefusal(
    facts,
    command.expects !== undefined && command.expects !== step.rev && say('STALE', { rev: step.rev }),
    // Refusal 18: what is finished is never edited; it is superseded by a new occurrence or a new step.
    !isOpen(step) && say('STEP_FINISHED'),
    !mayTouch(state, step, command.act, command.by) && say('NOT_THE_HOLDER'),
  );
  return refusal === undefined ? act(state, step, command.act, command.by, facts) : no(refusal);
}

/** The holder's people act; the coordinator of the leading agency moves dates and sets aside; requests for a statement come from any of the team. */
function mayTouch(state: OpenCase, step: Step, { act: name }: StepAct, by: Actor): boolean {
  if (by.agency === step.holder) return name !== 're-date' || by.agency === state.lead;
  if (name === 'schedule-statement') return state.agencies[by.agency] !== undefined;
  return by.agency === state.lead && (name === 're-date' || name === 'not-applicable' || name === 'name-blocker');
}

function act(state: OpenCase, step: Step, wanted: StepAct, by: Actor, facts: Facts): CaseDecision {
  switch (wanted.act) {
    case 'accept':
      return acceptStep(state, step, by, facts);
    case 'decline':
      return declineStep(state, step, wanted.reason, facts);
    case 'put-down':
      return putDown(step, wanted.reason, facts);
    case 'complete':
      return complete(step, wanted.note, facts);
    case 'not-applicable':
      return setAside(step, wanted.reason, by, facts);
    case 'signal':
      return signal(step, wanted.signal, facts);
    case 'schedule-statement':
      return gateG3(state, step, wanted, facts);
    case 'review-wait':
      return reviewWait(state, step, facts);
    case 're-date':
      return reDateStep(state, step, wanted, facts);
    case 'name-blocker':
      return accept({ type: 'BlockerNamed', step: step.code, blocker: wanted.blocker });
    default:
      return unreachable(wanted);
  }
}

function acceptStep(state: OpenCase, step: Step, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, step.owner !== undefined && say('STEP_ALREADY_ACCEPTED'));
  if (refusal !== undefined) return no(refusal);
  const definition = definitionOf(facts, step.code);
  const promised = definition.pacing === 'AGREED' && (step.climb === undefined || step.dueFor === 'answer');
  return accept({
    type: 'StepAccepted', step: step.code, owner: by.person,
    ...(promised && { deadline: deadlineFrom(facts, civilOf(state, facts, step.holder), { rule: definition.due, ladder: definition.ladder }) }),
  });
}

type Reason = Extract<StepAct, { act: 'decline' }>['reason'];

function declineStep(state: OpenCase, step: Step, reason: Reason, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, step.owner !== undefined && say('STEP_ALREADY_ACCEPTED'), reason === undefined && say('REASON_REQUIRED'));
  return refusal === undefined ? accept({ type: 'StepDeclined', step: step.code, reason: reason ?? 'OTHER', backTo: state.lead }) : no(refusal);
}

/** Refusal 10: an owner stays the owner until somebody else has accepted. Work changes hands by a hand-off, never by letting go. */
function putDown(step: Step, reason: Reason, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, say('OWNER_REQUIRED'));
  return refusal === undefined ? accept({ type: 'StepPutDown', step: step.code, reason: reason ?? 'OTHER', backTo: step.holder }) : no(refusal);
}

/** Completing, at the step itself or through its hand-off: the same guards. A protected period ends by its date, and a signal stays open. */
export function complete(step: Step, note: string | undefined, facts: Facts): CaseDecision {
  const refusal = firstRefusal(
    facts,
    step.pacing === 'PROTECTED_PERIOD' && say('PROTECTED_PERIOD'),
    step.owner === undefined && say('STEP_NOT_ACCEPTED'),
    definitionOf(facts, step.code).pacing === 'VICTIM_PACED' && formOf(facts, step) === 'signal' && say('SIGNAL_STAYS_OPEN'),
  );
  return refusal === undefined ? accept({ type: 'StepCompleted', step: step.code, ...(note !== undefined && { note }) }) : no(refusal);
}

function formOf(facts: Facts, step: Step): string | undefined {
  const definition = definitionOf(facts, step.code);
  return definition.pacing === 'VICTIM_PACED' ? definition.form : undefined;
}

/** Setting a statutory duty or a legal horizon aside takes two people (domain R8a). A protected period ends by its date alone. */
function setAside(step: Step, reason: Extract<StepAct, { act: 'not-applicable' }>['reason'], by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, step.pacing === 'PROTECTED_PERIOD' && say('PROTECTED_PERIOD'));
  if (refusal !== undefined) return no(refusal);
  const needsTwo = (step.pacing === 'STATUTORY' || step.pacing === 'LEGAL_HORIZON') && !facts.without.includes('TWO_PEOPLE_REQUIRED');
  if (needsTwo && step.setAsideBy === undefined) return accept({ type: 'StepSetAsideAsked', step: step.code, reason, person: by.person });
  if (needsTwo && step.setAsideBy === by.person) return no(say('TWO_PEOPLE_REQUIRED'));
  return accept({ type: 'StepSetAside', step: step.code, reason });
}

function signal(step: Step, value: Extract<StepAct, { act: 'signal' }>['signal'], facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, formOf(facts, step) !== 'signal' && say('NOT_A_SIGNAL_STEP'));
  return refusal === undefined ? accept({ type: 'ReadinessSignalled', step: step.code, signal: value }) : no(refusal);
}

function reviewWait(state: OpenCase, step: Step, facts: Facts): CaseDecision {
  const definition = definitionOf(facts, step.code);
  if (definition.pacing !== 'EXTERNAL_WAIT') return no(say('NOT_A_WAIT'));
  const refusal = firstRefusal(facts, step.owner === undefined && say('STEP_NOT_ACCEPTED'));
  if (refusal !== undefined) return no(refusal);
  const deadline = deadlineFrom(facts, civilOf(state, facts, step.holder), { rule: definition.reviewEvery, ladder: definition.ladder });
  return accept({ type: 'WaitReviewed', step: step.code, deadline });
}

/** Refusal 1: nothing victim-paced ever gets a date. A statutory date is not anybody's to move. */
function reDateStep(state: OpenCase, step: Step, wanted: Extract<StepAct, { act: 're-date' }>, facts: Facts): CaseDecision {
  const civil = civilOf(state, facts, step.holder);
  const definition = definitionOf(facts, step.code);
  const ladder = 'ladder' in definition ? definition.ladder : 'none';
  const refusal = firstRefusal(
    facts,
    step.pacing === 'VICTIM_PACED' && say('VICTIM_PACED_NO_DATE'),
    (step.pacing === 'STATUTORY' || step.pacing === 'LEGAL_HORIZON') && say('STATUTORY_DATE_FIXED'),
    step.pacing === 'PROTECTED_PERIOD' && say('PROTECTED_PERIOD'),
    step.suspendedAt !== undefined && say('STEP_SUSPENDED'),
    step.owner === undefined && say('STEP_NOT_ACCEPTED'),
    // A promised day falls at closing time; comparing days would let today's closing time slip past.
    isPast(facts, civil, wanted.due) && say('DATE_IN_THE_PAST'),
  );
  if (refusal !== undefined) return no(refusal);
  const deadline = deadlineFrom(facts, civil, { rule: { on: wanted.due }, ladder: ladder === 'none' ? (facts.playbook.ladders[0]?.name ?? 'none') : ladder });
  return accept({ type: 'StepReDated', step: step.code, deadline, reason: wanted.reason });
}

function isPast(facts: Facts, civil: { readonly zone: string; readonly region: string }, day: string): boolean {
  return dueOf({ on: day }, facts.now, calendarOf(civil, facts)) <= facts.now;
}
