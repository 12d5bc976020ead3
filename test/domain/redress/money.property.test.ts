/** Refusal 24: no payment loses or makes a cent. Any order of payments, resets, forfeitures and reversals over thirty years leaves every cent accounted for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divide, sum } from '#domain/redress/money.ts';
import { outstandingOf, totalOf } from '#domain/redress/state.ts';
import { createOrder, victimId } from './world.ts';

const owed = fc.array(fc.record({ share: fc.integer({ min: 1, max: 1_000_000_000_000 }), paid: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 1, maxLength: 30 })
  .map((all) => all.map(({ share, paid }, index) => ({ key: String(index), share, owed: share - Math.floor(share * paid) })));

test('what is divided is given whole, nobody more than is owed, and within a cent of the proportion while nobody is full', () => {
  fc.assert(fc.property(owed, fc.double({ min: 0, max: 1, noNaN: true }), (among, part) => {
    const cents = Math.floor(sum(among.map((each) => each.owed)) * part);
    const given = divide(cents, among);
    expect(sum(Object.values(given))).toBe(cents);
    for (const { key, owed: most } of among) expect(given[key] ?? 0).toBeLessThanOrEqual(most);
    const total = sum(among.map(({ share }) => share));
    if (among.every(({ key, owed: most }) => (given[key] ?? 0) < most)) for (const { key, share } of among) expect(Math.abs((given[key] ?? 0) - (cents * share) / total)).toBeLessThan(1.001);
  }), { numRuns: 300 });
});

const step = fc.record({
  what: fc.constantFrom('pay', 'pay', 'pay', 'forfeit', 'fund', 'reset', 'reverse', 'fix', 'notice'), defendant: fc.constantFrom('D1', 'D2'), cents: fc.integer({ min: 1, max: 4_000_000 }), days: fc.integer({ min: 0, max: 240 }), nth: fc.nat({ max: 5 }),
});

test('over thirty years every cent is accounted for, shares sum to totals, nobody is paid too much, and no cap is exceeded', () => {
  fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 90 }), (steps) => {
    const world = createOrder({ victims: 5 });
    world.say({ act: 'order', on: '2023-07-21', shares: [31_700_01, 1, 999_99, 45_000_00].map((cents, index) => ({ victim: victimId(index + 1), cents })), liable: [{ defendant: 'D1' }, { defendant: 'D2', cap: 20_000_00 }] });
    let day = Temporal.PlainDate.from('2023-07-21');
    for (const { what, defendant, cents, days, nth } of steps) {
      day = day.add({ days });
      if (day.year > 2053) break;
      world.passTo(day.toString());
      const on = day.toString();
      if (what === 'pay') world.say({ act: 'receive-payment', payment: world.newId(), source: 'DEFENDANT', defendant, on, cents });
      if (what === 'forfeit') world.say({ act: 'receive-payment', payment: world.newId(), source: 'FORFEITURE', defendant, on, cents });
      if (what === 'fund') world.say({ act: 'receive-payment', payment: world.newId(), source: 'FUND', on, cents });
      if (what === 'reset') world.say({ act: 'set-schedule', on, defendant, cents, every: nth % 2 === 0 ? 'MONTH' : 'QUARTER', from: on });
      if (what === 'reverse') world.say({ act: 'reverse-payment', payment: world.order().recent[nth]?.id ?? world.newId(), reason: 'BOUNCED' });
      if (what === 'fix') world.say({ act: 'fix-share', on, victim: victimId(1 + nth % 5), cents: cents * 3 });
      if (what === 'notice') world.say({ act: 'send-notice', defendant, notice: nth % 2 === 0 ? 'DEFAULT' : 'DELINQUENCY', on });
      const { shares, liable } = world.order();
      // Counted anew from what happened, not from what the state says.
      const happened = world.events().reduce((total, event) => total + (event.type === 'PaymentReceived' ? event.payment.cents : event.type === 'PaymentReversed' ? -event.payment.cents : 0), 0);
      expect(world.order().paid).toBe(happened);
      expect(sum(Object.values(shares).map(({ paid }) => paid))).toBe(happened);
      expect(happened + outstandingOf(world.order())).toBe(totalOf(world.order()));
      for (const { paid, cents: most = 0 } of Object.values(shares)) expect(paid).toBeLessThanOrEqual(most);
      expect(liable['D2']?.paid).toBeLessThanOrEqual(20_000_00);
    }
  }), { numRuns: 25 });
});
