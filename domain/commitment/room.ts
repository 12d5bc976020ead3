/** How much open work a ledger can still take. What only adds is refused long before its state is full: her word, clocks, answers and deliveries must always fit. */
import type { Commitment } from './state.ts';

/** Bytes, of what does not stand for anybody. Steps of people, hand-offs and levels that are reached may not be refused, and take what they need. */
const roomMax = 48_000;
/** Bytes of a commitment that was accepted, has waited, lapsed and was asked about, with a ladder of six levels. An upper bound of ours, not a measurement. */
const grown = 1_600;

/** Whether a state is too large once each of its commitments has grown; `more` is what else will grow, in bytes. */
export function isFull(state: object, commitments: readonly Commitment[], more = 0): boolean {
  const growth = commitments.reduce((sum, commitment) => sum + Math.max(0, grown - JSON.stringify(commitment).length), 0);
  return JSON.stringify(state).length + growth + more > roomMax;
}
