/** The versions of one playbook or pack, from the draft on. What a version says is kept by its hash; here is only where it stands and who answered for it. */
import type { Instant } from '../facts.ts';

export const editionsVersion = 2;

/** DRAFT is written, IN_REVIEW is read by others, PUBLISHED may be launched, SUPERSEDED and WITHDRAWN may not; cases that run on it go on. */
export const editionStates = ['DRAFT', 'IN_REVIEW', 'PUBLISHED', 'SUPERSEDED', 'WITHDRAWN'] as const;
export type EditionState = (typeof editionStates)[number];

export interface Edition {
  readonly version: number;
  readonly state: EditionState;
  /** Of the text as it was drafted last (SHA-256, hex). */
  readonly hash: string;
  readonly author: string;
  readonly agency: string;
  /** Everybody who drafted a text of this version, the last one among them. */
  readonly writers: readonly string[];
  readonly draftedAt: Instant;
  /** Who has read it and says that it may be used, each with the agency. */
  readonly approvals: readonly { readonly person: string; readonly agency: string }[];
  readonly rev: number;
  readonly endedAt?: Instant;
}

export interface Shelf {
  readonly phase: 'open';
  readonly name: string;
  readonly of: 'playbook' | 'pack';
  readonly editions: Readonly<Record<string, Edition>>;
}
export type EditionsState = { readonly phase: 'absent' } | Shelf;
export const absentShelf: EditionsState = { phase: 'absent' };
