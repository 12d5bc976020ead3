/** A case as far as a playbook can tell, as a machine of small numbers: its cells, what holds in a state, and every move from it. */
import type { Condition } from '../../condition/condition.ts';
import type { Subject } from '../../names.ts';
import { valuesOf } from '../conditions.ts';
import type { Cone } from './cone.ts';
import { opening, subjects, type FactNode, type Ground, type StepNode } from './ground.ts';

/** A number for each cell: of a subject 0 or 1 (there), of a step its stand, of an answer or a value 0 (none) or the class it is told apart by. */
export type State = Uint8Array;
/** How a step stands. What comes again is open once more after it was done. */
export const stand = { notYet: 0, open: 1, over: 2, openAgain: 3 } as const;

type Test = (state: State) => boolean;
/** Values that every question tells apart in the same way share a class, from 1 on. */
interface Classes { readonly cell: number; readonly of: ReadonlyMap<string, number>; readonly count: number; readonly names: readonly string[] }

export interface Machine {
  readonly ground: Ground;
  readonly cone: Cone;
  readonly start: State;
  test(condition: Condition, asker: Subject | undefined): Test;
  isOpen(state: State, node: StepNode): boolean;
  stepCell(node: StepNode): number;
  subjectCell(subject: Subject): number;
  decision(node: StepNode): Classes | undefined;
  value(node: FactNode): Classes | undefined;
  /** Whether the watched step has come to open while its condition did not hold, though it may hold a moment later. */
  caught(state: State): boolean;
  /** What follows at once: what can open opens, what has an end ends, until nothing more follows. */
  settle(state: State): State;
}

/** A step and what shall hold in the very moment in which it opens. */
export interface Watched { readonly node: StepNode; readonly condition: Condition }

export function machineOf(ground: Ground, cone: Cone, watched?: Watched): Machine {
  const cells = new Map<string, number>();
  const cell = (name: string): number => { const at = cells.get(name) ?? cells.size; cells.set(name, at); return at; };
  const there = new Map(cone.subjects.map((subject) => [subject.label, cell(subject.label)]));
  const steps = new Map(cone.steps.map((node) => [node.key, cell(node.key)]));
  const decisions = new Map<string, Classes>();
  const values = new Map<string, Classes>();
  for (const node of cone.steps) {
    const asked = cone.asks.get(node.key);
    if (asked !== undefined) decisions.set(node.key, classesOf(cell(`${node.key} decided`), node.step.decides?.options.map(({ option }) => option) ?? [], asked));
  }
  for (const node of cone.facts) values.set(node.key, classesOf(cell(`${node.key} known`), valuesOf(node.fact.is), cone.asks.get(node.key) ?? []));
  const machine: Parts = {
    ground, cone,
    test: (condition, asker) => compile(machine, condition, asker),
    isOpen: (state, { key }) => ((state[steps.get(key) ?? -1] ?? 0) & 1) === 1,
    stepCell: ({ key }) => steps.get(key) ?? -1,
    subjectCell: ({ label }) => there.get(label) ?? -1,
    decision: ({ key }) => decisions.get(key),
    value: ({ key }) => values.get(key),
  };
  const caught = watched === undefined ? -1 : cell('caught');
  const settle = settler(machine, watched, caught);
  return { ...machine, settle, caught: (state) => state[caught] === 1, start: settle(new Uint8Array(cells.size)) };
}

/** A day or an instant has the one class of being known. */
function classesOf(cell: number, all: readonly string[], asked: readonly (readonly string[])[]): Classes {
  const names: string[] = [];
  const bySign = new Map<string, number>();
  const of = new Map<string, number>();
  for (const value of all.length === 0 ? ['KNOWN'] : all) {
    const sign = asked.map((each) => (each.includes(value) ? '1' : '0')).join('');
    const known = bySign.get(sign);
    if (known === undefined) names.push(value);
    bySign.set(sign, known ?? names.length);
    of.set(value, known ?? names.length);
  }
  return { cell, of, count: names.length, names };
}

type Parts = Omit<Machine, 'start' | 'settle' | 'caught'>;

function compile(machine: Parts, condition: Condition, asker: Subject | undefined): Test {
  if ('all' in condition) { const tests = condition.all.map((each) => compile(machine, each, asker)); return (state) => tests.every((test) => test(state)); }
  if ('any' in condition) { const tests = condition.any.map((each) => compile(machine, each, asker)); return (state) => tests.some((test) => test(state)); }
  if ('not' in condition) { const test = compile(machine, condition.not, asker); return (state) => !test(state); }
  const among = machine.ground.asked(condition, asker).map((subject) => ({ there: subject === undefined ? -1 : machine.subjectCell(subject), test: leafTest(machine, condition, subject) }));
  const isThere = (state: State, cell: number): boolean => cell === -1 || state[cell] === 1;
  if (condition.for === 'any') return (state) => among.some(({ there, test }) => isThere(state, there) && test(state));
  return (state) => among.some(({ there }) => isThere(state, there)) && among.every(({ there, test }) => !isThere(state, there) || test(state));
}

function leafTest(machine: Parts, leaf: Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>, subject: Subject | undefined): Test {
  const { ground } = machine;
  if ('gate' in leaf) return compile(machine, ground.gate(leaf.gate), subject);
  if ('done' in leaf) { const cell = machine.stepCell(ground.stepAt(leaf.done, subject)); return (state) => (state[cell] ?? 0) >= stand.over; }
  if ('known' in leaf) { const cell = machine.value(ground.factAt(leaf.known, subject))?.cell ?? -1; return (state) => (state[cell] ?? 0) > 0; }
  const classes = 'fact' in leaf ? machine.value(ground.factAt(leaf.fact, subject)) : machine.decision(ground.stepAt(leaf.decided, subject));
  const wanted = new Set(('fact' in leaf ? leaf.is : leaf.as).map((value) => classes?.of.get(value)));
  const cell = classes?.cell ?? -1;
  return (state) => wanted.has(state[cell]) && state[cell] !== 0;
}

function settler(machine: Parts, watched: Watched | undefined, caught: number): (state: State) => State {
  const isThere = (subject: Subject | undefined): Test => { const cell = subject === undefined ? -1 : machine.subjectCell(subject); return (state) => cell === -1 || state[cell] === 1; };
  const rules = machine.cone.steps.map((node) => ({
    cell: machine.stepCell(node), there: isThere(node.subject),
    opens: machine.ground.callsOf(node) === undefined ? machine.test(opening(node), node.subject) : () => false,
    ends: node.step.ends === undefined ? undefined : machine.test(node.step.ends, node.subject),
  }));
  const isMet = watched === undefined ? undefined : machine.test(watched.condition, watched.node.subject);
  // What ends in the moment in which it opens needs nothing.
  const opensUnmet = (state: State): boolean => watched !== undefined && isMet?.(state) === false && machine.isOpen(state, watched.node);
  const ending = rules.filter(({ ends }) => ends !== undefined);
  return (state) => {
    let isUnmet = false;
    for (let moved = true; moved; ) {
      moved = false;
      isUnmet ||= opensUnmet(state);
      for (const { cell, there, opens } of rules) {
        if (state[cell] !== stand.notYet || !there(state) || !opens(state)) continue;
        state[cell] = stand.open;
        moved = true;
      }
      isUnmet ||= opensUnmet(state);
      const over = ending.filter(({ cell, ends }) => ((state[cell] ?? 0) & 1) === 1 && ends?.(state) === true);
      for (const { cell } of over) state[cell] = stand.over;
      moved = moved || over.length > 0;
    }
    if (isUnmet && watched !== undefined && machine.isOpen(state, watched.node)) state[caught] = 1;
    return state;
  };
}

/** Whether a subject may join: whoever it is of is there, and what it excludes is not. */
export const mayJoin = (machine: Machine, subject: Subject, excluded: string | undefined): Test => {
  const [own, suspect, other] = [machine.subjectCell(subject), ...[subject.of, excluded].map((label) => { const one = subjects.find((each) => each.label === label); return one === undefined ? -1 : machine.subjectCell(one); })];
  return (state) => state[own ?? -1] === 0 && (suspect === -1 || state[suspect ?? -1] === 1) && (other === -1 || state[other ?? -1] !== 1);
};
