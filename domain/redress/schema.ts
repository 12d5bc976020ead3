/** What people say of restitution: what was lost, that it is asked for, what the court ordered, what came in. Words are vault references; money is whole cents. */
import { z } from 'zod';
import { day } from '../schema.ts';
import { centsMost } from './money.ts';

const cents = z.int().positive().max(centsMost);
const label = z.string().regex(/^[A-Z]{1,3}\d{1,4}$/);
const victim = z.uuid().toLowerCase();
const note = z.uuid().optional();

/** What was lost (18 U.S.C. 1593(b)(3) with 2259(c)(2)), and how it was worked out. */
export const lossHeads = ['GAIN', 'WAGES', 'MEDICAL', 'THERAPY', 'HOUSING', 'TRANSPORT', 'LOST_INCOME', 'LEGAL_COSTS', 'FUTURE_CARE', 'RECRUITMENT_FEES', 'OTHER'] as const;
export const lossMethods = ['GREATER_OF_GAIN_OR_WAGES', 'WAGE_LAW', 'EXPENSES', 'EXPERT_ESTIMATE', 'AGREED'] as const;
/** Why restitution is not asked for. */
export const exceptionReasons = ['NO_BASIS_UNDER_ROUTE', 'SHE_DECLINES', 'CLAIMED_ELSEWHERE', 'NO_LOSS_KNOWN', 'OTHER'] as const;
export const paymentSources = ['DEFENDANT', 'FORFEITURE', 'FUND', 'CIVIL'] as const;
export const reversalReasons = ['BOUNCED', 'MISTAKEN', 'COURT_ORDER'] as const;
export const rhythms = ['MONTH', 'QUARTER'] as const;
export const noticeKinds = ['DELINQUENCY', 'DEFAULT'] as const;
/** Why nothing is owed any more although not all is paid. */
export const endings = ['LIABILITY_OVER', 'ORDER_VACATED'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const share = z.strictObject({
  victim,
  cents: cents.optional().meta({ description: 'Absent: still open, to be fixed' }),
  guardedUntil: day.optional().meta({ description: 'Of a child: the day it passes to her' }),
});
const liable = z.strictObject({ defendant: label, cap: cents.optional().meta({ description: 'At most so much is theirs to pay; absent: all of it' }) });

export const redressActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('record-loss'), loss: z.uuid(), victim, head: z.enum(lossHeads), method: z.enum(lossMethods), cents, evidence: z.array(z.uuid().toLowerCase()).max(20).optional(), note }),
  z.strictObject({ act: z.literal('request') }),
  z.strictObject({ act: z.literal('propose-exception'), reason: z.enum(exceptionReasons), note }),
  z.strictObject({ act: z.literal('approve-exception') }),
  z.strictObject({ act: z.literal('order'), on: day, shares: z.array(share).min(1).max(200), liable: z.array(liable).min(1).max(40) }),
  z.strictObject({ act: z.literal('make-liable'), on: day, defendant: label, cap: cents.optional() }),
  z.strictObject({ act: z.literal('fix-share'), on: day, victim, cents, guardedUntil: day.optional() }),
  z.strictObject({ act: z.literal('set-schedule'), on: day, defendant: label, cents, every: z.enum(rhythms), from: day }),
  z.strictObject({ act: z.literal('receive-payment'), payment: z.uuid(), source: z.enum(paymentSources), defendant: label.optional().meta({ description: 'Whose it was, and whose cap it counts to; always with DEFENDANT' }), on: day, cents }),
  z.strictObject({ act: z.literal('reverse-payment'), payment: z.uuid().toLowerCase(), reason: z.enum(reversalReasons) }),
  z.strictObject({ act: z.literal('send-notice'), defendant: label, notice: z.enum(noticeKinds), on: day }),
  z.strictObject({ act: z.literal('guard'), victim, until: day.optional() }),
  z.strictObject({ act: z.literal('withdraw'), withdrawal: z.uuid(), victim, on: day, cents, courtApproved: z.boolean() }),
  z.strictObject({ act: z.literal('end'), reason: z.enum(endings), on: day }),
]);
export type RedressAct = z.infer<typeof redressActSchema>;

const open = z.strictObject({
  type: z.literal('open-redress'),
  order: z.uuid(),
  case: z.uuid().toLowerCase(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Suspects of the case whose acts caused the losses. */
  defendants: z.array(label).min(1).max(40),
});
const acts = z.strictObject({ type: z.literal('redress'), act: redressActSchema, rev: z.int().nonnegative().optional() });

export const redressCommandSchema = z.discriminatedUnion('type', [open, acts]);
export type RedressCommandBody = z.infer<typeof redressCommandSchema>;
