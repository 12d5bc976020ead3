/** Who is told what, by event. Notices name codes, never people's words; none is about a victim-paced step and none goes to a victim (R1). */
import type { Address } from '../facts.ts';
import type { Notice as AnyNotice } from '../ledger.ts';
import { addressesOfHorizon, coordinatorOf, specialistOf } from './addresses.ts';
import type { CaseEvent } from './events.ts';
import type { CaseState, OpenCase } from './state.ts';

export type NoticeKind = 'task' | 'reminder' | 'level' | 'offer' | 'answer' | 'determination' | 'stalled' | 'horizon' | 'unresolved' | 'change' | 'request' | 'readiness' | 'closing';

/** `subject`: a step's code or a track. */
export type Notice = AnyNotice<NoticeKind>;

/** Rule R1: a notice about agencies' work on a victim-paced step names the track, so that no list and no mail ever dates or chases the step. */
function subjectOf(state: OpenCase, code = ''): string {
  const step = state.steps[code];
  return step?.pacing === 'VICTIM_PACED' ? step.track : code;
}

export function noticesOf(event: CaseEvent, state: CaseState): readonly Notice[] {
  if (state.phase === 'absent') return [];
  const notice = (kind: NoticeKind, subject: string, to: readonly Address[], level: string | null = null): readonly Notice[] => to.map((address) => ({ kind, level, subject, to: address }));
  switch (event.type) {
    case 'StepOpened': {
      if (event.pacing === 'VICTIM_PACED' || event.pacing === 'PROTECTED_PERIOD') return [];
      return notice('task', event.step, [...askedBy(event), ...(event.alsoTo ?? [])]);
    }
    case 'StepDeclined':
      return notice('answer', subjectOf(state, event.step), [coordinatorOf(state)]);
    case 'LevelReached':
      return event.sent ? notice(event.level === 'L0' ? 'reminder' : 'level', subjectOf(state, event.step), event.to, event.level) : [];
    case 'StillOpen':
      return notice('unresolved', subjectOf(state, event.step), event.to);
    case 'StepSetAsideAsked':
    case 'StepSetAside':
    case 'StepReDated':
    case 'StepResumed':
      return notice('change', subjectOf(state, event.step), concerned(state, event.step, event.by));
    case 'StepTakenOver':
      return notice('change', subjectOf(state, event.step), [{ agency: state.steps[event.step]?.holder ?? state.lead, person: event.from }]);
    case 'StatementPlanWithdrawn':
      return notice('change', subjectOf(state, event.step), [{ agency: event.agency, person: event.person }]);
    case 'TrackStalled':
      return notice('stalled', event.track, [coordinatorOf(state)]);
    // The second of the two people, and all who count on the date.
    case 'HorizonSetAsked':
    case 'HorizonSet':
      return notice('change', event.step, addressesOfHorizon(state));
    case 'HorizonWarned':
    case 'HorizonPassed':
      return notice('horizon', event.step, event.to);
    default:
      return 'handOff' in event ? handOffNotices(event, state) : breadthNotices(event, state);
  }
}

/** Answers that a ladder asked for, gates, whether it is a case, and its closing. */
function breadthNotices(event: CaseEvent, state: OpenCase): readonly Notice[] {
  const notice = (kind: NoticeKind, subject: string, to: readonly Address[]): readonly Notice[] => to.map((address) => ({ kind, level: null, subject, to: address }));
  switch (event.type) {
    case 'LeaderAnswered':
    case 'DecisionMinuted':
      return notice('change', subjectOf(state, event.step), concerned(state, event.step, event.by));
    case 'DateAsked':
      return notice('request', event.step, [coordinatorOf(state)]);
    case 'DateRefused':
      return notice('answer', event.step, concerned(state, event.step, event.by).filter(({ role }) => role !== 'COORDINATOR'));
    case 'ReadinessNoticeSent':
      return notice('readiness', event.step, event.to);
    case 'ReadinessAcknowledged':
      return notice('answer', state.readiness?.step ?? '', [{ agency: state.readiness?.sender ?? state.lead, person: state.readiness?.sentBy ?? '' }]);
    case 'ReadinessOverrideAsked':
    case 'ReadinessOverridden':
    case 'InformationKept':
      return notice('change', event.step, concerned(state, event.step, event.by));
    case 'InformationKeptAsked':
      return notice('request', event.step, [coordinatorOf(state)]);
    case 'ClosingAgreed':
      return notice('request', 'CASE', event.voice === 'COORDINATOR' ? specialistOf(state) : [coordinatorOf(state)]);
    // Whoever is on the team learns where the case stands.
    case 'CaseClosed':
    case 'CaseReopened':
      return notice('closing', 'CASE', Object.keys(state.agencies).sort().map((agency) => ({ agency, role: 'AGENCY_SUPERVISOR' as const })));
    default:
      return [];
  }
}

/** Those who are asked for the task. An owner who has just done it knows that it stands open again; one whom time asks anew does not. */
function askedBy(event: Extract<CaseEvent, { type: 'StepOpened' }>): readonly Address[] {
  if (event.owner === undefined) return [{ agency: event.holder, role: event.role }];
  return event.by === 'clock' ? [{ agency: event.holder, person: event.owner }] : [];
}

/** Whose work it is, and the coordinator; not the person who did it. */
function concerned(state: OpenCase, code: string, by: string): readonly Address[] {
  const step = state.steps[code];
  if (step === undefined || step.owner === by) return step === undefined ? [] : [coordinatorOf(state)];
  const worker: Address = step.owner === undefined ? { agency: step.holder, role: step.role } : { agency: step.holder, person: step.owner };
  return worker.agency === state.lead && worker.role === 'COORDINATOR' ? [worker] : [worker, coordinatorOf(state)];
}

function handOffNotices(event: Extract<CaseEvent, { handOff: string }>, state: OpenCase): readonly Notice[] {
  const handOff = state.handOffs[event.handOff];
  if (handOff === undefined) return [];
  const subject = subjectOf(state, handOff.step);
  const sender: Address = { agency: handOff.sender, person: handOff.proposedBy };
  const receiver: Address = { agency: handOff.receiver, role: state.steps[handOff.step]?.role ?? 'COORDINATOR' };
  const one = (kind: NoticeKind, to: Address): readonly Notice[] => [{ kind, level: null, subject, to }];
  switch (event.type) {
    case 'HandOffProposed':
    case 'HandOffReProposed':
      // Nothing runs out on what is victim-paced, so the coordinator hears of the offer at once.
      return handOff.climb === undefined ? [...one('offer', receiver), ...one('offer', coordinatorOf(state))] : one('offer', receiver);
    case 'OwnershipDetermined':
      return handOff.state === 'PROPOSED' ? [...one('offer', receiver), ...one('answer', sender)] : one('answer', sender);
    case 'HandOffAccepted':
    case 'HandOffDeclined':
    case 'HandOffReturned':
    case 'HandedBack':
      return one('answer', sender);
    case 'DeterminationOpened':
      return one('determination', coordinatorOf(state));
    // The receiver need not answer any more, or has done the work: the sender knows the first, the receiver the second.
    case 'HandOffWithdrawn':
      return one('answer', receiver);
    case 'HandOffCompleted':
      return one('answer', sender);
    // The sender stands with the work and must know that nobody has answered.
    case 'HandOffTimedOut':
      return one('answer', sender);
  }
}
