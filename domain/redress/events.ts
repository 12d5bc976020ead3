/** What may have happened to an order of restitution. Facts, in the past tense. */
import type { Rung } from '../climb.ts';
import type { Civil, Instant } from '../facts.ts';
import type { Recorded } from '../ledger.ts';
import type { LocalDate } from '../time/civil-time.ts';
import type { Deadline } from '../time/deadline.ts';
import type { NoticeKind, RedressAct, endings, exceptionReasons, reversalReasons } from './schema.ts';
import type { Payment, Schedule, Share, Watch } from './state.ts';

type Loss = Omit<Extract<RedressAct, { act: 'record-loss' }>, 'act'>;
type Guarded = NonNullable<Share['guarded']>;

export interface NewShare {
  readonly victim: string;
  readonly as: string;
  readonly cents?: number;
  readonly guarded?: Guarded;
}

export type RedressFact =
  | { readonly type: 'RedressOpened'; readonly order: string; readonly case: string; readonly agency: string; readonly lead: string; readonly civil: Civil; readonly currency: string; readonly defendants: readonly string[] }
  | ({ readonly type: 'LossRecorded'; readonly as: string; readonly agency: string } & Loss)
  | { readonly type: 'RestitutionRequested' }
  | { readonly type: 'ExceptionProposed'; readonly reason: (typeof exceptionReasons)[number]; readonly note?: string; readonly person: string }
  | { readonly type: 'ExceptionApproved'; readonly person: string }
  | { readonly type: 'OrderMade'; readonly on: LocalDate; readonly shares: readonly NewShare[]; readonly liable: readonly { readonly defendant: string; readonly cap?: number }[] }
  | { readonly type: 'MadeLiable'; readonly on: LocalDate; readonly defendant: string; readonly cap?: number }
  | { readonly type: 'ShareFixed'; readonly on: LocalDate; readonly share: NewShare }
  /** By the court: whatever was late before is so no longer, and is not forgotten. */
  | { readonly type: 'ScheduleSet'; readonly on: LocalDate; readonly defendant: string; readonly schedule: Omit<Schedule, 'paid'> }
  | { readonly type: 'PaymentReceived'; readonly payment: Payment }
  | { readonly type: 'PaymentReversed'; readonly payment: Payment; readonly reason: (typeof reversalReasons)[number] }
  | { readonly type: 'WatchSet'; readonly defendant: string; readonly watch?: Watch }
  | { readonly type: 'FellDelinquent' | 'FellIntoDefault'; readonly defendant: string; readonly since: LocalDate; readonly lapse: number; readonly deadline: Deadline }
  | { readonly type: 'LapseCured'; readonly defendant: string }
  | { readonly type: 'NoticeSent'; readonly defendant: string; readonly notice: NoticeKind; readonly on: LocalDate; readonly wholeSum?: { readonly on: LocalDate; readonly at: Instant } }
  | { readonly type: 'WholeSumDue'; readonly defendant: string; readonly cents: number }
  | { readonly type: 'PayeeSet'; readonly victim: string; readonly guarded?: Guarded }
  | { readonly type: 'AccountPassed'; readonly victim: string; readonly cents: number }
  | { readonly type: 'Withdrawn'; readonly withdrawal: string; readonly victim: string; readonly on: LocalDate; readonly cents: number }
  | { readonly type: 'RedressOver'; readonly reason: 'PAID' | (typeof endings)[number]; readonly on: LocalDate }
  | { readonly type: 'RedressReopened' }
  | Rung<'notice'>;
export type RedressEvent = Recorded<RedressFact>;
