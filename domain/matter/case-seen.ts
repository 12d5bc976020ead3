/** What a matter's rules see of the case it belongs to, read under a lock at the instant of the decision and kept with it. Codes, ids and days only. */
import type { Civil, Instant } from '../facts.ts';
import { isOpen, type OpenCase } from '../case/state.ts';

/** Parts of a case that not every matter needs. */
export const caseParts = ['victims', 'subjects', 'facts', 'decided', 'due'] as const;
export type CasePart = (typeof caseParts)[number];

export interface CaseSeen {
  readonly id: string;
  readonly phase: string;
  readonly lead: string;
  readonly playbook: { readonly id: string; readonly version: number; readonly hash: string };
  /** The team, with the civil time of each agency. */
  readonly team: Readonly<Record<string, Civil>>;
  /** By the id of her file: her name in this case. */
  readonly victims?: Readonly<Record<string, string>>;
  /** Suspects and charges by their names here; a charge is `of` its suspect, a suspect may be one of the victims too. */
  readonly subjects?: Readonly<Record<string, { readonly kind: string; readonly of?: string; readonly isVictim?: true }>>;
  /** What is known: `FACT`, or `FACT:D1` of a subject. */
  readonly facts?: Readonly<Record<string, string>>;
  /** How steps that decide were decided, the last time: `S6.3:D1`. */
  readonly decided?: Readonly<Record<string, string>>;
  /** When open steps are due. */
  readonly due?: Readonly<Record<string, Instant>>;
}

const readers: { readonly [part in CasePart]: (state: OpenCase) => NonNullable<CaseSeen[part]> } = {
  victims: ({ victims = {} }) => victims,
  subjects: ({ subjects = {} }) => Object.fromEntries(Object.entries(subjects).map(([label, { kind, of, isVictim }]) => [label, { kind, ...(of !== undefined && { of }), ...(isVictim && { isVictim }) }])),
  facts: ({ facts = {} }) => facts,
  decided: ({ steps }) => Object.fromEntries(Object.values(steps).flatMap(({ code, option }) => (option === undefined ? [] : [[code, option]]))),
  due: ({ steps }) => Object.fromEntries(Object.values(steps).flatMap((step) => (isOpen(step) && step.climb !== undefined ? [[step.code, step.climb.deadline.due]] : []))),
};

export function caseSeen(state: OpenCase, id: string, parts: readonly CasePart[]): CaseSeen {
  const { phase, lead, playbook, agencies } = state;
  const team = Object.fromEntries(Object.entries(agencies).map(([agency, { zone, region, type }]) => [agency, { zone, region, ...(type !== undefined && { type }) }]));
  return { id, phase, lead, playbook, team, ...Object.fromEntries(parts.map((part) => [part, readers[part](state)])) };
}
