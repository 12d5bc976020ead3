/**
 * A case as a row of letters, one for each thing that can be so or otherwise: who is there, how each step stands, what was decided, what is known.
 * Only what a playbook can tell; at most two subjects of a kind (docs/decisions, the language of playbooks, "Meaning").
 */
import type { Playbook, PlaybookStep } from '#domain/playbook/schema.ts';
import type { Per, SubjectKind } from '#domain/playbook/names.ts';
import { anchorsIn, type Anchor, type Start } from '#domain/playbook/clock/schema.ts';

/** One letter a place. A string, so that two states that are the same are equal. */
export type State = string;
/** How a step stands: not yet, open, open again after it was done, over (done, passed, set aside, ended). */
export type Standing = 'n' | 'o' | 'O' | 'x';

export interface Slot {
  readonly kind: SubjectKind;
  readonly label: string;
}
/** A step for one subject, or for the whole case. */
export interface Instance {
  readonly step: PlaybookStep;
  readonly of?: Slot;
  readonly at: number;
  readonly decidedAt: number;
}
/** A fact of one subject, or of the whole case. The letter is the index of its value, from a; a dash while it is not known. */
export interface Known {
  readonly fact: NonNullable<Playbook['facts']>[number];
  readonly of?: Slot;
  readonly at: number;
}

export interface Places {
  readonly playbook: Playbook;
  readonly slots: readonly Slot[];
  readonly instances: readonly Instance[];
  readonly facts: readonly Known[];
  /** The same by code and by name. */
  readonly byCode: ReadonlyMap<string, readonly Instance[]>;
  readonly byName: ReadonlyMap<string, readonly Known[]>;
  readonly start: State;
}

const letters = { victim: 'V', suspect: 'P', charge: 'C', 'hand-off': 'H' } as const;
const dash = '-';

export function placesOf(playbook: Playbook): Places {
  const { steps, facts = [], gates = [] } = playbook;
  const used = new Set<Per>([...steps.map(({ per }) => per), ...facts.map(({ of }) => of), ...gates.map(({ per }) => per)].map((per) => per ?? 'case'));
  if (used.has('charge')) used.add('suspect');
  const slots = (['victim', 'suspect', 'charge', 'hand-off'] as const).filter((kind) => used.has(kind)).flatMap((kind) => [1, 2].map((n): Slot => ({ kind, label: `${letters[kind]}${n}` })));
  const standFor = (per: Per | undefined): readonly (Slot | undefined)[] => (per === undefined || per === 'case' ? [undefined] : slots.filter(({ kind }) => kind === per));
  let at = slots.length;
  const instances = steps.flatMap((step) => standFor(step.per).map((of): Instance => ({ step, ...(of && { of }), at: at++, decidedAt: at++ })));
  const known = facts.flatMap((fact) => standFor(fact.of).map((of): Known => ({ fact, ...(of && { of }), at: at++ })));
  const start = [...slots.map(() => dash), ...instances.flatMap(() => ['n', dash]), ...known.map(() => dash)].join('');
  return { playbook, slots, instances, facts: known, byCode: Map.groupBy(instances, ({ step }) => step.code), byName: Map.groupBy(known, ({ fact }) => fact.fact), start };
}

export const put = (state: State, at: number, letter: string): State => state.slice(0, at) + letter + state.slice(at + 1);
export const standingOf = (state: State, { at }: Instance): Standing => {
  const letter = state.charAt(at);
  return letter === 'o' || letter === 'O' || letter === 'x' ? letter : 'n';
};
export const isOpen = (state: State, one: Instance): boolean => standingOf(state, one) === 'o' || standingOf(state, one) === 'O';
/** Done at least once, or ended otherwise. */
export const isDone = (state: State, one: Instance): boolean => standingOf(state, one) === 'x' || standingOf(state, one) === 'O';

const letterOf = (index: number): string => (index < 0 ? dash : String.fromCharCode(97 + index));
const indexOf = (letter: string): number => (letter === dash ? -1 : letter.charCodeAt(0) - 97);

export function valuesOf({ is }: Known['fact']): readonly string[] {
  if (typeof is !== 'string') return is;
  return { day: ['KNOWN'], instant: ['KNOWN'], 'yes-no': ['YES', 'NO'], 'yes-no-unsure': ['YES', 'NO', 'UNSURE'] }[is];
}
export const valueOf = (state: State, { fact, at }: Known): string | undefined => valuesOf(fact)[indexOf(state.charAt(at))];
export const withValue = (state: State, { fact, at }: Known, value: string): State => put(state, at, letterOf(valuesOf(fact).indexOf(value)));
export const decidedOf = (state: State, { step, decidedAt }: Instance): string | undefined => step.decides?.options[indexOf(state.charAt(decidedAt))]?.option;
export const withDecision = (state: State, one: Instance, option: string): State =>
  put(state, one.decidedAt, letterOf(one.step.decides?.options.findIndex((each) => each.option === option) ?? -1));

/** Whether the subject is there; of a charge the letter is the number of its suspect. */
export const isThere = (state: State, { slots }: Places, of: Slot | undefined): boolean => of === undefined || state.charAt(slots.indexOf(of)) !== dash;
const suspectOf = (state: State, { slots }: Places, charge: Slot): string => `P${state.charAt(slots.indexOf(charge))}`;

/** Who joins next: the first of a kind before the second. A charge joins of each suspect who is there. */
export function joined(state: State, places: Places): readonly State[] {
  const { slots } = places;
  return slots.flatMap((slot, at) => {
    const before = slot.label.endsWith('2') ? slots[at - 1] : undefined;
    if (isThere(state, places, slot) || !isThere(state, places, before)) return [];
    if (slot.kind !== 'charge') return [put(state, at, '1')];
    return slots.filter((other) => other.kind === 'suspect' && isThere(state, places, other)).map(({ label }) => put(state, at, label.slice(1)));
  });
}

/** Where something that stands `per` subject is looked up when a subject asks: for itself, for the suspect of a charge, for the whole case; of all of the kind where `for` says so. */
export function lookedUp<T extends { readonly of?: Slot }>(all: readonly T[], per: Per | undefined, asker: Slot | undefined, state: State, places: Places, among?: 'each' | 'any'): readonly T[] {
  if (per === undefined || per === 'case') return all;
  if (among !== undefined) return all.filter(({ of }) => isThere(state, places, of));
  if (asker?.kind === per) return all.filter(({ of }) => of === asker);
  return asker?.kind === 'charge' && per === 'suspect' ? all.filter(({ of }) => of?.label === suspectOf(state, places, asker)) : [];
}

export const instancesOf = (code: string, { byCode }: Places): readonly Instance[] => byCode.get(code) ?? [];
export const factsOf = (name: string, { byName }: Places): readonly Known[] => byName.get(name) ?? [];

/** Whether that from which a date is counted is known. */
export const isAnchored = (start: Start | undefined, asker: Slot | undefined, state: State, places: Places): boolean =>
  start === undefined || anchorsIn(start).every((anchor) => isKnown(anchor, asker, state, places));

function isKnown(anchor: Anchor, asker: Slot | undefined, state: State, places: Places): boolean {
  if ('fact' in anchor) {
    const known = factsOf(anchor.fact, places);
    return lookedUp(known, known[0]?.fact.of, asker, state, places).some((one) => valueOf(state, one) !== undefined);
  }
  const steps = instancesOf(anchor.done, places);
  return lookedUp(steps, steps[0]?.step.per, asker, state, places).some((one) => isDone(state, one));
}
