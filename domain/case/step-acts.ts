/** What people may do with a step, and when the answer is no. */
import { deadlineFrom, firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { accept, refuse, unreachable, type Refusal } from '../decision.ts';
import type { CaseDecision } from './context.ts';
import { civilOf, definitionOf, disciplineFlaw } from './context.ts';
import { startOfLocalDay } from '../time/civil-time.ts';
import type { CommandOf } from './command.ts';
import { dayFlaws } from '../days.ts';
import { exclude, extend, include } from './clock-acts.ts';
import { confirmDate, mayConfirm } from './recounting.ts';
import type { StepAct } from './schema.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';
import { asksToDecide, complete, formOf } from './completing.ts';
import { fileForm } from './forms.ts';
import { earlyContact, overrideReadiness } from './gates.ts';
import { saidInHerFile } from './hers.ts';
import { setHorizon } from './horizon.ts';
import { promisedBy } from './opening.ts';
import { askDate, minuteDecision, reassign, recommit, reDate, refuseDate, release } from './ladder-answers.ts';
import { acknowledgePacket } from './packets.ts';
import { gateG3 } from './statements.ts';

/** What she says is hardly ever refused: only a slip of the hand is. */
const silenceYearsMax = 100;

const no = (refusal: Refusal): CaseDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

export function actOnStep(state: OpenCase, command: CommandOf<'step'>, facts: Facts): CaseDecision {
  const step = own(state.steps, command.step);
  if (step === undefined) return no(say('NOT_FOUND'));
  const refusal = firstRefusal(
    facts,
    command.expects !== undefined && command.expects !== step.rev && say('STALE', { rev: step.rev }),
    // Refusal 18: what is finished is never edited; it is superseded by a new occurrence or a new step.
    // What was answered is corrected by what is filed later.
    isOver(step, command.act.act) && say('STEP_FINISHED'),
    !mayTouch(state, step, command.act, command.by, facts) && say('NOT_THE_HOLDER'),
    saidInHerFile(state, step, command.act.act, facts),
  );
  return refusal === undefined ? act(state, step, command.act, command.by, facts) : no(refusal);
}

const isOver = (step: Step, act: StepAct['act']): boolean => !(act === 'file-form' && step.state === 'DONE') && !isOpen(step);

/** What only the coordinator says: whose date is whose. */
const steering: readonly StepAct['act'][] = ['re-date', 'refuse-date', 'minute-decision'];
type LaterAct = Extract<StepAct, { act: 'exclude' | 'include' | 'extend' | 'confirm-date' | 'ask-date' | 'refuse-date' | 'recommit' | 'reassign' | 'release' | 'minute-decision' | 'acknowledge-packet' | 'early-contact' | 'override-readiness' }>;

/** The holder's people act; the coordinator of the leading agency moves dates and sets aside; requests for a statement come from any of the team. */
function mayTouch(state: OpenCase, step: Step, { act: name }: StepAct, by: Actor, facts: Facts): boolean {
  if (name === 'confirm-date') return mayConfirm(state, step, by, facts);
  const steers = steering.includes(name);
  if (by.agency === step.holder && !steers) return true;
  // Her own professional records her word, whoever holds the step; a request for a statement may come from any of the team.
  if (name === 'schedule-statement' || name === 'signal' || name === 'early-contact') return own(state.agencies, by.agency) !== undefined;
  // The second of two people may be the leading coordinator: where one prosecutor keeps the clock there is nobody else.
  if (name === 'include' && by.agency === state.lead && by.roles.includes('COORDINATOR')) return true;
  return by.agency === state.lead && (steers || name === 'not-applicable' || name === 'override-readiness' || name === 'name-blocker');
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
      return complete(state, step, wanted, by, facts);
    case 'file-form':
      return fileForm(state, step, wanted, by, facts);
    case 'not-applicable':
      return setAside(state, step, wanted.reason, by, facts);
    case 'signal':
      return signal(state, step, wanted, facts);
    case 'schedule-statement':
      return gateG3(state, step, wanted, by, facts);
    case 'take-over':
      return takeOver(step, by, facts);
    case 'set-horizon':
      return setHorizon(state, step, wanted.lastDay, by, facts);
    case 'review-wait':
      return reviewWait(state, step, facts);
    case 're-date':
      return reDate(state, step, wanted, facts);
    case 'name-blocker':
      return nameBlocker(step, wanted.blocker, facts);
    default:
      return actLater(state, step, wanted, by, facts);
  }
}

/** What the levels of a ladder ask for, the packet that goes with a change of hands, and what gates guard. */
function actLater(state: OpenCase, step: Step, wanted: LaterAct, by: Actor, facts: Facts): CaseDecision {
  switch (wanted.act) {
    case 'exclude':
      return exclude(state, step, wanted, facts);
    case 'include':
      return include(state, step, wanted, by, facts);
    case 'extend':
      return extend(state, step, wanted, facts);
    case 'confirm-date':
      return confirmDate(state, step, by, facts);
    case 'ask-date':
      return askDate(state, step, wanted, by, facts);
    case 'early-contact':
      return earlyContact(state, step, wanted, by, facts);
    case 'override-readiness':
      return overrideReadiness(step, wanted, by, facts);
    case 'refuse-date':
      return refuseDate(step, by, facts);
    case 'recommit':
      return recommit(state, step, wanted, by, facts);
    case 'reassign':
      return reassign(state, step, wanted, by, facts);
    case 'release':
      return release(state, step, wanted, by, facts);
    case 'minute-decision':
      return minuteDecision(state, step, wanted, facts);
    case 'acknowledge-packet':
      return acknowledgePacket(step, by, facts);
    default:
      return unreachable(wanted);
  }
}

function acceptStep(state: OpenCase, step: Step, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, step.owner !== undefined && say('STEP_ALREADY_ACCEPTED'), facts.isAway === true && say('PERSON_AWAY'), disciplineFlaw(state, facts, step.code, step.holder));
  if (refusal !== undefined) return no(refusal);
  return accept({ type: 'StepAccepted', step: step.code, owner: by.person, ...promisedBy(state, step, facts, civilOf(state, facts, step.holder)) });
}

/** A colleague of the same agency goes on: somebody left, or is ill tonight. The date stays where it was promised. */
function takeOver(step: Step, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, step.owner === undefined && say('STEP_NOT_ACCEPTED'), step.owner === by.person && say('STEP_IS_YOURS'), facts.isAway === true && say('PERSON_AWAY'));
  return refusal === undefined ? accept({ type: 'StepTakenOver', step: step.code, owner: by.person, from: step.owner ?? '' }) : no(refusal);
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

/**
 * Setting a statutory duty or a legal horizon aside takes two people who say the same (domain R8a). A protected period ends by its date alone;
 * support and what she decides are never set aside (R4, R11).
 */
function setAside(state: OpenCase, step: Step, reason: Extract<StepAct, { act: 'not-applicable' }>['reason'], by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(
    facts,
    step.pacing === 'PROTECTED_PERIOD' && say('PROTECTED_PERIOD'),
    asksToDecide(state, step, facts) && say('CASE_PHASE', { phase: state.phase }),
    (step.pacing === 'VICTIM_PACED' || definitionOf(state, facts, step.code).support === true) && say('SUPPORT_STAYS_OPEN'),
  );
  if (refusal !== undefined) return no(refusal);
  const needsTwo = (step.pacing === 'STATUTORY' || step.pacing === 'LEGAL_HORIZON') && !facts.without.includes('TWO_PEOPLE_REQUIRED');
  if (needsTwo && step.asked?.what !== reason) return accept({ type: 'StepSetAsideAsked', step: step.code, reason, person: by.person });
  if (needsTwo && step.asked?.person === by.person) return no(say('TWO_PEOPLE_REQUIRED'));
  return accept({ type: 'StepSetAside', step: step.code, reason });
}

function signal(state: OpenCase, step: Step, { signal: value, until }: Extract<StepAct, { act: 'signal' }>, facts: Facts): CaseDecision {
  const civil = civilOf(state, facts, step.holder);
  const refusal = firstRefusal(
    facts,
    formOf(state, facts, step) !== 'signal' && say('NOT_A_SIGNAL_STEP'),
    (value === 'NOT_TO_BE_ASKED_BEFORE') !== (until !== undefined) && say('UNTIL_REQUIRED'),
    ...(until === undefined ? [] : dayFlaws(until, facts, silenceYearsMax)),
    until !== undefined && startOfLocalDay(until, 0, civil.zone) <= facts.now && say('DATE_IN_THE_PAST'),
  );
  if (refusal !== undefined) return no(refusal);
  return accept({ type: 'ReadinessSignalled', step: step.code, signal: value, ...(until !== undefined && { until: startOfLocalDay(until, 0, civil.zone) }) });
}

/** A cause of delay is named for work of ours. Nobody writes a reason beside what is hers to decide. */
function nameBlocker(step: Step, blocker: Extract<StepAct, { act: 'name-blocker' }>['blocker'], facts: Facts): CaseDecision {
  const isHers = step.pacing === 'VICTIM_PACED' || step.pacing === 'PROTECTED_PERIOD' || step.suspendedAt !== undefined;
  const refusal = firstRefusal(facts, isHers && say('NOTHING_TO_BLOCK'));
  return refusal === undefined ? accept({ type: 'BlockerNamed', step: step.code, blocker }) : no(refusal);
}

function reviewWait(state: OpenCase, step: Step, facts: Facts): CaseDecision {
  const definition = definitionOf(state, facts, step.code);
  if (definition.pacing !== 'EXTERNAL_WAIT') return no(say('NOT_A_WAIT'));
  const refusal = firstRefusal(facts, step.owner === undefined && say('STEP_NOT_ACCEPTED'));
  if (refusal !== undefined) return no(refusal);
  const deadline = deadlineFrom(facts, civilOf(state, facts, step.holder), { rule: definition.reviewEvery, ladder: definition.ladder });
  return accept({ type: 'WaitReviewed', step: step.code, deadline });
}
