/** Who is there and who holds what, told from the directory and from what the desks have recorded. The rules of reach are not asked: a second opinion. */
import type { DeskEvent } from '#domain/agency/events.ts';
import type { Address } from '#domain/facts.ts';
import type { Role } from '#domain/terms.ts';

/** As the directory has it. `left`: the account was closed before the life begins. */
export interface Member {
  readonly person: string;
  readonly agency: string;
  readonly roles: readonly Role[];
  readonly left: boolean;
}
interface Time {
  readonly from: string;
  readonly until?: string;
}

const runs = ({ from, until = '9999' }: Time, now: string): boolean => from <= now && now < until;

/** Everything that the desks have recorded and not taken back. */
interface Recorded {
  readonly home: ReadonlyMap<string, Member>;
  readonly gone: Set<string>;
  readonly absences: Map<string, Time & { readonly person: string; readonly deputy?: string }>;
  readonly deputies: Map<string, Time & { readonly agency: string; readonly person: string; readonly deputy: string; readonly roles: readonly Role[] }>;
  readonly parts: Map<string, Time & { readonly agency: string; readonly person: string; readonly roles: readonly Role[] }>;
  /** The person each sweep is about. */
  readonly sweeps: Map<string, string>;
}

const isAway = ({ absences }: Recorded, person: string, now: string): boolean => absences.size > 0 && [...absences.values()].some((each) => each.person === person && runs(each, now));

/** The roles somebody holds at home, or with a part that runs. */
function held({ home, parts }: Recorded, person: string, agency: string, now: string): readonly Role[] {
  const member = home.get(person);
  const roles = member?.agency === agency ? [...member.roles] : [];
  for (const each of parts.values()) if (each.person === person && each.agency === agency && runs(each, now)) roles.push(...each.roles);
  return roles;
}

const standsIn = (recorded: Recorded, person: string, agency: string, now: string): readonly Role[] => [
  ...[...recorded.deputies.values()].flatMap((each) => (each.deputy === person && each.agency === agency && runs(each, now) ? each.roles.filter((role) => held(recorded, each.person, agency, now).includes(role)) : [])),
  ...[...recorded.absences.values()].flatMap((each) => (each.deputy === person && runs(each, now) ? held(recorded, each.person, agency, now) : [])),
];

function hear({ gone, absences, deputies, parts, sweeps }: Recorded, event: DeskEvent): void {
  if (event.type === 'AbsenceRecorded') absences.set(event.id, event);
  if (event.type === 'AbsenceEnded') absences.delete(event.id);
  if (event.type === 'DeputyNamed') deputies.set(event.id, event);
  if (event.type === 'DeputyEnded') deputies.delete(event.id);
  if (event.type === 'RoleJoined') parts.set(event.id, event);
  if (event.type === 'RoleEnded') parts.delete(event.id);
  if (event.type === 'PersonLeft') gone.add(event.person);
  if (event.type === 'PersonCameBack') gone.delete(event.person);
  if (event.type === 'SweepBegun') sweeps.set(event.sweep, event.person);
  if (event.type === 'SweepEnded') sweeps.delete(event.sweep);
}

export function createPresence(members: readonly Member[]) {
  const recorded: Recorded = {
    home: new Map(members.map((each) => [each.person, each])), gone: new Set(members.flatMap(({ person, left }) => (left ? [person] : []))),
    absences: new Map(), deputies: new Map(), parts: new Map(), sweeps: new Map(),
  };
  const isGone = (person: string): boolean => recorded.gone.has(person);
  const isThere = (person: string, now: string): boolean => !isGone(person) && !isAway(recorded, person, now);
  const holds = (person: string, agency: string, now: string): readonly Role[] => held(recorded, person, agency, now);
  return {
    isGone, isThere,
    isAway: (person: string, now: string): boolean => isAway(recorded, person, now),
    held: holds,
    /** With what roles somebody may act for an agency today. */
    acts: (person: string, agency: string, now: string): readonly Role[] => {
      const own = holds(person, agency, now);
      return own.length === 0 ? [] : [...new Set([...own, ...standsIn(recorded, person, agency, now)])];
    },
    isSwept: (person: string): boolean => [...recorded.sweeps.values()].includes(person),
    /** Somebody who has a part at this agency can read and act. */
    anybodyAt: (agency: string, now: string): boolean => members.some(({ person }) => isThere(person, now) && holds(person, agency, now).length > 0),
    /** Somebody can act on what goes to this address. */
    reads: ({ agency, role, person }: Address, now: string): boolean =>
      person === undefined
        ? role !== undefined && members.some((each) => isThere(each.person, now) && holds(each.person, agency, now).includes(role))
        : isThere(person, now) && holds(person, agency, now).length > 0,
    /** The directory itself closes an account. */
    close: (person: string): void => void recorded.gone.add(person),
    hear: (event: DeskEvent): void => hear(recorded, event),
  };
}
export type Presence = ReturnType<typeof createPresence>;
