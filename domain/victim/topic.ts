/** A topic of her file: deciders by act, evolvers by event, rows. A new topic is a folder and one line each in schema, events, decide, evolve, clocks and rows. */
import { accept, type Decision } from '../decision.ts';
import type { Actor, Facts } from '../facts.ts';
import type { Recorded } from '../ledger.ts';
import type { VictimFact } from './events.ts';
import type { VictimFile, VictimState } from './state.ts';

export interface Asked {
  readonly by: Actor;
  readonly facts: Facts;
}
export type VictimDecision = Decision<VictimFact>;
/** A yes that leaves facts of several topics. */
export const acceptAll = (...facts: readonly VictimFact[]): VictimDecision => accept(...facts);

/** One decider for each act of a topic. */
export type Deciders<Act extends { readonly act: string }> = { readonly [A in Act['act']]: (file: VictimFile, act: Extract<Act, { act: A }>, asked: Asked) => VictimDecision };
/** One evolver for each kind of event of a topic. */
export type Evolvers<Fact extends { readonly type: string }> = { readonly [T in Fact['type']]: (file: VictimFile, event: Recorded<Extract<Fact, { type: T }>>) => VictimFile };
/** Rows by table, keyed so that the last word on a row wins. */
export type Tables = Readonly<Record<string, ReadonlyMap<string, object>>>;

export const fileOf = (state: VictimState): VictimFile | undefined => (state.phase === 'absent' ? undefined : state);
