/** What may have happened at an agency's desk. Facts, in the past tense; ids, codes and instants only. */
import type { Address, Instant } from '../facts.ts';
import type { Absence, Deputy, Shift } from '../reach/chairs.ts';
import type { Skip } from '../reach/reach.ts';
import type { ContainmentReason, LeavingReason, Role } from '../terms.ts';
import type { LocalDate } from '../time/civil-time.ts';
import type { Part } from './state.ts';

/**
 * One piece of open work: which ledger keeps it, which keeper takes words on it, and its revision when it was looked at. Of a person it is one of: a step or a
 * promise they own, a hand-off they proposed, a step whose statement they planned, an agency they were named to lead. Of an agency: its part in the ledger.
 */
export interface Work {
  readonly ledger: string;
  readonly keeper: string;
  readonly rev: number;
  readonly step?: string;
  readonly commitment?: string;
  readonly handOff?: string;
  readonly plan?: string;
  readonly leads?: string;
  /** What they owe in the file of a victim. */
  readonly duty?: string;
  readonly part?: string;
}

/** Whose work is offered anew: a person's who leaves, with a reason the agency's itself; or what was handed to an agency that is contained. */
export type Leaver = { readonly person: string } | { readonly reason: LeavingReason } | { readonly contained: true };

/** Who said that an agency be contained, or released: for which agency, in which roles that may say so. */
export interface Speaker {
  readonly agency: string;
  readonly roles: readonly Role[];
}

export type DeskFact =
  | { readonly type: 'DeskOpened'; readonly agency: string }
  | ({ readonly type: 'AbsenceRecorded'; readonly id: string } & Absence)
  | { readonly type: 'AbsenceEnded'; readonly id: string }
  | ({ readonly type: 'DeputyNamed'; readonly id: string } & Deputy)
  | { readonly type: 'DeputyEnded'; readonly id: string }
  | { readonly type: 'DutySet'; readonly from: Instant; readonly until: Instant; readonly shifts: Readonly<Record<string, Shift>> }
  | ({ readonly type: 'RoleJoined'; readonly id: string } & Part)
  | { readonly type: 'RoleEnded'; readonly id: string }
  | { readonly type: 'PersonLeft'; readonly person: string }
  | { readonly type: 'PersonCameBack'; readonly person: string }
  /** Local days of the agency, both included. Said again of the same days and case, it takes the place of what was said. */
  | { readonly type: 'TimeExplained'; readonly from: LocalDate; readonly until: LocalDate; readonly case?: string; readonly words: string }
  /** `until` is absent where the rota ends. */
  | { readonly type: 'DutyUncovered'; readonly from: Instant; readonly until?: Instant; readonly to: readonly Address[]; readonly skipped?: readonly Skip[] }
  /** Everybody's work goes back: the agency has no part in any case from now on. */
  | { readonly type: 'AgencyLeft' }
  | { readonly type: 'AgencyCameBack' }
  /** What it reads may be in the wrong hands. `by` is of another agency. Until somebody else confirms it, it holds until `confirmBy`; without that it needs nobody more. */
  | { readonly type: 'AgencyContained'; readonly reason: ContainmentReason; readonly speaker?: Speaker; readonly confirmBy?: Instant; readonly to?: readonly Address[] }
  | { readonly type: 'ContainmentConfirmed' }
  | { readonly type: 'ReleaseAsked'; readonly speaker: Speaker; readonly to: readonly Address[] }
  /** `lapsed`: nobody confirmed it in time. */
  | { readonly type: 'AgencyReleased'; readonly lapsed?: true; readonly to?: readonly Address[] }
  | ({ readonly type: 'SweepBegun'; readonly sweep: string } & Leaver)
  | ({ readonly type: 'WorkReOffered'; readonly sweep: string; readonly round: number; readonly work: readonly Work[]; readonly nextAt: Instant } & Leaver)
  | ({ readonly type: 'SweepEnded'; readonly sweep: string } & Leaver);

export type DeskEvent = DeskFact & { readonly at: Instant; readonly by: string };
