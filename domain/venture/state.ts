/** The map of a venture as far as decisions rest on it: what is on it. Roles, ties and what was thought of people are in the rows. */
import type { VentureAct } from './schema.ts';

export const ventureVersion = 2;

type Put = Extract<VentureAct, { act: 'put-on-map' }>;

export interface Node {
  readonly kind: Put['kind'];
  readonly class: Put['class'];
  readonly subject?: string;
  /** The day by which what this person is worth to the venture is looked at again. */
  readonly reviewBy?: string;
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
}
export type VentureState = { readonly phase: 'absent' } | Venture;
export const absentVenture: VentureState = { phase: 'absent' };
export const emptyVenture = (id: string): Venture => ({ phase: 'open', case: id, nodes: {}, said: 0, nth: 0 });
