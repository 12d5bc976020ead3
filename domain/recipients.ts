/** Whom a level of a ladder tells. Roles of agencies and named people: codes, found among people only when a notice is sent. */
import type { Address } from './facts.ts';
import type { Recipient } from './time/ladder.ts';

/** Those around a piece of work, whoever owns it. */
export interface Team {
  readonly coordinator: Address;
  /** Who gives specialist advice; the coordinator, where nobody fills that role. */
  readonly specialist: readonly Address[];
  readonly jointLeadership: readonly Address[];
}

/** Whose work it is: the owner, the agency, and the people it has named for this. */
export interface Concerned {
  readonly owner: readonly Address[];
  readonly agency: string;
  /** Named by a compact. */
  readonly lead?: string;
  /** The leader who signed. */
  readonly leader?: string;
}

function resolve(team: Team, { owner, agency, lead, leader }: Concerned, recipient: Recipient): readonly Address[] {
  switch (recipient) {
    case 'owner':
      return owner;
    case 'supervisor':
      return [{ agency, role: 'AGENCY_SUPERVISOR' }];
    // Where no compact names a lead for the agency, its supervisor is the one who can move its work.
    case 'agency-lead':
      return lead === undefined ? [{ agency, role: 'AGENCY_SUPERVISOR' }] : [{ agency, person: lead }];
    case 'coordinator':
      return [team.coordinator];
    case 'specialist':
      return team.specialist.length === 0 ? [team.coordinator] : team.specialist;
    case 'agency-leader':
      return leader === undefined ? [{ agency, role: 'AGENCY_LEADER' }] : [{ agency, person: leader }];
    case 'joint-leadership':
      return team.jointLeadership;
  }
}

export function distinct(addresses: readonly Address[]): readonly Address[] {
  return [...new Map(addresses.map((address) => [JSON.stringify([address.agency, address.role, address.person]), address])).values()];
}

export const recipientsOf = (team: Team, concerned: Concerned, to: readonly Recipient[]): readonly Address[] => distinct(to.flatMap((recipient) => resolve(team, concerned, recipient)));
