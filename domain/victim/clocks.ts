/** The clocks that run in her file, and the only word time may say for each. None of them asks her for anything. */
import { inOrder, type Clock, type Keeper } from '../ledger.ts';
import { ageClocks } from './identity/age.ts';
import { keeperOf, type VictimState } from './state.ts';

export const victimWordOf = {
  birthday: 'age.passAuthority',
  'majority-ahead': 'age.remind',
} as const satisfies Readonly<Record<string, string>>;
export type VictimClockName = keyof typeof victimWordOf;
export type VictimPhase = 'absent' | 'open';

export function victimClocks(state: VictimState): readonly Clock<VictimClockName>[] {
  if (state.phase === 'absent') return [];
  return inOrder([
    ...ageClocks(state),
  ]);
}

export const victimKeepers = (state: VictimState): readonly Keeper[] => (state.phase === 'absent' ? [] : [{ id: keeperOf(state.victim), phase: state.phase }]);
