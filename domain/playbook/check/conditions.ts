/** What the conditions of a playbook name: it is there, it can have the value that is asked for, and it is clear of whom it is asked. */
import { needsAmong, perOf, type Condition, type Leaf } from '../condition/condition.ts';
import type { Per } from '../names.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import type { Flaw } from './check.ts';

type Path = readonly (string | number)[];
/** A condition, where it stands, in which step (if in one), and of whom it is asked. */
export interface Placed {
  readonly path: Path;
  readonly step?: string;
  readonly asker: Per;
  readonly condition: Condition;
  /** For messages, where it is no step's. */
  readonly whose: string;
}

const keys = ['opens', 'ends', 'requires'] as const;

/** Every condition of the playbook. */
export function conditionsOf({ steps, gates = [] }: Playbook): readonly Placed[] {
  return [
    ...gates.map(({ gate, per = 'case', when }, index): Placed => ({ path: ['gates', index, 'when'], asker: per, condition: when, whose: `the gate ${gate}${askedBy(steps, gate)}: ` })),
    ...steps.flatMap((step, index) =>
      keys.flatMap((key): readonly Placed[] => {
        const condition = step[key];
        return condition === undefined ? [] : [{ path: ['steps', index, key], step: step.code, asker: step.per ?? 'case', condition, whose: '' }];
      }),
    ),
  ];
}

/** Conditions on which nothing opens, ends or waits: what a form asks when, when a value is recorded, and what became of a suspect. */
const askedBeside = ({ steps, facts = [], suspects }: Playbook): readonly Placed[] => [
  ...facts.flatMap(({ fact, of = 'case', only }, index): readonly Placed[] => (only === undefined ? [] : [{ path: ['facts', index, 'only', 'when'], asker: of, condition: only.when, whose: `the fact ${fact}: ` }])),
  ...steps.flatMap(({ code, per = 'case', fields = [] }, index) => fields.flatMap(({ requiredWhen }, place): readonly Placed[] =>
    (requiredWhen === undefined ? [] : [{ path: ['steps', index, 'fields', place, 'requiredWhen'], step: code, asker: per, condition: requiredWhen, whose: '' }]))),
  ...(suspects?.outcomes ?? []).map(({ outcome, when }, index): Placed => ({ path: ['suspects', 'outcomes', index, 'when'], asker: 'suspect', condition: when, whose: `the outcome ${outcome}: ` })),
];

/** Whose conditions ask for a gate. */
function askedBy(steps: Playbook['steps'], gate: string): string {
  const codes = steps.filter((step) => keys.some((key) => { const condition = step[key]; return condition !== undefined && placedLeaves([], condition).some(({ leaf }) => 'gate' in leaf && leaf.gate === gate); })).map(({ code }) => code);
  return codes.length === 0 ? '' : `, which ${codes.join(', ')} ask${codes.length === 1 ? 's' : ''} for`;
}

/** The leaves of a condition with their places; gates are not looked into. */
export function placedLeaves(path: Path, condition: Condition): readonly { readonly path: Path; readonly leaf: Leaf }[] {
  if ('all' in condition) return condition.all.flatMap((each, index) => placedLeaves([...path, 'all', index], each));
  if ('any' in condition) return condition.any.flatMap((each, index) => placedLeaves([...path, 'any', index], each));
  return 'not' in condition ? placedLeaves([...path, 'not'], condition.not) : [{ path, leaf: condition }];
}

export function conditionFlaws(playbook: Playbook): readonly Flaw[] {
  const named = [...conditionsOf(playbook), ...askedBeside(playbook)].flatMap(({ path: at, step, asker, condition, whose }) =>
    placedLeaves(at, condition).flatMap(({ path, leaf }) => leafFlaws(playbook, leaf, asker).map((message): Flaw => ({ path, ...(step !== undefined && { step }), message: `${whose}${message}` }))),
  );
  return [...named, ...gateCircles(playbook)];
}

function leafFlaws(playbook: Playbook, leaf: Leaf, asker: Per): readonly string[] {
  const per = perOf(leaf, playbook);
  if (per === undefined) return [`a condition names ${nameOf(leaf)}, and there is no such ${kindOf(leaf)}: add it or correct the name`];
  const own = 'done' in leaf ? doneFlaws(playbook, leaf.done) : 'decided' in leaf ? decidedFlaws(playbook, leaf) : 'fact' in leaf ? factFlaws(playbook, leaf) : [];
  return [...own, ...(leaf.for === undefined ? amongFlaws(nameOf(leaf), asker, per, 'say for: each (there is one, and it holds of all) or for: any') : [])];
}

/** What is named without `for` is the asker's own, the suspect's of a charge, or the whole case's. */
export const amongFlaws = (name: string, asker: Per, per: Per, wayOut: string): readonly string[] =>
  needsAmong(asker, per) ? [`${name} stands once for each ${per}, and ${asker === 'case' ? 'the whole case' : `a ${asker}`} has many of them: ${wayOut}`] : [];

const nameOf = (leaf: Leaf): string => ('done' in leaf ? leaf.done : 'decided' in leaf ? leaf.decided : 'fact' in leaf ? leaf.fact : 'known' in leaf ? leaf.known : leaf.gate);
const kindOf = (leaf: Leaf): string => ('done' in leaf || 'decided' in leaf ? 'step' : 'gate' in leaf ? 'gate' : 'fact');

const isSignal = (step: PlaybookStep | undefined): boolean => step?.pacing === 'VICTIM_PACED' && step.form === 'signal';

/** Nobody waits for what comes with each event: it may never come, and is there again once it was done. Undefined where a step is another. */
export const comesUpon = (step: PlaybookStep | undefined): string | undefined =>
  step !== undefined && 'on' in step && step.on !== undefined ? `${step.code}, which comes anew with each event that it is on: ask whether one of those is known` : undefined;

function doneFlaws({ steps }: Playbook, code: string): readonly string[] {
  const upon = comesUpon(steps.find((step) => step.code === code));
  if (upon !== undefined) return [`a condition asks for ${upon}`];
  return isSignal(steps.find((step) => step.code === code)) ? [`a condition asks whether ${code} is done, a signal that stays open for good: name what shall be done, or use waitsOn if the time shall wait for her`] : [];
}

function decidedFlaws({ steps }: Playbook, { decided, as }: { readonly decided: string; readonly as: readonly string[] }): readonly string[] {
  const options = steps.find(({ code }) => code === decided)?.decides?.options.map(({ option }) => option);
  const upon = comesUpon(steps.find(({ code }) => code === decided));
  if (upon !== undefined) return [`a condition asks for ${upon}`];
  if (options === undefined) return [`a condition asks what ${decided} has decided, and it decides nothing: give it decides, or ask whether it is done`];
  return as.filter((each) => !options.includes(each)).map((each) => `a condition asks for the option ${each} of ${decided}, which has only ${options.join(', ')}: add it or correct the name`);
}

/** The values of a fact in codes; none where it is a day or an instant. */
export function valuesOf(is: NonNullable<Playbook['facts']>[number]['is']): readonly string[] {
  if (is === 'yes-no') return ['YES', 'NO'];
  if (is === 'yes-no-unsure') return ['YES', 'NO', 'UNSURE'];
  return typeof is === 'string' ? [] : is;
}

function factFlaws({ facts = [] }: Playbook, { fact: name, is }: { readonly fact: string; readonly is: readonly string[] }): readonly string[] {
  const fact = facts.find((each) => each.fact === name);
  if (fact === undefined) return [];
  const values = valuesOf(fact.is);
  if (values.length === 0) return [`a condition asks for a value of ${name}, which is ${fact.is === 'instant' ? 'an instant' : 'a day'}: ask whether it is known`];
  const unsure = fact.from === 'CHILD_RULES' && is.includes('UNSURE') && !is.includes('YES') ? [`a condition takes not sure whether ${name} for no, and whoever may be a child is one until it is decided (rule R6): ask for UNSURE together with YES`] : [];
  return [...unsure, ...is.filter((each) => !values.includes(each)).map((each) => `a condition asks whether ${name} is ${each}, and it can only be ${values.join(', ')}: add the value or correct it`)];
}

/** A gate that asks for itself has no meaning. */
function gateCircles({ gates = [] }: Playbook): readonly Flaw[] {
  const within = (name: string): readonly string[] => {
    const gate = gates.find((each) => each.gate === name);
    return gate === undefined ? [] : placedLeaves([], gate.when).flatMap(({ leaf }) => ('gate' in leaf ? [leaf.gate] : []));
  };
  return gates.flatMap(({ gate }, index): readonly Flaw[] => {
    const way = wayBack(gate, within);
    return way === undefined ? [] : [{ path: ['gates', index], message: `the gate ${gate} asks for itself (${way.join(' -> ')}), which means nothing: take one of them out` }];
  });
}

/** A way from a name back to itself, with both ends. */
export function wayBack(from: string, next: (name: string) => readonly string[]): readonly string[] | undefined {
  const seen = new Set<string>();
  const ways: (readonly string[])[] = [[from]];
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const name of next(way.at(-1) ?? from)) {
      if (name === from) return [...way, name];
      if (!seen.has(name)) ways.push([...way, name]);
      seen.add(name);
    }
  }
  return undefined;
}

/** What a gate may come to, with the gates that it names unfolded: more can be neither read nor looked through. Ours. */
const unfoldedMost = 1000;
/** What is asked of each or any of a kind is looked up for three at the most. */
const amongMost = 3;

/** Gates within gates double quickly: a gate that comes to too much is refused before anything is unfolded. */
export function unfoldedFlaws({ gates = [] }: Playbook): readonly Flaw[] {
  const sizes = new Map<string, number>();
  const sizeOf = (name: string): number => {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    // A gate that asks for itself is said elsewhere.
    sizes.set(name, 1);
    const when = gates.find(({ gate }) => gate === name)?.when ?? { all: [] };
    const size = placedLeaves([], when).reduce((sum, { leaf }) => sum + (leaf.for === undefined ? 1 : amongMost) * ('gate' in leaf ? sizeOf(leaf.gate) : 1), 0);
    sizes.set(name, size);
    return size;
  };
  return gates.flatMap(({ gate }, index): readonly Flaw[] => (sizeOf(gate) > unfoldedMost ? [{ path: ['gates', index], message: `the gate ${gate} comes to ${sizeOf(gate)} conditions once the gates in it are unfolded, and the check looks through ${unfoldedMost} at most: make a fact of what somebody decides on the way, or ask for less` }] : []));
}
