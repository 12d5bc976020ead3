/** The desk of an agency: who is away, stands in, is on duty or plays a part now or later. What is over has left the state; the ledger keeps it. */
import type { Instant } from '../facts.ts';
import type { Leaver, Speaker } from './events.ts';
import type { ContainmentReason } from '../terms.ts';
import type { Absence, Deputy, Hat, Shift } from '../reach/chairs.ts';

/** Raised when state or events change shape: an older stored state is folded again from the ledger. */
export const deskVersion = 1;

export interface Part extends Hat {
  readonly person: string;
}

/** All open work of who left is being offered anew: one round after another until none is left. `by`: who recorded it. */
export type Sweep = Leaver & { readonly by: string; readonly round: number; readonly nextAt: Instant };

/** Since when, and why. `confirmBy` while nobody but `first` has said so; `asked`: who would release it, before somebody else does. */
export interface Containment {
  readonly since: Instant;
  readonly reason: ContainmentReason;
  readonly first?: Spoken;
  readonly confirmBy?: Instant;
  readonly confirmedAt?: Instant;
  readonly asked?: Spoken;
}
export type Spoken = Speaker & { readonly person: string };

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
  readonly contained?: Containment;
  /** Beginnings of the uncovered times that the supervisor was told of. */
  readonly told: readonly Instant[];
}

export type DeskState = { readonly phase: 'absent' } | OpenDesk;

export const absentDesk: DeskState = { phase: 'absent' };
