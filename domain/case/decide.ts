/** The rules of a case as one function: values in, values out. `now` comes with the facts; nothing here reads a clock, a file or a random number. */
import { firstRefusal, type Facts } from '../facts.ts';
import { Fault, refuse, type Decision } from '../decision.ts';
import { addStep } from './ad-hoc.ts';
import { agencyLeaves } from './agency-leaves.ts';
import { dueClock, inOrder, settled, type Decided as AnyDecided, type Settled } from '../ledger.ts';
import { actOnCase } from './case-acts.ts';
import { isRunning, sendReadiness } from './gates.ts';
import { assertSoundCommitment } from '../commitment/clocks.ts';
import { isFull } from '../commitment/room.ts';
import type { Commitment } from '../commitment/state.ts';
import { runningClocks, type ClockName } from './clocks.ts';
import { actOnOneCommitment, commitmentsOf, groundOf, promise } from './commitments.ts';
import type { CaseCommand } from './command.ts';
import { agencyContained, consentEnded } from './consented.ts';
import { holdConference } from './conference.ts';
import type { CaseDecision } from './context.ts';
import type { CaseEvent, CaseFact } from './events.ts';
import { evolve } from './evolve.ts';
import { actOnHandOff, propose } from './hand-offs.ts';
import { hearHer } from './hers.ts';
import { hearFile } from './known-facts.ts';
import { hearMatter } from './matters.ts';
import { actOnLink } from './links.ts';
import { launch } from './launch.ts';
import { decidePapers } from '../paper/papers.ts';
import { labelOf } from '../playbook/names.ts';
import { reOffer } from './re-offer.ts';
import { consequences } from './settle.ts';
import { hasEnded, isOpen, stepsOf, type CaseState } from './state.ts';
import { actOnStep } from './step-acts.ts';
import { tick } from './time-acts.ts';
import { knowVictim } from './victims.ts';

export type Decided = AnyDecided<CaseState, CaseEvent, ClockName>;

/** Decides a command and everything that follows from it. Errors: `Fault`, a bug in a rule; nothing of it may be kept. */
export function decide(state: CaseState, command: CaseCommand, facts: Facts): Decided {
  if (command.type === 'clock') return decideClock(state, command.keeper, facts);
  const by = command.by.person;
  const decided = settledAs(state, first(state, command, facts), by, facts);
  const full = onlyAdds(command) && hasGrown(decided) ? firstRefusal(facts, isFull(withoutPeople(decided.state), commitmentsIn(decided.state)) && refuse('CASE_FULL').refusal) : undefined;
  return full === undefined ? decided : { events: [], state, refusal: full };
}

const hasGrown = ({ events, refusal }: Decided): boolean => refusal === undefined && events.length > 0;
const commitmentsIn = (state: CaseState): readonly Commitment[] => (state.phase === 'absent' ? [] : commitmentsOf(state));

/** What a case is asked to hold, without the steps that stand for people: with each of them come more, and nobody is turned away for what the team has promised. */
const withoutPeople = (state: CaseState): CaseState => (state.phase === 'absent' ? state : { ...state, steps: Object.fromEntries(Object.entries(state.steps).filter(([key]) => labelOf(key) === undefined)) });

/** What brings open work in and ends none. Nothing that she says, that a clock says, or that takes work up, on or off is among it. */
function onlyAdds(command: Exclude<CaseCommand, { type: 'clock' }>): boolean {
  switch (command.type) {
    case 'promise':
    case 'add-step':
      return true;
    case 'hold-conference':
      return command.minutes.length > 0;
    case 'link':
      return command.act.act === 'ask';
    case 'case-papers':
      return command.act.act === 'assign';
    case 'case':
      return command.act.act === 'name-subject';
    case 'step':
      return command.act.act === 'exclude';
    case 'commitment':
      return command.act.act === 'reassign';
    default:
      return false;
  }
}

function first(state: CaseState, command: Exclude<CaseCommand, { type: 'clock' }>, facts: Facts): CaseDecision {
  if (command.type === 'launch') return launch(state, command, facts);
  if (state.phase === 'absent') return refuse('NOT_FOUND');
  // New promises are for a case that runs: a report has no team yet, and what is closed is opened again first.
  if ((command.type === 'promise' || command.type === 'hold-conference') && !isRunning(state)) return refuse('CASE_PHASE', { phase: state.phase });
  switch (command.type) {
    case 'step':
      return actOnStep(state, command, facts);
    case 'propose-hand-off':
      return propose(state, command, facts);
    case 'hand-off':
      return actOnHandOff(state, command, facts);
    case 'consent-ended':
      return consentEnded(state, command, facts);
    case 'agency-contained':
      return agencyContained(state, command, facts);
    case 're-offer':
      return reOffer(state, command, facts);
    case 'her-word':
    case 'her-session':
      return hearHer(state, command, facts);
    case 'her-circumstance':
      return hearFile(state, command, facts);
    case 'matter-says':
      return hearMatter(state, command, facts);
    case 'victim-joins':
    case 'victim-leaves':
      return knowVictim(state, command, facts);
    case 'agency-leaves':
      return agencyLeaves(state, command.agency, command.reason, facts);
    case 'promise':
      return promise(state, command, facts);
    case 'hold-conference':
      return holdConference(state, command, facts);
    case 'commitment':
      return actOnOneCommitment(state, command, facts);
    case 'add-step':
      return addStep(state, command, facts);
    case 'case':
      return actOnCase(state, command, facts);
    case 'link':
      return actOnLink(state, command, facts);
    case 'readiness-notice':
      return sendReadiness(state, command, facts);
    case 'case-papers':
      return decidePapers({ assignments: state.assignments ?? {} }, command.act, { by: command.by, facts, met: Object.keys(state.agencies), isOfAge: false });
  }
}

function decideClock(state: CaseState, keeper: string, facts: Facts): Decided {
  const clock = state.phase === 'absent' ? undefined : dueClock(inOrder(runningClocks(state).filter((each) => each.keeper === keeper)), keeper, facts.now);
  if (state.phase === 'absent' || clock === undefined) return { events: [], state };
  const decided = settledAs(state, tick(state, clock, facts), 'clock', facts);
  if (runningClocks(decided.state).some(({ id }) => id === clock.id)) throw new Fault(`clock ${clock.name} was left due`);
  return { ...decided, clock };
}

const settledAs = (before: CaseState, decision: Decision<CaseFact>, by: string, facts: Facts): Settled<CaseState, CaseEvent> =>
  settled(before, decision, { at: facts.now, by }, { evolve, assertSound, follows: (state, decided) => (state.phase === 'absent' ? [] : consequences(state, decided, facts)) });

/** What must hold after every decision (I4, I5). Stays on in production: better no answer than a step that nobody holds. */
export function assertSound(state: CaseState): void {
  if (state.phase === 'absent') return;
  const clocked = new Set(runningClocks(state).map(({ subject }) => subject));
  for (const step of stepsOf(state)) {
    if (!isOpen(step)) continue;
    if (step.owner === undefined && step.state === 'IN_PROGRESS') throw new Fault(`step ${step.code} is in progress and nobody owns it`);
    if (step.pacing === 'VICTIM_PACED' && (step.climb ?? step.unlocksAt ?? step.horizonAt ?? step.silentUntil) !== undefined) throw new Fault(`victim-paced step ${step.code} got a date`);
    // Waiting for her is a wait with a name. Everything else has a clock that really runs: its own, or that of the hand-off it waits for.
    const waits = step.pacing === 'VICTIM_PACED' || (step.suspendedAt !== undefined && step.silentUntil === undefined);
    if (!waits && !clocked.has(step.code) && !clocked.has(step.handOff ?? '')) throw new Fault(`step ${step.code} has no next date`);
  }
  const ground = groundOf(state);
  for (const commitment of commitmentsOf(state)) assertSoundCommitment(ground, commitment);
  for (const handOff of Object.values(state.handOffs)) {
    const isPaced = state.steps[handOff.step]?.pacing === 'VICTIM_PACED';
    if (isPaced && handOff.climb !== undefined) throw new Fault(`hand-off ${handOff.id} of a victim-paced step got a date`);
    if (!isPaced && handOff.state !== 'IN_PROGRESS' && !hasEnded(handOff) && !clocked.has(handOff.id)) throw new Fault(`hand-off ${handOff.id} has no next date`);
  }
}
