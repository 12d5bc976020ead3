/** Who sits where: people with their parts at agencies, when they are away, who stands in for them, and who is on duty. Codes, ids and instants only. */
import type { Instant } from '../facts.ts';
import type { Role } from '../terms.ts';

/** A span of time: from its first instant, until (exclusive) its last; without an end it goes on. */
export interface Span {
  readonly from: Instant;
  readonly until?: Instant;
}

/** A part that somebody plays at an agency besides the home agency, or besides the roles held there. */
export interface Hat extends Span {
  readonly agency: string;
  readonly roles: readonly Role[];
}

export interface Chair {
  readonly person: string;
  /** Home agency; `roles` are those held there for good. */
  readonly agency: string;
  readonly roles: readonly Role[];
  readonly hats: readonly Hat[];
  /** Whether the account is open: who has left is not. */
  readonly active: boolean;
  /** Where mail reaches them: read when something is sent, never kept with a decision. */
  readonly email?: string;
}

/** Somebody is away, from every agency they work for. */
export interface Absence extends Span {
  readonly person: string;
  readonly deputy?: string;
}

/** Somebody stands in for somebody at an agency: dated, and for these roles only. */
export interface Deputy extends Span {
  readonly agency: string;
  readonly person: string;
  readonly deputy: string;
  readonly roles: readonly Role[];
}

/** An hour of the duty rota always ends. */
export interface Shift {
  readonly agency: string;
  readonly person: string;
  readonly from: Instant;
  readonly until: Instant;
}

export interface Chairs {
  readonly people: readonly Chair[];
  readonly absences: readonly Absence[];
  readonly deputies: readonly Deputy[];
  readonly shifts: readonly Shift[];
}

export const runsAt = ({ from, until }: Span, now: Instant): boolean => from <= now && (until === undefined || now < until);

export const isAway = (chairs: Chairs, person: string, now: Instant): boolean => chairs.absences.some((absence) => absence.person === person && runsAt(absence, now));

/** The roles somebody holds at an agency at this instant, those of a deputy not counted. */
export function rolesAt(chair: Chair, agency: string, now: Instant): readonly Role[] {
  const home = chair.agency === agency ? chair.roles : [];
  return [...home, ...chair.hats.flatMap((hat) => (hat.agency === agency && runsAt(hat, now) ? hat.roles : []))];
}

/** Whether somebody still works for an agency now, present or not. */
export const worksAt = (chair: Chair, agency: string, now: Instant): boolean => chair.active && rolesAt(chair, agency, now).length > 0;

/** Whether somebody can do anything at all now: an open account, and not away. */
export const isPresent = (chairs: Chairs, chair: Chair, now: Instant): boolean => chair.active && !isAway(chairs, chair.person, now);
