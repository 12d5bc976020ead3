/** What time may say. It reminds, escalates, unlocks and marks: it never discloses, closes, merges or approves. */
import { climb } from '../climb.ts';
import { termsFor, type Facts } from '../facts.ts';
import { tellOnly } from '../reach/reach.ts';
import { accept, Fault, type Decision } from '../decision.ts';
import { tickCommitment } from '../commitment/time.ts';
import { addressesOfHandOff, addressesOfHorizon, addressesOfStep, coordinatorOf } from './addresses.ts';
import type { Clock } from './clocks.ts';
import { commitmentOf, groundOf } from './commitments.ts';
import { civilOf, definitionOf } from './context.ts';
import { known } from './folding.ts';
import { termsOfHandOff } from './hand-offs.ts';
import { ladderOf } from './opening.ts';
import type { CaseFact } from './events.ts';
import type { HandOff, OpenCase, Step } from './state.ts';
import type { Track } from '../terms.ts';

export function tick(state: OpenCase, clock: Clock, facts: Facts): Decision<CaseFact> {
  switch (clock.name) {
    case 'protected-period-end':
      return accept({ type: 'ProtectedPeriodEnded', step: clock.subject });
    case 'silence-end':
      return accept({ type: 'SilenceEnded', step: clock.subject });
    case 'legal-horizon':
      return horizon(state, stepOf(state, clock.subject), facts);
    case 'quiet-too-long':
      return accept({ type: 'TrackStalled', track: clock.subject as Track, dueAt: clock.dueAt });
    case 'answer-reminder':
    case 'answer-due':
    case 'items-due':
    case 'determination-due':
      return climbHandOff(state, clock.subject, facts);
    case 'promise-answer':
    case 'promise-reminder':
    case 'promise-due':
      return accept(...tickCommitment(groundOf(state), known(commitmentOf(state, clock.subject)), facts));
    case 'next-level': {
      const commitment = commitmentOf(state, clock.subject);
      if (commitment !== undefined) return accept(...tickCommitment(groundOf(state), commitment, facts));
      return state.handOffs[clock.subject] === undefined ? climbStep(state, stepOf(state, clock.subject), facts) : climbHandOff(state, clock.subject, facts);
    }
    default:
      return climbStep(state, stepOf(state, clock.subject), facts);
  }
}

function stepOf(state: OpenCase, code: string): Step {
  const step = state.steps[code];
  if (step === undefined) throw new Fault(`a clock runs on step ${code}, which is not there`);
  return step;
}

function climbStep(state: OpenCase, step: Step, facts: Facts): Decision<CaseFact> {
  const ladder = ladderOf(definitionOf(state, facts, step.code), step.dueFor);
  if (step.climb === undefined || ladder === undefined) throw new Fault(`step ${step.code} has no ladder to climb`);
  const terms = termsFor(civilOf(state, facts, step.holder), ladder, facts);
  return accept(...climb({ about: { of: 'step', subject: step.code, step: step.code }, climb: step.climb, terms, told: (to) => addressesOfStep(state, step, to), coordinator: coordinatorOf(state) }, facts));
}

function climbHandOff(state: OpenCase, id: string, facts: Facts): Decision<CaseFact> {
  const handOff: HandOff | undefined = state.handOffs[id];
  if (handOff?.climb === undefined) throw new Fault(`hand-off ${id} has no ladder to climb`);
  const { deadline } = handOff.climb;
  const terms = termsOfHandOff(state, handOff, facts);
  const about = { of: 'hand-off', subject: id, step: handOff.step } as const;
  const events = climb({ about, climb: handOff.climb, terms, told: (to) => addressesOfHandOff(state, handOff, to), coordinator: coordinatorOf(state) }, facts);
  // An answer is late from its due date on, and not at the warnings that the ladder of hours gives before it.
  const isOut = (event: CaseFact): boolean => event.type === 'StillOpen' || (event.type === 'LevelReached' && event.dueAt >= deadline.due);
  const first = handOff.state === 'PROPOSED' ? events.find(isOut) : undefined;
  return accept(...events.flatMap((event): readonly CaseFact[] => (event === first ? [{ type: 'HandOffTimedOut', handOff: id }, event] : [event])));
}

/** Rule R3: the warning asks for a decision without testimony (opened by `settle`), never for an interview. */
function horizon(state: OpenCase, step: Step, facts: Facts): Decision<CaseFact> {
  const told = tellOnly(addressesOfHorizon(state), coordinatorOf(state), facts);
  const passed = (step.warnings ?? []).filter((at) => at <= facts.now);
  const over = step.horizonAt !== undefined && step.horizonAt <= facts.now;
  const warned = passed.map((warning, index): CaseFact => ({ type: 'HorizonWarned', step: step.code, warning, ...(!over && index === passed.length - 1 ? told : { to: [] }) }));
  return accept(...warned, ...(over ? [{ type: 'HorizonPassed' as const, step: step.code, ...told }] : []));
}
