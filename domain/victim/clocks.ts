/** The clocks that run in her file, and the only word time may say for each. None of them asks her for anything. */
import { inOrder, type Clock, type Keeper } from '../ledger.ts';
import { consentClocks, consentWordOf } from './consent/consent.ts';
import { dutyClocks, dutyKeepers, dutyWordOf, type DutyClock } from './duty/clocks.ts';
import { ageClocks, ageWordOf, type AgeClock } from './identity/age.ts';
import { erasureClocks, erasureKeepers, erasureWordOf, type ErasureClock } from './erasure/clocks.ts';
import { keeperOf, type VictimState } from './state.ts';

export const victimWordOf = {
  ...dutyWordOf,
  ...ageWordOf,
  ...consentWordOf,
  ...erasureWordOf,
} as const;
export type VictimClockName = keyof typeof victimWordOf;
/** What the file's own keeper hears: ladders climb in `escalation/<victim>/<duty>/<version>`. */
export type VictimKeeperClock = Exclude<VictimClockName, 'next-level' | ErasureClock>;
export type VictimPhase = 'absent' | 'open' | 'erased';
export const isDutyClock = (name: VictimClockName): name is DutyClock => Object.hasOwn(dutyWordOf, name);

export const isAgeClock = (name: VictimClockName): name is AgeClock => Object.hasOwn(ageWordOf, name);

export function victimClocks(state: VictimState): readonly Clock<VictimClockName>[] {
  if (state.phase === 'absent' || state.phase === 'erased') return [];
  return inOrder<VictimClockName>([
    ...dutyClocks(state),
    ...ageClocks(state),
    ...consentClocks(state),
    ...erasureClocks(state),
  ]);
}

export const victimKeepers = (state: VictimState): readonly Keeper[] => (state.phase === 'absent' || state.phase === 'erased' ? [] : [{ id: keeperOf(state.victim), phase: state.phase }, ...dutyKeepers(state), ...erasureKeepers(state)]);
