/** The part of a playbook that a question depends on, near and far: nothing outside of it can change the answer. */
import type { Condition, Leaf } from '../../condition/condition.ts';
import type { Subject } from '../../names.ts';
import { doing, occasionsOf, opening, subjects, type FactNode, type Ground, type StepNode } from './ground.ts';

/** A condition and of whom it is asked. */
export interface Asked { readonly condition: Condition; readonly asker: Subject | undefined }

export interface Cone {
  readonly steps: readonly StepNode[];
  readonly facts: readonly FactNode[];
  readonly subjects: readonly Subject[];
  /** Answers and values that are told apart, by step or fact: the sets that leaves ask for. */
  readonly asks: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** Every leaf with the one of whom it is asked, through gates. */
export function leavesFor(ground: Ground, { condition, asker }: Asked): readonly { readonly leaf: Leaf; readonly subject: Subject | undefined }[] {
  if ('all' in condition) return condition.all.flatMap((each) => leavesFor(ground, { condition: each, asker }));
  if ('any' in condition) return condition.any.flatMap((each) => leavesFor(ground, { condition: each, asker }));
  if ('not' in condition) return leavesFor(ground, { condition: condition.not, asker });
  return ground.asked(condition, asker).flatMap((subject) => ('gate' in condition ? leavesFor(ground, { condition: ground.gate(condition.gate), asker: subject }) : [{ leaf: condition, subject }]));
}

/** Who a condition counts: with `for`, everybody of a kind matters by being there. */
function counted(ground: Ground, { condition, asker }: Asked): readonly Subject[] {
  if ('all' in condition) return condition.all.flatMap((each) => counted(ground, { condition: each, asker }));
  if ('any' in condition) return condition.any.flatMap((each) => counted(ground, { condition: each, asker }));
  if ('not' in condition) return counted(ground, { condition: condition.not, asker });
  return ground.asked(condition, asker).flatMap((subject) => [...(subject === undefined ? [] : [subject]), ...('gate' in condition ? counted(ground, { condition: ground.gate(condition.gate), asker: subject }) : [])]);
}

/** From some steps and conditions, everything they depend on. */
export function coneOf(ground: Ground, roots: readonly StepNode[], conditions: readonly Asked[] = []): Cone {
  const steps = new Map<string, StepNode>();
  const facts = new Map<string, FactNode>();
  const there = new Set<Subject>();
  const asks = new Map<string, (readonly string[])[]>();
  const ahead: (StepNode | FactNode | Asked)[] = [...roots, ...conditions];
  const ask = (key: string, values: readonly string[]): void => void asks.set(key, [...(asks.get(key) ?? []), values]);
  const meet = (subject: Subject | undefined): void => {
    for (let next = subject; next !== undefined && !there.has(next); next = subjects.find(({ label }) => label === next?.of)) there.add(next);
  };
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (!('kind' in next)) {
      counted(ground, next).forEach(meet);
      for (const { leaf, subject } of leavesFor(ground, next)) {
        if ('decided' in leaf) ask(ground.stepAt(leaf.decided, subject).key, leaf.as);
        if ('fact' in leaf) ask(ground.factAt(leaf.fact, subject).key, leaf.is);
        ahead.push(nodeOf(ground, leaf, subject));
      }
    } else if (next.kind === 'fact' && !facts.has(next.key)) {
      facts.set(next.key, next);
      meet(next.subject);
      ahead.push(...ground.settersOf(next));
    } else if (next.kind === 'step' && !steps.has(next.key)) {
      steps.set(next.key, next);
      meet(next.subject);
      ahead.push(...dependenciesOf(ground, next));
      for (const each of occasionsOf(ground, next)) {
        // That something is not so is no occasion.
        if (each.kind === 'fact') ask(each.key, ['NO']);
        ahead.push(each);
      }
    }
  }
  return { steps: [...steps.values()], facts: [...facts.values()], subjects: [...there], asks };
}

function nodeOf(ground: Ground, leaf: Leaf, subject: Subject | undefined): StepNode | FactNode {
  if ('done' in leaf) return ground.stepAt(leaf.done, subject);
  if ('decided' in leaf) return ground.stepAt(leaf.decided, subject);
  return ground.factAt('fact' in leaf ? leaf.fact : 'known' in leaf ? leaf.known : '', subject);
}

function dependenciesOf(ground: Ground, node: StepNode): readonly (StepNode | Asked)[] {
  const { step, subject } = node;
  const calls = ground.callsOf(node);
  const asked = [...(calls === undefined ? [opening(node)] : []), doing(ground, node), ...(step.ends === undefined ? [] : [step.ends])];
  return [
    ...asked.map((condition) => ({ condition, asker: subject })),
    ...(calls ?? []).flatMap((call) => ('any' in call ? [] : [call.horizon, ...call.testimony])),
    ...(step.pacing === 'VICTIM_PACED' && step.gate !== undefined ? [ground.stepAt(step.gate, subject)] : []),
  ];
}
