/** Runs that simply go on: whatever can be done is done, with the answers that are wanted where any are. What happens in one of them needs no search. */
import type { Condition } from '../../condition/condition.ts';
import type { Subject } from '../../names.ts';
import { leavesFor } from './cone.ts';
import { doing, opening, type StepNode } from './ground.ts';
import { stand, type Machine, type State } from './machine.ts';
import { after, type Move } from './moves.ts';
import { pay, type Budget } from './search.ts';

/** How often one step may be done in a run, where it comes again. */
const timesMax = 3;

/** The classes wanted in a cell of an answer or a fact, and the steps that are better left undone. */
export interface Wants { readonly answers: ReadonlyMap<number, ReadonlySet<number>>; readonly avoid: ReadonlySet<string> }
export const anything: Wants = { answers: new Map(), avoid: new Set() };

/** One run to its end; `look` sees every state and the step whose move led to it. `turn` varies the answers, and whether facts are recorded early or late. */
export function goOn(machine: Machine, moves: readonly Move[], turn: number, budget: Budget, look: (state: State, done: StepNode | undefined) => void, wants = anything): void {
  const groups = [...Map.groupBy(moves.filter(({ by }) => by !== 'aside'), ({ does, sets }) => does?.key ?? String(sets[0]?.[0]))].map(([name, choices]) => ({ name, choices, isStep: choices[0]?.does !== undefined }));
  const isLate = ({ name, isStep }: (typeof groups)[number]): boolean => wants.avoid.has(name) || (!isStep && turn % 2 === 0);
  const ordered = [...groups.filter((each) => !isLate(each)), ...groups.filter(isLate)];
  const times = new Map<string, number>();
  let state = machine.start;
  look(state, undefined);
  for (let moved = true; moved && budget.left > 0; ) {
    moved = false;
    pay(budget, machine, moves.length, 0);
    for (const group of ordered) {
      // What is better left undone waits until nothing else can be done.
      if (moved && isLate(group)) break;
      const count = times.get(group.name) ?? 0;
      if (count >= (group.isStep ? timesMax : 1)) continue;
      const possible = wanted(group.choices.filter((move) => move.can(state)), wants);
      const move = possible[(Math.floor(turn / 2) + count) % Math.max(possible.length, 1)];
      if (move === undefined) continue;
      pay(budget, machine, 0, 1);
      times.set(group.name, count + 1);
      state = after(machine, state, move);
      look(state, move.does);
      moved = true;
    }
  }
}

function wanted(possible: readonly Move[], { answers }: Wants): readonly Move[] {
  const fitting = possible.filter(({ sets }) => sets.every(([cell, value]) => answers.get(cell)?.has(value) ?? true));
  // An answer that is wanted is given, not left out.
  const full = fitting.filter(({ sets }) => !possible.some((other) => other.sets.some(([cell]) => answers.has(cell) && !sets.some(([own]) => own === cell))));
  return full.length > 0 ? full : fitting.length > 0 ? fitting : possible;
}

/** What has to be answered so that a step opens and is done, or a condition holds, as far as its conditions and those before them say; `turn` takes other alternatives. */
export function wantsOf(machine: Machine, nodes: readonly StepNode[], conditions: readonly { readonly condition: Condition; readonly asker: Subject | undefined }[], turn: number): Wants {
  const { ground } = machine;
  const answers = new Map<number, ReadonlySet<number>>();
  const avoid = new Set<string>();
  const met = new Set<string>();
  const want = (classes: { readonly cell: number; readonly of: ReadonlyMap<string, number> } | undefined, values: readonly string[], isWanted: boolean): void => {
    if (classes === undefined) return;
    const of = new Set([...classes.of].filter(([value]) => values.includes(value) === isWanted).map(([, each]) => each));
    const left = answers.get(classes.cell)?.intersection(of) ?? of;
    if (left.size > 0) answers.set(classes.cell, left);
  };
  const step = (node: StepNode): void => {
    if (met.has(node.key)) return;
    met.add(node.key);
    take(opening(node), node.subject, true);
    take(doing(ground, node), node.subject, true);
    if (node.step.ends !== undefined) take(node.step.ends, node.subject, false);
    if (node.step.pacing === 'VICTIM_PACED' && node.step.gate !== undefined) step(ground.stepAt(node.step.gate, node.subject));
    for (const call of ground.callsOf(node) ?? []) if (!('any' in call)) [call.horizon, ...call.testimony].forEach((each) => { avoid.add(each.key); step(each); });
  };
  const take = (condition: Condition, asker: Subject | undefined, isWanted: boolean): void => {
    if ('not' in condition) return take(condition.not, asker, !isWanted);
    if ('all' in condition || 'any' in condition) {
      const parts = 'all' in condition ? condition.all : condition.any;
      if (('all' in condition) === isWanted) return parts.forEach((each) => take(each, asker, isWanted));
      const one = parts[turn % parts.length];
      return one === undefined ? undefined : take(one, asker, isWanted);
    }
    if ('gate' in condition) return ground.asked(condition, asker).forEach((subject) => take(ground.gate(condition.gate), subject, isWanted));
    for (const { leaf, subject } of leavesFor(ground, { condition, asker })) {
      if ('done' in leaf) { const at = ground.stepAt(leaf.done, subject); if (isWanted) step(at); else avoid.add(at.key); }
      if ('decided' in leaf) { const at = ground.stepAt(leaf.decided, subject); want(machine.decision(at), leaf.as, isWanted); if (isWanted) step(at); }
      if ('fact' in leaf) { const at = ground.factAt(leaf.fact, subject); want(machine.value(at), leaf.is, isWanted); if (isWanted) ground.settersOf(at).forEach(step); }
      if ('known' in leaf && isWanted) { const at = ground.factAt(leaf.known, subject); want(machine.value(at), [...(machine.value(at)?.of.keys() ?? [])], true); ground.settersOf(at).forEach(step); }
    }
  };
  nodes.forEach(step);
  for (const { condition, asker } of conditions) take(condition, asker, true);
  return { answers, avoid };
}

/** Whether a step has come to be open, though it may have ended in the same moment. */
export const hasOpened = (machine: Machine, state: State, node: StepNode): boolean => (state[machine.stepCell(node)] ?? stand.notYet) !== stand.notYet;
