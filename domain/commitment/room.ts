/** How much open work a ledger can still take. What only adds is refused long before its state is full: her word, clocks, answers and deliveries must always fit. */
import type { Commitment } from './state.ts';

/** Bytes of what is added by people besides steps: promises, links, assignments. Ours. */
const roomMax = 48_000;
/** Bytes of steps after which no suspect and no promise is added. A playbook has steps for each victim and suspect: some twenty kilobytes for each of them are usual, and none of it may be refused. Ours. */
const stepsMax = 3_145_728;
/** Bytes of a commitment that was accepted, has waited, lapsed and was asked about, with a ladder of six levels. An upper bound of ours, not a measurement. */
const grown = 1_600;

/** Whether a state is too large once each of its commitments has grown; `more` is what else will grow, in bytes. */
export function isFull(state: object, commitments: readonly Commitment[], more = 0): boolean {
  const growth = commitments.reduce((sum, commitment) => sum + Math.max(0, grown - JSON.stringify(commitment).length), 0);
  const { steps = {}, ...besides } = state as { readonly steps?: object };
  return JSON.stringify(besides).length + growth + more > roomMax || JSON.stringify(steps).length > stepsMax;
}
