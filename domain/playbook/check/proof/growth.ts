/**
 * What no run can ever reach: everything grows as if nothing excluded anything else (`not` holds, an answer once possible stays possible). What does not come to
 * be even so never does, and what it waits for in vain is the path that is shown.
 */
import type { Condition, Leaf } from '../../condition/condition.ts';
import type { Subject } from '../../names.ts';
import { valuesOf } from '../conditions.ts';
import { doing, isFree, isHers, isWork, mayBeSetAside, opening, passes, type FactNode, type Ground, type StepNode } from './ground.ts';

export interface Growth {
  readonly opens: ReadonlySet<string>;
  /** Done by a move of its own. */
  readonly done: ReadonlySet<string>;
  /** Whether a condition could hold, as far as growth can tell. */
  could(condition: Condition, asker: Subject | undefined): boolean;
  /** Leaves that hold a condition up; empty where nothing does. */
  missing(condition: Condition, asker: Subject | undefined): readonly { readonly leaf: Leaf; readonly subject: Subject | undefined }[];
}

export function growthOf(ground: Ground): Growth {
  const opens = new Set<string>();
  const done = new Set<string>();
  const over = new Set<string>();
  const values = new Map<string, Set<string>>(ground.facts.filter(isFree).map((node) => [node.key, new Set(allOf(node))]));
  const growth: Growth = {
    opens, done,
    could: (condition, asker) => growth.missing(condition, asker).length === 0,
    missing: (condition, asker) => missing(condition, asker),
  };
  const leafCould = (leaf: Leaf, subject: Subject | undefined): boolean => {
    if ('gate' in leaf) return growth.could(ground.gate(leaf.gate), subject);
    if ('done' in leaf) return over.has(ground.stepAt(leaf.done, subject).key);
    if ('decided' in leaf) return done.has(ground.stepAt(leaf.decided, subject).key);
    const known = values.get(ground.factAt('fact' in leaf ? leaf.fact : leaf.known, subject).key);
    return known !== undefined && (!('fact' in leaf) || leaf.is.some((value) => known.has(value)));
  };
  const missing: Growth['missing'] = (condition, asker) => {
    if ('not' in condition) return [];
    if ('all' in condition) return condition.all.flatMap((each) => missing(each, asker));
    if ('any' in condition) { const each = condition.any.map((one) => missing(one, asker)); return each.some((one) => one.length === 0) ? [] : each.flat(); }
    const asked = ground.asked(condition, asker);
    return asked.some((subject) => leafCould(condition, subject)) ? [] : asked.slice(0, 1).flatMap((subject) => ('gate' in condition ? missing(ground.gate(condition.gate), subject) : [{ leaf: condition, subject }]));
  };
  for (let grew = true; grew; ) grew = ground.steps.map((node) => grow(ground, growth, node, { opens, done, over, values })).some(Boolean);
  return growth;
}

interface Grown { readonly opens: Set<string>; readonly done: Set<string>; readonly over: Set<string>; readonly values: Map<string, Set<string>> }

function grow(ground: Ground, growth: Growth, node: StepNode, { opens, done, over, values }: Grown): boolean {
  const { key, step, subject } = node;
  const before = opens.size + done.size + over.size;
  const calls = ground.callsOf(node);
  const isOpened = calls === undefined ? growth.could(opening(node), subject) : calls.some((call) => 'any' in call || (opens.has(call.horizon.key) && (call.testimony.length === 0 || call.testimony.some((each) => opens.has(each.key)))));
  if (isOpened) opens.add(key);
  if (!opens.has(key)) return false;
  const gate = step.pacing === 'VICTIM_PACED' && step.gate !== undefined ? ground.stepAt(step.gate, subject).key : undefined;
  const byHand = passes(node) || ((isWork(node) || isHers(node)) && growth.could(doing(ground, node), subject) && (gate === undefined || opens.has(gate)));
  if (byHand) done.add(key);
  if (byHand || mayBeSetAside(node) || (step.ends !== undefined && growth.could(step.ends, subject))) over.add(key);
  let said = false;
  if (byHand) {
    for (const { field, fact } of ground.sets(node)) {
      const known = values.get(fact.key) ?? new Set();
      const size = known.size;
      for (const value of field.type === 'choice' ? field.choices.map(({ choice }) => choice) : allOf(fact)) known.add(value);
      values.set(fact.key, known);
      said = said || known.size > size;
    }
  }
  return said || opens.size + done.size + over.size > before;
}

const allOf = ({ fact }: FactNode): readonly string[] => { const values = valuesOf(fact.is); return values.length === 0 ? ['KNOWN'] : values; };
