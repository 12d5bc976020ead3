/** Who stands around a compact: whom its ladders tell, by whose calendar they run, and the ground on which its commitments stand. */
import { type Ground } from '../commitment/state.ts';
import { Fault } from '../decision.ts';
import { own, termsFor, type Address, type Facts } from '../facts.ts';
import { recipientsOf, type Team } from '../recipients.ts';
import type { Role } from '../terms.ts';
import type { Terms } from '../time/deadline.ts';
import type { Playbook } from '../playbook/schema.ts';
import type { Recipient } from '../time/ladder.ts';
import { ledgerOf, required, type OpenCompact, type Party } from './state.ts';

export const coordinatorOf = ({ lead }: Pick<OpenCompact, 'lead'>): Address => ({ agency: lead, role: 'COORDINATOR' });

/** The leader who is asked for an agency. */
export const leaderOf = (agency: string, { leader }: Pick<Party, 'leader'>): Address => (leader === undefined ? { agency, role: 'AGENCY_LEADER' } : { agency, person: leader });

export function teamOf(state: OpenCompact): Team {
  const parties = required(state);
  const specialist = parties.filter(([, { roles }]) => roles.includes('SPECIALIST_ADVISOR')).slice(0, 1);
  return {
    coordinator: coordinatorOf(state), specialist: specialist.map(([agency]) => ({ agency, role: 'SPECIALIST_ADVISOR' as const })),
    jointLeadership: parties.map(([agency, party]) => leaderOf(agency, party)),
  };
}

/** The owner of a signature's clock is the leader who is asked. */
export function addressesOfSignature(state: OpenCompact, agency: string, to: readonly Recipient[]): readonly Address[] {
  const party = partyOf(state, agency);
  const named = { ...(party.lead !== undefined && { lead: party.lead }), ...(party.leader !== undefined && { leader: party.leader }) };
  return recipientsOf(teamOf(state), { owner: [leaderOf(agency, party)], agency, ...named }, to);
}

export function partyOf(state: OpenCompact, agency: string): Party {
  const party = own(state.parties, agency);
  if (party === undefined) throw new Fault(`agency ${agency} is not of this compact`);
  return party;
}

export const civilOf = (party: Party) => ({ zone: party.zone, region: party.region });

export function rulesOf({ playbook }: Facts): NonNullable<Playbook['compact']> {
  if (playbook.compact === undefined) throw new Fault('the playbook knows no compacts');
  return playbook.compact;
}

/** How long a leader has, and the ladder of it: to sign, or to confirm. */
export const answerRule = (version: number, facts: Facts) => (version === 1 ? rulesOf(facts).sign : rulesOf(facts).succession);

export const signatureTerms = (party: Party, version: number, facts: Facts): Terms => termsFor(civilOf(party), answerRule(version, facts).ladder, facts);

/** Nothing in a compact waits for a victim-paced step: such promises belong to the case. */
export const groundOf = (state: OpenCompact): Ground => ({
  id: state.id, keeper: ledgerOf(state), lead: state.lead, team: teamOf(state), outstanding: () => [],
  civilOf: (agency) => {
    const party = own(state.parties, agency);
    return party?.status === 'REQUIRED' ? civilOf(party) : undefined;
  },
});

/** Disciplines that the playbook asks for and no required agency brings. */
export function uncovered(state: OpenCompact, facts: Facts): readonly Role[] {
  const brought = new Set(required(state).flatMap(([, { roles }]) => roles));
  return rulesOf(facts).disciplines.filter((role) => !brought.has(role));
}
