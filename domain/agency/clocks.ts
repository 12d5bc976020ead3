/** Every clock of an agency's desk, derived from its state and from nothing else. */
import type { Instant } from '../facts.ts';
import { inOrder, type Clock, type Keeper } from '../ledger.ts';
import { laterBy } from '../time/civil-time.ts';
import { gapsOf, type Gap } from './rota.ts';
import type { DeskState, OpenDesk } from './state.ts';

/** The only words time may say to a desk, by the clock that says them. */
export const deskWords = { 'rota-gap': 'rota.sayGap', 'containment-lapse': 'containment.lapse', 'sweep-next': 'sweep.reOffer' } as const;
export type DeskClockName = keyof typeof deskWords;
export type DeskClock = 'rota-gap' | 'containment-lapse';
export type SweepClock = 'sweep-next';
export type DeskPhase = 'absent' | 'open';
export type SweepPhase = 'absent' | 'sweeping' | 'ended';

/** An uncovered hour is shown a week ahead (domain 5c). */
const aheadMs = -7 * 24 * 3_600_000;

export const deskKeeper = (agency: string): string => `agency/${agency}`;
const sweepKeeper = (id: string): string => `leaverSweep/${id}`;
export const sweepOf = (keeper: string): string => keeper.slice(sweepKeeper('').length);

/** The uncovered times nobody was told of yet. */
export const untold = (desk: OpenDesk): readonly Gap[] => gapsOf(Object.values(desk.shifts), Object.values(desk.absences)).filter(({ from }) => !desk.told.includes(from));

function gapClock(desk: OpenDesk, { from }: Gap): Clock<DeskClockName> {
  const weekAhead = laterBy(from, aheadMs);
  const dueAt: Instant = weekAhead < desk.rota.changedAt ? desk.rota.changedAt : weekAhead;
  return { id: `${deskKeeper(desk.agency)}/gap/${desk.rota.version}/${from}@${dueAt}`, keeper: deskKeeper(desk.agency), name: 'rota-gap', subject: from, dueAt };
}

/** Nobody but who said it stands by a containment: it is lifted then, and that is said. */
function lapseClocks({ agency, contained }: OpenDesk): readonly Clock<DeskClockName>[] {
  const confirmBy = contained?.confirmBy;
  return confirmBy === undefined ? [] : [{ id: `${deskKeeper(agency)}/containment/${contained?.since ?? ''}@${confirmBy}`, keeper: deskKeeper(agency), name: 'containment-lapse', subject: agency, dueAt: confirmBy }];
}

export function deskClocks(state: DeskState): readonly Clock<DeskClockName>[] {
  if (state.phase === 'absent') return [];
  const sweeps = Object.entries(state.sweeps).map(([id, { round, nextAt }]): Clock<DeskClockName> => ({
    id: `${sweepKeeper(id)}/${round}@${nextAt}`, keeper: sweepKeeper(id), name: 'sweep-next', subject: id, dueAt: nextAt,
  }));
  return inOrder([...untold(state).map((gap) => gapClock(state, gap)), ...lapseClocks(state), ...sweeps]);
}

export function deskKeepers(state: DeskState): readonly Keeper[] {
  if (state.phase === 'absent') return [];
  return [{ id: deskKeeper(state.agency), phase: 'open' }, ...Object.keys(state.sweeps).map((id) => ({ id: sweepKeeper(id), phase: 'sweeping' }))];
}
