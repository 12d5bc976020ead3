/**
 * States of large ledgers as this process left them. Each is known by the hash of its ledger's last event: that hash says everything that ever happened there, so what
 * it names is never out of date, whoever else has written since and whatever was rolled back.
 */
import type { LedgerState } from './ledgers.ts';

/** Ours: the largest states take some ten times the bytes of their text. */
const most = 8;
const states = new Map<string, LedgerState>();

export const hashesAtHand = (): readonly string[] => [...states.keys()];
export const stateAt = (hash: string): LedgerState | undefined => states.get(hash);

/** The ledger went on from one hash to another. The one that was left alone longest makes room. */
export function keepAtHand(before: string, after: string, state: LedgerState): void {
  states.delete(before);
  states.set(after, state);
  for (const hash of [...states.keys()].slice(0, -most)) states.delete(hash);
}
