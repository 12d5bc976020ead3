/** What the proof has found, in words: what is wrong, the path that breaks it, and the way out. */
import type { Flaw } from '../check.ts';
import type { Asked } from './cone.ts';
import { doing, opening, type Ground, type StepNode } from './ground.ts';
import type { Growth } from './growth.ts';
import type { Path } from './search.ts';

const flaw = ({ step: { code } }: StepNode, index: number, key: string, message: string): Flaw => ({ path: ['steps', index, key], step: code, message });
const keyOf = ({ step }: StepNode, wanted: 'opens' | 'requires'): string => (step[wanted] !== undefined ? wanted : wanted === 'opens' && step.after !== undefined ? 'after' : 'code');

type Missing = ReturnType<Growth['missing']>[number];

/** What holds a step up, as far as the first of it: a step, or a fact that nobody can say. */
function blockers(ground: Ground, growth: Growth, node: StepNode): readonly Missing[] {
  return growth.opens.has(node.key) ? growth.missing(doing(ground, node), node.subject) : growth.missing(opening(node), node.subject);
}

/** The steps without which what is missing cannot come. */
function stepsBehind(ground: Ground, { leaf, subject }: Missing): readonly StepNode[] {
  if ('done' in leaf) return [ground.stepAt(leaf.done, subject)];
  if ('decided' in leaf) return [ground.stepAt(leaf.decided, subject)];
  return 'gate' in leaf ? [] : ground.settersOf(ground.factAt('fact' in leaf ? leaf.fact : leaf.known, subject));
}

const inWords = ({ leaf }: Missing): string => ('done' in leaf ? leaf.done : 'decided' in leaf ? `${leaf.decided} as ${leaf.as.join(' or ')}` : 'fact' in leaf ? `${leaf.fact} is ${leaf.is.join(' or ')}` : 'known' in leaf ? `${leaf.known} known` : leaf.gate);

/** The shortest circle through a step of what waits for what in vain. */
function circleOf(ground: Ground, growth: Growth, node: StepNode): readonly string[] | undefined {
  const ways: (readonly StepNode[])[] = [[node]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const last = way.at(-1) ?? node;
    for (const next of blockers(ground, growth, last).flatMap((missing) => stepsBehind(ground, missing))) {
      if (next.key === node.key) return [...way, next].map(({ step }) => step.code);
      if (growth.done.has(next.key) || seen.has(next.key)) continue;
      seen.add(next.key);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

/** Said of what is the cause itself; what only waits for it is not said again. */
function vain(ground: Ground, growth: Growth, node: StepNode, index: number, wanted: 'opens' | 'requires', never: string): readonly Flaw[] {
  const circle = circleOf(ground, growth, node);
  if (circle !== undefined) return [flaw(node, index, keyOf(node, wanted), `${node.step.code} comes after itself, so it could never ${wanted === 'opens' ? 'open' : 'be done'} (${circle.join(' -> ')}): break the circle`)];
  const missing = blockers(ground, growth, node);
  const others = missing.filter((each) => stepsBehind(ground, each).every(({ key }) => growth.done.has(key)));
  const [first] = others;
  if (first !== undefined) return [flaw(node, index, keyOf(node, wanted), `${never}: it needs ${inWords(first)}, and no run brings that about (${node.step.code} -> ${inWords(first)}): let somebody say it, or take it out`)];
  return [];
}

export function neverOpens(ground: Ground, growth: Growth, node: StepNode, index: number): readonly Flaw[] {
  if (growth.opens.has(node.key)) return [];
  const calls = ground.callsOf(node);
  if (calls === undefined) return vain(ground, growth, node, index, 'opens', 'never opens');
  const asking = calls.flatMap((call) => ('any' in call ? [] : [call.horizon, ...call.testimony])).filter(({ key }) => !growth.opens.has(key)).map(({ step }) => step.code);
  return [flaw(node, index, 'code', `never opens: it is asked for by what never opens itself (${node.step.code} -> ${asking.join(', ')}): put that right first`)];
}

export function neverDone(ground: Ground, growth: Growth, node: StepNode, index: number): readonly Flaw[] {
  const isSignal = node.step.pacing === 'VICTIM_PACED' && node.step.form === 'signal';
  if (isSignal || !growth.opens.has(node.key) || growth.done.has(node.key)) return [];
  return vain(ground, growth, node, index, 'requires', 'can never be done');
}

export function neverHolds(ground: Ground, growth: Growth, gate: string, { condition, asker }: Asked, index: number): readonly Flaw[] {
  const missing = growth.missing(condition, asker).filter((each) => stepsBehind(ground, each).every(({ key }) => growth.done.has(key)));
  const [first] = missing;
  return first === undefined ? [] : [{ path: ['gates', index, 'when'], message: `the gate ${gate} holds in no run: it needs ${inWords(first)}, and nothing brings that about (${gate} -> ${inWords(first)}); let somebody say it, or take it out` }];
}

export const excluding = (node: StepNode, index: number, what: 'opens' | 'is done', names: readonly string[]): Flaw =>
  what === 'opens' && names.length === 0 ? flaw(node, index, 'code', `opens in no run: it is asked for while a horizon and a statement that it names are open together, and they never are (${node.step.code} is asked for -> nothing): let the statement open earlier, or name another under testimony`) : flaw(node, index, keyOf(node, what === 'opens' ? 'opens' : 'requires'), `${what} in no run: what it asks for excludes each other (${node.step.code} -> ${names.join(', ')}): take one of them out, or ask for them in another way`);

export const undecided = (node: StepNode, index: number, what: string, names: readonly string[]): Flaw =>
  flaw(node, index, 'code', `rests on more than can be looked through: the check cannot decide whether it ${what}, and refuses what it cannot decide. Make these conditions simpler: ${names.join(', ') || 'those of the steps before it'}`);

const shown = (path: Path): string => ['launch', ...path].join(' -> ');

export function trapped(node: StepNode, index: number, path: Path, names: readonly string[]): Flaw {
  const isHers = node.step.pacing === 'VICTIM_PACED';
  const what = isHers ? 'may stand open with no way for her to give it' : 'may stand open with no way on in which she says nothing (rules R1 to R3, no dead end)';
  return flaw(node, index, keyOf(node, 'requires'), `${what}: ${shown(path)} -> ${node.step.code} waits for ${names.join(', ')}. Say with ends when nothing is left to do, ask for less, or let somebody record what is missing`);
}

const dateKey = ({ step }: StepNode): string => ('due' in step ? 'due' : 'horizon');

/** `isHers`: only she brings it about, and nobody may be asked for it. */
export const anchorUnknown = (node: StepNode, index: number, name: string, path: Path, isHers: boolean): Flaw =>
  flaw(node, index, dateKey(node), `may open before ${name} is known, and would have no date (I4): ${shown(path)}. ${isHers ? 'Only she brings that about, and nobody asks her for it (rule R1): open it only then, or count from something of the team\'s' : 'Say with unknown within what somebody says it, or open it only then'}`);
