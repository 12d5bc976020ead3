/**
 * Who can act for an address at an instant. A role that nobody fills, and a person who is away or has left, is passed over at once, and that is said
 * (domain 5c). Nobody is left unasked while anybody of the agency is active.
 */
import type { Address, Circumstances, Instant } from '../facts.ts';
import { distinct } from '../recipients.ts';
import type { Role } from '../terms.ts';
import { isAway, isPresent, rolesAt, runsAt, worksAt, type Chair, type Chairs } from './chairs.ts';

/** Who or what was passed over. NOBODY: no such person, or nobody holds the role. DISABLED: the account is closed, or the part at this agency has ended. */
export interface Skip {
  readonly agency: string;
  readonly role?: Role;
  readonly person?: string;
  readonly why: 'NOBODY' | 'ABSENT' | 'DISABLED';
}

/** As an event keeps it: `skipped` is absent when nobody was passed over. */
export interface Told {
  readonly to: readonly Address[];
  readonly skipped?: readonly Skip[];
}

export interface Reached {
  readonly to: readonly Address[];
  readonly skipped: readonly Skip[];
}

/** After the role itself: who can move its work (domain 5c, levels L1 and L4). */
const fallbacks: readonly Role[] = ['AGENCY_SUPERVISOR', 'AGENCY_LEADER'];
/** They see no case: being told of one would help nobody (domain 5b). */
export const outside: readonly Role[] = ['OVERSIGHT_AUDITOR', 'SURVIVOR_CONSULTANT', 'SYSTEM_ADMIN', 'PLAYBOOK_STEWARD'];

interface Room {
  readonly agency: string;
  readonly chairs: Chairs;
  readonly now: Instant;
}
interface Found {
  /** As the ledger keeps it: a role that is filled stays a role. */
  readonly addresses: readonly Address[];
  readonly people: readonly string[];
  readonly skipped: readonly Skip[];
}

/**
 * The people who can act now, deputies included; empty only if nobody of the agency who works on cases is active: then it is the caller's to name
 * the coordinator of the lead. If everybody is away, those who are away are named: a word that is read late is better than none. `short`: the clock
 * runs under 72 hours, so that whoever is on duty is asked first.
 */
export function chairsFor(address: Address, chairs: Chairs, now: Instant, short: boolean): Reached {
  const { people, skipped } = find(address, chairs, now, short);
  return { to: people.map((person) => ({ agency: address.agency, person })), skipped };
}

/** The same for the ledger: a role that somebody fills stays the role, so that everybody who holds it finds it in the inbox. */
export function addressesFor(address: Address, chairs: Chairs, now: Instant, short: boolean): Reached {
  const { addresses, skipped } = find(address, chairs, now, short);
  return { to: addresses, skipped };
}

/**
 * Everybody an event tells, as it is kept. Where an agency has nobody, or everybody is away, the coordinator of the lead is told as well; where even
 * there nobody is, the address stays as it was asked. Without chairs nothing is known, and nothing changed.
 */
export function tell(addresses: readonly Address[], coordinator: Address, short: boolean, { chairs, now }: Pick<Circumstances, 'chairs' | 'now'>): Told {
  if (chairs === undefined) return { to: addresses };
  const reach = (address: Address): Reached => addressesFor(address, chairs, now, short);
  const isDeserted = ({ to }: Reached): boolean => to.every(({ person }) => person !== undefined && isAway(chairs, person, now));
  const all = addresses.flatMap((address): readonly Reached[] => {
    const reached = reach(address);
    if (!isDeserted(reached)) return [reached];
    const lead = reach(coordinator);
    return [reached, { ...lead, to: lead.to.length > 0 ? lead.to : [coordinator] }];
  });
  const skipped = [...new Map(all.flatMap(({ skipped: each }) => each).map((skip) => [JSON.stringify([skip.agency, skip.role, skip.person]), skip])).values()];
  return { to: distinct(all.flatMap(({ to }) => to)), ...(skipped.length > 0 && { skipped }) };
}

/** Only who holds the role, or stands in for them: for what nobody else may be told. The coordinator must always hear. */
export function tellOnly(addresses: readonly Address[], coordinator: Address, { chairs, now }: Pick<Circumstances, 'chairs' | 'now'>): Told {
  if (chairs === undefined) return { to: addresses };
  const others = addresses.filter(({ agency, role }) => agency !== coordinator.agency || role !== coordinator.role);
  const seats = others.map(({ agency, role }) => (role === undefined ? { addresses: [], skipped: [] } : seat({ agency, chairs, now }, role)));
  const lead = tell([coordinator], coordinator, false, { chairs, now });
  const skipped = [...seats.flatMap((each) => each.skipped), ...(lead.skipped ?? [])];
  return { to: distinct([...seats.flatMap((each) => each.addresses), ...lead.to]), ...(skipped.length > 0 && { skipped }) };
}

function find(address: Address, chairs: Chairs, now: Instant, short: boolean): Found {
  const room: Room = { agency: address.agency, chairs, now };
  const found = firstFilled(address, room);
  return short && found.people.length > 0 ? onDutyFirst(found, address.person !== undefined, room) : found;
}

function firstFilled(address: Address, room: Room): Found {
  const attempts: (() => Found)[] = [
    ...(address.person === undefined ? [] : [() => named(room, address.person ?? '', address.role)]),
    ...[...new Set([...(address.role === undefined ? [] : [address.role]), ...fallbacks])].map((role) => () => seat(room, role)),
    () => byName(room, workers(room).filter((chair) => isPresent(room.chairs, chair, room.now))),
    () => byName(room, stillActive(room, address.role)),
  ];
  const skipped: Skip[] = [];
  for (const attempt of attempts) {
    const found = attempt();
    skipped.push(...found.skipped);
    if (found.people.length > 0) return { ...found, skipped };
  }
  return { addresses: [], people: [], skipped };
}

const byName = ({ agency }: Room, chairs: readonly Chair[], skipped: readonly Skip[] = []): Found => {
  const people = [...new Set(chairs.map(({ person }) => person))].sort();
  return { addresses: people.map((person) => ({ agency, person })), people, skipped };
};

const holders = ({ agency, chairs, now }: Room, role: Role): readonly Chair[] => chairs.people.filter((chair) => rolesAt(chair, agency, now).includes(role));

/** Those who have a part in this agency's cases now, present or not. */
const workers = ({ agency, chairs, now }: Room): readonly Chair[] =>
  chairs.people.filter((chair) => chair.active && rolesAt(chair, agency, now).some((role) => !outside.includes(role)));

/** Nobody is present: those who would have been asked first, in the order in which they would have been. */
function stillActive(room: Room, role: Role | undefined): readonly Chair[] {
  const active = workers(room);
  const lines = [...(role === undefined ? [] : [role]), ...fallbacks].map((each) => active.filter((chair) => rolesAt(chair, room.agency, room.now).includes(each)));
  return lines.find((line) => line.length > 0) ?? active;
}

/** The role, if anybody present holds it; else those who stand in for its holders. */
function seat(room: Room, role: Role): Found {
  const { agency, chairs, now } = room;
  const all = holders(room, role);
  const present = all.filter((chair) => isPresent(chairs, chair, now));
  if (present.length > 0) return { ...byName(room, present), addresses: [{ agency, role }] };
  const why = all.length === 0 ? 'NOBODY' : all.some(({ active }) => active) ? 'ABSENT' : 'DISABLED';
  return byName(room, all.flatMap(({ person }) => deputiesOf(room, person, [role])), [{ agency, role, why }]);
}

/** The person; else who stands in for them; else a colleague who holds the role. */
function named(room: Room, person: string, role: Role | undefined): Found {
  const { agency, chairs, now } = room;
  const chair = chairs.people.find((each) => each.person === person);
  const held = chair === undefined ? [] : rolesAt(chair, agency, now);
  const isHere = chair !== undefined && worksAt(chair, agency, now);
  if (isHere && !isAway(chairs, person, now)) return byName(room, [chair]);
  const skipped: readonly Skip[] = [{ agency, person, why: chair === undefined ? 'NOBODY' : isHere ? 'ABSENT' : 'DISABLED' }];
  const roles = (role === undefined ? held : [role]).filter((each) => !outside.includes(each));
  const deputies = deputiesOf(room, person, roles);
  if (deputies.length > 0) return byName(room, deputies, skipped);
  return byName(room, roles.flatMap((each) => holders(room, each)).filter((each) => isPresent(chairs, each, now)), skipped);
}

/** Who stands in now for somebody in any of these roles, and is there. Deputies have no deputies of their own. */
function deputiesOf({ agency, chairs, now }: Room, person: string, roles: readonly Role[]): readonly Chair[] {
  const named = chairs.deputies.filter((each) => each.agency === agency && each.person === person && runsAt(each, now) && each.roles.some((role) => roles.includes(role)));
  const covering = chairs.absences.filter((each) => each.person === person && runsAt(each, now));
  const ids = new Set([...named.map(({ deputy }) => deputy), ...covering.flatMap(({ deputy }) => deputy ?? [])]);
  return chairs.people.filter((chair) => ids.has(chair.person) && rolesAt(chair, agency, now).length > 0 && isPresent(chairs, chair, now));
}

/** A clock of hours goes to whoever is on duty (domain 5c). On duty with the very role: they alone stand for it; otherwise they are told as well. */
function onDutyFirst(found: Found, isNamed: boolean, room: Room): Found {
  const { chairs, now, agency } = room;
  const shifts = new Set(chairs.shifts.filter((shift) => shift.agency === agency && runsAt(shift, now)).map(({ person }) => person));
  const onDuty = byName(room, workers(room).filter((chair) => shifts.has(chair.person) && isPresent(chairs, chair, now)));
  const both = onDuty.people.filter((person) => found.people.includes(person));
  if (both.length > 0 && !isNamed) return { ...found, people: both, addresses: both.map((person) => ({ agency, person })) };
  const more = onDuty.people.filter((person) => !found.people.includes(person));
  return { ...found, people: [...found.people, ...more], addresses: [...found.addresses, ...more.map((person) => ({ agency, person }))] };
}
