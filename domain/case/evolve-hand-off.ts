/** Folding what happened to one hand-off, and what that does to its step. */
import { newClimb } from '../climb.ts';
import { unreachable } from '../decision.ts';
import type { HandOffState } from '../terms.ts';
import type { Deadline } from '../time/deadline.ts';
import { senderOf } from './addresses.ts';
import { accepted, released, withPacket } from './evolve-step.ts';
import type { CaseEvent } from './events.ts';
import { known, withDate, without } from './folding.ts';
import { hasEnded, stepsOf, type HandOff, type OpenCase, type Step } from './state.ts';

export type HandOffEvent = Extract<CaseEvent, { handOff: string }>;

const isNegative = (event: HandOffEvent): boolean => event.type === 'HandOffReturned' || event.type === 'HandOffDeclined';

export function evolveHandOffs(state: OpenCase, event: HandOffEvent): OpenCase {
  const handOff = evolveHandOff(state, event);
  const step = stepAfter(known(state.steps[handOff.step]), handOff, event);
  const { counts } = state;
  return {
    ...state,
    agencies: event.type === 'HandOffAccepted' ? engaged(state, handOff, step) : event.type === 'HandedBack' ? disengaged(state, handOff, step) : state.agencies,
    handOffs: { ...state.handOffs, [handOff.id]: handOff },
    ...(event.type === 'HandOffCompleted' && { given: { ...state.given, [handOff.id]: { track: step.track, to: [senderOf(state, handOff)] } } }),
    steps: { ...state.steps, [step.code]: step },
    counts: { ...counts, bounces: counts.bounces + (isNegative(event) ? 1 : 0), handOffs: counts.handOffs + (event.type === 'HandOffProposed' ? 1 : 0) },
  };
}

function engaged(state: OpenCase, handOff: HandOff, step: Step): OpenCase['agencies'] {
  const present = state.agencies[handOff.receiver] ?? { ...handOff.receiverCivil, roles: [], place: nextPlace(state), byHandOff: true as const };
  return { ...state.agencies, [handOff.receiver]: { ...present, roles: [...new Set([...present.roles, step.role])] } };
}

/** After all who are there: an agency may have left, and no two may share a place. */
const nextPlace = (state: OpenCase): number => Math.max(...Object.values(state.agencies).map(({ place }) => place)) + 1;

/** Who came in by a hand-off and gives the work back has nothing more to know, unless it has other work of the case, has promised some, or is waiting for some to come back. */
function disengaged(state: OpenCase, handOff: HandOff, step: Step): OpenCase['agencies'] {
  const { [handOff.receiver]: leaving, ...others } = state.agencies;
  const holdsMore = stepsOf(state).some(({ code, holder }) => code !== step.code && holder === handOff.receiver);
  const hasLent = Object.values(state.handOffs).some((each) => each.sender === handOff.receiver && !hasEnded(each));
  const hasPromised = Object.values(state.commitments ?? {}).some(({ agency, offer }) => agency === handOff.receiver || offer?.agency === handOff.receiver);
  return leaving?.byHandOff === true && !holdsMore && !hasLent && !hasPromised ? others : state.agencies;
}

function proposed(event: Extract<HandOffEvent, { type: 'HandOffProposed' }>): HandOff {
  const { handOff: id, step, kind, sender, receiver, receiverCivil, at, by, deadline } = event;
  return {
    id, step, kind, sender, receiver, receiverCivil, state: 'PROPOSED', proposedBy: by, proposedAt: at, since: at, items: [], bounces: 0, determined: false, rev: 1, version: 1,
    ...(deadline !== undefined && { climb: newClimb(1, deadline) }), ...(event.note !== undefined && { note: event.note }), ...(event.about !== undefined && { about: event.about }),
  };
}

function evolveHandOff(state: OpenCase, event: HandOffEvent): HandOff {
  if (event.type === 'HandOffProposed') return proposed(event);
  const before = known(state.handOffs[event.handOff]);
  const to = (next: HandOffState, deadline?: Deadline, more: Partial<HandOff> = {}): HandOff => {
    const { climb: _ended, ...rest } = { ...before, ...more, state: next, since: event.at, rev: before.rev + 1 };
    return deadline === undefined ? rest : { ...rest, version: before.version + 1, climb: newClimb(before.version + 1, deadline) };
  };
  /** Asked anew, and not to be skipped because who was asked before has left. */
  const asked = (deadline: Deadline | undefined, more: Partial<HandOff>): HandOff => {
    const { receiverLeft: _left, ...rest } = to('PROPOSED', deadline, more);
    return rest;
  };
  switch (event.type) {
    case 'HandOffSenderLeft':
      return { ...before, senderLeft: true, rev: before.rev + 1 };
    case 'HandOffReProposed':
      return asked(event.deadline, { receiver: event.receiver, receiverCivil: event.receiverCivil, determined: false, ...(event.note !== undefined && { note: event.note }) });
    case 'HandOffTimedOut':
      return { ...before, state: 'TIMED_OUT', since: event.at, rev: before.rev + 1 };
    case 'HandOffReturned':
      return to('RETURNED_FOR_INFO', event.deadline, { reason: event.reason, items: event.items, bounces: before.bounces + 1 });
    case 'HandOffDeclined':
      return to('DECLINED', event.deadline, { reason: event.reason, bounces: before.bounces + 1 });
    case 'DeterminationOpened':
      return to('DISPUTED', event.deadline);
    case 'OwnershipDetermined':
      if (event.receiverCivil === undefined) return to('KEPT_BY_SENDER', undefined, { determined: true });
      return asked(event.deadline, { receiver: event.owner, receiverCivil: event.receiverCivil, determined: true });
    case 'HandOffAccepted':
      return to('IN_PROGRESS', undefined, { acceptedBy: event.owner });
    case 'HandOffWithdrawn':
      return to('WITHDRAWN', undefined, event.reason === undefined ? {} : { reason: event.reason });
    case 'HandedBack':
      return to('RETURNED_AFTER_ACCEPT', undefined, { reason: event.reason });
    case 'HandOffCompleted':
      return to('COMPLETED');
    default:
      return unreachable(event);
  }
}

/** What a hand-off's event does to its step. Until acceptance: nothing but the link and the count of noes, for the sender stays accountable. */
function stepAfter(step: Step, handOff: HandOff, event: HandOffEvent): Step {
  const next: Step = { ...step, rev: step.rev + 1 };
  switch (event.type) {
    case 'HandOffProposed':
      // An offer that nobody had accepted yet waits on the hand-off's own clock instead of its own.
      return step.dueFor === 'answer' ? without({ ...next, handOff: handOff.id }, 'climb', 'dueFor') : { ...next, handOff: handOff.id };
    case 'HandOffReturned':
    case 'HandOffDeclined':
      return { ...step, negatives: (step.negatives ?? 0) + 1 };
    case 'HandOffAccepted':
      return withPacket(accepted(next, { ...event, holder: handOff.receiver }), step, event.at);
    case 'HandedBack':
      return withPacket(without(released(next, handOff.sender, event.at), 'handOff'), step, event.at);
    case 'HandOffWithdrawn':
    case 'OwnershipDetermined':
      // Back with the sender: an offer that nobody had accepted runs on a clock of its own again.
      if (!hasEnded(handOff)) return next;
      return withDate(without({ ...next, ...(event.type === 'OwnershipDetermined' && step.owner === undefined && { holder: handOff.sender }) }, 'handOff'), event.stepDeadline, 'answer');
    default:
      return step;
  }
}
