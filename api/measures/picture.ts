/** What the measures look at: the read models of the cases that the reader may see, as plain rows. Instants in milliseconds since the epoch. */
import type { TimeClass } from '#domain/case/history-rows.ts';
import type { EscalationRow } from '#domain/escalations.ts';
import type { Rating } from '#domain/scorecard/schema.ts';
import type { Pacing, PromiseAnswer, TermAnswer } from '#domain/terms.ts';

export interface CaseOf {
  readonly ledger: string;
  /** Local days are the leading agency's. */
  readonly zone: string;
  readonly openedAt: number;
  /** Whether its status is OPEN or REOPENED today. */
  readonly isOpen: boolean;
  /** Codes of the staff duties to offer support (rule R10), by its playbook. */
  readonly offers: readonly string[];
  /** The step of a suspect that decides the route, what has to come before it, and the one in which it is explained to victims; by its playbook. */
  readonly charging?: { readonly ready: readonly string[]; readonly decided: string; readonly explained?: string } | undefined;
}
/** A step stood so from `at` until `until` (null: it still does). */
export interface TimeOf {
  readonly ledger: string;
  readonly step: string;
  readonly occurrence: number;
  readonly track: string;
  readonly pacing: Pacing;
  readonly class: TimeClass;
  readonly holder: string;
  readonly accountable: string;
  readonly owner: string | null;
  readonly dueAt: number | null;
  readonly rests: boolean;
  readonly at: number;
  readonly until: number | null;
}
export interface StallOf {
  readonly ledger: string;
  readonly track: string;
  readonly sinceAt: number;
  readonly endedAt: number | null;
  readonly cause: string;
}
export interface ProgressOf {
  readonly ledger: string;
  readonly at: number;
}
export interface HandOffOf {
  readonly ledger: string;
  readonly id: string;
  readonly bounces: number;
  readonly proposedAt: number;
  readonly acceptedAt: number | null;
}
export interface EscalationOf {
  readonly ledger: string;
  readonly of: EscalationRow['of'];
  readonly level: string;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
  /** It waits for her: nothing climbs meanwhile, and nobody is shown as late. */
  readonly waits: boolean;
}
/** What staff owe a survivor and did not do in time. `survivor`: a number, so that it is known how many stand behind a figure; it means nothing elsewhere. */
export interface OwedOf {
  readonly ledger: string;
  readonly survivor: number;
  readonly level: string;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
}
export interface CommitmentOf {
  readonly ledger: string;
  readonly id: string;
  readonly agency: string;
  readonly kind: string;
  readonly state: string;
  readonly version: number;
  readonly endedAt: number | null;
  readonly pledge: { readonly amount: number; readonly unit: string; readonly from: string; readonly until: string } | null;
}
export interface TermOf {
  readonly ledger: string;
  readonly commitment: string;
  readonly version: number;
  readonly agency: string;
  /** Effective due: due and the time it was suspended. */
  readonly dueAt: number;
  readonly suspended: boolean;
  readonly leaderAskedAt: number | null;
  readonly answer: TermAnswer | null;
  readonly answeredAt: number | null;
}
export interface DeliveryOf {
  readonly ledger: string;
  readonly commitment: string;
  readonly agency: string;
  readonly from: string;
  readonly until: string;
  readonly amount: number;
  readonly unit: string;
}
export interface CompactOf {
  readonly ledger: string;
  readonly id: string;
  readonly lead: string;
  readonly requestedAt: number | null;
  readonly activeAt: number | null;
  readonly endedAt: number | null;
}
export interface SignatureOf {
  readonly ledger: string;
  readonly compact: string;
  readonly agency: string;
  readonly requestedAt: number;
  readonly signedAt: number | null;
}
export interface EngagementOf {
  readonly ledger: string;
  readonly agency: string;
  readonly fromAt: number;
  readonly untilAt: number | null;
}
/** Somebody is away, or left for good. */
export interface AwayOf {
  readonly person: string;
  readonly fromAt: number;
  readonly untilAt: number | null;
}
export interface AgencyOf {
  readonly zone: string;
  readonly holidays: readonly string[];
}
/** A suspect: a number that means nothing elsewhere, what became of them, and how far restitution that names them has come. */
export interface SuspectOf {
  readonly ledger: string;
  readonly suspect: number;
  readonly outcome: string | null;
  readonly under: string | null;
  readonly convicted: boolean;
  readonly redress: string | null;
}
/** One decision of a route. `reliance`: how far the proof relied on testimony by then. */
export interface RouteOf {
  readonly ledger: string;
  readonly suspect: number;
  readonly route: string;
  readonly charges: boolean;
  readonly at: number;
  readonly reliance: string | null;
}
/** What the last review that was held says of a criterion. */
export interface RatingOf {
  readonly ledger: string;
  readonly criterion: string;
  readonly rating: Rating;
}
/** An order of restitution, in whole cents and days, as it stands today. */
export interface OrderOf {
  readonly ledger: string;
  readonly stage: string;
  readonly currency: string;
  readonly orderedOn: string | null;
  readonly total: number;
  readonly paid: number;
  readonly outstanding: number;
  readonly firstPaidOn: string | null;
  readonly standings: readonly string[];
  readonly shares: readonly { readonly cents: number | null; readonly paid: number }[];
}
/** A survivor of a case: when sessions with her were held, and requests to speak with her denied. */
export interface SessionsOf {
  readonly ledger: string;
  readonly survivor: number;
  readonly child: boolean;
  readonly held: readonly number[];
  readonly denied: readonly { readonly by: 'DENIED_GATE' | 'DENIED_LIMIT'; readonly at: number }[];
}
export interface PromiseOf {
  readonly ledger: string;
  readonly survivor: number;
  readonly madeAt: number;
  readonly due: string | null;
  readonly answer: PromiseAnswer | null;
  readonly answeredAt: number | null;
}

export interface Picture {
  readonly from: number;
  readonly until: number;
  readonly cases: readonly CaseOf[];
  readonly times: readonly TimeOf[];
  readonly stalls: readonly StallOf[];
  readonly progress: readonly ProgressOf[];
  readonly handOffs: readonly HandOffOf[];
  readonly escalations: readonly EscalationOf[];
  readonly owed: readonly OwedOf[];
  readonly commitments: readonly CommitmentOf[];
  readonly terms: readonly TermOf[];
  readonly deliveries: readonly DeliveryOf[];
  readonly compacts: readonly CompactOf[];
  readonly signatures: readonly SignatureOf[];
  readonly engagements: readonly EngagementOf[];
  readonly away: readonly AwayOf[];
  /** Owners of open work whose account is closed. */
  readonly closed: readonly string[];
  readonly agencies: ReadonlyMap<string, AgencyOf>;
  readonly suspects: readonly SuspectOf[];
  readonly routes: readonly RouteOf[];
  readonly ratings: readonly RatingOf[];
  readonly orders: readonly OrderOf[];
  readonly sessions: readonly SessionsOf[];
  readonly promises: readonly PromiseOf[];
}

export const nothingSeen: Picture = {
  from: 0, until: 0, cases: [], times: [], stalls: [], progress: [], handOffs: [], escalations: [], owed: [], commitments: [], terms: [], deliveries: [], compacts: [], signatures: [],
  engagements: [], away: [], closed: [], agencies: new Map(), suspects: [], routes: [], ratings: [], orders: [], sessions: [], promises: [],
};

const over: readonly TimeClass[] = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];
export const isOver = (time: Pick<TimeOf, 'class'>): boolean => over.includes(time.class);

/** How each open step stood at an instant. */
export const standingAt = (times: readonly TimeOf[], at: number): readonly TimeOf[] => times.filter((time) => !isOver(time) && time.at <= at && (time.until === null || time.until > at));

/** Waits as it should: at her pace, in a protected period, suspended by either, or for somebody outside before its review (R14: all alike). */
export function waitsAt(time: TimeOf, at: number): boolean {
  if (time.class === 'PACED' || time.class === 'PROTECTED' || time.class === 'SUSPENDED') return true;
  return time.class === 'WAITING' && time.dueAt !== null && time.dueAt > at;
}

/** Rule R13: a next time that lies ahead is not open. A legal horizon whose day is known only draws nearer. */
export const isAsleep = (time: TimeOf, at: number): boolean => time.class === 'HORIZON' || (time.class !== 'WAITING' && time.rests && time.dueAt !== null && time.dueAt > at);

/** The milliseconds of a span within the period. */
export const within = ({ from, until }: Picture, start: number, end: number | null): number => Math.max(0, Math.min(end ?? until, until) - Math.max(start, from));

export const openCases = ({ cases, until }: Picture): readonly CaseOf[] => cases.filter(({ openedAt, isOpen }) => openedAt <= until && isOpen);

/** The parts of a standing: a wait is one until its review, and is owned work from then on (metric M3). */
export function partsOf(time: TimeOf): readonly TimeOf[] {
  const { class: whose, dueAt, until } = time;
  if (whose !== 'WAITING') return [time];
  if (dueAt === null || dueAt <= time.at) return [{ ...time, class: 'OWNED' }];
  return until !== null && until <= dueAt ? [time] : [{ ...time, until: dueAt }, { ...time, class: 'OWNED', at: dueAt }];
}
