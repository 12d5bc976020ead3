/** What follows from what was just decided, until nothing more follows: steps open, wait and go on; hand-offs end with their step; tracks count their quiet. */
import { termsFor, type Facts } from '../facts.ts';
import type { CaseFact } from './events.ts';
import { holds } from '../playbook/condition/condition.ts';
import { codeOf } from '../playbook/names.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import type { Track } from '../terms.ts';
import { isRunning, type Commitment } from '../commitment/state.ts';
import { waitsOfCommitments } from '../commitment/time.ts';
import { commitmentsOf, groundOf } from './commitments.ts';
import { concernedBy, mayOpenOrEnd } from './concerned.ts';
import { civilOf, definitionOf, definitionsOf } from './context.ts';
import { comesAgain, hasNextTurn, ladderOf, openStep } from './opening.ts';
import { heardWords, silenceFor, silenceOfAll } from './hers.ts';
import { fallenPlans, outstandingIn } from './statements.ts';
import { acceptedHandOffs, inPlaybookOrder, instancesOf, keysMeant, placesOf, standingOf, subjectAt } from './subjects.ts';
import { calledSteps, opensNow } from './launch.ts';
import { progressOf } from './evolve.ts';
import { comesUpon, occasions } from './occasions.ts';
import { tellings } from './tellings.ts';
import { outcomeChanges } from './outcomes.ts';
import { recounts } from './recounting.ts';
import { specialistOf } from './addresses.ts';
import { hasEnded, isOpen, stepsOf, type OpenCase, type Step } from './state.ts';
import { resumeDeadline } from '../time/deadline.ts';
import { stallsAt } from '../time/ladder.ts';

/** The next facts that follow from a state; empty when it is settled. `decided` are the facts of this decision so far. */
export function consequences(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const named = acceptedHandOffs(state, decided, facts);
  if (named.length > 0) return named;
  const told = tellings(state, decided, facts);
  if (told.length > 0) return told;
  const opening = mayOpenOrEnd(decided) ? openings(state, decided, facts) : [];
  if (opening.length > 0) return opening;
  const ruledOut = mayOpenOrEnd(decided) ? rulesOut(state, decided, facts) : [];
  if (ruledOut.length > 0) return ruledOut;
  const became = mayOpenOrEnd(decided) ? outcomeChanges(state, facts) : [];
  if (became.length > 0) return became;
  const recounted = recounts(state, facts);
  if (recounted.length > 0) return recounted;
  const heard = heardWords(state, facts);
  if (heard.length > 0) return heard;
  const asked = [...silences(state, decided, facts), ...fallenPlans(state, decided, facts)];
  if (asked.length > 0) return asked;
  const waiting = [...waits(state, facts), ...waitsOfCommitments(groundOf(state), commitmentsOf(state), facts)];
  if (waiting.length > 0) return waiting;
  const ended = [...endings(state), ...followed(state, decided)];
  return ended.length > 0 ? ended : quiet(state, decided, facts);
}

function openings(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const definitions = definitionsOf(state, facts);
  const called = calledSteps(facts);
  const standing = standingOf(state);
  const concerned = concernedBy(decided, facts.playbook);
  const mayOpen = definitions.filter((definition) => concerned?.has(definition.code) !== false && isOfPhase(state, definition, facts));
  const first = mayOpen.filter((definition) => !called.has(definition.code) && !comesUpon(definition)).flatMap((definition) => instancesOf(state, definition).filter(({ key, subject }) => isNew(state.steps[key]) && opensNow(definition, facts, standing, subject)));
  const again = mayOpen.filter(comesAgain).flatMap((definition) =>
    // Done, or ended with a case that has been opened again.
    instancesOf(state, definition).filter(({ key }) => { const step = state.steps[key]; return (step?.state === 'DONE' || step?.state === 'CANCELLED') && !isNew(step) && hasNextTurn(definition, step); }),
  );
  const wanted = definitions.filter(({ code }) => called.has(code)).filter(({ code }) => !isOpen(state.steps[code]) && isCalled(state, decided, facts, code)).map((definition) => ({ key: definition.code, definition }));
  const warned = decisionsAsked(state, decided, facts);
  const asked = warned.size === 0 ? [] : definitions.filter(({ code }) => called.has(code)).flatMap((definition) => instancesOf(state, definition).filter(({ key }) => warned.has(key)));
  return [...[...first, ...again, ...wanted].map((instance) => openStep(state, instance, facts)), ...occasions(state, mayOpen, decided, facts), ...asked.map((instance) => openStep(state, instance, facts, specialistOf(state)))];
}

/** Not there yet; or whoever it stands for had left, and is back. */
const isNew = (step: Step | undefined): boolean => step === undefined || step.left === true;

/** What ends without being done because the playbook says when. Support, what is hers and protected periods never do (rule R4), whatever it says. */
function rulesOut(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const concerned = concernedBy(decided, facts.playbook);
  const ending = facts.playbook.steps.filter(({ code, ends, support, pacing }) => ends !== undefined && concerned?.has(code) !== false && support !== true && pacing !== 'VICTIM_PACED' && pacing !== 'PROTECTED_PERIOD');
  if (ending.length === 0) return [];
  const standing = standingOf(state);
  return ending.flatMap((definition) => instancesOf(state, definition).filter(({ key, subject }) => isOpen(state.steps[key]) && holds(definition.ends, facts.playbook, standing, subject)).map(({ key }): CaseFact => ({ type: 'StepEndedByRule', step: key, why: 'ENDS' })));
}

/** What may open by itself where the case stands: of a report only what the playbook says, of a closed case only support that comes round again. */
function isOfPhase({ phase }: OpenCase, definition: PlaybookStep, { playbook: { information } }: Facts): boolean {
  if (phase === 'information') return information?.opens.includes(definition.code) === true;
  if (phase === 'closed-monitoring') return definition.support === true && comesAgain(definition);
  return phase !== 'closed';
}

function isCalled(state: OpenCase, decided: readonly CaseFact[], { playbook: { information, operation, closing } }: Facts, code: string): boolean {
  if (decided.some((fact) => fact.type === 'StepOpened' && fact.step === code)) return false;
  if (code === information?.decision) return state.phase === 'information';
  const says = (type: CaseFact['type']): boolean => decided.some((fact) => fact.type === type);
  return (code === operation?.step && says('ReadinessNoticeSent')) || (code === closing?.review && says('ClosingAsked'));
}

/** Rule R3: a horizon nears while a statement may still be given. The one task that follows, at each warning, is a decision: for the prosecutor, and the specialist is told. */
function decisionsAsked(state: OpenCase, decided: readonly CaseFact[], facts: Facts): ReadonlySet<string> {
  const keys = decided.flatMap((fact): readonly string[] => {
    if (fact.type !== 'HorizonWarned') return [];
    const definition = definitionOf(state, facts, fact.step);
    if (definition.pacing !== 'LEGAL_HORIZON') return [];
    const subject = subjectAt(state, facts, fact.step);
    const isAwaited = definition.testimony.some((code) => keysMeant(state, facts, subject, code).some((key) => isOpen(state.steps[key])));
    const asked = keysMeant(state, facts, subject, definition.decision);
    // Without testimony it is a right of hers that lapses: those who tell her of it are asked once.
    return definition.testimony.length === 0 ? asked.filter((key) => isNew(state.steps[key])) : isAwaited ? asked : [];
  });
  return new Set(keys.filter((key) => !isOpen(state.steps[key]) && !decided.some((fact) => fact.type === 'StepOpened' && fact.step === key)));
}

/** Rule R2: what depends on a victim-paced step waits with it, and the time does not count. */
function waits(state: OpenCase, facts: Facts): readonly CaseFact[] {
  const outstanding = ({ waitsOn, silentUntil }: Step): readonly string[] => [...outstandingIn(state, waitsOn), ...(silentUntil === undefined ? [] : ['SILENCE'])];
  const concerned = ({ waitsOn, suspendedAt, silentUntil }: Step): boolean => waitsOn.length > 0 || suspendedAt !== undefined || silentUntil !== undefined;
  const changes = (step: Step): boolean => concerned(step) && outstanding(step).length > 0 === (step.suspendedAt === undefined);
  return inPlaybookOrder(state, facts, (step) => isOpen(step) && changes(step)).map((step): CaseFact =>
    step.suspendedAt === undefined ? { type: 'StepSuspended', step: step.code, waitsOn: outstanding(step) } : resume(state, step, step.suspendedAt, facts));
}

/** Rule R10: until the day she named nobody is reminded to offer, nor of an offer that opens only then; any other word of hers ends the silence at once. */
function silences(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const said = decided.filter((fact) => fact.type === 'ReadinessSignalled');
  const fresh = decided.flatMap((fact) => (fact.type === 'StepOpened' ? [fact.step] : []));
  if (said.length + fresh.length === 0) return [];
  return definitionsOf(state, facts).flatMap((definition) => {
    if (!('silencedBy' in definition) || definition.silencedBy === undefined) return [];
    const { silencedBy } = definition;
    return instancesOf(state, definition).flatMap(({ key, subject }): CaseFact[] => {
      const step = state.steps[key];
      if (!isOpen(step)) return [];
      const heard = keysMeant(state, facts, subject, silencedBy);
      const last = said.findLast((fact) => heard.includes(fact.step));
      if (last === undefined) {
        const wished = fresh.includes(key) ? silenceFor(state, key) : undefined;
        return wished === undefined || wished <= facts.now || wished === step.silentUntil ? [] : [{ type: 'OfferSilenced', step: key, until: wished }];
      }
      // Where it speaks with several it is silent only while all of them wish it.
      const until = heard.length === 1 ? last.until : silenceOfAll(state);
      if (until === step.silentUntil) return [];
      return [until === undefined ? { type: 'SilenceEnded', step: key } : { type: 'OfferSilenced', step: key, until }];
    });
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
  return !(step.repeats === true && (step.turn !== undefined || step.occurrence > 1 || step.owner !== undefined) && isAhead);
}

/** Whether a commitment makes its track one that can stall: asked for or promised, and not waiting for her. */
export const isPromised = (commitment: Commitment): boolean => commitment.state === 'PROPOSED' || (isRunning(commitment) && commitment.suspendedAt === undefined);

/** Tracks with work, in the order in which the playbook first has some that is there. */
function tracksOf(state: OpenCase, facts: Facts): readonly Track[] {
  const places = placesOf(state, facts);
  const first = new Map<Track, number>();
  for (const { code, track } of stepsOf(state)) first.set(track, Math.min(first.get(track) ?? Infinity, places.get(codeOf(code)) ?? 0));
  return [...first].sort(([, a], [, b]) => a - b).map(([track]) => track);
}

function quiet(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const moved = new Set(decided.map((fact) => progressOf(state, fact)));
  const promised = commitmentsOf(state).filter(isPromised).flatMap(({ track }) => track ?? []);
  const names = new Set([...tracksOf(state, facts), ...promised]);
  const stalling = new Set(stepsOf(state).filter((step) => canStall(step, facts.now)).map(({ track }) => track));
  const { zone } = civilOf(state, facts, state.lead);
  return [...names].flatMap((track): CaseFact[] => {
    const before = state.tracks[track];
    const threshold = facts.playbook.stall[track];
    const stalls = threshold !== undefined && (promised.includes(track) || stalling.has(track));
    const isCounting = before?.stallsAt !== undefined || before?.stalledAt !== undefined;
    if (!stalls) return isCounting ? [{ type: 'TrackQuiet', track, quietSince: before.quietSince }] : [];
    if (isCounting && !moved.has(track)) return [];
    const at = stallsAt(facts.now, threshold, zone);
    return before?.stallsAt === at ? [] : [{ type: 'TrackQuiet', track, quietSince: facts.now, stallsAt: at }];
  });
}
