import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '#domain/facts.ts';
import type { Chair, Chairs } from '#domain/reach/chairs.ts';
import { addressesFor, chairsFor } from '#domain/reach/reach.ts';
import type { Role } from '#domain/terms.ts';
import { anyAddress, anyChairs, anyInstant } from './any-chairs.ts';

/** What the rules promise, said once more and plainly, without their code. */
const within = (now: string) => ({ from, until = '9999' }: { readonly from: string; readonly until?: string }) => from <= now && now < until;
const rolesOf = (chair: Chair, agency: string, now: string): readonly Role[] => [...(chair.agency === agency ? chair.roles : []), ...chair.hats.filter((hat) => hat.agency === agency && within(now)(hat)).flatMap((hat) => hat.roles)];
const away = (chairs: Chairs, person: string, now: string): boolean => chairs.absences.some((each) => each.person === person && within(now)(each));
const works = (chair: Chair, agency: string, now: string): boolean => chair.active && rolesOf(chair, agency, now).some((role) => role !== 'SYSTEM_ADMIN');
const hasPart = (chair: Chair, agency: string, now: string): boolean => chair.active && rolesOf(chair, agency, now).length > 0;

function holds(check: (asked: { readonly address: Address; readonly chairs: Chairs; readonly now: string; readonly short: boolean }) => boolean, atLeast: number, numRuns = 4_000): void {
  let seen = 0;
  fc.assert(fc.property(anyAddress, anyChairs, anyInstant, fc.boolean(), (address, chairs, now, short) => {
    if (check({ address, chairs, now, short })) seen += 1;
  }), { numRuns });
  expect(seen).toBeGreaterThan(atLeast);
}

describe('a level never stops at an empty chair', () => {
  it('asks somebody while anybody of the agency is active', () => {
    holds(({ address, chairs, now, short }) => {
      const working = chairs.people.some((chair) => works(chair, address.agency, now));
      if (working) expect(chairsFor(address, chairs, now, short).to).not.toEqual([]);
      return working;
    }, 2_000);
  });

  it('asks nobody who cannot act, unless the whole agency is away, and nobody outside it', () => {
    holds(({ address, chairs, now, short }) => {
      const anybody = chairs.people.some((chair) => works(chair, address.agency, now) && !away(chairs, chair.person, now));
      for (const { agency, person } of chairsFor(address, chairs, now, short).to) {
        const chair = chairs.people.find((each) => each.person === person);
        expect(agency).toBe(address.agency);
        expect(chair !== undefined && hasPart(chair, agency, now)).toBe(true);
        if (anybody) expect(away(chairs, person ?? '', now)).toBe(false);
      }
      return anybody;
    }, 1_500);
  });

  it('says whom it passed over, with the reason, and passes over nobody who could act', () => {
    holds(({ address, chairs, now, short }) => {
      const { skipped, to } = chairsFor(address, chairs, now, short);
      for (const { agency, role, person, why } of skipped) {
        const concerned = chairs.people.filter((each) => (person === undefined ? role !== undefined && rolesOf(each, agency, now).includes(role) : each.person === person));
        expect(concerned.filter((each) => hasPart(each, agency, now) && !away(chairs, each.person, now))).toEqual([]);
        expect(why).toBe(concerned.length === 0 ? 'NOBODY' : concerned.some((each) => hasPart(each, agency, now)) ? 'ABSENT' : 'DISABLED');
      }
      if (address.person !== undefined && !to.some(({ person }) => person === address.person)) expect(skipped[0]).toMatchObject({ person: address.person });
      return skipped.length > 0;
    }, 1_500);
  });

  it('asks a filled role, and only those who hold it', () => {
    holds(({ address: { agency, role }, chairs, now }) => {
      if (role === undefined) return false;
      const filled = chairs.people.filter((each) => each.active && rolesOf(each, agency, now).includes(role) && !away(chairs, each.person, now)).map(({ person }) => person).sort();
      if (filled.length === 0) return false;
      expect(chairsFor({ agency, role }, chairs, now, false)).toEqual({ to: filled.map((person) => ({ agency, person })), skipped: [] });
      expect(addressesFor({ agency, role }, chairs, now, false)).toEqual({ to: [{ agency, role }], skipped: [] });
      return true;
    }, 300);
  });
});

describe('who stands in', () => {
  it('is the deputy of an absent person, before any colleague', () => {
    holds(({ address: { agency, person }, chairs, now }) => {
      const chair = chairs.people.find((each) => each.person === person);
      const cover = chairs.absences.find((each) => each.person === person && within(now)(each) && each.deputy !== undefined)?.deputy;
      const deputy = chairs.people.find((each) => each.person === cover);
      if (chair === undefined || person === undefined || deputy === undefined || !hasPart(deputy, agency, now) || away(chairs, deputy.person, now)) return false;
      expect(chairsFor({ agency, person }, chairs, now, false).to).toContainEqual({ agency, person: deputy.person });
      return true;
    }, 20);
  });

  it('is a deputy of an empty role, within dates and scope, before the supervisor', () => {
    holds(({ address: { agency }, chairs, now }) => {
      const role = 'INVESTIGATOR';
      const holders = chairs.people.filter((each) => rolesOf(each, agency, now).includes(role));
      if (holders.some((each) => each.active && !away(chairs, each.person, now))) return false;
      const named = chairs.deputies.filter((each) => each.agency === agency && within(now)(each) && each.roles.includes(role) && holders.some(({ person }) => person === each.person)).map(({ deputy }) => deputy);
      const able = chairs.people.filter((each) => named.includes(each.person) && hasPart(each, agency, now) && !away(chairs, each.person, now));
      if (able.length === 0) return false;
      expect(chairsFor({ agency, role }, chairs, now, false).to).toEqual(expect.arrayContaining(able.map(({ person }) => ({ agency, person }))));
      return true;
    }, 4, 9_000);
  });

  it('is whoever is on duty, when the clock is one of hours', () => {
    holds(({ address, chairs, now }) => {
      const shifts = chairs.shifts.filter((each) => each.agency === address.agency && within(now)(each)).map(({ person }) => person);
      const onDuty = chairs.people.filter((each) => shifts.includes(each.person) && works(each, address.agency, now) && !away(chairs, each.person, now)).map(({ person }) => person);
      if (onDuty.length === 0) return false;
      const asked = chairsFor(address, chairs, now, true).to.map(({ person }) => person);
      expect(onDuty.some((person) => asked.includes(person))).toBe(true);
      return true;
    }, 150);
  });
});

it('the ledger’s addresses reach everybody who can act: a role only while somebody present fills it', () => {
  holds(({ address, chairs, now, short }) => {
    const people = chairsFor(address, chairs, now, short);
    const kept = addressesFor(address, chairs, now, short);
    const reached = kept.to.flatMap(({ agency, role, person }) => (person !== undefined ? [person] : chairsFor({ agency, ...(role !== undefined && { role }) }, chairs, now, false).to.map((each) => each.person)));
    expect(new Set(reached)).toEqual(new Set(people.to.map(({ person }) => person)));
    expect(kept.skipped).toEqual(people.skipped);
    return kept.to.some(({ role }) => role !== undefined);
  }, 300);
});
