/** Random agencies: few people, so that empty roles, absences that overlap and whole agencies away come up often. */
import fc from 'fast-check';
import type { Address } from '#domain/facts.ts';
import type { Chairs } from '#domain/reach/chairs.ts';
import type { Role } from '#domain/terms.ts';

export const agencies = ['north', 'south'] as const;
const people = ['a', 'b', 'c', 'd', 'e'] as const;
const roles = ['INVESTIGATOR', 'COORDINATOR', 'AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'SYSTEM_ADMIN'] as const satisfies readonly Role[];
const instants = [1, 2, 3, 4, 5, 6].map((day) => `2026-03-0${day}T12:00:00.000Z`);

const agency = fc.constantFrom(...agencies);
const person = fc.constantFrom(...people);
const someRoles = fc.subarray([...roles], { minLength: 1, maxLength: 2 });
const bounded = fc.tuple(fc.nat(4), fc.nat(4)).map(([a, b]) => ({ from: instants[Math.min(a, b)] ?? '', until: instants[Math.max(a, b) + 1] ?? '' }));
const span = fc.tuple(bounded, fc.boolean()).map(([{ from, until }, ends]) => (ends ? { from, until } : { from }));

export const anyInstant = fc.constantFrom(...instants);
export const anyAddress: fc.Arbitrary<Address> = fc.oneof(
  fc.record({ agency, role: fc.constantFrom(...roles) }),
  fc.record({ agency, person: fc.constantFrom(...people, 'nobody') }),
  fc.record({ agency, role: fc.constantFrom(...roles), person }),
);

export const anyChairs: fc.Arbitrary<Chairs> = fc.record({
  people: fc.subarray([...people], { minLength: 1 }).chain((ids) =>
    fc.tuple(...ids.map((id) => fc.record({
      person: fc.constant(id), agency, roles: someRoles, active: fc.integer({ min: 0, max: 3 }).map((dice) => dice > 0),
      hats: fc.array(fc.tuple(agency, someRoles, span).map(([at, held, when]) => ({ agency: at, roles: held, ...when })), { maxLength: 2 }),
    }))),
  ),
  absences: fc.array(fc.tuple(person, span, fc.option(person, { nil: undefined })).map(([away, when, deputy]) => ({ person: away, ...when, ...(deputy !== undefined && { deputy }) })), { maxLength: 4 }),
  deputies: fc.array(fc.tuple(agency, person, person, someRoles, span).map(([at, away, deputy, scope, when]) => ({ agency: at, person: away, deputy, roles: scope, ...when })), { maxLength: 8 }),
  shifts: fc.array(fc.tuple(agency, person, bounded).map(([at, onDuty, when]) => ({ agency: at, person: onDuty, ...when })), { maxLength: 3 }),
});
