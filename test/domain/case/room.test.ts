/** A full ledger refuses what only adds, and nothing else: what she says, every clock, answers and deliveries fit its 64 KB whatever was promised before. */
import { expect, test } from 'vitest';
import type { Pledged } from '#domain/commitment/schema.ts';
import { cast, planned, uuid, type Tale } from './world.ts';
import { coordinator, createCompact, leader, opening, signers } from '../compact/world.ts';

const bytesMax = 65_536;
const sizeOf = (state: object): number => Buffer.byteLength(JSON.stringify(state));
const largest = (tale: Tale): number => Math.max(...tale.changes.map(({ after }) => sizeOf(after)));

/** One investigator promises until the case says no more. */
function flooded(place: Parameters<Tale['promise']>[2], due: string): { readonly tale: Tale; readonly promised: readonly string[] } {
  const tale = planned();
  tale.at('2021-07-01 10:00');
  const promised: string[] = [];
  for (let n = 100; n < 200; n += 1) {
    const { refusal } = tale.promise(cast.agent, { due }, place, uuid(n));
    if (refusal !== undefined) {
      expect(refusal.code).toBe('CASE_FULL');
      return { tale, promised };
    }
    promised.push(uuid(n));
  }
  throw new Error('the case never says that it is full');
}

test('what she says, safe contact, work and every clock go on in a case that somebody has filled', () => {
  const { tale, promised } = flooded({ track: 'INVESTIGATION', waitsOn: ['S2.3'] }, '2021-12-15');
  expect(promised.length).toBeGreaterThan(15);
  const asked = Array.from({ length: 20 }, (_, n) => tale.say(cast.coordinator, { type: 'link', act: { act: 'ask', link: uuid(300 + n), other: uuid(2), relation: 'SAME_SUSPECT' } }).refusal?.code);
  expect(asked.at(-1)).toBe('CASE_FULL');
  const minute = { commitment: uuid(1), pledged: { kind: 'DELIVERABLE', agency: 'haven', due: '2021-12-15', text: uuid(999) } as const, place: {} };
  expect(tale.confer({ minutes: [minute] }).refusal?.code).toBe('CASE_FULL');
  expect(tale.confer().refusal).toBeUndefined(); // a conference that promises nothing
  for (const signal of ['READY_FOR_INTERVIEW', 'NOT_NOW', 'READY_FOR_INTERVIEW'] as const) expect(tale.act(cast.advocate, 'S2.3', { act: 'signal', signal }).refusal).toBeUndefined();
  expect(tale.say(cast.advocate, { type: 'case', act: { act: 'record-safe-contact', rule: uuid(3) } }).refusal).toBeUndefined();
  expect(tale.act(cast.agent, 'S5.5', { act: 'accept' }).refusal).toBeUndefined();
  for (const id of promised) tale.keep(cast.agent, { act: 'ask-date', due: '2022-01-10', reason: 'CAPACITY' }, id);
  tale.at('2023-01-01 09:00'); // all lapse, to the last level
  expect(tale.commitment(promised[0])).toMatchObject({ state: 'LAPSED' });
  expect(tale.act(cast.agent, 'S5.5', { act: 'complete' }).refusal).toBeUndefined();
  const stay = promised.filter((id) => tale.keep(cast.leader, { act: 'reassign', to: 'haven', due: '2023-02-01' }, id).refusal?.code === 'CASE_FULL');
  expect(stay.length).toBeGreaterThan(8);
  for (const id of stay) expect(tale.keep(cast.leader, { act: 'recommit', due: '2023-02-01', resource: { amount: 1, unit: 'FTE' } }, id).refusal).toBeUndefined();
  expect(largest(tale)).toBeLessThan(bytesMax);
  for (const id of stay.slice(0, 8)) expect(tale.keep(cast.leader, { act: 'release', reason: 'NO_LONGER_NEEDED' }, id).refusal).toBeUndefined();
  expect(tale.promise(cast.agent, { due: '2023-02-01' }, {}, uuid(1)).refusal).toBeUndefined(); // there is room again
});

test('what agencies are asked for fits when all accept', () => {
  const tale = planned();
  tale.at('2021-07-01 10:00');
  const minutes = (from: number) => Array.from({ length: 10 }, (_, n) => ({ commitment: uuid(from + n), pledged: { kind: 'RESPONSE', agency: 'haven', due: '20wd', text: uuid(999) } as const, place: {} }));
  const said = [100, 200, 300, 400, 500].map((from) => tale.confer({ minutes: minutes(from) }).refusal?.code);
  expect([said[0], said.at(-1)]).toEqual([undefined, 'CASE_FULL']);
  for (const id of Object.keys(tale.open().commitments ?? {})) expect(tale.keep(cast.advocate, { act: 'accept' }, id).refusal).toBeUndefined();
  tale.at('2022-01-01 09:00');
  expect(largest(tale)).toBeLessThan(bytesMax);
});

test('COMPACT_FULL: what a compact takes can be signed by all, and every clock of it rings', () => {
  const pledged = (n: number): Pledged => ({ kind: 'DELIVERABLE', agency: signers[n % signers.length] ?? 'fbi', due: '2021-12-31', text: uuid(90) });
  const pledges = Array.from({ length: 100 }, (_, n) => ({ commitment: uuid(100 + n), pledged: pledged(n) }));
  const tale = createCompact();
  expect(tale.begin({ ...opening, pledges })).toMatchObject({ events: [], refusal: { code: 'COMPACT_FULL' } });
  tale.begin({ ...opening, pledges: pledges.slice(0, 10) });
  const said = pledges.slice(10).map((pledge) => tale.act(coordinator, { act: 'pledge', ...pledge }).refusal?.code);
  expect([said[0], said.at(-1)]).toEqual([undefined, 'COMPACT_FULL']);
  tale.act(coordinator, { act: 'request-signatures' });
  tale.at('2021-05-10 09:00');
  for (const agency of signers) expect(tale.sign(agency).refusal).toBeUndefined();
  expect(tale.open().standing).toBe('ACTIVE');
  tale.at('2022-12-31 09:00');
  for (const { id, agency } of Object.values(tale.open().commitments)) expect(tale.promise(leader(agency), id, { act: 'recommit', due: '2023-02-01', resource: { amount: 1, unit: 'FTE' } }).refusal).toBeUndefined();
  expect(Math.max(...tale.changes.map(({ after }) => sizeOf(after)))).toBeLessThan(bytesMax);
});
