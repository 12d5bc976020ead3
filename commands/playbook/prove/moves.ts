/** What can happen next in a case, move by move, as the meaning of the language has it. */
import type { Condition, Leaf } from '#domain/playbook/condition/condition.ts';
import type { Playbook, PlaybookStep } from '#domain/playbook/schema.ts';
import {
  decidedOf, factsOf, instancesOf, isAnchored, isDone, isOpen, isThere, joined, lookedUp, put, standingOf, valueOf, valuesOf, withDecision, withValue,
  type Instance, type Known, type Places, type Slot, type State,
} from './places.ts';

export type Move = 'joins' | 'work' | 'aside' | 'hers' | 'passes' | 'said' | 'asked';
export interface Next {
  readonly move: Move;
  readonly to: State;
  /** What was done, passed or set aside. */
  readonly of?: Instance;
  /** Facts that were recorded by it, and not as NO. */
  readonly recorded?: readonly Known[];
}

export function holds(condition: Condition | undefined, asker: Slot | undefined, state: State, places: Places): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((each) => holds(each, asker, state, places));
  if ('any' in condition) return condition.any.some((each) => holds(each, asker, state, places));
  if ('not' in condition) return !holds(condition.not, asker, state, places);
  const answers = asked(condition, asker, state, places);
  return condition.for === 'any' ? answers.includes(true) : answers.length > 0 && !answers.includes(false);
}

/** What each of those says whom a leaf asks. */
function asked(leaf: Leaf, asker: Slot | undefined, state: State, places: Places): readonly boolean[] {
  const ofSteps = (code: string, test: (one: Instance) => boolean): readonly boolean[] => {
    const all = instancesOf(code, places);
    return lookedUp(all, all[0]?.step.per, asker, state, places, leaf.for).map(test);
  };
  const ofFacts = (name: string, test: (one: Known) => boolean): readonly boolean[] => {
    const all = factsOf(name, places);
    return lookedUp(all, all[0]?.fact.of, asker, state, places, leaf.for).map(test);
  };
  if ('done' in leaf) return ofSteps(leaf.done, (one) => isDone(state, one));
  if ('decided' in leaf) return ofSteps(leaf.decided, (one) => leaf.as.includes(decidedOf(state, one) ?? ''));
  if ('fact' in leaf) return ofFacts(leaf.fact, (one) => leaf.is.includes(valueOf(state, one) ?? ''));
  if ('known' in leaf) return ofFacts(leaf.known, (one) => valueOf(state, one) !== undefined);
  const gate = places.playbook.gates?.find((each) => each.gate === leaf.gate);
  const askers = gate?.per === undefined || gate.per === 'case' ? [{}] : places.slots.filter(({ kind }) => kind === gate.per).map((of) => ({ of }));
  return lookedUp<{ readonly of?: Slot }>(askers, gate?.per, asker, state, places, leaf.for).map(({ of }) => holds(gate?.when, of, state, places));
}

const isWork = ({ pacing }: PlaybookStep): boolean => ['STATUTORY', 'GUIDANCE', 'AGREED', 'EXTERNAL_WAIT'].includes(pacing);
const isHers = (step: PlaybookStep): boolean => step.pacing === 'VICTIM_PACED' && step.form !== 'signal';

/** The steps that open when somebody asks for them, and by nothing else. */
export const askedFor = ({ steps, information, operation, closing }: Playbook): ReadonlySet<string> =>
  new Set([...steps.flatMap((step) => (step.pacing === 'LEGAL_HORIZON' ? [step.decision] : [])), information?.decision, operation?.step, closing?.review].filter((code) => code !== undefined));

/** The facts upon which a step opens. */
const upon = (step: PlaybookStep): readonly string[] => ('on' in step ? (step.on ?? []) : []);
const mayOpen = ({ step, of }: Instance, state: State, places: Places): boolean =>
  (step.after ?? []).every((code) => holds({ done: code }, of, state, places)) && holds(step.opens, of, state, places);

/** Whether what just happened is of those that ask for a step anew: of its own subject, of the suspect of its charge, or of the whole case. */
function isAskedAnew(one: Instance, { recorded = [], move, of: did }: Pick<Next, 'recorded' | 'move' | 'of'>, state: State, places: Places): boolean {
  const anew = 'anew' in one.step ? (one.step.anew ?? []) : [];
  return anew.some((each) => {
    if (typeof each !== 'string') return did !== undefined && did.step.code === each.done && (move === 'work' || move === 'hers') && lookedUp(instancesOf(each.done, places), did.step.per, one.of, state, places).includes(did);
    const facts = factsOf(each, places);
    return lookedUp(facts, facts[0]?.fact.of, one.of, state, places).some((known) => recorded.includes(known));
  });
}

/** Steps that open upon what happened just now, and stand for whoever is there; anew opens what was over before it happened. */
export const occasioned = (state: State, before: State, what: Pick<Next, 'recorded' | 'move' | 'of'>, places: Places): readonly Instance[] =>
  places.instances.filter((one) => (upon(one.step).some((name) => what.recorded?.some(({ fact }) => fact.fact === name)) || (standingOf(before, one) === 'x' && isAskedAnew(one, what, state, places))) && !isOpen(state, one) && isThere(state, places, one.of) && mayOpen(one, state, places));
export const openedUpon = (state: State, one: Instance): State => put(state, one.at, standingOf(state, one) === 'n' ? 'o' : 'O');

/** What follows at once: what can open opens, then what is to end ends, until nothing more follows. Tells what opened. */
export function settled(from: State, places: Places, asking: ReadonlySet<string>, opened: (one: Instance) => void): State {
  for (let state = from; ; ) {
    const opening = places.instances.filter((one) => {
      const { step, of } = one;
      if (standingOf(state, one) !== 'n' || !isThere(state, places, of) || asking.has(step.code) || upon(step).length > 0) return false;
      return mayOpen(one, state, places);
    });
    const open = opening.reduce((so, { at }) => put(so, at, 'o'), state);
    for (const one of opening) opened(one);
    const ending = places.instances.filter((one) => isOpen(open, one) && one.step.ends !== undefined && holds(one.step.ends, one.of, open, places));
    const next = ending.reduce((so, { at }) => put(so, at, 'x'), open);
    if (next === state) return state;
    state = next;
  }
}

/** Every way to answer the facts of a form: those of required fields with any value, the others with any or none. */
function answered(one: Instance, state: State, places: Places): readonly State[] {
  return (one.step.fields ?? []).reduce<readonly State[]>((states, field) => {
    if (!('sets' in field) || field.sets === undefined) return states;
    const all = factsOf(field.sets, places);
    const [known] = lookedUp(all, all[0]?.fact.of, one.of, state, places);
    if (known === undefined) return states;
    const offered = field.type === 'choice' ? field.choices.map(({ choice }) => choice) : field.type === 'yes-no' ? ['YES', 'NO'] : valuesOf(known.fact);
    return states.flatMap((each) => [...(field.required === true ? [] : [each]), ...offered.map((value) => withValue(each, known, value))]);
  }, [state]);
}

/** Doing a step: with any option and any answers; then it is over, or open again. */
function done(one: Instance, state: State, places: Places): readonly State[] {
  const { step, at } = one;
  const again = 'repeats' in step && step.repeats === true ? ['O'] : 'schedule' in step && step.schedule !== undefined ? ['O', 'x'] : ['x'];
  const options = step.decides?.options.map(({ option }) => option);
  return again.flatMap((standing) => {
    const after = answered(one, put(state, at, standing), places);
    return options === undefined ? after : after.flatMap((each) => options.map((option) => withDecision(each, one, option)));
  });
}

function movesOf(one: Instance, state: State, places: Places): readonly Next[] {
  const { step, at, of } = one;
  const next = (move: Move) => (to: State): Next => ({ move, to, of: one });
  const clock = (key: string) => places.playbook.clocks?.find((each) => each.clock === key)?.starts;
  const doable = (): boolean => {
    const { notBefore } = 'notBefore' in step ? step : {};
    const anchor = notBefore === undefined ? undefined : 'clock' in notBefore ? clock(notBefore.clock) : notBefore.of;
    return holds(step.requires, of, state, places) && isAnchored(anchor, of, state, places);
  };
  if (!isOpen(state, one)) return [];
  if (step.pacing === 'PROTECTED_PERIOD') return [next('passes')(put(state, at, 'x'))];
  if (step.pacing === 'LEGAL_HORIZON') return [next('passes')(put(state, at, 'x')), next('aside')(put(state, at, 'x'))];
  if (isWork(step)) return [...(doable() ? done(one, state, places).map(next('work')) : []), ...(step.support === true ? [] : [next('aside')(put(state, at, 'x'))])];
  const gate = step.pacing === 'VICTIM_PACED' ? step.gate : undefined;
  const gates = gate === undefined ? undefined : instancesOf(gate, places);
  const ready = gates === undefined || lookedUp(gates, gates[0]?.step.per, of, state, places).some((each) => isOpen(state, each));
  return isHers(step) && ready ? done(one, state, places).map(next('hers')) : [];
}

type Horizon = Extract<PlaybookStep, { pacing: 'LEGAL_HORIZON' }>;
/** Steps that are asked for: the decision of a horizon while it and some testimony are open (once, where it is a right of hers), the others at any time. */
function askings(state: State, places: Places): readonly Next[] {
  const { playbook, instances } = places;
  const freely = [playbook.information?.decision, playbook.operation?.step, playbook.closing?.review];
  const testifies = (step: Horizon): boolean => step.testimony.some((code) => instancesOf(code, places).some((each) => isOpen(state, each)));
  const warned = (one: Instance): boolean =>
    instances.some((each) => {
      const { step, of } = each;
      if (step.pacing !== 'LEGAL_HORIZON' || step.decision !== one.step.code || (of !== one.of && of !== undefined && one.of !== undefined) || !isOpen(state, each)) return false;
      return step.testimony.length === 0 ? standingOf(state, one) === 'n' : testifies(step);
    });
  return instances
    .filter((one) => isThere(state, places, one.of) && !isOpen(state, one) && (freely.includes(one.step.code) || warned(one)))
    .map((one): Next => ({ move: 'asked', to: put(state, one.at, standingOf(state, one) === 'n' ? 'o' : 'O'), of: one }));
}

/** Every move from a state, before what follows at once. */
export function movesFrom(state: State, places: Places): readonly Next[] {
  const said = places.facts
    .filter(({ fact, of }) => isThere(state, places, of) && (fact.recordedBy !== undefined || fact.from !== undefined))
    .flatMap((known) => valuesOf(known.fact).filter((value) => isAllowed(known, value, state, places)).map((value): Next => ({ move: 'said', to: withValue(state, known, value) })));
  // Another day is another word, though no condition tells them apart.
  const anew = places.facts.filter((known) => known.fact.recordedBy !== undefined && valueOf(state, known) === 'KNOWN').map((known): Next => ({ move: 'said', to: state, recorded: [known] }));
  const all = [
    ...joined(state, places).map((to): Next => ({ move: 'joins', to })),
    ...places.instances.flatMap((one) => movesOf(one, state, places)),
    ...askings(state, places), ...said.filter(({ to }) => to !== state),
  ].map((next) => ({ ...next, recorded: recordedIn(state, next.to, places) }));
  return [...all, ...anew];
}

const isAllowed = ({ fact: { only }, of }: Known, value: string, state: State, places: Places): boolean => only?.is.includes(value) !== true || holds(only.when, of, state, places);

const recordedIn = (before: State, after: State, { facts }: Places): readonly Known[] => facts.filter((known) => before.charAt(known.at) !== after.charAt(known.at) && valueOf(after, known) !== 'NO');
