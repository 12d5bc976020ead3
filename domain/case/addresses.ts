/** Whom the levels of a case's ladders tell: the owner of a step, who owes the next word of a hand-off, who watches a horizon. */
import type { Address } from '../facts.ts';
import { distinct, recipientsOf, type Concerned, type Team } from '../recipients.ts';
import type { AgencyType, Role } from '../terms.ts';
import type { Recipient } from '../time/ladder.ts';
import type { HandOff, OpenCase, Step } from './state.ts';

export const coordinatorOf = (state: OpenCase): Address => ({ agency: state.lead, role: 'COORDINATOR' });

/** The agency that is asked for a role: the first on the team that fills it, and is of one of these kinds where only they may hold the work. */
export const holderOf = (state: OpenCase, role: Role, kinds?: readonly AgencyType[]): string | undefined =>
  Object.entries(state.agencies).filter(([, { roles, type }]) => roles.includes(role) && isOfKind(type, kinds)).sort(([, a], [, b]) => a.place - b.place)[0]?.[0];

export const isOfKind = (type: AgencyType | undefined, kinds: readonly AgencyType[] | undefined): boolean => kinds === undefined || (type !== undefined && kinds.includes(type));

/** Who gives specialist advice to this team; nobody, if the role is not filled. */
export function specialistOf(state: OpenCase): readonly Address[] {
  const agency = holderOf(state, 'SPECIALIST_ADVISOR');
  return agency === undefined ? [] : [{ agency, role: 'SPECIALIST_ADVISOR' }];
}

export const teamOf = (state: OpenCase): Team => ({
  coordinator: coordinatorOf(state), specialist: specialistOf(state), jointLeadership: Object.keys(state.agencies).sort().map((agency) => ({ agency, role: 'AGENCY_LEADER' as const })),
});

/** The owner; until somebody has accepted, those who were asked and the coordinator who answers for the step meanwhile. */
export function addressesOfStep(state: OpenCase, step: Step, to: readonly Recipient[]): readonly Address[] {
  const owner: readonly Address[] =
    step.owner === undefined ? [{ agency: step.holder, role: step.role }, { agency: step.accountable, role: 'COORDINATOR' }] : [{ agency: step.holder, person: step.owner }];
  return recipientsOf(teamOf(state), { owner, agency: step.holder }, to);
}

/** Who speaks for the sender: whoever proposed it; once they have left, the coordinator of the lead, or whoever there has the role of the step. */
export const senderOf = (state: OpenCase, { sender: agency, proposedBy, senderLeft, step }: HandOff): Address =>
  senderLeft !== true ? { agency, person: proposedBy } : agency === state.lead ? coordinatorOf(state) : { agency, role: state.steps[step]?.role ?? 'AGENCY_SUPERVISOR' };

/** Who owes the next word: the receiver its answer, the sender the missing items, the coordinator the determination. */
export function addressesOfHandOff(state: OpenCase, handOff: HandOff, to: readonly Recipient[]): readonly Address[] {
  const role = state.steps[handOff.step]?.role ?? 'COORDINATOR';
  const concerned: Concerned =
    handOff.state === 'DISPUTED'
      ? { owner: [coordinatorOf(state)], agency: state.lead }
      : handOff.state === 'RETURNED_FOR_INFO' || handOff.state === 'DECLINED'
        ? { owner: [senderOf(state, handOff)], agency: handOff.sender }
        : { owner: [{ agency: handOff.receiver, role }], agency: handOff.receiver };
  return recipientsOf(teamOf(state), concerned, to);
}

/** A legal horizon is told to prosecutor, coordinator and counsel only (domain 5c); a role nobody fills is left out. */
export function addressesOfHorizon(state: OpenCase): readonly Address[] {
  const filled = (['PROSECUTOR', 'VICTIM_COUNSEL'] as const).flatMap((role): Address[] => {
    const agency = holderOf(state, role);
    return agency === undefined ? [] : [{ agency, role }];
  });
  return distinct([...filled, coordinatorOf(state)]);
}
