/** Every move from a state: work is done with each answer, she says something or never, somebody records, a period ends, somebody joins. */
import type { Subject } from '../../names.ts';
import { valuesOf } from '../conditions.ts';
import { comesAgain, doing, excludes, isFree, isHers, isWork, mayBeSetAside, occasionsOf, opening, passes, type Call, type FactNode, type StepNode } from './ground.ts';
import { mayJoin, stand, type Machine, type State } from './machine.ts';

export interface Move {
  /** For a path: `S1.1`, `S6.3 decides DEFER`, `V1 joins`, `ARRESTED is recorded`. */
  readonly label: string;
  /** Whose move: hers, or one that sets aside; both are left out of the way on from a dead end. */
  readonly by: 'staff' | 'her' | 'aside';
  /** The step that is done by it. */
  readonly does?: StepNode;
  readonly sets: readonly (readonly [cell: number, value: number])[];
  /** Steps that it asks for anew: they open again if they were over and may open. */
  readonly asks?: readonly Asks[];
  can(state: State): boolean;
}

interface Asks { readonly cell: number; readonly mayOpen: (state: State) => boolean }

export function movesOf(machine: Machine): readonly Move[] {
  const { cone } = machine;
  return [...cone.steps.flatMap((node) => [...doings(machine, node), ...asides(machine, node), ...callings(machine, node)]), ...cone.facts.flatMap((node) => recordings(machine, node)), ...cone.subjects.map((subject) => joining(machine, subject))];
}

/** The state after a move, settled. */
export function after(machine: Machine, state: State, { sets, asks = [] }: Move): State {
  const moved = state.slice();
  for (const [cell, value] of sets) moved[cell] = value;
  const next = machine.settle(moved);
  // What was over before, and not what has just opened and ended.
  const anew = asks.filter(({ cell, mayOpen }) => state[cell] === stand.over && next[cell] === stand.over && mayOpen(next));
  for (const { cell } of anew) next[cell] = stand.openAgain;
  return anew.length === 0 ? next : machine.settle(next);
}

const asksOf = (machine: Machine, { key }: StepNode | FactNode): readonly Asks[] =>
  machine.cone.steps.filter((node) => occasionsOf(machine.ground, node).some((each) => each.key === key)).map((node) => ({ cell: machine.stepCell(node), mayOpen: machine.test(opening(node), node.subject) }));

type Sets = readonly (readonly [number, number])[];
const product = (choices: readonly (readonly Sets[])[]): readonly Sets[] => choices.reduce<readonly Sets[]>((all, next) => all.flatMap((before) => next.map((each) => [...before, ...each])), [[]]);

function doings(machine: Machine, node: StepNode): readonly Move[] {
  const { key, step, subject } = node;
  const cell = machine.stepCell(node);
  const isPassing = passes(node);
  if (!isPassing && !isWork(node) && !isHers(node)) return [];
  const requires = machine.test(doing(machine.ground, node), subject);
  const gate = step.pacing === 'VICTIM_PACED' && step.gate !== undefined ? machine.ground.stepAt(step.gate, subject) : undefined;
  const can = (state: State): boolean => machine.isOpen(state, node) && (isPassing || requires(state)) && (gate === undefined || machine.isOpen(state, gate));
  const stands: readonly Sets[] = !comesAgain(node) || ('anew' in step && step.anew !== undefined) ? [[[cell, stand.over]]] : 'schedule' in step && step.schedule !== undefined ? [[[cell, stand.openAgain]], [[cell, stand.over]]] : [[[cell, stand.openAgain]]];
  const decision = machine.decision(node);
  const options: readonly Sets[] = decision === undefined ? [[]] : decision.names.map((_, index) => [[decision.cell, index + 1]]);
  const asks = isPassing ? [] : asksOf(machine, node);
  const how = product([stands, options, ...answers(machine, node)]);
  return how.map((sets): Move => {
    const option = decision?.names[(sets.find(([at]) => at === decision.cell)?.[1] ?? 0) - 1];
    return { label: isPassing ? `${key} ends` : option === undefined ? key : `${key} decides ${option}`, by: isHers(node) ? 'her' : 'staff', does: node, sets, asks, can };
  });
}

/** What the fields of a step may say of the facts that are looked at: a value of each that is required, or none of one that is not. */
function answers(machine: Machine, node: StepNode): readonly (readonly Sets[])[] {
  return machine.ground.sets(node).flatMap(({ field, fact }): readonly (readonly Sets[])[] => {
    const value = machine.value(fact);
    if (value === undefined) return [];
    const said = field.type === 'choice' ? field.choices.map(({ choice }) => choice) : valuesOf(fact.fact.is);
    const classes = new Set(said.length === 0 ? [1] : said.map((each) => value.of.get(each) ?? 0));
    const each = [...classes].map((of): Sets => [[value.cell, of]]);
    return [field.required === true ? each : [...each, []]];
  });
}

function asides(machine: Machine, node: StepNode): readonly Move[] {
  return mayBeSetAside(node) ? [{ label: `${node.key} is set aside`, by: 'aside', sets: [[machine.stepCell(node), stand.over]], can: (state) => machine.isOpen(state, node) }] : [];
}

function callings(machine: Machine, node: StepNode): readonly Move[] {
  const calls = machine.ground.callsOf(node);
  if (calls === undefined) return [];
  const cell = machine.stepCell(node);
  const there = node.subject === undefined ? -1 : machine.subjectCell(node.subject);
  const isAsked = (state: State): boolean => calls.some((call: Call) => 'any' in call || (machine.isOpen(state, call.horizon) && (call.testimony.length === 0 ? state[cell] === stand.notYet : call.testimony.some((each) => machine.isOpen(state, each)))));
  const asked = (from: number, to: number): Move => ({ label: `${node.key} is asked for`, by: 'staff', sets: [[cell, to]], can: (state) => state[cell] === from && (there === -1 || state[there] === 1) && isAsked(state) });
  return [asked(stand.notYet, stand.open), asked(stand.over, stand.openAgain)];
}

function recordings(machine: Machine, node: FactNode): readonly Move[] {
  const value = machine.value(node);
  if (value === undefined || !isFree(node)) return [];
  const there = node.subject === undefined ? -1 : machine.subjectCell(node.subject);
  const asks = asksOf(machine, node);
  // Another day, or another value that nothing tells apart, is recorded and changes nothing else.
  const isWide = (index: number): boolean => valuesOf(node.fact.is).length === 0 || [...value.of.values()].filter((of) => of === index + 1).length > 1;
  return value.names.map((name, index): Move => ({
    ...(name !== 'NO' && { asks }),
    label: `${node.key} is recorded${valuesOf(node.fact.is).length === 0 ? '' : ` as ${name}`}`, by: 'staff', sets: [[value.cell, index + 1]],
    can: (state) => (state[value.cell] !== index + 1 || (asks.length > 0 && name !== 'NO' && isWide(index))) && (there === -1 || state[there] === 1),
  }));
}

const joining = (machine: Machine, subject: Subject): Move => ({ label: `${subject.label} joins`, by: 'staff', sets: [[machine.subjectCell(subject), 1]], can: mayJoin(machine, subject, excludes[subject.label]) });
