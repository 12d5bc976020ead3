/** M20: what was ordered for survivors and what reached them. Sums and parts only: no order, no share and no payment stands here by itself. */
import { apart, contextOf } from './context.ts';
import { atRank, count, counts, median, type Figure, type Measure } from './measure.ts';
import type { OrderOf } from './picture.ts';

const DAY_MS = 86_400_000;
/** How far it has come with restitution for whoever was convicted. */
const stages = ['ORDERED', 'REQUESTED', 'BEING_PREPARED', 'NOT_REQUESTED', 'NOTHING_YET'] as const;
const stageWords: Readonly<Record<string, (typeof stages)[number]>> = { ORDERED: 'ORDERED', OVER: 'ORDERED', REQUESTED: 'REQUESTED', EXCEPTION_PROPOSED: 'BEING_PREPARED', CLAIM: 'BEING_PREPARED', NOT_REQUESTED: 'NOT_REQUESTED' };
const standings = ['CURRENT', 'DELINQUENT', 'DEFAULT'] as const;
const paidParts = ['NOTHING', 'PART', 'WHOLE'] as const;

/** Cents are summed within one currency. */
const sumIn = (figure: string, of: string, orders: readonly OrderOf[], part: (order: OrderOf) => number): Figure =>
  apart({ figure, of, value: orders.reduce((cents, order) => cents + part(order), 0), unit: 'cents', cases: [] }, orders.reduce((people, { shares }) => people + shares.length, 0));

/** Each part with as many people behind it. */
const parts = (figure: string, unit: Figure['unit'], things: readonly { readonly ledger: string; readonly of: string }[], order: readonly string[]): readonly Figure[] =>
  counts(figure, unit, things, ({ of }) => of, order).map((each) => apart(each, each.value ?? 0));

export const redressMade: Measure = {
  id: 'M20', name: 'Redress', over: 'INSTANT', ofVictims: false, aggregate: true,
  definition: 'Convicted defendants, whatever the label, by how far restitution has come that names them: ordered, requested, being prepared, not requested for a reason that two people gave, nothing yet; beside C1, C5 and C7 of their cases, without which that is withheld. Of orders made by then, as the record stands today: cents ordered, paid and outstanding, by currency; who owes it, by whether they pay in time, are delinquent or in default; calendar days from the order to the first payment; and shares of survivors by whether nothing, a part or the whole was paid.',
  denominator: 'Convicted defendants of the cases that you may count; orders that were made; shares that the orders give.',
  looksAt: ['suspects', 'orders', 'ratings'],
  of: ({ suspects, orders, ratings, until }) => {
    const convicted = suspects.filter(({ convicted: is }) => is).map((each) => ({ ...each, of: stageWords[each.redress ?? ''] ?? 'NOTHING_YET' }));
    const made = orders.filter(({ stage, orderedOn }) => (stage === 'ORDERED' || stage === 'OVER') && orderedOn !== null && Date.parse(orderedOn) <= until);
    const byCurrency = [...Map.groupBy(made, ({ currency }) => currency)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const owing = made.flatMap(({ ledger, standings: each }) => each.map((of) => ({ ledger, of })));
    const shares = made.flatMap(({ ledger, shares: each }) => each.flatMap(({ cents, paid }) => (cents === null || cents === 0 ? [] : [{ ledger, of: paid === 0 ? 'NOTHING' : paid < cents ? 'PART' : 'WHOLE' }])));
    const first = made.flatMap(({ ledger, orderedOn, firstPaidOn }) => (orderedOn === null || firstPaidOn === null ? [] : [{ ledger, size: Math.round((Date.parse(firstPaidOn) - Date.parse(orderedOn)) / DAY_MS) }]));
    return [
      ...parts('convicted-with', 'suspects', convicted, stages).map((figure): Figure => ({ ...figure, bare: true })), ...contextOf(ratings, convicted),
      ...byCurrency.map(([of, those]) => sumIn('ordered', of, those, ({ total }) => total)), ...byCurrency.map(([of, those]) => sumIn('paid', of, those, ({ paid }) => paid)), ...byCurrency.map(([of, those]) => sumIn('outstanding', of, those, ({ outstanding }) => outstanding)),
      ...parts('owing', 'suspects', owing, standings), apart(count('orders-with-a-payment', 'orders', first), first.length), apart(atRank('order-to-first-payment-median', 'days', first, median), first.length),
      ...parts('share-paid', 'shares', shares, paidParts),
    ];
  },
};
