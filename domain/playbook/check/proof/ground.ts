/** What the proof looks at: the steps, facts and gates of a playbook for two representatives of each kind of subject, and what each depends on. */
import { Fault } from '../../../decision.ts';
import { perOf, type Condition, type Leaf } from '../../condition/condition.ts';
import type { Anchor } from '../../clock/schema.ts';
import { keyOf, type Per, type Subject } from '../../names.ts';
import type { Playbook, PlaybookStep } from '../../schema.ts';
import { anchorsOf } from '../dates.ts';

export type Fact = NonNullable<Playbook['facts']>[number];
/** A step, or a fact, of one subject or of the whole case. */
export interface StepNode { readonly kind: 'step'; readonly key: string; readonly step: PlaybookStep; readonly subject: Subject | undefined }
export interface FactNode { readonly kind: 'fact'; readonly key: string; readonly fact: Fact; readonly subject: Subject | undefined }

const charge = (label: string, of: string): Subject => ({ kind: 'charge', label, of });
/** Two of each kind; the second charge is of the same suspect or of the other (C2 or C3, never both). */
export const subjects: readonly Subject[] = [
  { kind: 'victim', label: 'V1' }, { kind: 'victim', label: 'V2' }, { kind: 'suspect', label: 'P1' }, { kind: 'suspect', label: 'P2' },
  charge('C1', 'P1'), charge('C2', 'P1'), charge('C3', 'P2'), { kind: 'hand-off', label: 'H1' }, { kind: 'hand-off', label: 'H2' },
];
export const excludes: Readonly<Record<string, string>> = { C2: 'C3', C3: 'C2' };

/** How a step is asked for instead of opening by itself: at any time, or by a horizon, which asks while a statement is outstanding, or once where it names none. */
export type Call = { readonly any: true } | { readonly horizon: StepNode; readonly testimony: readonly StepNode[] };

export interface Ground {
  readonly playbook: Playbook;
  readonly steps: readonly StepNode[];
  readonly facts: readonly FactNode[];
  stepAt(code: string, subject: Subject | undefined): StepNode;
  factAt(name: string, subject: Subject | undefined): FactNode;
  /** The steps that a field of them makes say the fact. */
  settersOf(fact: FactNode): readonly StepNode[];
  /** Whoever a leaf is asked of: one without `for`, where the whole case is `undefined`; with `for` those of the kind. */
  asked(leaf: Leaf, asker: Subject | undefined): readonly (Subject | undefined)[];
  gate(name: string): Condition;
  /** Undefined: the step opens by itself. */
  callsOf(node: StepNode): readonly Call[] | undefined;
  /** Where a fact of a field of this step is. */
  sets(node: StepNode): readonly { readonly field: Field; readonly fact: FactNode }[];
  /** What must be known before the step can be done, and before it has a date. */
  anchors(node: StepNode, keys: readonly string[]): readonly Condition[];
}
type Field = NonNullable<PlaybookStep['fields']>[number];

const of = (per: Per | undefined): readonly (Subject | undefined)[] => (per === undefined || per === 'case' ? [undefined] : subjects.filter(({ kind }) => kind === per));

/** Of whom something is that stands `per`, seen from a subject: the same, the suspect of a charge, or the whole case. */
export function seenFrom(per: Per | undefined, asker: Subject | undefined): Subject | undefined {
  if (per === undefined || per === 'case' || asker === undefined) return undefined;
  return asker.kind === per ? asker : subjects.find(({ label }) => label === asker.of);
}

const conditionOf = (anchor: Anchor): Condition => ('fact' in anchor ? { known: anchor.fact } : anchor);

/** Of a playbook in which every name leads somewhere. */
export function groundOf(playbook: Playbook): Ground {
  const { steps, facts = [], gates = [] } = playbook;
  const stepNodes = new Map(steps.flatMap((step) => of(step.per).map((subject): [string, StepNode] => [keyOf(step.code, subject), { kind: 'step', key: keyOf(step.code, subject), step, subject }])));
  const factNodes = new Map(facts.flatMap((fact) => of(fact.of).map((subject): [string, FactNode] => [keyOf(fact.fact, subject), { kind: 'fact', key: keyOf(fact.fact, subject), fact, subject }])));
  const found = <T>(nodes: ReadonlyMap<string, T>, name: string, subject: Subject | undefined): T => {
    const node = nodes.get(keyOf(name, subject));
    if (node === undefined) throw new Fault(`the proof was asked for ${name}, which the playbook has not`);
    return node;
  };
  const factOf = new Map(facts.map((fact) => [fact.fact, fact]));
  const sets: Ground['sets'] = ({ step, subject }) =>
    (step.fields ?? []).flatMap((field) => ('sets' in field && field.sets !== undefined ? [{ field, fact: found(factNodes, field.sets, seenFrom(factOf.get(field.sets)?.of, subject)) }] : []));
  const setters = new Map<string, StepNode[]>();
  for (const node of stepNodes.values()) for (const { fact } of sets(node)) setters.set(fact.key, [...(setters.get(fact.key) ?? []), node]);
  const calls = callsIn(playbook, [...stepNodes.values()]);
  return {
    playbook, steps: [...stepNodes.values()], facts: [...factNodes.values()], sets,
    stepAt: (code, subject) => found(stepNodes, code, seenFrom(stepPer(playbook, code), subject)),
    factAt: (name, subject) => found(factNodes, name, seenFrom(factOf.get(name)?.of, subject)),
    settersOf: ({ key }) => setters.get(key) ?? [],
    asked: (leaf, asker) => { const per = perOf(leaf, playbook); return leaf.for === undefined || per === 'case' ? [seenFrom(per, asker)] : of(per); },
    gate: (name) => gates.find(({ gate }) => gate === name)?.when ?? { all: [] },
    callsOf: ({ key }) => calls.get(key),
    anchors: ({ step }, keys) => anchorsOf(playbook, step).flatMap(({ key, anchor }) => (keys.includes(key) ? [conditionOf(anchor)] : [])),
  };
}

const stepPer = ({ steps }: Playbook, code: string): Per | undefined => steps.find((step) => step.code === code)?.per;

/** Every step that something asks for, with what does. */
function callsIn({ steps, information, operation, closing }: Playbook, nodes: readonly StepNode[]): ReadonlyMap<string, readonly Call[]> {
  const calls = new Map<string, Call[]>();
  const add = (key: string, call: Call): void => void calls.set(key, [...(calls.get(key) ?? []), call]);
  for (const code of [information?.decision, operation?.step, closing?.review]) if (code !== undefined) add(code, { any: true });
  for (const horizon of nodes) {
    const { step, subject } = horizon;
    if (step.pacing !== 'LEGAL_HORIZON') continue;
    const testimony = nodes.filter(({ step: { code } }) => step.testimony.includes(code));
    add(keyOf(step.decision, seenFrom(steps.find(({ code }) => code === step.decision)?.per, subject)), { horizon, testimony });
  }
  return calls;
}

/** What must hold before a step opens, of its own words. */
export const opening = ({ step: { after = [], opens } }: StepNode): Condition => ({ all: [...after.map((done): Condition => ({ done })), ...(opens === undefined ? [] : [opens])] });
/** What must hold before it is done. */
export const doing = (ground: Ground, node: StepNode): Condition => ({ all: [...(node.step.requires === undefined ? [] : [node.step.requires]), ...ground.anchors(node, ['notBefore'])] });

/** A step that somebody of the team does, and has a date for. */
export const isWork = ({ step }: StepNode): boolean => ['STATUTORY', 'GUIDANCE', 'AGREED', 'EXTERNAL_WAIT'].includes(step.pacing);
export const isHers = ({ step }: StepNode): boolean => step.pacing === 'VICTIM_PACED' && step.form !== 'signal';
export const passes = ({ step }: StepNode): boolean => step.pacing === 'PROTECTED_PERIOD' || step.pacing === 'LEGAL_HORIZON';
export const mayBeSetAside = (node: StepNode): boolean => (isWork(node) || node.step.pacing === 'LEGAL_HORIZON') && node.step.support !== true;
export const comesAgain = ({ step }: StepNode): boolean => ('repeats' in step && step.repeats === true) || ('schedule' in step && step.schedule !== undefined) || ('anew' in step && step.anew !== undefined);
/** What asks for a step anew, once it is over. */
export const occasionsOf = (ground: Ground, { step, subject }: StepNode): readonly (StepNode | FactNode)[] =>
  ('anew' in step ? (step.anew ?? []) : []).map((each) => (typeof each === 'string' ? ground.factAt(each, subject) : ground.stepAt(each.done, subject)));
/** Whoever says it without a form: at any time, any value. */
export const isFree = ({ fact }: FactNode): boolean => fact.recordedBy !== undefined || fact.from !== undefined;
