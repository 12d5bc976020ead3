/**
 * What a condition of a playbook means. It is asked for one subject of a case (a victim, a suspect, a charge, a hand-off) or for the whole case, over what is done,
 * decided and known there. It looks at nothing else: no clock, no text, nobody's name.
 */
import { Fault } from '../../decision.ts';
import type { Per, Subject } from '../names.ts';

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** Finished, or done at least once where it comes again. */
  | ({ readonly done: string } & Among)
  /** The last answer of a step that decides. */
  | ({ readonly decided: string; readonly as: readonly string[] } & Among)
  /** A fact with one of these values. */
  | ({ readonly fact: string; readonly is: readonly string[] } & Among)
  /** A fact that has any value: a day, an amount. */
  | ({ readonly known: string } & Among)
  /** A gate of this playbook. */
  | ({ readonly gate: string } & Among);

interface Among {
  /** Asked of another kind of subject: of each of them (and there is one), or of any. Without it the subject is the same, or the suspect of the charge, or the whole case. */
  readonly for?: 'each' | 'any' | undefined;
}
export type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

/** The parts of a playbook that conditions name, and for whom each stands. */
export interface Vocabulary {
  readonly steps: readonly { readonly code: string; readonly per?: Per | undefined }[];
  readonly facts?: readonly { readonly fact: string; readonly of?: Per | undefined }[] | undefined;
  readonly gates?: readonly { readonly gate: string; readonly per?: Per | undefined; readonly when: Condition }[] | undefined;
}

/** What stands in a case now. */
export interface Standing {
  readonly subjects: readonly Subject[];
  isDone(code: string, subject?: Subject): boolean;
  decided(code: string, subject?: Subject): string | undefined;
  /** The value of a fact; undefined while it is not known. */
  fact(name: string, subject?: Subject): string | undefined;
}

/** Whether a condition holds. Undefined stands for none: it holds. Throws Fault where it names what the playbook has not: the check has refused such a playbook. */
export function holds(condition: Condition | undefined, words: Vocabulary, standing: Standing, subject?: Subject): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((each) => holds(each, words, standing, subject));
  if ('any' in condition) return condition.any.some((each) => holds(each, words, standing, subject));
  if ('not' in condition) return !holds(condition.not, words, standing, subject);
  const asked = subjectsAsked(condition, perOf(condition, words), standing, subject);
  const test = (one: Subject | undefined): boolean => leafHolds(condition, words, standing, one);
  return condition.for === 'any' ? asked.some(test) : asked.length > 0 && asked.every(test);
}

function leafHolds(leaf: Leaf, words: Vocabulary, standing: Standing, subject: Subject | undefined): boolean {
  if ('done' in leaf) return standing.isDone(leaf.done, subject);
  if ('decided' in leaf) return leaf.as.includes(standing.decided(leaf.decided, subject) ?? '');
  if ('fact' in leaf) return leaf.is.includes(standing.fact(leaf.fact, subject) ?? '');
  if ('known' in leaf) return standing.fact(leaf.known, subject) !== undefined;
  const gate = words.gates?.find(({ gate: name }) => name === leaf.gate);
  if (gate === undefined) throw new Fault(`the playbook has no gate ${leaf.gate}`);
  return holds(gate.when, words, standing, subject);
}

interface Index {
  readonly steps: ReadonlyMap<string, Per>;
  readonly facts: ReadonlyMap<string, Per>;
  readonly gates: ReadonlyMap<string, Per>;
}
const indexed = new WeakMap<Vocabulary, Index>();

/** For whom each part of a playbook stands, put in order once: conditions are asked thousands of times. */
function indexOf(words: Vocabulary): Index {
  const known = indexed.get(words);
  if (known !== undefined) return known;
  const index: Index = {
    steps: new Map(words.steps.map(({ code, per = 'case' }) => [code, per])),
    facts: new Map(words.facts?.map(({ fact, of = 'case' }) => [fact, of])),
    gates: new Map(words.gates?.map(({ gate, per = 'case' }) => [gate, per])),
  };
  indexed.set(words, index);
  return index;
}

/** For whom the thing stands that a leaf names; undefined where the playbook has no such thing. */
export function perOf(leaf: Leaf, words: Vocabulary): Per | undefined {
  const { steps, facts, gates } = indexOf(words);
  if ('done' in leaf) return steps.get(leaf.done);
  if ('decided' in leaf) return steps.get(leaf.decided);
  if ('fact' in leaf) return facts.get(leaf.fact);
  if ('known' in leaf) return facts.get(leaf.known);
  return gates.get(leaf.gate);
}

/** Whether a leaf asked by one kind of subject needs `for`: the other kind is neither the same, nor the whole case, nor the suspect of a charge. */
export const needsAmong = (asker: Per, per: Per): boolean => per !== 'case' && per !== asker && !(asker === 'charge' && per === 'suspect');

function subjectsAsked(leaf: Leaf, per: Per | undefined, { subjects }: Standing, asker: Subject | undefined): readonly (Subject | undefined)[] {
  if (per === undefined) throw new Fault(`a condition names what the playbook has not: ${JSON.stringify(leaf)}`);
  if (per === 'case') return [undefined];
  if (leaf.for !== undefined) return subjects.filter(({ kind }) => kind === per);
  if (asker?.kind === per) return [asker];
  return subjects.filter(({ kind, label }) => kind === per && asker?.kind === 'charge' && label === asker.of);
}

/** Everything a condition names, near and through gates. */
export function leavesOf(condition: Condition | undefined, gates: Vocabulary['gates'] = [], within: readonly string[] = []): readonly Leaf[] {
  if (condition === undefined) return [];
  if ('all' in condition) return condition.all.flatMap((each) => leavesOf(each, gates, within));
  if ('any' in condition) return condition.any.flatMap((each) => leavesOf(each, gates, within));
  if ('not' in condition) return leavesOf(condition.not, gates, within);
  const gate = 'gate' in condition && !within.includes(condition.gate) ? gates.find(({ gate: name }) => name === condition.gate) : undefined;
  return gate === undefined ? [condition] : [condition, ...leavesOf(gate.when, gates, [...within, gate.gate])];
}

/** The parts of a condition that do not hold as they should, each by what it names. */
export function unmet(condition: Condition | undefined, words: Vocabulary, standing: Standing, subject: Subject | undefined): readonly string[] {
  if (condition === undefined || holds(condition, words, standing, subject)) return [];
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined;
  if (parts !== undefined) return [...new Set(parts.flatMap((part) => unmet(part, words, standing, subject)))];
  return [...new Set(leavesOf(condition).map(nameOf))];
}

const nameOf = (leaf: Leaf): string => ('done' in leaf ? leaf.done : 'decided' in leaf ? leaf.decided : 'fact' in leaf ? leaf.fact : 'known' in leaf ? leaf.known : leaf.gate);
