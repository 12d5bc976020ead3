/**
 * What can be brought about from wherever a step is open, whatever happened before: the quick answer to "is there always a way on". What only grows (done, known)
 * is brought about first, one after the other, for it stays; then, at the last moment, whatever anybody may record at any time. A yes is a proof; a no only
 * means that this way of looking does not show it, and the explicit search is asked.
 */
import type { Condition, Leaf } from '../../condition/condition.ts';
import type { Subject } from '../../names.ts';
import { valuesOf } from '../conditions.ts';
import { isSettled, mayChange, type Certain } from './certain.ts';
import { doing, isFree, isHers, opening, passes, type FactNode, type Ground, type StepNode } from './ground.ts';

/** Values of free facts that are to be recorded at the end, by fact. */
type Wishes = ReadonlyMap<string, ReadonlySet<string>>;
const none: Wishes = new Map();
const refused = undefined;

/** Whether a step that is open can always be done; `hers`: with words of hers on the way. */
export function canAlwaysBeDone(ground: Ground, node: StepNode, certain: Certain, hers: boolean): boolean {
  const attain = attainer(ground, certain, hers);
  return attain.condition(doing(ground, node), node.subject) !== refused && attain.gate(node);
}

/** Asked while it is being asked, it is not so: nothing rests on itself. */
function guarding() {
  const known = new Map<string, boolean>();
  return (key: string, ask: () => boolean): boolean => {
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, false);
    const is = ask();
    known.set(key, is);
    return is;
  };
}

function attainer(ground: Ground, certain: Certain, hers: boolean) {
  const guarded = guarding();
  const condition = (of: Condition, asker: Subject | undefined): Wishes | undefined => wishes.condition(of, asker);
  const open = (node: StepNode): boolean => guarded(`open ${node.key}`, () => {
    const calls = ground.callsOf(node);
    return calls === undefined ? condition(opening(node), node.subject) !== refused : calls.some((call) => 'any' in call);
  });
  const gate = ({ step, subject }: StepNode): boolean => {
    if (step.pacing !== 'VICTIM_PACED' || step.gate === undefined) return true;
    const at = ground.stepAt(step.gate, subject);
    return at.step.ends === undefined && open(at);
  };
  const byHand = (node: StepNode): boolean => guarded(`hand ${node.key}`, () => (hers || !isHers(node)) && gate(node) && open(node) && condition(doing(ground, node), node.subject) !== refused);
  const done = (node: StepNode): boolean => {
    if (certain.done.has(node.key)) return true;
    if (node.step.pacing === 'VICTIM_PACED' && node.step.form === 'signal') return false;
    return passes(node) ? open(node) : byHand(node);
  };
  /** Known for good: recorded by anybody at any time, or said by a step that cannot end without saying it. */
  const isKnown = (fact: FactNode): boolean =>
    certain.known.has(fact.key) || isFree(fact) || ground.settersOf(fact).some((node) => node.step.ends === undefined && ground.sets(node).some((each) => each.fact.key === fact.key && each.field.required === true) && byHand(node));
  const wishes = wishing(ground, certain, { done, byHand, isKnown });
  return { condition, gate };
}

/** What can be brought about of steps and facts. */
interface Within {
  readonly done: (node: StepNode) => boolean;
  readonly byHand: (node: StepNode) => boolean;
  readonly isKnown: (fact: FactNode) => boolean;
}

/** Whether a condition can be brought about, and which values of facts that takes. */
function wishing(ground: Ground, certain: Certain, { done, byHand, isKnown }: Within) {
  const leaf = (of: Leaf, subject: Subject | undefined, isWanted: boolean): Wishes | undefined => {
    if ('gate' in of) return condition(ground.gate(of.gate), subject, isWanted);
    if ('done' in of) return isWanted && done(ground.stepAt(of.done, subject)) ? none : refused;
    if ('known' in of) return isWanted && isKnown(ground.factAt(of.known, subject)) ? none : refused;
    if ('decided' in of) return decided(ground.stepAt(of.decided, subject), of.as, isWanted);
    return valued(ground.factAt(of.fact, subject), of.is, isWanted);
  };
  const decided = (node: StepNode, as: readonly string[], isWanted: boolean): Wishes | undefined => {
    const all = node.step.decides?.options.map(({ option }) => option) ?? [];
    const possible = certain.values.get(node.key);
    if (possible !== undefined && isSure(possible, as, isWanted)) return none;
    return isWanted && all.every((option) => as.includes(option)) && node.step.ends === undefined && !mayChange(ground, node) && byHand(node) ? none : refused;
  };
  const valued = (fact: FactNode, is: readonly string[], isWanted: boolean): Wishes | undefined => {
    const possible = certain.values.get(fact.key);
    if (possible !== undefined && isSettled(ground, fact) && isSure(possible, is, isWanted)) return none;
    const wanted = valuesOf(fact.fact.is).filter((value) => is.includes(value) === isWanted);
    if (isFree(fact)) return wanted.length === 0 ? refused : new Map([[fact.key, new Set(wanted)]]);
    return isWanted && wanted.length === valuesOf(fact.fact.is).length && isKnown(fact) ? none : refused;
  };
  const condition = (of: Condition, asker: Subject | undefined, isWanted = true): Wishes | undefined => {
    if ('not' in of) return condition(of.not, asker, !isWanted);
    if ('all' in of || 'any' in of) {
      const parts = 'all' in of ? of.all : of.any;
      return ('all' in of) === isWanted ? together(parts.map((each) => condition(each, asker, isWanted))) : parts.map((each) => condition(each, asker, isWanted)).find((each) => each !== refused);
    }
    // Of everybody, whoever is there: who is not there yet can join where somebody must be, and where nobody may be is none of them.
    return together(ground.asked(of, asker).map((subject) => leaf(of, subject, isWanted)));
  };
  return { condition };
}

const isSure = (possible: ReadonlySet<string>, asked: readonly string[], isWanted: boolean): boolean => [...possible].every((value) => asked.includes(value) === isWanted);

/** All of them at once: wishes for the same fact must leave it a value. */
function together(parts: readonly (Wishes | undefined)[]): Wishes | undefined {
  const all = new Map<string, ReadonlySet<string>>();
  for (const part of parts) {
    if (part === refused) return refused;
    for (const [key, values] of part) {
      const left = all.get(key)?.intersection(values) ?? values;
      if (left.size === 0) return refused;
      all.set(key, left);
    }
  }
  return all;
}
