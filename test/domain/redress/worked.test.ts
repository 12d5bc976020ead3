/** Restitution worked by hand: shares, splits, lateness and its cure, and the money of a child. */
import { expect, test } from 'vitest';
import { divide } from '#domain/redress/money.ts';
import { liabilityLeft, outstandingOf, totalOf } from '#domain/redress/state.ts';
import { createOrder, supervisor, victimId } from './world.ts';

const cents = (dollars: number): number => Math.round(dollars * 100);
const shares = [71_200, 54_300, 68_900, 47_750, 62_400, 58_600].map((dollars, index) => ({ victim: victimId(index + 1), cents: cents(dollars) }));

/** D1 ordered to pay six and a seventh who is open; D2 liable with a cap; the seventh fixed later. */
function ordered() {
  const world = createOrder();
  world.say({ act: 'request' });
  world.say({ act: 'order', on: '2023-07-21', shares: [...shares, { victim: victimId(7) }], liable: [{ defendant: 'D1' }] });
  world.passTo('2023-08-04');
  world.say({ act: 'make-liable', on: '2023-08-04', defendant: 'D2', cap: cents(180_000) });
  world.passTo('2023-10-12');
  world.say({ act: 'fix-share', on: '2023-10-12', victim: victimId(7), cents: cents(49_500) });
  world.say({ act: 'set-schedule', on: '2023-10-12', defendant: 'D2', cents: cents(400), every: 'MONTH', from: '2023-11-01' });
  world.say({ act: 'set-schedule', on: '2023-10-12', defendant: 'D1', cents: cents(25), every: 'QUARTER', from: '2023-12-15' });
  return world;
}

function pay(world: ReturnType<typeof createOrder>, on: string, dollars: number, more: { readonly source?: 'DEFENDANT' | 'FORFEITURE'; readonly defendant?: string } = { defendant: 'D2' }) {
  world.passTo(on);
  const decided = world.say({ act: 'receive-payment', payment: world.newId(), source: 'DEFENDANT', on, cents: cents(dollars), ...more });
  const received = decided.events.find((event) => event.type === 'PaymentReceived');
  return received?.type === 'PaymentReceived' ? Object.values(received.payment.split) : decided.refusal;
}

const months = (from: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => Temporal.PlainDate.from(from).add({ months: index }).toString());

test('the shares sum to the total, what is open is said, and instalments are divided to the cent', () => {
  const world = ordered();
  expect(totalOf(world.order())).toBe(cents(412_650));
  expect(pay(world, '2023-11-01', 400)).toEqual([6902, 5263, 6679, 4629, 6049, 5680, 4798]);
  pay(world, '2023-12-01', 400);
  pay(world, '2023-12-15', 25, { defendant: 'D1' });
  pay(world, '2024-01-01', 400);
  expect(pay(world, '2024-01-15', 150_000, { source: 'FORFEITURE' })).toEqual([2_588_150, 1_973_828, 2_504_544, 1_735_732, 2_268_266, 2_130_134, 1_799_346]);
  expect(world.said()).toEqual([
    { fact: 'ORDER_MADE', about: 'D1', value: 'YES' }, { fact: 'LOSSES_OPEN', about: 'D1', value: 'YES' },
    { fact: 'ORDER_MADE', about: 'D2', value: 'YES' }, { fact: 'LOSSES_OPEN', about: 'D2', value: 'YES' },
    { fact: 'LOSSES_OPEN', about: 'D1', value: 'NO' }, { fact: 'LOSSES_OPEN', about: 'D2', value: 'NO' },
  ]);
});

test('whoever pays nothing is delinquent, then in default; the whole sum falls due on a Saturday; the court resets it, and it is remembered', () => {
  const world = ordered();
  for (const day of months('2023-11-01', 7)) pay(world, day, 400);
  world.passTo('2024-07-02', '04:59');
  expect(world.order().liable['D2']?.standing).toBe('CURRENT');
  world.passTo('2024-07-02');
  expect(world.order().liable['D2']).toMatchObject({ standing: 'DELINQUENT', since: '2024-07-02', watch: { due: '2024-06-01', defaultOn: '2024-10-01' } });
  expect(world.order().liable['D2']?.notices.DELINQUENCY?.deadline.due).toBe('2024-07-16T22:00:00.000Z');
  world.say({ act: 'send-notice', defendant: 'D2', notice: 'DELINQUENCY', on: '2024-07-02' });
  world.passTo('2024-09-30');
  expect(world.order().liable['D2']?.standing).toBe('DELINQUENT');
  world.passTo('2024-10-03');
  expect(world.order().liable['D2']).toMatchObject({ standing: 'DEFAULT', since: '2024-10-01' });
  expect(world.order().liable['D2']?.notices.DEFAULT?.deadline.due).toBe('2024-10-15T22:00:00.000Z');
  world.say({ act: 'send-notice', defendant: 'D2', notice: 'DEFAULT', on: '2024-10-03' });
  expect(world.order().liable['D2']?.wholeSum).toEqual({ on: '2024-11-02', at: '2024-11-02T22:00:00.000Z', isTold: false });
  pay(world, '2024-10-10', 2_000);
  expect(world.order().liable['D2']?.standing).toBe('DEFAULT');
  world.passTo('2024-10-28');
  world.say({ act: 'set-schedule', on: '2024-10-28', defendant: 'D2', cents: cents(500), every: 'MONTH', from: '2024-11-01' });
  expect(world.order().liable['D2']).toMatchObject({ standing: 'CURRENT', lapses: 1, notices: {}, watch: { due: '2024-11-01' } });
  expect(world.order().liable['D2']?.wholeSum).toBeUndefined();
  for (const day of months('2024-11-01', 8)) pay(world, day, 500);
  expect(world.events().some(({ type }) => type === 'WholeSumDue')).toBe(false);
  const history = ['delinquency', 'notice', 'default', 'whole-sum', 'cure'].map((kind) => `restitution-${kind}`);
  expect(world.rows().filter(({ kind, subject }) => subject === 'D2' && history.includes(kind)).map(({ kind, data }) => ({ kind, ...(data as object) }))).toEqual([
    { kind: 'restitution-delinquency', since: '2024-07-02', noticeDue: '2024-07-16T22:00:00.000Z' },
    { kind: 'restitution-notice', notice: 'DELINQUENCY', on: '2024-07-02', wholeSumOn: null },
    { kind: 'restitution-default', since: '2024-10-01', noticeDue: '2024-10-15T22:00:00.000Z' },
    { kind: 'restitution-notice', notice: 'DEFAULT', on: '2024-10-03', wholeSumOn: '2024-11-02' },
    { kind: 'restitution-cure', on: '2024-10-28' },
  ]);
  world.passTo('2025-06-30');
  for (const day of ['2023-12-15', '2024-03-15', '2024-06-15', '2024-09-15', '2024-12-15', '2025-03-15', '2025-06-15']) world.say({ act: 'receive-payment', payment: world.newId(), source: 'DEFENDANT', defendant: 'D1', on: day, cents: 2_500 });
  world.say({ act: 'receive-payment', payment: world.newId(), source: 'FORFEITURE', on: '2024-01-15', cents: cents(150_000) });
  expect(world.order().paid).toBe(cents(158_975));
  expect(outstandingOf(world.order())).toBe(cents(253_675));
});

test('nobody is told when the whole sum is due but staff, and it is due if the court does not speak', () => {
  const world = ordered();
  world.passTo('2024-03-05');
  expect(world.order().liable['D2']?.standing).toBe('DEFAULT');
  world.say({ act: 'send-notice', defendant: 'D2', notice: 'DEFAULT', on: '2024-03-05' });
  world.passTo('2024-04-05');
  expect(world.events().filter(({ type }) => type === 'WholeSumDue')).toMatchObject([{ defendant: 'D2', cents: cents(180_000) }]);
  expect(world.notices().filter(({ kind }) => kind === 'change').every(({ to }) => to.role === 'REDRESS_OFFICER')).toBe(true);
  expect(world.notices().some(({ kind, subject }) => kind === 'level' && subject === 'D2.DELINQUENCY')).toBe(true);
});

test('whoever catches up before default is late no longer', () => {
  const world = ordered();
  world.passTo('2023-12-20');
  expect(world.order().liable['D2']?.standing).toBe('DELINQUENT');
  pay(world, '2023-12-20', 400);
  expect(world.order().liable['D2']).toMatchObject({ standing: 'CURRENT', watch: { due: '2023-12-01' } });
});

test('more than a cap leaves, or than is owed, is refused with what is; what bounces is taken back from each', () => {
  const world = ordered();
  expect(pay(world, '2023-11-01', 180_000.01)).toEqual({ code: 'MORE_THAN_OWED', detail: { most: cents(180_000) } });
  pay(world, '2023-11-01', 180_000);
  expect(liabilityLeft(world.order(), world.order().liable['D2'] ?? { turn: 0, paid: 0, standing: 'CURRENT', lapses: 0, notices: {} })).toBe(0);
  expect(world.said().at(-1)).toEqual({ fact: 'PAYMENT_OVER', about: 'D2', value: 'YES' });
  const payment = world.order().recent[0]?.id ?? '';
  world.say({ act: 'reverse-payment', payment, reason: 'BOUNCED' });
  expect(world.order().paid).toBe(0);
  expect(Object.values(world.order().shares).every(({ paid }) => paid === 0)).toBe(true);
  expect(world.said().at(-1)).toEqual({ fact: 'PAYMENT_OVER', about: 'D2', value: 'NO' });
  expect(world.say({ act: 'reverse-payment', payment, reason: 'BOUNCED' }).refusal?.code).toBe('PAYMENT_SETTLED');
  pay(world, '2023-11-02', 412_650, { defendant: 'D1' });
  expect(world.order().stage).toBe('OVER');
  expect(world.say({ act: 'receive-payment', payment: world.newId(), source: 'FUND', on: '2023-11-02', cents: 1 }).refusal?.code).toBe('REDRESS_STATE');
});

test('an exception takes somebody else to approve it, and no order comes out of silence', () => {
  const world = createOrder();
  world.say({ act: 'propose-exception', reason: 'NO_BASIS_UNDER_ROUTE' });
  expect(world.say({ act: 'approve-exception' }).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
  world.say({ act: 'approve-exception' }, { by: supervisor });
  expect(world.order().stage).toBe('NOT_REQUESTED');
});

test('the money of a child lies in a protected account until she is of age, whoever asks', () => {
  const world = createOrder({ victims: 1, children: [1], startsAt: '2024-03-01T15:00:00.000Z' });
  world.say({ act: 'order', on: '2024-03-01', shares: [{ victim: victimId(1), cents: cents(5_000), guardedUntil: '2025-02-11' }], liable: [{ defendant: 'D1' }] });
  pay(world, '2024-03-01', 1_000, { defendant: 'D1' });
  const withdraw = (dollars: number, courtApproved: boolean) => world.say({ act: 'withdraw', withdrawal: world.newId(), victim: victimId(1), on: '2024-03-01', cents: cents(dollars), courtApproved }).refusal?.code;
  expect(withdraw(100, false)).toBe('COURT_APPROVAL_REQUIRED');
  expect(withdraw(1_001, true)).toBe('MORE_THAN_HELD');
  expect(withdraw(100, true)).toBeUndefined();
  world.passTo('2025-02-11', '05:59');
  expect(world.order().shares[victimId(1)]?.held).toBe(cents(900));
  world.passTo('2025-02-11', '06:00');
  expect(world.events().at(-1)).toMatchObject({ type: 'AccountPassed', cents: cents(900) });
  expect(world.order().shares[victimId(1)]).toEqual({ as: 'V1', cents: cents(5_000), paid: cents(1_000), held: 0 });
});

test('what somebody is not owed any more falls to the others, and remainders alike go in order', () => {
  expect(divide(10, [{ key: 'a', share: 1, owed: 1 }, { key: 'b', share: 1, owed: 100 }])).toEqual({ a: 1, b: 9 });
  expect(divide(2, [{ key: 'a', share: 1, owed: 5 }, { key: 'b', share: 1, owed: 5 }, { key: 'c', share: 1, owed: 5 }])).toEqual({ a: 1, b: 1 });
  expect(() => divide(6, [{ key: 'a', share: 1, owed: 5 }])).toThrow('more is to be divided');
});
