/** The map of a venture as far as decisions rest on it: what is on it. Roles, ties and what was thought of people are in the rows. */
import type { Instant } from '../facts.ts';
import { laterBy } from '../time/civil-time.ts';
import type { VentureAct } from './schema.ts';
import type { TargetKind } from './target/kinds.ts';

export const ventureVersion = 2;

type Put = Extract<VentureAct, { act: 'put-on-map' }>;

export interface Node {
  readonly kind: Put['kind'];
  readonly class: Put['class'];
  readonly subject?: string;
  /** The day by which what this person is worth to the venture is looked at again. */
  readonly reviewBy?: string;
}
/** Whom to call; without a person, whoever is there now. */
export interface Contact {
  readonly agency: string;
  readonly person?: string | undefined;
}

/** Registered to be matched with other teams' targets. `value`: where the vault keeps what it is; `told`: of whom its team has been told. */
export interface Target {
  readonly node: string;
  readonly kind: TargetKind;
  readonly agency: string;
  readonly value: string;
  readonly told: readonly string[];
}
export interface Venture {
  readonly phase: 'open';
  readonly case: string;
  readonly nodes: Readonly<Record<string, Node>>;
  /** How many roles and ties were said. */
  readonly said: number;
  /** What the case was told last: the next of these days. */
  readonly told?: string;
  readonly nth: number;
  /** Whom other teams are told to call, once somebody has said that it is they. */
  readonly contact?: Contact;
  /** Those that can be matched now. */
  readonly targets?: Readonly<Record<string, Target>>;
  /** When targets were registered, of the last day on which one was. */
  readonly registered?: readonly Instant[];
}
export type VentureState = { readonly phase: 'absent' } | Venture;
export const absentVenture: VentureState = { phase: 'absent' };
export const emptyVenture = (id: string): Venture => ({ phase: 'open', case: id, nodes: {}, said: 0, nth: 0 });

const dayMs = 86_400_000;
/** When targets were registered in the 24 hours before `now`; those that were withdrawn since count too. */
export const sinceYesterday = ({ registered = [] }: Venture, now: Instant): readonly Instant[] => registered.filter((at) => at > laterBy(now, -dayMs));
export const toldOf = ({ agency, person = '' }: Contact): string => `${agency}/${person}`;
