/** Orders of restitution at a glance: ordered, paid, outstanding; who pays what and when; what is late, since when, and which notice is due. */
import type { z } from 'zod';
import { readCase } from '../operations/read-case.ts';
import { listRedress } from '../redress/read-redress.ts';
import { ordersShape, type orderShape } from '../redress/shapes.ts';
import { caseShape } from '../shapes.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { dayWords, whenWords } from './when.ts';
import { listWords } from './words.ts';

type Order = z.output<typeof orderShape>;
type Debtor = NonNullable<Order['data']>['liable'][number];

const stageWords = {
  CLAIM: 'Losses are being put together.', REQUESTED: 'It is asked for.', EXCEPTION_PROPOSED: 'Somebody would not ask for it: a second person says whether that stands.', NOT_REQUESTED: 'It is not asked for; the reason is on record.',
  ORDERED: 'The court has ordered it.', OVER: 'It is over.',
} as const;
const everyWords = { MONTH: 'a month', QUARTER: 'a quarter' } as const;

/** Whole cents in words: 12,345 is 123.45. */
export const money = (cents: number, currency: string): string => `${currency} ${new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(cents / 100)}`;

function debtorWords({ defendant, cap, paid, left, standing, since, schedule, next, delinquentOn, defaultOn, wholeSumOn, noticesDue }: Debtor, currency: string, zone: string): string {
  return [
    `${defendant} has paid ${money(paid, currency)}; ${money(left, currency)} is left${cap === null ? '' : `, and never more than ${money(cap, currency)} in all`}.`,
    ...(schedule === null ? [] : [`${money(schedule.cents, currency)} ${everyWords[schedule.every as 'MONTH'] ?? schedule.every.toLowerCase()} from ${dayWords(schedule.from)}.`]),
    ...(next === null ? [] : [`The next instalment that is not paid is of ${dayWords(next)}.`]),
    ...(standing === 'CURRENT' ? [] : [`${standing === 'DEFAULT' ? 'In default' : 'Delinquent'}${since === null ? '' : ` since ${dayWords(since)}`}.`]),
    ...(standing === 'CURRENT' && delinquentOn !== null ? [`Delinquent from ${dayWords(delinquentOn)} if nothing comes.`] : []), ...(standing === 'DELINQUENT' && defaultOn !== null ? [`In default from ${dayWords(defaultOn)}.`] : []),
    ...(wholeSumOn === null ? [] : [`The whole sum is due ${dayWords(wholeSumOn)}.`]),
    ...noticesDue.map(({ notice, dueAt }) => `A notice of ${notice.toLowerCase().replaceAll('_', ' ')} is to be sent by ${whenWords(dueAt, zone)}.`),
  ].join(' ');
}

function told({ id, state, summary, data }: Order, zone: string) {
  const sums = data ?? summary;
  return {
    id, title: data === undefined || data.defendants.length === 0 ? 'An order' : `Against ${listWords(data.defendants)}`,
    says: state === undefined ? 'There is an order; no more of it opens to you.' : stageWords[state],
    sums: sums === undefined ? [] : [`Ordered: ${money(sums.total, sums.currency)}`, `Paid: ${money(sums.paid, sums.currency)}`, `Outstanding: ${money(sums.outstanding, sums.currency)}`],
    open: data?.open === true, debtors: data?.liable.map((debtor) => debtorWords(debtor, data.currency, zone)) ?? [],
  };
}

export const redressPage: Page = {
  path: paths.redress(':caseId'),
  template: 'redress',
  async show(visit) {
    const { caseId = '' } = visit.params;
    const { orders } = (await visit.read(listRedress, ordersShape, { caseId })).body;
    const { codeName } = (await visit.read(readCase, caseShape, { caseId })).body;
    return { title: 'Restitution', codeName, caseHref: paths.case(caseId), orders: orders.map((order) => told(order, visit.me.zone)) };
  },
};
