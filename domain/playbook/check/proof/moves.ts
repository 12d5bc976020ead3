/** Every move from a state: work is done with each answer, she says something or never, somebody records, a period ends, somebody joins. */
import type { Subject } from '../../names.ts';
import { valuesOf } from '../conditions.ts';
import { comesAgain, doing, excludes, isFree, isHers, isWork, mayBeSetAside, passes, type Call, type FactNode, type StepNode } from './ground.ts';
import { mayJoin, stand, type Machine, type State } from './machine.ts';

export interface Move {
  /** For a path: `S1.1`, `S6.3 decides DEFER`, `V1 joins`, `ARRESTED is recorded`. */
  readonly label: string;
  /** Whose move: hers, or one that sets aside; both are left out of the way on from a dead end. */
  readonly by: 'staff' | 'her' | 'aside';
  /** The step that is done by it. */
  readonly does?: StepNode;
  readonly sets: readonly (readonly [cell: number, value: number])[];
  can(state: State): boolean;
}

export function movesOf(machine: Machine): readonly Move[] {
  const { cone } = machine;
  return [...cone.steps.flatMap((node) => [...doings(machine, node), ...asides(machine, node), ...callings(machine, node)]), ...cone.facts.flatMap((node) => recordings(machine, node)), ...cone.subjects.map((subject) => joining(machine, subject))];
}

/** The state after a move, settled. */
export function after(machine: Machine, state: State, { sets }: Move): State {
  const next = state.slice();
  for (const [cell, value] of sets) next[cell] = value;
  return machine.settle(next);
}

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
  const stands: readonly Sets[] = !comesAgain(node) ? [[[cell, stand.over]]] : 'schedule' in step && step.schedule !== undefined ? [[[cell, stand.openAgain]], [[cell, stand.over]]] : [[[cell, stand.openAgain]]];
  const decision = machine.decision(node);
  const options: readonly Sets[] = decision === undefined ? [[]] : decision.names.map((_, index) => [[decision.cell, index + 1]]);
  const how = product([stands, options, ...answers(machine, node)]);
  return how.map((sets): Move => {
    const option = decision?.names[(sets.find(([at]) => at === decision.cell)?.[1] ?? 0) - 1];
    return { label: isPassing ? `${key} ends` : option === undefined ? key : `${key} decides ${option}`, by: isHers(node) ? 'her' : 'staff', does: node, sets, can };
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
  return value.names.map((name, index): Move => ({
    label: `${node.key} is recorded${valuesOf(node.fact.is).length === 0 ? '' : ` as ${name}`}`, by: 'staff', sets: [[value.cell, index + 1]],
    can: (state) => state[value.cell] !== index + 1 && (there === -1 || state[there] === 1),
  }));
}

const joining = (machine: Machine, subject: Subject): Move => ({ label: `${subject.label} joins`, by: 'staff', sets: [[machine.subjectCell(subject), 1]], can: mayJoin(machine, subject, excludes[subject.label]) });
