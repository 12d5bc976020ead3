/**
 * Every clock of a case, derived from its state and from nothing else: the same state, the same clocks (invariant I2).
 * A victim-paced step has none, by construction (I5, rule R1).
 */
import type { Instant } from '../facts.ts';
import { inOrder, type Clock as AnyClock, type Keeper } from '../ledger.ts';
import { isEscalated, nextLevel, type Climb } from '../climb.ts';
import type { CasePhase as Phase } from '../terms.ts';
import { clocksOfCommitment, keepersOfCommitment, promiseWordOf, type PromiseClock } from '../commitment/clocks.ts';
import { isOpen, keepingHandOff, stepsOf, type HandOff, type OpenCase, type CaseState, type Step } from './state.ts';

/** The only words time may say to a case, by the clock that says them. */
export const wordOf = {
  'step-reminder': 'step.remind',
  'step-due': 'escalation.open',
  'wait-review': 'escalation.open',
  'work-reminder': 'step.remind',
  'work-due': 'escalation.open',
  'next-level': 'ladder.climb',
  'answer-reminder': 'handOff.remind',
  'answer-due': 'handOff.timeOut',
  'items-due': 'ladder.climb',
  'determination-due': 'ladder.climb',
  'protected-period-end': 'step.unlock',
  'silence-end': 'offer.resume',
  'legal-horizon': 'horizon.warn',
  'quiet-too-long': 'track.markStalled',
  ...promiseWordOf,
} as const;
export type ClockName = keyof typeof wordOf;

export type CaseKeeperClock = 'step-reminder' | 'step-due' | 'wait-review' | 'protected-period-end' | 'silence-end' | 'legal-horizon' | 'quiet-too-long' | PromiseClock;
export type HandOffClock = 'answer-reminder' | 'answer-due' | 'next-level' | 'items-due' | 'determination-due' | 'work-reminder' | 'work-due';
export type EscalationClock = 'next-level';

export type CasePhase = 'absent' | Phase;
export type HandOffPhase = 'absent' | 'proposed' | 'unanswered' | 'returned' | 'disputed' | 'in-progress' | 'ended';
export type EscalationPhase = 'absent' | 'climbing' | 'paused' | 'ended';

export type Clock = AnyClock<ClockName>;

const caseKeeper = (state: OpenCase) => `case/${state.id}`;
const handOffKeeper = (handOff: HandOff) => `handOff/${handOff.id}`;
const escalationKeeper = (state: OpenCase, step: Step, climb: Climb) => `escalation/${state.id}/${step.code}/${climb.version}`;

/** Who keeps a step's clocks and takes commands on it. */
export const keeperOfStep = (state: OpenCase, step: Step): string => {
  const handOff = keepingHandOff(state, step);
  return handOff === undefined ? caseKeeper(state) : handOffKeeper(handOff);
};

interface OfStep {
  readonly of: string;
  readonly isHandedOver: boolean;
  readonly clocks: readonly Clock[];
}
const ofSteps = new WeakMap<Step, OfStep>();

/** A step that is as it was has the clocks it had: of thousands in a large case a decision changes a few. */
function clocksOfStep(state: OpenCase, step: Step): readonly Clock[] {
  const isHandedOver = keepingHandOff(state, step) !== undefined;
  const known = ofSteps.get(step);
  if (known !== undefined && known.of === state.id && known.isHandedOver === isHandedOver) return known.clocks;
  const clocks = clocksIn(state, step);
  ofSteps.set(step, { of: state.id, isHandedOver, clocks });
  return clocks;
}

function clocksIn(state: OpenCase, step: Step): Clock[] {
  const clock = (name: ClockName, dueAt: Instant, part: string, keeper = keeperOfStep(state, step)): Clock => ({
    id: `${state.id}/${step.code}/${part}@${dueAt}`, keeper, name, subject: step.code, dueAt,
  });
  if (!isOpen(step) || step.pacing === 'VICTIM_PACED') return [];
  // The law's own dates stay with the case, whoever holds the step: no hand-off's story speaks of them.
  if (step.unlocksAt !== undefined) return [clock('protected-period-end', step.unlocksAt, `end/${step.occurrence}`, caseKeeper(state))];
  if (step.silentUntil !== undefined) return [clock('silence-end', step.silentUntil, `silence/${step.occurrence}`, caseKeeper(state))];
  if (step.horizonAt !== undefined) {
    const next = step.warnings?.[0] ?? step.horizonAt;
    return [clock('legal-horizon', next, `horizon/${step.occurrence}`, caseKeeper(state))];
  }
  const next = step.climb === undefined || step.suspendedAt !== undefined ? undefined : nextLevel(step.climb);
  if (step.climb === undefined || next === undefined) return [];
  const part = `${step.climb.version}/${next.level}`;
  if (isEscalated(step.climb)) return [clock('next-level', next.at, part, escalationKeeper(state, step, step.climb))];
  const handedOver = keepingHandOff(state, step) !== undefined;
  if (next.level === 'L0') return [clock(handedOver ? 'work-reminder' : 'step-reminder', next.at, part)];
  const due = step.pacing === 'EXTERNAL_WAIT' && step.dueFor === 'work' ? 'wait-review' : 'step-due';
  return [clock(handedOver ? 'work-due' : due, next.at, part)];
}

const answerClock = { PROPOSED: 'answer-due', TIMED_OUT: 'next-level', RETURNED_FOR_INFO: 'items-due', DECLINED: 'items-due', DISPUTED: 'determination-due' } as const;

function clocksOfHandOff(state: OpenCase, handOff: HandOff): Clock[] {
  const next = handOff.climb === undefined ? undefined : nextLevel(handOff.climb);
  if (handOff.climb === undefined || next === undefined || !(handOff.state in answerClock)) return [];
  const due = answerClock[handOff.state as keyof typeof answerClock];
  const name = handOff.state === 'PROPOSED' && next.at < handOff.climb.deadline.due ? 'answer-reminder' : due;
  return [{ id: `${state.id}/${handOff.id}/${handOff.climb.version}/${next.level}@${next.at}`, keeper: handOffKeeper(handOff), name, subject: handOff.id, dueAt: next.at }];
}

const ordered = new WeakMap<CaseState, readonly Clock[]>();

/** All running clocks in their order. */
export function clocksOf(state: CaseState): readonly Clock[] {
  const clocks = ordered.get(state) ?? inOrder(runningClocks(state));
  ordered.set(state, clocks);
  return clocks;
}

const running = new WeakMap<CaseState, readonly Clock[]>();

/** The same in no order, for whoever needs none: to sort is most of the work of a large case. */
export function runningClocks(state: CaseState): readonly Clock[] {
  const clocks = running.get(state) ?? clocksAt(state);
  running.set(state, clocks);
  return clocks;
}

function clocksAt(state: CaseState): readonly Clock[] {
  if (state.phase === 'absent') return [];
  const quiet = Object.entries(state.tracks).flatMap(([track, { stallsAt }]): Clock[] =>
    stallsAt === undefined ? [] : [{ id: `${state.id}/${track}/quiet@${stallsAt}`, keeper: caseKeeper(state), name: 'quiet-too-long', subject: track, dueAt: stallsAt }],
  );
  return [
    ...stepsOf(state).flatMap((step) => clocksOfStep(state, step)),
    ...Object.values(state.handOffs).flatMap((handOff) => clocksOfHandOff(state, handOff)),
    ...Object.values(state.commitments ?? {}).flatMap((commitment) => clocksOfCommitment({ id: state.id, keeper: caseKeeper(state) }, commitment)),
    ...quiet,
  ];
}

const handOffPhase: Readonly<Partial<Record<HandOff['state'], HandOffPhase>>> = {
  PROPOSED: 'proposed', TIMED_OUT: 'unanswered', RETURNED_FOR_INFO: 'returned', DECLINED: 'returned', DISPUTED: 'disputed', IN_PROGRESS: 'in-progress',
};

const kept = new WeakMap<CaseState, readonly Keeper[]>();

/** Every process that must be alive for this case, with its phase. What is not listed has ended. */
export function keepersOf(state: CaseState): readonly Keeper[] {
  const keepers = kept.get(state) ?? keepersAt(state);
  kept.set(state, keepers);
  return keepers;
}

function keepersAt(state: CaseState): readonly Keeper[] {
  if (state.phase === 'absent') return [];
  const handOffs = Object.values(state.handOffs).flatMap((handOff): Keeper[] => {
    const phase = handOffPhase[handOff.state];
    return phase === undefined ? [] : [{ id: handOffKeeper(handOff), phase }];
  });
  const escalations = stepsOf(state).flatMap((step): Keeper[] =>
    isOpen(step) && step.climb !== undefined && isEscalated(step.climb)
      ? [{ id: escalationKeeper(state, step, step.climb), phase: step.suspendedAt === undefined ? 'climbing' : 'paused' }]
      : [],
  );
  const promises = Object.values(state.commitments ?? {}).flatMap((commitment) => keepersOfCommitment({ id: state.id, keeper: caseKeeper(state) }, commitment));
  // Nothing can follow in a case that is closed for good; whoever takes it up again wakes its keeper.
  return [...(state.phase === 'closed' ? [] : [{ id: caseKeeper(state), phase: state.phase }]), ...handOffs, ...escalations, ...promises];
}
