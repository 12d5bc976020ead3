/** The clocks that run in her file, and the only word time may say for each. None of them asks her for anything. */
import type { Clock, Keeper } from '../ledger.ts';
import type { VictimState } from './state.ts';

export const victimWordOf = {} as const satisfies Readonly<Record<string, string>>;
export type VictimClockName = keyof typeof victimWordOf;
export type VictimPhase = 'absent' | 'open';

const keeperOf = (victim: string): string => `victim/${victim}`;

export const victimClocks = (_state: VictimState): readonly Clock<VictimClockName>[] => [];

export const victimKeepers = (state: VictimState): readonly Keeper[] => (state.phase === 'absent' ? [] : [{ id: keeperOf(state.victim), phase: state.phase }]);
