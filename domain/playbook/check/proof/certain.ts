/**
 * What certainly holds wherever a step is open: what had to be done, decided and known before, and stays so. A part of the truth, never more than it; what
 * can be taken back (an answer that may come again, a fact that may be corrected) is left out.
 */
import type { Condition } from '../../condition/condition.ts';
import type { Subject } from '../../names.ts';
import { valuesOf } from '../conditions.ts';
import { comesAgain, doing, isFree, mayBeSetAside, opening, passes, type FactNode, type Ground, type StepNode } from './ground.ts';

/** Keys of steps that are done and facts that are known; and the answers and values that are possible still, where they can change no more. */
export interface Certain {
  readonly done: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}
export const nothing: Certain = { done: new Set(), known: new Set(), values: new Map() };

/** Of each step. `withAside`: steps may have been set aside on the way, and then done does not mean that somebody did it. */
export function certainly(ground: Ground, withAside: boolean): (node: StepNode) => Certain {
  const found = new Map<string, Certain>();
  /** A circle adds nothing: what is being asked already counts as nothing, which is less than the truth and never more. */
  const once = (key: string, ask: () => Certain): Certain => {
    const before = found.get(key);
    if (before !== undefined) return before;
    found.set(key, nothing);
    const certain = ask();
    found.set(key, certain);
    return certain;
  };
  const whenOpen = (node: StepNode): Certain => once(`open ${node.key}`, () => (ground.callsOf(node) === undefined ? when(opening(node), node.subject) : nothing));
  const whenDoneByHand = (node: StepNode, option?: readonly string[]): Certain => {
    const rest = once(`hand ${node.key}`, () => {
      const answers = ground.sets(node).filter(({ field }) => field.required === true).map(({ field, fact }) => ofFact(ground, fact, field.type === 'choice' ? field.choices.map(({ choice }) => choice) : valuesOf(fact.fact.is)));
      return both([{ ...nothing, done: new Set([node.key]) }, whenOpen(node), when(doing(ground, node), node.subject), ...answers]);
    });
    return option === undefined || mayChange(ground, node) ? rest : both([rest, { ...nothing, values: new Map([[node.key, new Set(option)]]) }]);
  };
  const whenDone = (node: StepNode): Certain => {
    const least = both([{ ...nothing, done: new Set([node.key]) }, whenOpen(node)]);
    return passes(node) || node.step.ends !== undefined || (withAside && mayBeSetAside(node)) ? least : whenDoneByHand(node);
  };
  const when = (condition: Condition, asker: Subject | undefined): Certain => {
    if ('all' in condition) return both(condition.all.map((each) => when(each, asker)));
    if ('any' in condition) return either(condition.any.map((each) => when(each, asker)));
    if ('not' in condition) return nothing;
    const among = ground.asked(condition, asker);
    // Who is there is not known: what holds of each or of any of them is certain of none.
    if (condition.for !== undefined && among.length > 1) return nothing;
    const [subject] = among;
    if ('gate' in condition) return when(ground.gate(condition.gate), subject);
    if ('done' in condition) return whenDone(ground.stepAt(condition.done, subject));
    if ('decided' in condition) return whenDoneByHand(ground.stepAt(condition.decided, subject), condition.as);
    const fact = ground.factAt('fact' in condition ? condition.fact : condition.known, subject);
    return ofFact(ground, fact, 'fact' in condition ? condition.is : undefined);
  };
  return whenOpen;
}

/** The last answer of what comes again, or may be asked for again, can change. */
export const mayChange = (ground: Ground, node: StepNode): boolean => comesAgain(node) || ground.callsOf(node) !== undefined;

/** A value changes no more where one step alone says it, once. */
export function isSettled(ground: Ground, fact: FactNode): boolean {
  const [setter, ...more] = ground.settersOf(fact);
  return !isFree(fact) && more.length === 0 && setter !== undefined && !mayChange(ground, setter) && ground.sets(setter).filter((each) => each.fact.key === fact.key).length === 1;
}

const ofFact = (ground: Ground, fact: FactNode, values: readonly string[] | undefined): Certain => ({
  ...nothing, known: new Set([fact.key]), values: values !== undefined && values.length > 0 && isSettled(ground, fact) ? new Map([[fact.key, new Set(values)]]) : new Map(),
});

function both(all: readonly Certain[]): Certain {
  const values = new Map<string, ReadonlySet<string>>();
  for (const each of all) for (const [key, of] of each.values) values.set(key, values.get(key)?.intersection(of) ?? of);
  return { done: union(all.map(({ done }) => done)), known: union(all.map(({ known }) => known)), values };
}

function either(all: readonly Certain[]): Certain {
  const [first = nothing, ...more] = all;
  return more.reduce<Certain>((a, b) => ({
    done: a.done.intersection(b.done), known: a.known.intersection(b.known),
    values: new Map([...a.values].flatMap(([key, of]) => { const other = b.values.get(key); return other === undefined ? [] : [[key, of.union(other)] as const]; })),
  }), first);
}

const union = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((set) => [...set]));
