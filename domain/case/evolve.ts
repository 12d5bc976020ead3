/** Folding: an event is a fact, taken as it is and never refused. Ended hand-offs leave the state with the next event. */
import { higher, type Climb } from '../climb.ts';
import { Fault, unreachable } from '../decision.ts';
import type { Track } from '../terms.ts';
import { evolveWhole, isWholeEvent, withoutReadiness } from './evolve-case.ts';
import { commitmentOf, evolveCommitments, withoutEndedCommitments } from './commitments.ts';
import { evolveHandOffs } from './evolve-hand-off.ts';
import { evolveAnswer, isAnswerEvent } from './evolve-answers.ts';
import { evolveDate, isDateEvent } from './evolve-dates.ts';
import { evolveStep, isStepEvent } from './evolve-step.ts';
import type { CaseEvent } from './events.ts';
import { known } from './folding.ts';
import { evolvePapers, isPaperEvent } from '../paper/papers.ts';
import { hasEnded, type CaseState, type OpenCase } from './state.ts';

export function evolve(state: CaseState, event: CaseEvent): CaseState {
  if (event.type === 'CaseLaunched') return launched(event);
  if (state.phase === 'absent') throw new Fault(`${event.type} before CaseLaunched`);
  return moved(evolveOpen(withoutEndedCommitments(withoutEnded(state)), event), event);
}

function evolveOpen(state: OpenCase, event: Exclude<CaseEvent, { type: 'CaseLaunched' }>): OpenCase {
  if (isWholeEvent(event)) return evolveWhole(state, event);
  if (isPaperEvent(event)) return event.type === 'PaperFiled' ? state : { ...state, ...evolvePapers({ assignments: state.assignments ?? {} }, event) };
  if (isStepEvent(event)) {
    const next = { ...state, steps: { ...state.steps, [event.step]: evolveStep(state.steps[event.step], event) } };
    return event.type === 'StepCompleted' || event.type === 'StepSetAside' || event.type === 'StepEndedByRule' ? withoutReadiness(next, event.step) : next;
  }
  if (isDateEvent(event)) {
    const step = known(state.steps[event.step]);
    return { ...state, steps: { ...state.steps, [step.code]: evolveDate({ ...step, rev: step.rev + 1 }, event) } };
  }
  if (isAnswerEvent(event)) {
    const step = known(state.steps[event.step]);
    return { ...state, steps: { ...state.steps, [step.code]: evolveAnswer(step, { ...step, rev: step.rev + 1 }, event) } };
  }
  if ('handOff' in event) return evolveHandOffs(state, event);
  if ('commitment' in event) return evolveCommitments(state, event);
  switch (event.type) {
    case 'HandOffFollowed': {
      const { [event.subject]: _told, ...given } = state.given ?? {};
      return { ...state, given };
    }
    case 'ClockVersionChosen':
      return { ...state, clockVersions: { ...state.clockVersions, [event.clock]: event.from } };
    case 'ConferenceHeld':
    case 'ConferenceDecided':
    case 'TrackPlanned':
      return state;
    case 'StatementRequestDenied':
      return { ...state, counts: { ...state.counts, deniedStatements: state.counts.deniedStatements + 1 } };
    case 'LevelReached':
    case 'StillOpen':
      return climbed(state, event);
    case 'TrackQuiet': {
      const { movedAt } = state.tracks[event.track] ?? {};
      const { quietSince, stallsAt } = event;
      return { ...state, tracks: { ...state.tracks, [event.track]: { quietSince, ...(stallsAt !== undefined && { stallsAt }), ...(movedAt !== undefined && { movedAt }) } } };
    }
    case 'TrackStalled': {
      const { stallsAt: _over, ...track } = known(state.tracks[event.track]);
      return { ...state, tracks: { ...state.tracks, [event.track]: { ...track, stalledAt: event.dueAt } } };
    }
    default:
      return unreachable(event);
  }
}

function launched(event: Extract<CaseEvent, { type: 'CaseLaunched' }>): CaseState {
  const { id, codeName, playbook, lead, agencies, at } = event;
  return {
    phase: event.information === true ? 'information' : 'open', id, codeName, playbook, lead, agencies, openedAt: at, steps: {}, handOffs: {}, tracks: {},
    counts: { handOffs: 0, bounces: 0, deniedStatements: 0 },
    ...(event.referral !== undefined && { referral: event.referral }),
  };
}

function withoutEnded(state: OpenCase): OpenCase {
  const kept = Object.entries(state.handOffs).filter(([, handOff]) => !hasEnded(handOff));
  return kept.length === Object.keys(state.handOffs).length ? state : { ...state, handOffs: Object.fromEntries(kept) };
}

/**
 * Progress events (domain 5f): a step done, a hand-off accepted, a commitment met, a conference that decided something, a decision of the joint meeting minuted. Views, reminders, levels,
 * re-dating and reassignment are not progress.
 */
export function progressOf(state: OpenCase, event: Pick<CaseEvent, 'type'> & { readonly step?: string; readonly handOff?: string; readonly commitment?: string; readonly track?: Track; readonly decisions?: number }): Track | undefined {
  if (event.type === 'ConferenceHeld') return (event.decisions ?? 0) > 0 ? 'TEAM' : undefined;
  if (event.type === 'TrackPlanned') return event.track;
  if (event.type === 'StepCompleted' || event.type === 'DecisionMinuted') return state.steps[event.step ?? '']?.track;
  if (event.type === 'CommitmentMet' || event.type === 'CommitmentMetLate') return commitmentOf(state, event.commitment ?? '')?.track;
  // A completed hand-off is the completion of its step, which has counted; one that ended because the work went on elsewhere is a reassignment.
  if (event.type !== 'HandOffAccepted') return undefined;
  return state.steps[state.handOffs[event.handOff ?? '']?.step ?? '']?.track;
}

function moved(state: OpenCase, event: CaseEvent): OpenCase {
  const track = progressOf(state, event);
  if (track === undefined) return state;
  return { ...state, tracks: { ...state.tracks, [track]: { ...(state.tracks[track] ?? { quietSince: event.at }), movedAt: event.at } } };
}

function climbed(state: OpenCase, event: Extract<CaseEvent, { type: 'LevelReached' | 'StillOpen' }>): OpenCase {
  const onward = <T extends { readonly climb?: Climb; readonly rev: number }>(thing: T): T =>
    thing.climb === undefined ? thing : { ...thing, rev: thing.rev + (event.type === 'LevelReached' ? 1 : 0), climb: higher(thing.climb, event) };
  if (event.of === 'commitment' || event.of === 'commitment-offer') return evolveCommitments(state, event);
  if (event.of === 'step') return { ...state, steps: { ...state.steps, [event.subject]: onward(known(state.steps[event.subject])) } };
  return { ...state, handOffs: { ...state.handOffs, [event.subject]: onward(known(state.handOffs[event.subject])) } };
}
