/** The one clock of an erasure, and its keeper: a process of its own from the request until it is done or cancelled. */
import type { Clock, Keeper } from '../../ledger.ts';
import type { VictimFile } from '../state.ts';

export const erasureWordOf = { 'erasure-wait': 'erasure.unlock' } as const;
export type ErasureClock = keyof typeof erasureWordOf;
export type ErasurePhase = 'absent' | 'waiting' | 'unlocked' | 'ended';

const keeperOf = (victim: string): string => `erasure/${victim}`;

export const erasureClocks = ({ victim, erasure }: VictimFile): readonly Clock<ErasureClock>[] =>
  erasure === undefined || erasure.isUnlocked ? [] : [{ id: `${keeperOf(victim)}/${erasure.id}@${erasure.unlocksAt}`, keeper: keeperOf(victim), name: 'erasure-wait', subject: erasure.id, dueAt: erasure.unlocksAt }];

export const erasureKeepers = ({ victim, erasure }: VictimFile): readonly Keeper[] => (erasure === undefined ? [] : [{ id: keeperOf(victim), phase: erasure.isUnlocked ? 'unlocked' : 'waiting' }]);
