/** Evidence of a case as far as decisions rest on it: who has what, until when it is kept, and what proves which element. Everything else is in the rows. */
import { without } from '../facts.ts';
import { MEANS, type EvidenceAct, type relianceLevels, type sourceKinds, type strengths } from './schema.ts';

export const evidenceVersion = 2;

type Filed = Extract<EvidenceAct, { act: 'file-item' }>;
export type Reliance = (typeof relianceLevels)[number];
export type SourceKind = (typeof sourceKinds)[number];

export interface Item {
  readonly class: Filed['class'];
  readonly custodian: string;
  /** To whom it is on its way. */
  readonly sentTo?: string;
  /** How often it was handed over. */
  readonly moves: number;
  readonly sha256?: string;
  readonly expires?: string;
}

export interface Source {
  readonly nth: number;
  readonly kind: SourceKind;
  readonly strength: (typeof strengths)[number];
  readonly item?: string;
}

export interface Route {
  readonly about: string;
  readonly label: 'TRAFFICKING' | 'ALTERNATIVE';
  readonly isOpen: boolean;
  readonly charge?: string;
  /** What has to be proved; means only where they are needed (`neededIn`). */
  readonly elements: Readonly<Record<string, readonly Source[]>>;
  /** Means need not be proved: everybody it is about is a child, or may be one. */
  readonly withoutMeans?: true;
  /** Where means are needed of people of age alone: which of `groups` it is about. */
  readonly group?: number;
}

export interface Evidence {
  readonly phase: 'open';
  readonly case: string;
  readonly items: Readonly<Record<string, Item>>;
  readonly routes: Readonly<Record<string, Route>>;
  /** Whom routes are about, by their names in the case with spaces between: most routes are about the same. */
  readonly groups: readonly string[];
  readonly sources: number;
  /** By suspect, as it was last recorded. */
  readonly reliance: Readonly<Record<string, Reliance>>;
  /** What the case was told last: how far it rests on testimony, and the next day on which something is lost. */
  readonly told: { readonly reliance?: Reliance; readonly due?: string };
  readonly nth: number;
}
export type EvidenceState = { readonly phase: 'absent' } | Evidence;
export const absentEvidence: EvidenceState = { phase: 'absent' };
export const emptyEvidence = (id: string): Evidence => ({ phase: 'open', case: id, items: {}, routes: {}, groups: [], sources: 0, reliance: {}, told: {}, nth: 0 });

/** The elements that have to be proved as things stand. */
export const neededIn = ({ elements, withoutMeans }: Pick<Route, 'elements' | 'withoutMeans'>): Readonly<Record<string, readonly Source[]>> => (withoutMeans === true ? without(elements, MEANS) : elements);

/** Means are an element of trafficking beside others, of people of age (Palermo Protocol, art. 3 (c)). */
export const mayBeWithoutMeans = ({ label, elements }: { readonly label: Route['label']; readonly elements: readonly string[] }): boolean => label === 'TRAFFICKING' && elements.includes(MEANS) && elements.length > 1;
