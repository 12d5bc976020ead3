/** What follows from what was just decided, until nothing more follows: steps open, wait and go on; hand-offs end with their step; tracks count their quiet. */
import { termsFor, type Facts } from '../facts.ts';
import type { CaseFact } from './events.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import { isRunning, type Commitment } from '../commitment/state.ts';
import { waitsOfCommitments } from '../commitment/time.ts';
import { commitmentsOf, groundOf } from './commitments.ts';
import { civilOf, definitionOf, definitionsOf } from './context.ts';
import { ladderOf, openStep } from './opening.ts';
import { heardWords } from './hers.ts';
import { fallenPlans, isMet } from './statements.ts';
import { progressOf } from './evolve.ts';
import { specialistOf } from './addresses.ts';
import { hasEnded, isOpen, type OpenCase, type Step } from './state.ts';
import { resumeDeadline } from '../time/deadline.ts';
import { stallsAt } from '../time/ladder.ts';

/** The next facts that follow from a state; empty when it is settled. `decided` are the facts of this decision so far. */
export function consequences(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const opening = openings(state, decided, facts);
  if (opening.length > 0) return opening;
  const heard = heardWords(state, facts);
  if (heard.length > 0) return heard;
  const asked = [...silences(state, decided, facts), ...fallenPlans(state, decided, facts)];
  if (asked.length > 0) return asked;
  const waiting = [...waits(state, facts), ...waitsOfCommitments(groundOf(state), commitmentsOf(state), facts)];
  if (waiting.length > 0) return waiting;
  const ended = [...endings(state), ...followed(state, decided)];
  return ended.length > 0 ? ended : quiet(state, decided, facts);
}

/** What is decided may not depend on the order of keys: the record gives JSON back in another one. */
const inPlaybookOrder = (state: OpenCase, facts: Facts): readonly Step[] => definitionsOf(state, facts).flatMap(({ code }) => state.steps[code] ?? []);

/** A repeating step stands open again in the moment it is done: its first time counts. */
const hasBeenDone = (step: Step | undefined): boolean => step !== undefined && (!isOpen(step) || step.occurrence > 1);

function openings(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const definitions = definitionsOf(state, facts);
  const called = calledSteps(facts);
  const mayOpen = definitions.filter((definition) => isOfPhase(state, definition, facts));
  const first = mayOpen.filter(({ code, after }) => state.steps[code] === undefined && !called.has(code) && (after ?? []).every((before) => hasBeenDone(state.steps[before])));
  const again = mayOpen.filter((definition) => {
    const step = state.steps[definition.code];
    // Done, or ended with a case that has been opened again.
    return 'repeats' in definition && definition.repeats === true && (step?.state === 'DONE' || step?.state === 'CANCELLED');
  });
  const wanted = definitions.filter(({ code }) => !isOpen(state.steps[code]) && isCalled(state, decided, facts, code));
  const asked = definitions.filter(({ code }) => called.has(code) && asksForDecision(state, decided, facts, code));
  return [...[...first, ...again, ...wanted].map((definition) => openStep(state, definition, facts)), ...asked.map((definition) => openStep(state, definition, facts, specialistOf(state)))];
}

/** Steps that open only when something asks for them: a horizon's decision, the decision on a report, an operation, the closing review. */
const calledSteps = ({ playbook: { steps, information, operation, closing } }: Facts): ReadonlySet<string | undefined> =>
  new Set([...steps.flatMap((step) => (step.pacing === 'LEGAL_HORIZON' ? [step.decision] : [])), information?.decision, operation?.step, closing?.review]);

/** What may open by itself where the case stands: of a report only what the playbook says, of a closed case only support that comes round again. */
function isOfPhase({ phase }: OpenCase, definition: PlaybookStep, { playbook: { information } }: Facts): boolean {
  if (phase === 'information') return information?.opens.includes(definition.code) === true;
  if (phase === 'closed-monitoring') return definition.support === true && 'repeats' in definition && definition.repeats === true;
  return phase !== 'closed';
}

function isCalled(state: OpenCase, decided: readonly CaseFact[], { playbook: { information, operation, closing } }: Facts, code: string): boolean {
  if (decided.some((fact) => fact.type === 'StepOpened' && fact.step === code)) return false;
  if (code === information?.decision) return state.phase === 'information';
  const says = (type: CaseFact['type']): boolean => decided.some((fact) => fact.type === type);
  return (code === operation?.step && says('ReadinessNoticeSent')) || (code === closing?.review && says('ClosingAsked'));
}

/** Rule R3: a horizon nears while a statement may still be given. The one task that follows, at each warning, is a decision: for the prosecutor, and the specialist is told. */
function asksForDecision(state: OpenCase, decided: readonly CaseFact[], facts: Facts, code: string): boolean {
  if (isOpen(state.steps[code])) return false;
  return definitionsOf(state, facts).some(
    (definition) =>
      definition.pacing === 'LEGAL_HORIZON' && definition.decision === code &&
      decided.some((fact) => fact.type === 'HorizonWarned' && fact.step === definition.code) &&
      !decided.some((fact) => fact.type === 'StepOpened' && fact.step === code) &&
      // Without testimony it is a right of hers that lapses: those who tell her of it are asked once.
      (definition.testimony.length === 0 ? state.steps[code] === undefined : definition.testimony.some((testimony) => isOpen(state.steps[testimony]))),
  );
}

/** Rule R2: what depends on a victim-paced step waits with it, and the time does not count. */
function waits(state: OpenCase, facts: Facts): readonly CaseFact[] {
  return inPlaybookOrder(state, facts).flatMap((step): CaseFact[] => {
    if (!isOpen(step)) return [];
    const outstanding = [...step.waitsOn.filter((code) => !isMet(state.steps[code])), ...(step.silentUntil === undefined ? [] : ['SILENCE'])];
    if (outstanding.length > 0 && step.suspendedAt === undefined) return [{ type: 'StepSuspended', step: step.code, waitsOn: outstanding }];
    if (outstanding.length === 0 && step.suspendedAt !== undefined) return [resume(state, step, step.suspendedAt, facts)];
    return [];
  });
}

/** Rule R10: until the day she named nobody is reminded to offer; any other word of hers ends the silence at once. */
function silences(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  return definitionsOf(state, facts).flatMap((definition): CaseFact[] => {
    if (!('silencedBy' in definition) || definition.silencedBy === undefined) return [];
    const step = state.steps[definition.code];
    const said = decided.findLast((fact) => fact.type === 'ReadinessSignalled' && fact.step === definition.silencedBy);
    if (!isOpen(step) || said?.type !== 'ReadinessSignalled' || said.until === step.silentUntil) return [];
    return [said.until === undefined ? { type: 'SilenceEnded', step: step.code } : { type: 'OfferSilenced', step: step.code, until: said.until }];
  });
}

function resume(state: OpenCase, step: Step, suspendedAt: string, facts: Facts): CaseFact {
  const ladder = ladderOf(definitionOf(state, facts, step.code), step.dueFor);
  if (step.climb === undefined || ladder === undefined) return { type: 'StepResumed', step: step.code };
  const terms = termsFor(civilOf(state, facts, step.holder), ladder, facts);
  return { type: 'StepResumed', step: step.code, deadline: resumeDeadline(step.climb.deadline, suspendedAt, facts.now, terms) };
}

function endings(state: OpenCase): readonly CaseFact[] {
  return Object.keys(state.handOffs).sort().flatMap((id): CaseFact[] => {
    const handOff = state.handOffs[id];
    if (handOff === undefined) return [];
    const step = state.steps[handOff.step];
    // A repeating step may already stand open again: then it no longer points to this hand-off. And the agency that was asked first may have taken it.
    const isOver = !isOpen(step) || step.handOff !== handOff.id || (handOff.state !== 'IN_PROGRESS' && step.accountable !== handOff.sender);
    if (!isOver) return [];
    if (handOff.state === 'IN_PROGRESS') return [{ type: 'HandOffCompleted', handOff: handOff.id }];
    return hasEnded(handOff) ? [] : [{ type: 'HandOffWithdrawn', handOff: handOff.id }];
  });
}

/** What has been handed over and finished is not forgotten by those who gave it: the next time its track moves they are told, once. */
function followed(state: OpenCase, decided: readonly CaseFact[]): readonly CaseFact[] {
  const { given = {} } = state;
  const moved = new Set(decided.map((fact) => progressOf(state, fact)));
  return Object.keys(given).sort().flatMap((id): CaseFact[] => {
    const one = given[id];
    const isFresh = decided.some((fact) => fact.type === 'HandOffCompleted' && fact.handOff === id);
    return one === undefined || isFresh || !moved.has(one.track) ? [] : [{ type: 'HandOffFollowed', subject: id, ...one }];
  });
}

/** Whether a step makes its track one that can stall (M3): not paced, protected, suspended, validly waiting, or scheduled ahead (R13). */
export function canStall(step: Step, now: string): boolean {
  if (!isOpen(step) || step.suspendedAt !== undefined) return false;
  if (step.pacing === 'VICTIM_PACED' || step.pacing === 'PROTECTED_PERIOD' || step.pacing === 'LEGAL_HORIZON') return false;
  const isAhead = step.climb !== undefined && step.climb.deadline.due > now;
  // A wait counts once its review is missed, or while nobody has taken it on.
  if (step.pacing === 'EXTERNAL_WAIT') return !isAhead || step.owner === undefined;
  return !(step.repeats === true && (step.occurrence > 1 || step.owner !== undefined) && isAhead);
}

/** Whether a commitment makes its track one that can stall: asked for or promised, and not waiting for her. */
export const isPromised = (commitment: Commitment): boolean => commitment.state === 'PROPOSED' || (isRunning(commitment) && commitment.suspendedAt === undefined);

function quiet(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const moved = new Set(decided.map((fact) => progressOf(state, fact)));
  const promised = commitmentsOf(state).filter(isPromised).flatMap(({ track }) => track ?? []);
  const names = new Set([...inPlaybookOrder(state, facts).map(({ track }) => track), ...promised]);
  const { zone } = civilOf(state, facts, state.lead);
  return [...names].flatMap((track): CaseFact[] => {
    const before = state.tracks[track];
    const threshold = facts.playbook.stall[track];
    const stalls = threshold !== undefined && (promised.includes(track) || Object.values(state.steps).some((step) => step.track === track && canStall(step, facts.now)));
    const isCounting = before?.stallsAt !== undefined || before?.stalledAt !== undefined;
    if (!stalls) return isCounting ? [{ type: 'TrackQuiet', track, quietSince: before.quietSince }] : [];
    if (isCounting && !moved.has(track)) return [];
    const at = stallsAt(facts.now, threshold, zone);
    return before?.stallsAt === at ? [] : [{ type: 'TrackQuiet', track, quietSince: facts.now, stallsAt: at }];
  });
}
