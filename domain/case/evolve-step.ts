/** Folding what happened to one step. */
import { afterWait, newClimb } from '../climb.ts';
import { unreachable } from '../decision.ts';
import type { CaseEvent, Promised } from './events.ts';
import { known, withDate, without } from './folding.ts';
import type { Step } from './state.ts';

const stepEvents = [
  'StepOpened', 'StepAccepted', 'StepDeclined', 'StepTakenOver', 'StepPutDown', 'StepReleased', 'StepCompleted', 'StepSetAsideAsked', 'StepSetAside', 'StepReDated', 'StepSuspended',
  'StepResumed', 'BlockerNamed', 'WaitReviewed', 'ReadinessSignalled', 'OfferSilenced', 'SilenceEnded', 'StatementScheduled', 'StatementPlanWithdrawn', 'ProtectedPeriodEnded',
  'HorizonSetAsked', 'HorizonSet', 'HorizonWarned', 'HorizonPassed', 'StepEnded', 'StepEndedByRule', 'OccasionAdded',
] as const;
export type StepEvent = Extract<CaseEvent, { type: (typeof stepEvents)[number] }>;
export const isStepEvent = (event: CaseEvent): event is StepEvent => (stepEvents as readonly string[]).includes(event.type);

function opened(before: Step | undefined, event: Extract<CaseEvent, { type: 'StepOpened' }>): Step {
  const { step: code, track, pacing, role, holder, accountable, waitsOn, at, deadline } = event;
  const version = (before?.version ?? 0) + 1;
  // A duty that is silent stays so when its next time begins.
  const isSilent = before?.silentUntil !== undefined && before.silentUntil > at;
  return {
    code, track, pacing, role, holder, accountable, waitsOn, version,
    state: isSilent ? 'SUSPENDED' : event.owner === undefined ? 'READY' : 'IN_PROGRESS',
    // What ended because whoever it stands for had left was never done.
    occurrence: (before?.occurrence ?? 0) + (before?.left === true ? 0 : 1), openedAt: at, since: at, rev: (before?.rev ?? 0) + 1,
    ...(event.owner !== undefined && { owner: event.owner }),
    ...(event.unfilled !== undefined && { unfilled: event.unfilled }),
    ...(before?.option !== undefined && { option: before.option }),
    ...(event.repeats !== undefined && { repeats: event.repeats }),
    ...(deadline !== undefined && { climb: newClimb(version, deadline) }),
    ...(event.dueFor !== undefined && { dueFor: event.dueFor }),
    ...(event.counted !== undefined && { counted: event.counted }),
    ...(event.turn !== undefined && { turn: event.turn }),
    ...(event.unlocksAt !== undefined && { unlocksAt: event.unlocksAt }),
    ...(event.horizonAt !== undefined && { horizonAt: event.horizonAt }),
    ...(event.warnings !== undefined && { warnings: event.warnings }),
    ...(event.occasions !== undefined && { occasions: event.occasions }),
    ...(before?.packet !== undefined && { packet: before.packet }),
    ...(isSilent && { silentUntil: before.silentUntil, suspendedAt: at }),
  };
}

/** Who has accepted works; a wait that was accepted waits. */
const workState = (step: Step): Step['state'] => (step.state === 'SUSPENDED' ? 'SUSPENDED' : step.pacing === 'EXTERNAL_WAIT' ? 'WAITING_EXTERNAL' : 'IN_PROGRESS');

/** The owner and the agency change; the date, if it was promised, does not. */
export function accepted(step: Step, { holder, owner, at, deadline, dueFor, counted }: { readonly holder: string; readonly owner: string; readonly at: string } & Promised): Step {
  const kept = { ...step, holder, accountable: holder, owner, since: at, state: workState(step), ...(counted !== undefined && { counted }) };
  return withDate(without(kept, 'negatives', 'unfilled'), deadline, dueFor ?? 'work');
}

/** A change of hands leaves a packet for whoever has the work next; who takes back their own work needs none. */
export function withPacket(step: Step, before: Step, at: string): Step {
  if (before.owner === undefined) return step.packet !== undefined && step.packet.from === step.owner ? without(step, 'packet') : step;
  return before.owner === step.owner ? step : { ...step, packet: { from: before.owner, agency: before.holder, since: at } };
}

/** Without an owner again; the agency that answers for it is named. */
export const released = (step: Step, holder: string, at: string): Step =>
  without({ ...step, holder, accountable: holder, since: at, state: step.state === 'SUSPENDED' ? 'SUSPENDED' : 'READY' }, 'owner');

const finished = (step: Step): Step => without(step, 'climb', 'dueFor', 'blocker', 'suspendedAt', 'handOff', 'planned', 'asked', 'negatives', 'dateAsked', 'nearer');

/** The clock goes on where it stood: the same commitment version, the same level, only later. */
function resumed(step: Step, event: Extract<CaseEvent, { type: 'StepResumed' }>): Step {
  const { climb: before, suspendedAt = event.at } = step;
  const climb = before === undefined || event.deadline === undefined ? {} : { climb: afterWait(before, event.deadline, { from: suspendedAt, at: event.at }) };
  const state = step.owner === undefined ? 'READY' : step.pacing === 'EXTERNAL_WAIT' ? 'WAITING_EXTERNAL' : 'IN_PROGRESS';
  return without({ ...step, ...climb, since: event.at, state }, 'suspendedAt');
}

export function evolveStep(before: Step | undefined, event: StepEvent): Step {
  if (event.type === 'StepOpened') return opened(before, event);
  const step = known(before);
  const next: Step = { ...step, rev: step.rev + 1 };
  switch (event.type) {
    case 'StepAccepted':
      return withPacket(accepted(next, { ...event, holder: step.holder }), step, event.at);
    case 'StepDeclined':
    case 'StepPutDown':
      return withPacket(released(next, event.backTo, event.at), step, event.at);
    case 'StepReleased':
      return withPacket(withDate({ ...released(next, event.backTo, event.at), accountable: event.accountable ?? event.backTo }, event.deadline, 'answer'), step, event.at);
    case 'StepTakenOver':
      return withPacket({ ...next, owner: event.owner }, step, event.at);
    case 'StepCompleted':
      return finished({ ...next, state: 'DONE', since: event.at, ...(event.option !== undefined && { option: event.option }) });
    case 'StepEndedByRule':
      return event.why === 'ENDS' ? finished({ ...next, state: 'NOT_APPLICABLE', since: event.at }) : without(finished({ ...next, state: 'CANCELLED', since: event.at, left: true }), 'unlocksAt', 'silentUntil');
    case 'StepSetAside':
      return finished({ ...next, state: 'NOT_APPLICABLE', since: event.at });
    case 'StepEnded':
      return finished({ ...next, state: 'CANCELLED', since: event.at });
    case 'StepReDated':
      return without(withDate({ ...next, reDates: (step.reDates ?? 0) + 1 }, event.deadline, step.dueFor ?? 'work'), 'blocker', 'dateAsked');
    case 'WaitReviewed':
      return without(withDate({ ...next, since: event.at }, event.deadline, 'work'), 'blocker');
    case 'StepSuspended':
      return { ...next, state: 'SUSPENDED', since: event.at, suspendedAt: event.at };
    case 'StepResumed':
      return resumed(next, event);
    case 'BlockerNamed':
      return { ...next, blocker: event.blocker };
    case 'ProtectedPeriodEnded':
      return without({ ...next, state: 'DONE', since: event.at }, 'unlocksAt');
    default:
      return evolvePace(step, next, event);
  }
}

type PaceEvent = Exclude<StepEvent, { type: `Step${string}` | 'BlockerNamed' | 'WaitReviewed' | 'ProtectedPeriodEnded' }> | Extract<StepEvent, { type: 'StepSetAsideAsked' }>;

/** What she says, what is planned with her, what the law's horizon does, and the word of the first of two. */
function evolvePace(step: Step, next: Step, event: PaceEvent): Step {
  switch (event.type) {
    case 'StepSetAsideAsked':
      return { ...next, asked: { person: event.person, what: event.reason } };
    case 'HorizonSetAsked':
      return { ...next, asked: { person: event.person, what: event.lastDay } };
    case 'ReadinessSignalled':
      return { ...next, signal: event.signal, signalAt: event.at };
    case 'OfferSilenced':
      return { ...next, silentUntil: event.until };
    case 'SilenceEnded':
      return without(next, 'silentUntil');
    case 'StatementScheduled':
      return { ...next, since: event.at, planned: { person: event.person, agency: event.agency, survivorAsked: event.survivorAsked } };
    case 'StatementPlanWithdrawn':
      return without({ ...next, since: event.at }, 'planned');
    case 'OccasionAdded':
      return { ...next, occasions: [...(step.occasions ?? []), ...event.occasions] };
    case 'HorizonSet':
      return { ...without(next, 'climb', 'dueFor', 'asked', 'blocker'), horizonAt: event.horizonAt, warnings: event.warnings };
    case 'HorizonWarned':
      return { ...next, warnings: (step.warnings ?? []).filter((warning) => warning !== event.warning) };
    case 'HorizonPassed':
      return finished({ ...next, state: 'CANCELLED', since: event.at, warnings: [] });
    default:
      return unreachable(event);
  }
}
