/** One order of restitution, from the losses it rests on to the last cent: who is owed what, who is liable, what is late. Payments that can no longer be reversed live in rows. */
import type { Climb } from '../climb.ts';
import type { Civil, Instant } from '../facts.ts';
import type { LocalDate } from '../time/civil-time.ts';
import { sum, type Owed } from './money.ts';
import type { NoticeKind, paymentSources, rhythms } from './schema.ts';

export const redressVersion = 1;

/** CLAIM: losses are gathered. An exception is proposed by one and approved by another. OVER: paid in full, or nothing is owed any more. */
export type RedressStage = 'CLAIM' | 'REQUESTED' | 'EXCEPTION_PROPOSED' | 'NOT_REQUESTED' | 'ORDERED' | 'OVER';

export interface Share {
  /** Her name in the case. */
  readonly as: string;
  /** What the order gives her; absent while it is open. */
  readonly cents?: number;
  readonly paid: number;
  /** A child's money lies in a protected account; `until`: the day it passes to her. */
  readonly guarded?: { readonly until?: LocalDate; readonly passesAt?: Instant };
  /** What lies there. */
  readonly held: number;
}

/** Instalments by the court's order. `paid`: what came in under this schedule, counted to the oldest instalment first. */
export interface Schedule {
  readonly cents: number;
  readonly every: (typeof rhythms)[number];
  readonly from: LocalDate;
  readonly paid: number;
}

/** The oldest instalment that is not paid in full, and when it makes whoever owes it delinquent and defaulting. */
export interface Watch {
  readonly due: LocalDate;
  readonly delinquentOn: LocalDate;
  readonly delinquentAt: Instant;
  readonly defaultOn: LocalDate;
  readonly defaultAt: Instant;
}

export type Standing = 'CURRENT' | 'DELINQUENT' | 'DEFAULT';

export interface Liable {
  readonly cap?: number;
  /** Counts the schedules the court has set. */
  readonly turn: number;
  readonly paid: number;
  readonly schedule?: Schedule;
  readonly watch?: Watch;
  readonly standing: Standing;
  /** Since which day it stands so; with the number of the lapse, for what is remembered of it. */
  readonly since?: LocalDate;
  readonly lapses: number;
  /** Notices that we owe the defendant, each with its ladder. */
  readonly notices: Readonly<Partial<Record<NoticeKind, Climb>>>;
  /** The whole sum is due then, at the close of the day. */
  readonly wholeSum?: { readonly on: LocalDate; readonly at: Instant; readonly isTold: boolean };
}

/** A payment that can still be reversed: by victim what it gave her. */
export interface Payment {
  readonly id: string;
  readonly source: (typeof paymentSources)[number];
  readonly defendant?: string;
  readonly turn?: number;
  readonly on: LocalDate;
  readonly cents: number;
  readonly split: Readonly<Record<string, number>>;
}

export interface Redress {
  /** Never ends: a payment may bounce, and losses may come to light, when all seemed over. */
  readonly phase: 'open';
  readonly order: string;
  readonly case: string;
  readonly agency: string;
  readonly lead: string;
  readonly civil: Civil;
  readonly currency: string;
  readonly stage: RedressStage;
  readonly rev: number;
  readonly defendants: readonly string[];
  readonly proposedBy?: string;
  readonly orderedOn?: LocalDate;
  /** By the id of her file. */
  readonly shares: Readonly<Record<string, Share>>;
  readonly liable: Readonly<Record<string, Liable>>;
  readonly paid: number;
  readonly paymentsEver: number;
  readonly recent: readonly Payment[];
}
export type RedressState = { readonly phase: 'absent' } | Redress;
export const absentRedress: RedressState = { phase: 'absent' };

/** How many payments can still be reversed: what bounces does so within weeks (ours). A payment to two hundred people takes 10 KB. */
const reversibleNumbers = 800;
export const reversibleOf = (payments: readonly Payment[]): readonly Payment[] => {
  let room = reversibleNumbers;
  return payments.filter(({ split }, index) => (room -= Object.keys(split).length) >= 0 || index === 0);
};

export const ledgerOf = ({ order, case: of }: Pick<Redress, 'order' | 'case'>): string => `redress/${of}/${order}`;
export const totalOf = ({ shares }: Redress): number => sum(Object.values(shares).map(({ cents = 0 }) => cents));
export const outstandingOf = (state: Redress): number => totalOf(state) - state.paid;
export const hasOpenShares = ({ shares }: Redress): boolean => Object.values(shares).some(({ cents }) => cents === undefined);
/** What is left for one defendant to pay: never more than all that is owed, nor than the cap leaves. */
export const liabilityLeft = (state: Redress, { cap, paid }: Liable): number => Math.max(0, Math.min(outstandingOf(state), cap === undefined ? outstandingOf(state) : cap - paid));

/** In the order of their names in the case: V2 before V10. */
export const owedIn = ({ shares }: Redress): readonly Owed[] =>
  Object.entries(shares).toSorted(([, a], [, b]) => a.as.length - b.as.length || (a.as < b.as ? -1 : 1)).map(([key, { cents = 0, paid }]) => ({ key, share: cents, owed: cents - paid }));
