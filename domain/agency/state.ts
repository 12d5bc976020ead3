/** The desk of an agency: who is away, stands in, is on duty or plays a part now or later. What is over has left the state; the ledger keeps it. */
import type { Instant } from '../facts.ts';
import type { Leaver } from './events.ts';
import type { ContainmentReason } from '../terms.ts';
import type { Absence, Deputy, Hat, Shift } from '../reach/chairs.ts';

/** Raised when state or events change shape: an older stored state is folded again from the ledger. */
export const deskVersion = 1;

export interface Part extends Hat {
  readonly person: string;
}

/** All open work of who left is being offered anew: one round after another until none is left. `by`: who recorded it. */
export type Sweep = Leaver & { readonly by: string; readonly round: number; readonly nextAt: Instant };

export interface OpenDesk {
  readonly phase: 'open';
  readonly agency: string;
  readonly absences: Readonly<Record<string, Absence>>;
  readonly deputies: Readonly<Record<string, Deputy>>;
  readonly shifts: Readonly<Record<string, Shift>>;
  readonly parts: Readonly<Record<string, Part>>;
  readonly sweeps: Readonly<Record<string, Sweep>>;
  /** The rota as it was last changed: counted, so that a gap that comes back is said again. */
  readonly rota: { readonly version: number; readonly changedAt: Instant };
  /** The agency itself has left. */
  readonly left?: true;
  /** It is contained, and why. */
  readonly contained?: { readonly since: Instant; readonly reason: ContainmentReason };
  /** Beginnings of the uncovered times that the supervisor was told of. */
  readonly told: readonly Instant[];
}

export type DeskState = { readonly phase: 'absent' } | OpenDesk;

export const absentDesk: DeskState = { phase: 'absent' };
