import { z } from 'zod';
import { matterOf, recordsOf, type SeenRecord } from '../matters/records.ts';
import { readingOne } from '../route.ts';
import { ordersShape, redressShape } from './shapes.ts';

const lateKinds = { 'restitution-delinquency': 'DELINQUENCY', 'restitution-default': 'DEFAULT', 'restitution-notice': 'NOTICE', 'restitution-whole-sum': 'WHOLE_SUM', 'restitution-cure': 'CURE' } as const;
const kinds = ['restitution-order', 'restitution-share', 'restitution-loss', 'restitution-payment', 'restitution-withdrawal', 'restitution-exception', ...Object.keys(lateKinds)];

/** A record as it is answered: its kind and class are those of its list. */
function plain({ kind: _kind, class: _class, ...record }: SeenRecord): Omit<SeenRecord, 'kind' | 'class'> {
  const { texts, ...rest } = record;
  return texts === undefined || Object.keys(texts).length === 0 ? rest : record;
}

export const orderParams = z.strictObject({ caseId: z.uuid().toLowerCase(), orderId: z.uuid().toLowerCase() });

export const listRedress = readingOne({
  id: 'list-restitution-orders',
  path: '/cases/{caseId}/restitution-orders',
  summary: 'List the orders of restitution of a case',
  description: 'Claims and orders, oldest first, with their totals for those who see totals and everything else for those who keep them.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: ordersShape,
  action: 'redress.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, _actor, { caseId }) => matterOf(ask, 'redress', caseId),
  read: async (asker, { params }, subject) => {
    const ledgers = await asker.ask<{ ledger_id: string }>`select ledger_id from record_view where case_ledger = ${`case/${params.caseId}`} and kind = 'restitution-order' order by at, ledger_id limit 1000`;
    const orders: SeenRecord[] = [];
    for (const { ledger_id: ledger } of ledgers) orders.push(...(await recordsOf(asker, ledger, subject, ['restitution-order'])));
    return { body: { orders: ordersShape.shape.orders.parse(orders.map(plain)) } };
  },
});

export const readRedress = readingOne({
  id: 'read-restitution-order',
  path: '/cases/{caseId}/restitution-orders/{orderId}',
  summary: 'Read an order of restitution',
  description: 'What was lost and ordered, who owes it, what came in and how it was divided to the cent, what is late. Each record opens by its class; a share and a loss open to those who may open hers.',
  params: orderParams,
  answer: redressShape,
  tagged: true,
  action: 'redress.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, _actor, { caseId, orderId }) => matterOf(ask, 'redress', caseId, orderId),
  read: async (asker, _given, subject) => {
    const records = await recordsOf(asker, subject.ledger, subject, kinds);
    const of = (kind: string): readonly object[] => records.filter((each) => each.kind === kind).map(plain);
    const [order] = of('restitution-order');
    if (order === undefined) return undefined;
    const late = records.flatMap((record) => (Object.hasOwn(lateKinds, record.kind) ? [{ ...plain(record), what: lateKinds[record.kind as keyof typeof lateKinds] }] : []));
    const body = redressShape.parse({
      order, shares: of('restitution-share'), losses: of('restitution-loss'), payments: of('restitution-payment'), withdrawals: of('restitution-withdrawal'), exceptions: of('restitution-exception'), late: late.map(({ texts: _texts, ...each }) => each),
    });
    return { body, ...(body.order.data !== undefined && { rev: body.order.data.rev }) };
  },
});
