/** Orders of restitution, as they are answered. Money is whole cents of the currency. */
import { z } from 'zod';
import { exceptionReasons, lossHeads, lossMethods, noticeKinds, paymentSources, reversalReasons, rhythms } from '#domain/redress/schema.ts';
import { agencyId, bounded, instant, personId } from '../shapes.ts';

const day = z.iso.date();
const cents = z.int();
const currency = z.string();
const label = z.string();
const base = { id: z.string(), recorder: agencyId, at: instant, author: personId.optional().meta({ description: 'Absent, as all that follows from it, where only a summary or that it is there opens to you' }) };
const texts = z.strictObject({ note: z.string().optional() }).optional();

const totals = { currency, total: cents, paid: cents, outstanding: cents };
const debtor = z.strictObject({
  defendant: label, cap: cents.nullable(), paid: cents, left: cents.meta({ description: 'What is left for this defendant to pay: never more than all that is owed' }),
  standing: z.enum(['CURRENT', 'DELINQUENT', 'DEFAULT']), since: day.nullable(), schedule: z.strictObject({ cents, every: z.enum(rhythms), from: day, paid: cents }).nullable(),
  next: day.nullable().meta({ description: 'The oldest instalment that is not paid in full' }), delinquentOn: day.nullable(), defaultOn: day.nullable(), wholeSumOn: day.nullable(),
  noticesDue: z.array(z.strictObject({ notice: z.enum(noticeKinds), dueAt: instant })),
});
const stage = z.enum(['CLAIM', 'REQUESTED', 'EXCEPTION_PROPOSED', 'NOT_REQUESTED', 'ORDERED', 'OVER']);

export const orderShape = z.strictObject({
  ...base, state: stage.optional(),
  summary: z.strictObject(totals).optional(),
  data: z.strictObject({ ...totals, rev: z.int(), on: day.nullable(), open: z.boolean().meta({ description: 'Whether losses are still open' }), defendants: z.array(label), liable: z.array(debtor) }).optional(),
});
const share = z.strictObject({
  ...base, victim: z.uuid(), state: z.enum(['HER_OWN', 'PROTECTED_ACCOUNT']).optional(),
  data: z.strictObject({ currency, cents: cents.nullable(), paid: cents, held: cents.meta({ description: 'In the protected account of a child' }), until: day.nullable() }).optional(),
});
const loss = z.strictObject({ ...base, victim: z.uuid(), texts, data: z.strictObject({ currency, head: z.enum(lossHeads), method: z.enum(lossMethods), cents, evidence: z.array(z.uuid()) }).optional() });
const payment = z.strictObject({
  ...base, subject: label.optional(), state: z.enum(['RECEIVED', 'REVERSED']).optional(),
  data: z.strictObject({ currency, source: z.enum(paymentSources), on: day, cents, split: z.record(z.string(), cents).meta({ description: 'By her name in the case' }), reason: z.enum(reversalReasons).nullable() }).optional(),
});
const withdrawal = z.strictObject({ ...base, victim: z.uuid(), data: z.strictObject({ currency, on: day, cents, courtApproved: z.boolean() }).optional() });
const exception = z.strictObject({ ...base, texts, data: z.strictObject({ reason: z.enum(exceptionReasons) }).optional() });
const happened = z.strictObject({
  ...base, subject: label.optional(), what: z.enum(['DELINQUENCY', 'DEFAULT', 'NOTICE', 'WHOLE_SUM', 'CURE']),
  data: z.strictObject({ since: day.optional(), noticeDue: instant.optional(), notice: z.enum(noticeKinds).optional(), on: day.optional(), wholeSumOn: day.nullable().optional(), cents: cents.optional() }).optional(),
});

export const ordersShape = z.strictObject({ orders: bounded(orderShape) });
export const redressShape = z.strictObject({
  order: orderShape, shares: bounded(share), losses: z.array(loss).max(5_000), payments: z.array(payment).max(5_000), withdrawals: z.array(withdrawal).max(5_000), exceptions: bounded(exception),
  late: z.array(happened).max(5_000).meta({ description: 'What was late, of what notice was given, and how it ended, oldest first' }),
});
export const redressActed = redressShape.partial().extend({ seq: z.int() });
