/** What time may say. It reminds, escalates, unlocks and marks: it never discloses, closes, merges or approves. */
import { accept, Fault, type Decision } from '../decision.ts';
import { addressesOfHandOff, addressesOfHorizon, addressesOfStep } from './addresses.ts';
import { clocksOf, type Clock } from './clocks.ts';
import type { Facts } from './context.ts';
import type { CaseFact } from './events.ts';
import type { Climb, HandOff, OpenCase, Step } from './state.ts';
import type { Track } from '../terms.ts';

/** The clock a keeper must settle first: the earliest that is due. Undefined when its timer rang for a clock that is gone. */
export function dueClock(state: OpenCase, keeper: string, now: string): Clock | undefined {
  return clocksOf(state).find((clock) => clock.keeper === keeper && clock.dueAt <= now);
}

export function tick(state: OpenCase, clock: Clock, facts: Facts): Decision<CaseFact> {
  switch (clock.name) {
    case 'protected-period-end':
      return accept({ type: 'ProtectedPeriodEnded', step: clock.subject });
    case 'legal-horizon':
      return horizon(state, stepOf(state, clock.subject), facts);
    case 'quiet-too-long':
      return accept({ type: 'TrackStalled', track: clock.subject as Track });
    case 'answer-reminder':
    case 'answer-due':
    case 'items-due':
    case 'determination-due':
      return climbHandOff(state, clock.subject, facts);
    case 'next-level':
      return state.handOffs[clock.subject] === undefined ? climbStep(state, stepOf(state, clock.subject), facts) : climbHandOff(state, clock.subject, facts);
    default:
      return climbStep(state, stepOf(state, clock.subject), facts);
  }
}

function stepOf(state: OpenCase, code: string): Step {
  const step = state.steps[code];
  if (step === undefined) throw new Fault(`a clock runs on step ${code}, which is not there`);
  return step;
}

/** Every level whose time has come, in order. Only the highest is sent: after an outage nobody is told six times. */
function levels(climb: Climb, now: string) {
  const due = climb.deadline.levels.slice(climb.reached).filter(({ at }) => at <= now);
  return due.map((level, index) => ({ ...level, sent: index === due.length - 1 }));
}

function climbStep(state: OpenCase, step: Step, facts: Facts): Decision<CaseFact> {
  if (step.climb === undefined) throw new Fault(`step ${step.code} has no ladder to climb`);
  const { version } = step.climb;
  return accept(
    ...levels(step.climb, facts.now).map(({ level, at, to, sent }): CaseFact => ({
      type: 'LevelReached', of: 'step', subject: step.code, step: step.code, version, level, dueAt: at, sent, to: addressesOfStep(state, step, to),
    })),
  );
}

function climbHandOff(state: OpenCase, id: string, facts: Facts): Decision<CaseFact> {
  const handOff: HandOff | undefined = state.handOffs[id];
  if (handOff?.climb === undefined) throw new Fault(`hand-off ${id} has no ladder to climb`);
  const { version, deadline } = handOff.climb;
  // An answer is late from its due date on, and not at the warnings that the ladder of hours gives before it.
  const out = handOff.state === 'PROPOSED' ? deadline.levels.find(({ at }) => at >= deadline.due) : undefined;
  const events = levels(handOff.climb, facts.now).flatMap(({ level, at, to, sent }): CaseFact[] => {
    const reached: CaseFact = { type: 'LevelReached', of: 'hand-off', subject: id, step: handOff.step, version, level, dueAt: at, sent, to: addressesOfHandOff(state, handOff, to) };
    return level === out?.level ? [{ type: 'HandOffTimedOut', handOff: id }, reached] : [reached];
  });
  return accept(...events);
}

/** Rule R3: the warning asks for a decision without testimony (opened by `settle`), never for an interview. */
function horizon(state: OpenCase, step: Step, facts: Facts): Decision<CaseFact> {
  const to = addressesOfHorizon(state);
  const passed = (step.warnings ?? []).filter((at) => at <= facts.now);
  const over = step.horizonAt !== undefined && step.horizonAt <= facts.now;
  const warned = passed.map((warning, index): CaseFact => ({ type: 'HorizonWarned', step: step.code, warning, to: !over && index === passed.length - 1 ? to : [] }));
  return accept(...warned, ...(over ? [{ type: 'HorizonPassed' as const, step: step.code, to }] : []));
}
