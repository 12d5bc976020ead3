/** Who is told what, by event. Notices name codes, never people's words; none is about a victim-paced step and none goes to a victim (R1). */
import type { Address } from '../facts.ts';
import { noticesOfCommitment } from '../commitment/notices.ts';
import type { Notice as AnyNotice } from '../ledger.ts';
import type { Told } from '../reach/reach.ts';
import { distinct } from '../recipients.ts';
import { addressesOfHorizon, coordinatorOf, senderOf, specialistOf, teamOf } from './addresses.ts';
import { commitmentOf } from './commitments.ts';
import type { CaseEvent } from './events.ts';
import type { CaseState, OpenCase } from './state.ts';
import { isShort } from '../time/deadline.ts';

export type NoticeKind = 'task' | 'reminder' | 'level' | 'offer' | 'answer' | 'determination' | 'stalled' | 'horizon' | 'unresolved' | 'change' | 'request' | 'readiness' | 'closing';

/** `subject`: a step's code or a track. */
export type Notice = AnyNotice<NoticeKind>;

/** Rule R1: a notice about agencies' work on a victim-paced step names the track, so that no list and no mail ever dates or chases the step. */
function subjectOf(state: OpenCase, code: string): string {
  const step = state.steps[code];
  return step?.pacing === 'VICTIM_PACED' ? step.track : code;
}

export function noticesOf(event: CaseEvent, state: CaseState): readonly Notice[] {
  if (state.phase === 'absent') return [];
  const notices = said(event, state);
  return isUrgent(event, state) ? notices.map((notice) => ({ ...notice, urgent: true })) : notices;
}

/** Danger and support that are handed over, and whatever runs on a clock of hours. */
function isUrgent(event: CaseEvent, state: OpenCase): boolean {
  const handOff = 'handOff' in event ? state.handOffs[event.handOff] : 'of' in event && event.of === 'hand-off' ? state.handOffs[event.subject] : undefined;
  const isOfStep = handOff === undefined && (!('of' in event) || event.of === 'step');
  const step = isOfStep && 'step' in event && event.step !== undefined ? state.steps[event.step] : undefined;
  const climb = handOff?.climb ?? step?.climb;
  return (handOff !== undefined && handOff.kind !== 'ORDINARY') || (climb !== undefined && isShort(climb.deadline));
}

function said(event: CaseEvent, state: OpenCase): readonly Notice[] {
  const skipped = 'skipped' in event && event.skipped !== undefined ? { skipped: event.skipped } : {};
  const notice = (kind: NoticeKind, subject: string, to: readonly Address[], level: string | null = null): readonly Notice[] => to.map((address) => ({ kind, level, subject, to: address, ...skipped }));
  switch (event.type) {
    case 'StepOpened': {
      if (event.pacing === 'VICTIM_PACED' || event.pacing === 'PROTECTED_PERIOD') return [];
      return notice('task', event.step, distinct([...askedBy(event, state), ...(event.alsoTo ?? [])]));
    }
    case 'StepDeclined':
      return notice('answer', subjectOf(state, event.step), [coordinatorOf(state)]);
    case 'LevelReached':
      return event.sent ? notice(event.level === 'L0' ? 'reminder' : 'level', climberOf(state, event), event.to, event.level) : [];
    case 'StillOpen':
      return notice('unresolved', climberOf(state, event), event.to);
    case 'StepSetAsideAsked':
    case 'StepSetAside':
    case 'StepReDated':
    case 'DaysExcluded':
    case 'DaysIncluded':
    case 'ClockExtended':
    case 'StepResumed':
      return notice('change', subjectOf(state, event.step), concerned(state, event.step, event.by));
    case 'StepEndedByRule':
      return event.why === 'ENDS' ? notice('change', subjectOf(state, event.step), concerned(state, event.step, event.by)) : [];
    // What is victim-paced is nobody's task to chase (R1): the agency hears that the work of its own has changed hands.
    case 'StepReleased':
      return notice(['VICTIM_PACED', 'PROTECTED_PERIOD'].includes(state.steps[event.step]?.pacing ?? '') ? 'change' : 'task', subjectOf(state, event.step), event.to);
    case 'StepTakenOver':
      return notice('change', subjectOf(state, event.step), [{ agency: state.steps[event.step]?.holder ?? state.lead, person: event.from }]);
    case 'HandOffFollowed':
      return notice('answer', event.track, event.to);
    case 'StatementPlanWithdrawn':
      return notice('change', subjectOf(state, event.step), event.to ?? [{ agency: event.agency, person: event.person }]);
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
      if ('commitment' in event) return commitmentNotices(event, state);
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
    // Only a date that is another one is news.
    case 'DateCounted':
      return event.deadline === undefined ? (event.horizonAt === undefined ? [] : notice('change', event.step, addressesOfHorizon(state))) : notice('change', event.step, concerned(state, event.step, event.by));
    case 'OccasionAdded':
      return notice('change', subjectOf(state, event.step), concerned(state, event.step, event.by));
    case 'NearerDateAsked':
    case 'InclusionAsked':
      return notice('request', event.step, concerned(state, event.step, event.by));
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
    case 'AgencyLeft':
      return notice('change', 'CASE', [coordinatorOf(state)]);
    // Whoever is on the team learns where the case stands.
    case 'CaseClosed':
    case 'CaseReopened':
      return notice('closing', 'CASE', Object.keys(state.agencies).sort().map((agency) => ({ agency, role: 'AGENCY_SUPERVISOR' as const })));
    default:
      return [];
  }
}

/** What climbs: a commitment by its id, everything else by the step it is about. */
const climberOf = (state: OpenCase, { of, subject, step }: Extract<CaseEvent, { type: 'LevelReached' | 'StillOpen' }>): string =>
  of === 'commitment' || of === 'commitment-offer' ? subject : subjectOf(state, step ?? subject);

function commitmentNotices(event: Extract<CaseEvent, { commitment: string }>, state: OpenCase): readonly Notice[] {
  const commitment = commitmentOf(state, event.commitment);
  if (commitment === undefined) return [];
  return noticesOfCommitment({ team: teamOf(state) }, event, commitment).map((notice) => ({ level: null, subject: commitment.id, ...notice }));
}

/** Those who are asked for the task. An owner who has just done it knows that it stands open again; one whom time asks anew does not. */
function askedBy(event: Extract<CaseEvent, { type: 'StepOpened' }>, state: OpenCase): readonly Address[] {
  // Nobody fills the role: the coordinator has it, and hands it to an agency.
  if (event.unfilled === true) return [coordinatorOf(state)];
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
  const sender = senderOf(state, handOff);
  const receiver: Address = { agency: handOff.receiver, role: state.steps[handOff.step]?.role ?? 'COORDINATOR' };
  const one = (kind: NoticeKind, to: Address): readonly Notice[] => [{ kind, level: null, subject, to }];
  const offer = ({ to = [receiver], skipped }: Partial<Told>): readonly Notice[] => to.map((address) => ({ kind: 'offer', level: null, subject, to: address, ...(skipped !== undefined && { skipped }) }));
  switch (event.type) {
    case 'HandOffProposed':
    case 'HandOffReProposed':
      // Nothing runs out on what is victim-paced, so the coordinator hears of the offer at once.
      return handOff.climb === undefined ? [...offer(event), ...one('offer', coordinatorOf(state))] : offer(event);
    case 'OwnershipDetermined':
      return handOff.state === 'PROPOSED' ? [...offer(event), ...one('answer', sender)] : one('answer', sender);
    case 'HandOffAccepted':
    case 'HandOffDeclined':
    case 'HandOffReturned':
    case 'HandedBack':
      return one('answer', sender);
    case 'DeterminationOpened':
      return one('determination', coordinatorOf(state));
    // The receiver need not answer any more, or has done the work: the sender knows the first, the receiver the second.
    case 'HandOffWithdrawn':
      // Halted because consent ended: that the work stands with them again the senders did not say themselves.
      return event.reason === undefined ? one('answer', receiver) : [...one('answer', receiver), ...one('answer', sender)];
    case 'HandOffCompleted':
      return one('answer', sender);
    case 'HandOffSenderLeft':
      return event.to.map((to) => ({ kind: 'change', level: null, subject, to, ...(event.skipped !== undefined && { skipped: event.skipped }) }));
    // The sender stands with the work and must know that nobody has answered.
    case 'HandOffTimedOut':
      return one('answer', sender);
  }
}
