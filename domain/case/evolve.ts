/** Folding: an event is a fact, taken as it is and never refused. Ended hand-offs leave the state with the next event. */
import { Fault, unreachable } from '../decision.ts';
import type { HandOffState } from '../terms.ts';
import type { Deadline } from '../time/deadline.ts';
import type { CaseEvent } from './events.ts';
import { hasEnded, type CaseState, type Climb, type HandOff, type OpenCase, type Step } from './state.ts';

export function evolve(state: CaseState, event: CaseEvent): CaseState {
  if (event.type === 'CaseLaunched') return launched(event);
  if (state.phase === 'absent') throw new Fault(`${event.type} before CaseLaunched`);
  const now = withoutEnded(state);
  switch (event.type) {
    case 'StepOpened':
    case 'StepAccepted':
    case 'StepDeclined':
    case 'StepPutDown':
    case 'StepCompleted':
    case 'StepSetAsideAsked':
    case 'StepSetAside':
    case 'StepReDated':
    case 'StepSuspended':
    case 'StepResumed':
    case 'BlockerNamed':
    case 'WaitReviewed':
    case 'ReadinessSignalled':
    case 'StatementScheduled':
    case 'ProtectedPeriodEnded':
    case 'HorizonWarned':
    case 'HorizonPassed':
      return { ...now, steps: { ...now.steps, [event.step]: evolveStep(now.steps[event.step], event) } };
    case 'StatementRequestDenied':
      return { ...now, counts: { ...now.counts, deniedStatements: now.counts.deniedStatements + 1 } };
    case 'LevelReached':
      return climbed(now, event);
    case 'TrackQuiet':
      return { ...now, tracks: { ...now.tracks, [event.track]: { quietSince: event.quietSince, ...(event.stallsAt !== undefined && { stallsAt: event.stallsAt }) } } };
    case 'TrackStalled': {
      const { quietSince } = known(now.tracks[event.track]);
      return { ...now, tracks: { ...now.tracks, [event.track]: { quietSince, stalledAt: event.at } } };
    }
    default:
      return evolveHandOffs(now, event);
  }
}

function launched(event: Extract<CaseEvent, { type: 'CaseLaunched' }>): CaseState {
  const { id, codeName, playbook, lead, agencies, at } = event;
  return {
    phase: 'open', id, codeName, playbook, lead, agencies, openedAt: at, steps: {}, handOffs: {}, tracks: {},
    counts: { handOffs: 0, bounces: 0, deniedStatements: 0 },
    ...(event.referral !== undefined && { referral: event.referral }),
  };
}

function withoutEnded(state: OpenCase): OpenCase {
  const kept = Object.entries(state.handOffs).filter(([, handOff]) => !hasEnded(handOff));
  return kept.length === Object.keys(state.handOffs).length ? state : { ...state, handOffs: Object.fromEntries(kept) };
}

function known<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Fault('an event names something that is not there');
  return thing;
}

const newClimb = (version: number, deadline: Deadline): Climb => ({ version, deadline, reached: 0 });

type StepEvent = Extract<CaseEvent, { step: string; type: `Step${string}` | 'BlockerNamed' | 'WaitReviewed' | 'ReadinessSignalled' | 'StatementScheduled' | 'ProtectedPeriodEnded' | `Horizon${string}` }>;

function opened(before: Step | undefined, event: Extract<CaseEvent, { type: 'StepOpened' }>): Step {
  const { step: code, track, pacing, role, holder, accountable, waitsOn, at, deadline } = event;
  const version = (before?.version ?? 0) + 1;
  const waiting = pacing === 'EXTERNAL_WAIT' ? 'WAITING_EXTERNAL' : 'READY';
  return {
    code, track, pacing, role, holder, accountable, waitsOn, version,
    state: event.owner === undefined ? waiting : 'IN_PROGRESS',
    occurrence: (before?.occurrence ?? 0) + 1, openedAt: at, since: at, rev: (before?.rev ?? 0) + 1,
    ...(event.owner !== undefined && { owner: event.owner }),
    ...(event.repeats !== undefined && { repeats: event.repeats }),
    ...(deadline !== undefined && { climb: newClimb(version, deadline) }),
    ...(event.dueFor !== undefined && { dueFor: event.dueFor }),
    ...(event.unlocksAt !== undefined && { unlocksAt: event.unlocksAt }),
    ...(event.horizonAt !== undefined && { horizonAt: event.horizonAt }),
    ...(event.warnings !== undefined && { warnings: event.warnings }),
  };
}

function evolveStep(before: Step | undefined, event: StepEvent): Step {
  if (event.type === 'StepOpened') return opened(before, event);
  const step = known(before);
  const next: Step = { ...step, rev: step.rev + 1 };
  switch (event.type) {
    case 'StepAccepted':
      return withDate({ ...next, owner: event.owner, accountable: step.holder, since: event.at, state: step.state === 'READY' ? 'IN_PROGRESS' : step.state }, event.deadline, 'work');
    case 'StepDeclined':
    case 'StepPutDown':
      return without({ ...next, holder: event.backTo, accountable: event.backTo, since: event.at, state: step.state === 'IN_PROGRESS' ? 'READY' : step.state }, 'owner');
    case 'StepCompleted':
      return finished({ ...next, state: 'DONE', since: event.at });
    case 'StepSetAsideAsked':
      return { ...next, setAsideBy: event.person };
    case 'StepSetAside':
      return finished({ ...next, state: 'NOT_APPLICABLE', since: event.at });
    case 'StepReDated':
    case 'WaitReviewed':
      return without(withDate({ ...next, ...(event.type === 'WaitReviewed' && { since: event.at }) }, event.deadline, step.dueFor ?? 'work'), 'blocker');
    case 'StepSuspended':
      return { ...next, state: 'SUSPENDED', since: event.at, suspendedAt: event.at };
    case 'StepResumed':
      return resumed(next, event);
    case 'BlockerNamed':
      return { ...next, blocker: event.blocker };
    case 'ReadinessSignalled':
      return { ...next, signal: event.signal, signalAt: event.at };
    case 'StatementScheduled':
      return { ...next, since: event.at };
    case 'ProtectedPeriodEnded':
      return without({ ...next, state: 'DONE', since: event.at }, 'unlocksAt');
    case 'HorizonWarned':
      return { ...next, warnings: (step.warnings ?? []).filter((warning) => warning !== event.warning) };
    case 'HorizonPassed':
      return { ...next, state: 'CANCELLED', since: event.at, warnings: [] };
    default:
      return unreachable(event);
  }
}

const withDate = (step: Step, deadline: Deadline | undefined, dueFor: 'answer' | 'work'): Step =>
  deadline === undefined ? step : { ...step, version: step.version + 1, dueFor, climb: newClimb(step.version + 1, deadline) };

type Optional = 'owner' | 'climb' | 'blocker' | 'unlocksAt' | 'suspendedAt' | 'dueFor' | 'handOff';

function without(step: Step, ...keys: readonly Optional[]): Step {
  return Object.fromEntries(Object.entries(step).filter(([key]) => !(keys as readonly string[]).includes(key))) as unknown as Step;
}

const finished = (step: Step): Step => without(step, 'climb', 'dueFor', 'blocker', 'suspendedAt', 'handOff');

/** The clock goes on where it stood: the same commitment version, the same level, only later. */
function resumed(step: Step, event: Extract<CaseEvent, { type: 'StepResumed' }>): Step {
  const climb = step.climb === undefined || event.deadline === undefined ? {} : { climb: { ...step.climb, deadline: event.deadline } };
  return without({ ...step, ...climb, since: event.at, state: step.owner === undefined ? 'READY' : 'IN_PROGRESS' }, 'suspendedAt');
}

function climbed(state: OpenCase, event: Extract<CaseEvent, { type: 'LevelReached' }>): OpenCase {
  const higher = <T extends { readonly climb?: Climb; readonly rev: number }>(thing: T): T =>
    thing.climb === undefined ? thing : { ...thing, rev: thing.rev + 1, climb: { ...thing.climb, reached: thing.climb.reached + 1 } };
  if (event.of === 'step') return { ...state, steps: { ...state.steps, [event.subject]: higher(known(state.steps[event.subject])) } };
  return { ...state, handOffs: { ...state.handOffs, [event.subject]: higher(known(state.handOffs[event.subject])) } };
}

type HandOffEvent = Extract<CaseEvent, { handOff: string }>;

function evolveHandOffs(state: OpenCase, event: HandOffEvent): OpenCase {
  const handOff = evolveHandOff(state, event);
  const step = stepAfter(known(state.steps[handOff.step]), handOff, event);
  const agencies = event.type === 'HandOffAccepted' ? engaged(state, handOff, step) : state.agencies;
  const { counts } = state;
  const bounced = event.type === 'HandOffReturned' || event.type === 'HandOffDeclined' ? 1 : 0;
  return {
    ...state, agencies,
    handOffs: { ...state.handOffs, [handOff.id]: handOff },
    steps: { ...state.steps, [step.code]: step },
    counts: { ...counts, bounces: counts.bounces + bounced, handOffs: counts.handOffs + (event.type === 'HandOffProposed' ? 1 : 0) },
  };
}

function engaged(state: OpenCase, handOff: HandOff, step: Step): OpenCase['agencies'] {
  const present = state.agencies[handOff.receiver] ?? { ...handOff.receiverCivil, roles: [], place: Object.keys(state.agencies).length };
  return { ...state.agencies, [handOff.receiver]: { ...present, roles: [...new Set([...present.roles, step.role])] } };
}

function evolveHandOff(state: OpenCase, event: HandOffEvent): HandOff {
  if (event.type === 'HandOffProposed') {
    const { handOff: id, step, kind, sender, receiver, receiverCivil, at, by, deadline } = event;
    return {
      id, step, kind, sender, receiver, receiverCivil, state: 'PROPOSED', proposedBy: by, proposedAt: at, since: at, items: [], bounces: 0, determined: false,
      rev: 1, version: 1, climb: newClimb(1, deadline), ...(event.note !== undefined && { note: event.note }),
    };
  }
  const before = known(state.handOffs[event.handOff]);
  const to = (next: HandOffState, deadline?: Deadline, more: Partial<HandOff> = {}): HandOff => {
    const { climb: _ended, ...rest } = { ...before, ...more, state: next, since: event.at, rev: before.rev + 1 };
    return deadline === undefined ? rest : { ...rest, version: before.version + 1, climb: newClimb(before.version + 1, deadline) };
  };
  switch (event.type) {
    case 'HandOffReProposed':
      return to('PROPOSED', event.deadline, { receiver: event.receiver, receiverCivil: event.receiverCivil, determined: false, ...(event.note !== undefined && { note: event.note }) });
    case 'HandOffTimedOut':
      return { ...before, state: 'TIMED_OUT', since: event.at, rev: before.rev + 1 };
    case 'HandOffReturned':
      return to('RETURNED_FOR_INFO', event.deadline, { reason: event.reason, items: event.items, bounces: before.bounces + 1 });
    case 'HandOffDeclined':
      return to('DECLINED', event.deadline, { reason: event.reason, bounces: before.bounces + 1 });
    case 'DeterminationOpened':
      return to('DISPUTED', event.deadline);
    case 'OwnershipDetermined':
      if (event.deadline === undefined || event.receiverCivil === undefined) return to('KEPT_BY_SENDER', undefined, { determined: true });
      return to('PROPOSED', event.deadline, { receiver: event.owner, receiverCivil: event.receiverCivil, determined: true });
    case 'HandOffAccepted':
      return to('IN_PROGRESS', undefined, { acceptedBy: event.owner });
    case 'HandOffWithdrawn':
      return to('WITHDRAWN');
    case 'HandedBack':
      return to('RETURNED_AFTER_ACCEPT', undefined, { reason: event.reason });
    case 'HandOffCompleted':
      return to('COMPLETED');
    default:
      return unreachable(event);
  }
}

/** What a hand-off's event does to its step. Until acceptance: nothing but the link, for the sender stays accountable. */
function stepAfter(step: Step, handOff: HandOff, event: HandOffEvent): Step {
  const next: Step = { ...step, rev: step.rev + 1 };
  switch (event.type) {
    case 'HandOffProposed':
      // An offer that nobody had accepted yet waits on the hand-off's own clock instead of its own.
      return step.dueFor === 'answer' ? without({ ...next, handOff: handOff.id }, 'climb', 'dueFor') : { ...next, handOff: handOff.id };
    case 'HandOffAccepted':
      return withDate(
        { ...next, holder: handOff.receiver, accountable: handOff.receiver, owner: event.owner, since: event.at, state: step.state === 'READY' ? 'IN_PROGRESS' : step.state },
        event.deadline, 'work',
      );
    case 'HandedBack':
      return without({ ...next, holder: handOff.sender, accountable: handOff.sender, since: event.at, state: step.state === 'IN_PROGRESS' ? 'READY' : step.state }, 'owner', 'handOff');
    case 'HandOffWithdrawn':
    case 'OwnershipDetermined':
      // Back with the sender: an offer that nobody had accepted runs on a clock of its own again.
      return hasEnded(handOff) ? withDate(without(next, 'handOff'), event.stepDeadline, 'answer') : next;
    default:
      return step;
  }
}
