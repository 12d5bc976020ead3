/** Lives of cases among people who come and go: no level goes to nobody, and nobody who is away takes on work. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseEvent } from '#domain/case/events.ts';
import { isOpen } from '#domain/case/state.ts';
import type { Address } from '#domain/facts.ts';
import { isAway, rolesAt, type Chair, type Chairs } from '#domain/reach/chairs.ts';
import type { Skip } from '#domain/reach/reach.ts';
import type { Role } from '#domain/terms.ts';
import { anyStory, play } from '../case/any-story.ts';
import type { World } from '../case/world.ts';

const agencies = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5'] as const;
const instants = Array.from({ length: 40 }, (_, week) => new Date(Date.UTC(2021, 1, 15 + week * 7)).toISOString());
const working = ['COORDINATOR', 'INVESTIGATOR', 'PROSECUTOR', 'COMMUNITY_ADVOCATE', 'SPECIALIST_ADVISOR', 'FINANCIAL_INVESTIGATOR'] as const satisfies readonly Role[];

const bounded = fc.tuple(fc.nat(38), fc.integer({ min: 1, max: 8 })).map(([from, weeks]) => ({ from: instants[from] ?? '', until: instants[Math.min(39, from + weeks)] ?? '' })).filter(({ from, until }) => from < until);
const roles = fc.subarray<Role>([...working], { minLength: 1, maxLength: 4 });
const isActive = fc.integer({ min: 0, max: 5 }).map((dice) => dice > 0);
const chair = (agency: string, name: string, held: fc.Arbitrary<readonly Role[]>): fc.Arbitrary<Chair> =>
  fc.record({ person: fc.constant(`${agency}-${name}`), agency: fc.constant(agency), roles: held, hats: fc.constant([]), active: isActive });
const ids = agencies.flatMap((agency) => ['p0', 'p1', 'sup', 'lead'].map((name) => `${agency}-${name}`));
const agencyOf = (person: string): string => person.slice(0, 2);

const anyChairs: fc.Arbitrary<Chairs> = fc.record({
  people: fc.tuple(...agencies.flatMap((agency) => [
    chair(agency, 'p0', roles), chair(agency, 'p1', roles), chair(agency, 'sup', fc.constant(['AGENCY_SUPERVISOR'])), chair(agency, 'lead', fc.constant(['AGENCY_LEADER'])),
  ])).chain((all) => fc.subarray(all, { minLength: 8 })),
  absences: fc.array(fc.tuple(fc.constantFrom(...ids), bounded, fc.nat(3)).map(([person, span, deputy]) => ({ person, ...span, ...(deputy < 2 && { deputy: `${agencyOf(person)}-p${deputy}` }) })), { maxLength: 20 }),
  deputies: fc.array(fc.tuple(fc.constantFrom(...ids), bounded, roles, fc.nat(1)).map(([person, span, scope, deputy]) => ({ agency: agencyOf(person), person, deputy: `${agencyOf(person)}-p${deputy}`, roles: scope, ...span })), { maxLength: 6 }),
  shifts: fc.array(fc.tuple(fc.constantFrom(...ids), bounded).map(([person, span]) => ({ agency: agencyOf(person), person, ...span })), { maxLength: 10 }),
});

const isThere = (chairs: Chairs, agency: string, now: string) => (each: Chair): boolean => each.active && rolesAt(each, agency, now).length > 0 && !isAway(chairs, each.person, now);

/** Somebody reads what goes to this address at this instant. */
function isRead(chairs: Chairs, { agency, role, person }: Address, now: string): boolean {
  const there = chairs.people.filter(isThere(chairs, agency, now));
  return there.some((each) => (person === undefined ? role !== undefined && rolesAt(each, agency, now).includes(role) : each.person === person));
}

type Telling = CaseEvent & { readonly to: readonly Address[]; readonly skipped?: readonly Skip[] };
const tells = (event: CaseEvent): event is Telling => ['LevelReached', 'StillOpen', 'HandOffProposed', 'HandOffReProposed', 'OwnershipDetermined', 'StepReleased', 'HorizonWarned', 'HorizonPassed'].includes(event.type) && 'to' in event && event.to.length > 0;

const seen = { runs: 0, told: 0, skipped: 0, refused: 0, released: 0, deserted: 0 };

function check(world: World, chairs: Chairs): void {
  for (const [index, { event, before }] of world.changes.entries()) {
    if (before.phase !== 'open') continue;
    // What is done in the same breath, as by holding a conference, is not taken on.
    const next = world.changes[index + 1]?.event;
    const isDone = next?.type === 'StepCompleted' && 'step' in event && next.step === event.step;
    if ((event.type === 'StepAccepted' && !isDone) || event.type === 'StepTakenOver' || event.type === 'HandOffAccepted') expect([event.type, event.owner, isAway(chairs, event.owner, event.at)]).toEqual([event.type, event.owner, false]);
    if (!tells(event)) continue;
    const anybody = [...new Set([before.lead, ...event.to.map(({ agency }) => agency)])].some((agency) => chairs.people.some(isThere(chairs, agency, event.at)));
    seen.told += 1;
    seen.skipped += Number(event.skipped !== undefined);
    seen.deserted += Number(!anybody);
    // Only where nobody at all is there does a word wait for whoever comes back.
    if (anybody) expect([event.type, event.to, event.to.some((address) => isRead(chairs, address, event.at))]).toEqual([event.type, event.to, true]);
    for (const skip of event.skipped ?? []) expect([skip, isRead(chairs, skip, event.at)]).toEqual([skip, false]);
  }
  seen.refused += world.taken.filter(({ decided }) => decided.refusal?.code === 'PERSON_AWAY').length;
}

/** Everybody who owns anything leaves, one after the other, as their sweeps would say it. */
function everybodyLeaves(world: World): void {
  const owners = (): string[] => { const state = world.state(); return state.phase === 'absent' ? [] : Object.values(state.steps).filter(isOpen).flatMap(({ owner }) => owner ?? []); };
  for (const person of new Set(owners())) {
    const state = world.state();
    const steps = state.phase === 'absent' ? [] : Object.values(state.steps).filter((step) => isOpen(step) && step.owner === person);
    for (const { code, holder } of steps) world.say({ person, agency: holder, roles: [] }, { type: 're-offer', step: code, person });
    seen.released += steps.length;
    expect(owners()).not.toContain(person);
  }
}

/** Short enough for one test each. */
const slices = 36;
const runs = 10;
test.each(Array.from({ length: slices }, (_, slice) => slice))('lives %i', (seed) => {
  fc.assert(
    fc.property(anyStory, anyChairs, (story, chairs) => {
      const world = play(story, chairs);
      check(world, chairs);
      everybodyLeaves(world);
      // What has gone back to the agencies still has its clocks, and they still find somebody.
      world.passTo(new Date(Date.parse(world.now()) + 20 * 86_400_000).toISOString());
      check(world, chairs);
      seen.runs += 1;
    }),
    { numRuns: runs, seed: 7_000 + seed, endOnFailure: true },
  );
});

test('the lives were not too tame', () => {
  console.log(JSON.stringify(seen));
  expect(seen.runs).toBe(slices * runs);
  for (const times of [seen.skipped, seen.refused, seen.released]) expect(times).toBeGreaterThan(seen.runs / 10);
});
