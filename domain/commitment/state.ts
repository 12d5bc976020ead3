/**
 * One commitment: what an agency has promised for a case, with its date (domain report 5d). A case and a compact keep theirs alike; what differs is the
 * ground they stand on.
 */
import type { Climb } from '../climb.ts';
import type { Address, Civil, Instant } from '../facts.ts';
import type { Concerned, Team } from '../recipients.ts';
import type { CommitmentKind, CommitmentState, ReDateReason, ResourceUnit, Track } from '../terms.ts';
import type { DueRule } from '../time/deadline.ts';

/** People or time, between two local days, both included. `amount` of the unit in the whole of that time for HOURS, throughout it for FTE. */
export interface Pledge {
  readonly amount: number;
  readonly unit: ResourceUnit;
  readonly from: string;
  readonly until: string;
}

/** Asked of an agency that has not answered yet: at first of the one that is to promise, later of another to which its leader reassigns. */
export interface Offer {
  readonly agency: string;
  readonly civil: Civil;
  readonly rule: DueRule;
  readonly climb: Climb;
}

export interface Commitment {
  readonly id: string;
  readonly kind: CommitmentKind;
  /** The agency that answers for it. */
  readonly agency: string;
  readonly civil: Civil;
  readonly track?: Track;
  readonly step?: string;
  readonly state: CommitmentState;
  /** What is promised: a local day of the agency, at closing time, or a length of time from acceptance. */
  readonly rule: DueRule;
  /** Rule R2: victim-paced steps of the case. While one of them is outstanding the time does not count. */
  readonly waitsOn: readonly string[];
  readonly text?: string;
  readonly pledge?: Pledge;
  readonly proposedBy: { readonly agency: string; readonly person: string };
  /** Who accepted it: the person reminded first. */
  readonly owner?: string;
  /** The agency's lead and the leader who signed, where a compact names them. */
  readonly lead?: string;
  readonly leader?: string;
  readonly proposedAt: Instant;
  readonly activeAt?: Instant;
  readonly since: Instant;
  /** Number of changes; the ETag. */
  readonly rev: number;
  /** Counts the dated promises; 0 until one was made. A lapse counts once for each. */
  readonly version: number;
  /** New dates after the first (metric M8). */
  readonly recommitments: number;
  /** The promise as it runs. Absent until accepted and when it has ended. */
  readonly climb?: Climb;
  readonly offer?: Offer;
  readonly offers: number;
  readonly suspendedAt?: Instant;
  /** When this version lapsed: its effective due. */
  readonly lapsedAt?: Instant;
  readonly leaderAskedAt?: Instant;
  readonly leaderAnswerDueAt?: Instant;
  /** The new date its owner asks for: the coordinator accepts it or not. */
  readonly asked?: { readonly due: string; readonly reason: ReDateReason };
  /** What the leader added when recommitting. */
  readonly added?: { readonly amount: number; readonly unit: ResourceUnit };
}

/** What the ledger that keeps a commitment says of it. */
export interface Ground {
  /** Of the case or compact: stands in the ids of clocks and of the keeper of a ladder. */
  readonly id: string;
  /** Keeps the clocks until the first level. */
  readonly keeper: string;
  /** The leading agency. Its coordinator proposes, and accepts new dates. */
  readonly lead: string;
  readonly team: Team;
  /** Where an agency works that may promise here; undefined for one that may not. */
  readonly civilOf: (agency: string) => Civil | undefined;
  /** Which of these steps are at the survivor's pace and not yet met. */
  readonly outstanding: (waitsOn: readonly string[]) => readonly string[];
}

const ended: readonly CommitmentState[] = ['MET', 'MET_LATE', 'RELEASED', 'DECLINED'];
export const hasEnded = ({ state }: Pick<Commitment, 'state'>): boolean => ended.includes(state);

/** Somebody has promised, and it is neither done nor let go. */
export const isRunning = ({ state }: Pick<Commitment, 'state'>): boolean => state === 'ACTIVE' || state === 'SUSPENDED' || state === 'LAPSED';

/** Whom its levels tell. Before acceptance nobody owns it: those hear who can answer for the agency. */
export function concernedIn({ agency, owner, lead, leader, offer }: Commitment): Concerned {
  if (offer !== undefined) return { owner: [askedBy(offer.agency)], agency: offer.agency };
  return {
    owner: owner === undefined ? [askedBy(agency)] : [{ agency, person: owner }], agency,
    ...(lead !== undefined && { lead }), ...(leader !== undefined && { leader }),
  };
}

export const askedBy = (agency: string): Address => ({ agency, role: 'AGENCY_SUPERVISOR' });
