/** Any order of signatures, successions, departures, amendments and silences: what a compact promises holds after every decision. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clocksOf, compactWordOf, keepersOf } from '#domain/compact/clocks.ts';
import type { CompactEvent } from '#domain/compact/events.ts';
import { evolve } from '#domain/compact/evolve.ts';
import { rowsOf, type Rows } from '#domain/compact/rows.ts';
import type { CompactAct } from '#domain/compact/schema.ts';
import { absentCompact } from '#domain/compact/state.ts';
import type { Actor } from '#domain/facts.ts';
import { uuid } from '../case/world.ts';
import { coordinator, createCompact, leader, opening, signers, type Compact } from './world.ts';

type Move = { readonly by: Actor; readonly act: CompactAct } | { readonly days: number } | { readonly promise: 'deliver' | 'release'; readonly of: number };

const agency = fc.constantFrom(...signers);
const anyone = fc.oneof(
  fc.constant(coordinator), agency.map(leader), agency.map((each) => ({ ...leader(each), person: `${each}-next` })),
  agency.map((each): Actor => ({ person: `${each}-supervisor`, agency: each, roles: ['AGENCY_SUPERVISOR'] })),
);
const sign = agency.map((each): Move => ({ by: leader(each), act: { act: 'sign' } }));
const asked = fc.oneof(
  fc.constant<CompactAct>({ act: 'sign' }), fc.constant<CompactAct>({ act: 'confirm' }), fc.constant<CompactAct>({ act: 'activate' }), fc.constant<CompactAct>({ act: 'end' }),
  agency.map((each): CompactAct => ({ act: 'name-leader', agency: each, leader: `${each}-next` })),
  fc.constant<CompactAct>({ act: 'leave', reason: 'CAPACITY' }),
  fc.uniqueArray(agency, { minLength: 1, maxLength: 3 }).map((takeOff): CompactAct => ({ act: 'amend', takeOff: [...takeOff], minutes: uuid(70) })),
);
const amend = fc.uniqueArray(agency, { minLength: 1, maxLength: 2 }).map((takeOff): Move => ({ by: coordinator, act: { act: 'amend', takeOff: [...takeOff], minutes: uuid(70) } }));
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: sign }, { weight: 2, arbitrary: amend }, { weight: 3, arbitrary: fc.record({ by: anyone, act: asked }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 25 }).map((days) => ({ days })) },
  { weight: 2, arbitrary: agency.map((each): Move => ({ by: coordinator, act: { act: 'name-leader', agency: each, leader: `${each}-next` } })) },
  { weight: 2, arbitrary: agency.map((each): Move => ({ by: { ...leader(each), person: `${each}-next` }, act: { act: 'confirm' } })) },
  { weight: 1, arbitrary: agency.map((each): Move => ({ by: leader(each), act: { act: 'leave', reason: 'CAPACITY' } })) },
  { weight: 1, arbitrary: fc.record({ promise: fc.constantFrom('deliver' as const, 'release' as const), of: fc.constantFrom(60, 61) }) },
);

const seen: Record<string, number> = {};
const count = (what: string): void => void (seen[what] = (seen[what] ?? 0) + 1);

/** Told by hand from the events, with names and sets of its own: the rules are not asked. */
function reference(events: readonly CompactEvent[]) {
  const named = new Set<string>(signers);
  const signed = new Set<string>();
  for (const event of events) {
    if (event.type === 'SignatureGiven' && event.version === 1) signed.add(event.agency);
    if (event.type === 'CompactAmended') for (const off of event.takenOff) named.delete(off);
    if (event.type === 'AgencyLeft') named.delete(event.agency);
  }
  return { missing: [...named].filter((each) => !signed.has(each)), signed };
}

function play(tale: Compact, move: Move): void {
  if ('days' in move) {
    const until = new Date(Date.parse(tale.now()) + move.days * 86_400_000).toISOString();
    tale.at(until.slice(0, 16).replace('T', ' '));
    return;
  }
  if ('promise' in move) {
    tale.promise(leader(move.of === 60 ? 'irs-ci' : 'dol-oig'), uuid(move.of), move.promise === 'deliver' ? { act: 'deliver' } : { act: 'release', reason: 'CAPACITY' });
    return;
  }
  const before = tale.changes.length;
  const { refusal } = tale.act(move.by, move.act);
  const said = tale.changes.slice(before).map(({ event }) => event);
  count(refusal === undefined ? move.act.act : `${move.act.act} ${refusal.code}`);
  if (said.some(({ type }) => type === 'SignatureGiven') && !move.by.roles.includes('AGENCY_LEADER')) throw new Error(`${move.by.person} signed`);
  if (move.act.act === 'activate' && said.length > 0) throw new Error('somebody activated a compact by hand');
}

function check(tale: Compact, before: number): void {
  const events = tale.changes.map(({ event }) => event);
  const { missing } = reference(events);
  const state = tale.open();
  const activated = events.findIndex(({ type }) => type === 'CompactActivated');
  if (activated >= 0) {
    const then = reference(events.slice(0, activated)).missing;
    if (then.length > 0) throw new Error(`active without ${then.join(', ')}`);
    if (reference(events.slice(0, activated - 1)).missing.length === 0 && events[activated - 1]?.at !== events[activated]?.at) throw new Error('active too late');
  }
  // The instant the last one has signed, and not a decision later.
  if (state.standing === 'OPEN_FOR_SIGNATURE' && missing.length === 0) throw new Error('all have signed and it is not active');
  if (state.standing === 'ACTIVE' && missing.length > 0) throw new Error(`active without ${missing.join(', ')}`);
  const fresh = events.slice(before);
  for (const event of fresh) if (event.type === 'CommitmentAccepted' && !fresh.some((each) => each.type === 'SignatureGiven')) throw new Error('a promise without a signature');
}

function checkLevels(tale: Compact): void {
  const said = new Set<string>();
  const answered = new Map<string, string>();
  for (const { event, after } of tale.changes) {
    if (event.type === 'SignatureGiven') answered.set(`signature/${event.agency}/${event.version}`, event.at);
    if (event.type !== 'LevelReached') continue;
    const key = `${event.of}/${event.subject}/${event.version}/${event.level}`;
    if (said.has(key)) throw new Error(`${key} twice`);
    said.add(key);
    if (answered.has(`${event.of}/${event.subject}/${event.version}`)) throw new Error(`${key} after the answer`);
    for (const { agency: told } of event.to) if (after.phase === 'absent' || after.parties[told] === undefined) throw new Error(`${key} tells ${told}`);
    if (event.of === 'signature' && event.level === 'L5') count('L5 of a signature');
  }
}

function checkFolds(tale: Compact): void {
  expect(tale.changes.map(({ event }) => event).reduce(evolve, absentCompact)).toEqual(tale.state());
  const whole = rowsOf(tale.changes);
  const steps = tale.changes.map((change) => rowsOf([change]));
  for (const table of ['compacts', 'parties', 'signatures', 'commitments', 'terms'] as const) expect(merged(steps, table)).toEqual(new Map<string, unknown>(whole[table]));
  for (const clock of clocksOf(tale.state())) {
    expect(Object.keys(compactWordOf)).toContain(clock.name);
    expect(keepersOf(tale.state()).map(({ id }) => id)).toContain(clock.keeper);
  }
  expect(JSON.stringify(tale.state()).length).toBeLessThan(30_000);
}

const merged = (batches: readonly Rows[], table: 'compacts' | 'parties' | 'signatures' | 'commitments' | 'terms'): ReadonlyMap<string, unknown> => new Map(batches.flatMap((rows) => [...rows[table]] as [string, unknown][]));

/** Whatever the order: active with all signatures and never before, each level once, rows and state the fold of the events. Short runs, so that a busy machine does not end one. */
test.each(Array.from({ length: 30 }, (_, index) => 4_000 + index))('lives of seed %i', (seed) => {
  fc.assert(
    fc.property(fc.constantFrom(0, 5, 6), fc.array(move, { minLength: 20, maxLength: 45 }), (alreadySigned, moves) => {
      const tale = createCompact();
      tale.begin(opening);
      tale.act(coordinator, { act: 'request-signatures' });
      for (const each of signers.slice(0, alreadySigned)) tale.sign(each);
      for (const each of moves) {
        const before = tale.changes.length;
        play(tale, each);
        check(tale, before);
      }
      checkLevels(tale);
      checkFolds(tale);
      count(tale.open().standing);
    }),
    { numRuns: 12, seed },
  );
});

test('the lives were not too tame: each of what matters happened', () => {
  for (const what of ['ACTIVE', 'SUSPENDED', 'OPEN_FOR_SIGNATURE', 'amend', 'amend AMENDMENT_TOO_EARLY', 'confirm', 'name-leader', 'leave', 'end', 'activate COMPACT_UNSIGNED', 'L5 of a signature']) expect([what, (seen[what] ?? 0) > 0]).toEqual([what, true]);
});
