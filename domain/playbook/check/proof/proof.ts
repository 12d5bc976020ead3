/**
 * The proof over all runs of a playbook in which every name leads somewhere: each question is first answered by what can be seen at once (growth, going on, what
 * is certain), and only what is left is searched, over what it depends on. What cannot be decided is refused, and so nothing faulty is ever accepted.
 */
import { leavesOf, type Condition } from '../../condition/condition.ts';
import type { Playbook } from '../../schema.ts';
import type { Flaw } from '../check.ts';
import { canAlwaysBeDone } from './attain.ts';
import { certainly } from './certain.ts';
import { coneOf, type Asked } from './cone.ts';
import { doing, groundOf, isFree, isHers, isWork, opening, subjects, type Ground, type StepNode } from './ground.ts';
import { growthOf } from './growth.ts';
import { machineOf, type Machine, type State } from './machine.ts';
import { movesOf } from './moves.ts';
import { findRun, findTrap, type Answer, type Budget } from './search.ts';
import { anchorUnknown, excluding, neverDone, neverHolds, neverOpens, trapped, undecided } from './words.ts';
import { goOn, hasOpened, wantsOf } from './witness.ts';

/** Work that may be done for one question, and for all of them together (`pay` says what counts). */
const questionMax = 4_000_000;
const allMax = 16_000_000;
/** Runs that simply go on, for the whole and for one question. */
const runsMax = 8;

interface Asking { readonly ground: Ground; readonly budget: Budget; readonly reached: { readonly opened: Set<string>; readonly done: Set<string>; readonly gates: Set<string> } }

export function proofFlaws(playbook: Playbook): readonly Flaw[] {
  const ground = groundOf(playbook);
  const growth = growthOf(ground);
  const asking: Asking = { ground, budget: { left: allMax }, reached: { opened: new Set(), done: new Set(), gates: new Set() } };
  const nodes = playbook.steps.map(({ code, per }) => ground.stepAt(code, representative(per)));
  const barred = nodes.flatMap((node, index) => [...neverOpens(ground, growth, node, index), ...neverDone(ground, growth, node, index)]);
  const shut = gatesOf(playbook).flatMap(({ gate, asked }, index) => neverHolds(ground, growth, gate, asked, index));
  if (barred.length + shut.length > 0) return [...barred, ...shut];
  goThrough(asking, playbook);
  const found = nodes.flatMap((node, index) => reachFlaws(asking, node, index));
  const gates = gatesOf(playbook).flatMap(({ gate, asked }, index) => gateFlaws(asking, gate, asked, index));
  if (found.length + gates.length > 0) return [...found, ...gates];
  return nodes.flatMap((node, index) => [...trapFlaws(asking, node, index), ...anchorFlaws(asking, node, index)]);
}

const representative = (per: StepNode['step']['per']) => subjects.find(({ kind }) => kind === per);
const gatesOf = ({ gates = [] }: Playbook) => gates.map(({ gate, per, when }) => ({ gate, asked: { condition: when, asker: representative(per) } satisfies Asked }));

/** A few runs of the whole playbook: most of what can be reached is reached in them. */
function goThrough({ ground, budget, reached }: Asking, playbook: Playbook): void {
  const cone = coneOf(ground, ground.steps, gatesOf(playbook).map(({ asked }) => asked));
  const machine = machineOf(ground, cone);
  const moves = movesOf(machine);
  const gates = gatesOf(playbook).map(({ gate, asked }) => ({ gate, holds: heldBy(machine, asked) }));
  for (let turn = 0; turn < runsMax; turn += 1) {
    goOn(machine, moves, turn, budget, (state, done) => {
      if (done !== undefined) reached.done.add(done.step.code);
      for (const node of cone.steps) if (!reached.opened.has(node.step.code) && hasOpened(machine, state, node)) reached.opened.add(node.step.code);
      for (const { gate, holds } of gates) if (!reached.gates.has(gate) && holds(state)) reached.gates.add(gate);
    });
  }
}

/** A gate holds for somebody who is there. */
function heldBy(machine: Machine, { condition, asker }: Asked): (state: State) => boolean {
  const test = machine.test(condition, asker);
  const cell = asker === undefined ? -1 : machine.subjectCell(asker);
  return (state) => (cell === -1 || state[cell] === 1) && test(state);
}

const question = (budget: Budget): Budget => ({ left: Math.min(questionMax, budget.left) });

/** Asks with the budget of one question, and takes what it spent from the whole. */
function spend(budget: Budget, ask: (own: Budget) => Answer): Answer {
  if (budget.left <= 0) return { is: 'undecided' };
  const own = question(budget);
  const before = own.left;
  const answer = ask(own);
  budget.left -= before - Math.max(own.left, 0);
  return answer;
}

/** Whether a run reaches it: by going on with what is wanted, or by the search. */
function reach(asking: Asking, roots: readonly StepNode[], conditions: readonly Asked[], isIt: (machine: Machine) => (state: State) => boolean, isDone: (node: StepNode) => boolean): Answer {
  if (asking.budget.left <= 0) return { is: 'undecided' };
  const machine = machineOf(asking.ground, coneOf(asking.ground, roots, conditions));
  const moves = movesOf(machine);
  const holds = isIt(machine);
  const isFound = Array.from({ length: runsMax }, (_, turn) => turn).some((turn) => {
    const found: true[] = [];
    goOn(machine, moves, turn, asking.budget, (state, done) => { if (holds(state) || (done !== undefined && isDone(done))) found.push(true); }, wantsOf(machine, roots, conditions, Math.floor(turn / 2)));
    return found.length > 0;
  });
  return isFound ? { is: 'found', path: [] } : spend(asking.budget, (own) => findRun(machine, moves, own, holds, ({ does }) => does !== undefined && isDone(does)));
}

function reachFlaws(asking: Asking, node: StepNode, index: number): readonly Flaw[] {
  const { reached, ground } = asking;
  const { code } = node.step;
  const isSignal = node.step.pacing === 'VICTIM_PACED' && node.step.form === 'signal';
  if (isSignal ? reached.opened.has(code) : reached.done.has(code)) return [];
  if (!reached.opened.has(code)) {
    const opens = reach(asking, [node], [], (machine) => (state) => hasOpened(machine, state, node), () => false);
    if (opens.is !== 'found') return [opens.is === 'none' ? excluding(node, index, 'opens', namesIn(ground, [opening(node)])) : undecided(node, index, 'ever opens', namesIn(ground, [opening(node)]))];
  }
  if (isSignal) return [];
  const done = reach(asking, [node], [], () => () => false, ({ key }) => key === node.key);
  if (done.is === 'found') return [];
  const names = namesIn(ground, [opening(node), doing(ground, node)]);
  return [done.is === 'none' ? excluding(node, index, 'is done', names) : undecided(node, index, 'can ever be done', names)];
}

function gateFlaws(asking: Asking, gate: string, asked: Asked, index: number): readonly Flaw[] {
  if (asking.reached.gates.has(gate)) return [];
  const answer = reach(asking, [], [asked], (machine) => heldBy(machine, asked), () => false);
  const names = namesIn(asking.ground, [asked.condition]).join(', ');
  const message = answer.is === 'none' ? `the gate ${gate} holds in no run: what it asks for excludes each other (${names}); take one of them out` : `the gate ${gate} rests on more than can be looked through (${names}): the check cannot decide whether it ever holds, make its conditions simpler`;
  return answer.is === 'found' ? [] : [{ path: ['gates', index, 'when'], message }];
}

/** Steps, facts and gates that conditions name, near and through gates. */
function namesIn({ playbook }: Ground, conditions: readonly Condition[]): readonly string[] {
  const names = conditions.flatMap((condition) => leavesOf(condition, playbook.gates)).map((leaf) => ('done' in leaf ? `done ${leaf.done}` : 'decided' in leaf ? `${leaf.decided} as ${leaf.as.join(' or ')}` : 'fact' in leaf ? `${leaf.fact} is ${leaf.is.join(' or ')}` : 'known' in leaf ? `${leaf.known} known` : `gate ${leaf.gate}`));
  return [...new Set(names)];
}

/** Wherever work is open there is a way on without her word, and wherever something is hers to say there is a way to say it. */
function trapFlaws({ ground, budget }: Asking, node: StepNode, index: number): readonly Flaw[] {
  if (!isWork(node) && !isHers(node)) return [];
  if (canAlwaysBeDone(ground, node, certainly(ground, false)(node), isHers(node))) return [];
  const answer = spend(budget, (own) => {
    const machine = machineOf(ground, coneOf(ground, [node]));
    const moves = movesOf(machine).filter(({ by }) => by !== 'aside');
    const doings = moves.filter(({ does }) => does?.key === node.key);
    const isOut = (state: State): boolean => !machine.isOpen(state, node) || doings.some((move) => move.can(state));
    return findTrap(machine, moves, ({ by }) => by === 'staff' || isHers(node), isOut, own);
  });
  const names = namesIn(ground, [doing(ground, node), ...(node.step.ends === undefined ? [] : [node.step.ends])]);
  if (answer.is === 'none') return [];
  return [answer.is === 'found' ? trapped(node, index, answer.path, names) : undecided(node, index, 'can always be done', names)];
}

/** Wherever a step opens the anchor of its date is known, or somebody is asked for it. */
function anchorFlaws({ ground, budget }: Asking, node: StepNode, index: number): readonly Flaw[] {
  const { step, subject } = node;
  const rule = 'due' in step ? step.due : step.pacing === 'LEGAL_HORIZON' ? step.horizon : '';
  const asksSomebody = typeof rule !== 'string' && 'unknown' in rule && rule.unknown !== undefined;
  const anchors = ground.anchors(node, ['due', 'horizon']);
  const ofHers = anchors.filter((anchor) => hangsOnHer(ground, node, anchor));
  if (anchors.length === 0 || (asksSomebody && ofHers.length === 0)) return [];
  const certain = certainly(ground, true)(node);
  return anchors.flatMap((anchor): readonly Flaw[] => {
    const isCertain = 'known' in anchor ? certain.known.has(ground.factAt(anchor.known, subject).key) : 'done' in anchor && certain.done.has(ground.stepAt(anchor.done, subject).key);
    if (isCertain) return [];
    const answer = spend(budget, (own) => {
      const machine = machineOf(ground, coneOf(ground, [node], [{ condition: anchor, asker: subject }]), { node, condition: anchor });
      return findRun(machine, movesOf(machine), own, (state) => machine.caught(state));
    });
    if (answer.is === 'none') return [];
    const name = nameOf(anchor);
    return [answer.is === 'found' ? anchorUnknown(node, index, name, answer.path, ofHers.includes(anchor)) : undecided(node, index, `has a date wherever it opens (${name})`, namesIn(ground, [opening(node)]))];
  });
}

const nameOf = (anchor: Condition): string => ('known' in anchor ? anchor.known : 'done' in anchor ? `the end of ${anchor.done}` : '');

/** The end of a step of hers, or a fact that only such a step sets: nobody is asked for it (R1). */
function hangsOnHer(ground: Ground, { subject }: StepNode, anchor: Condition): boolean {
  if ('done' in anchor) return ground.stepAt(anchor.done, subject).step.pacing === 'VICTIM_PACED';
  if (!('known' in anchor)) return false;
  const fact = ground.factAt(anchor.known, subject);
  return !isFree(fact) && ground.settersOf(fact).every(({ step }) => step.pacing === 'VICTIM_PACED');
}
