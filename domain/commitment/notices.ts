/** Who is told what of a commitment. Levels are said by the ladder; here stands what people do. Notices name ids and codes, never words. */
import type { Address } from '../facts.ts';
import type { Skip } from '../reach/reach.ts';
import { distinct } from '../recipients.ts';
import type { CommitmentEvent } from './events.ts';
import { askedBy, type Commitment, type Ground } from './state.ts';

type Kind = 'offer' | 'answer' | 'change';

export function noticesOfCommitment({ team }: Pick<Ground, 'team'>, event: CommitmentEvent, after: Commitment): readonly { readonly kind: Kind; readonly to: Address; readonly skipped?: readonly Skip[] }[] {
  const tell = (kind: Kind, ...to: readonly Address[]) => distinct(to).map((address) => ({ kind, to: address }));
  const proposer: Address = after.proposedBy;
  const owner: readonly Address[] = after.owner === undefined || after.owner === event.by ? [] : [{ agency: after.agency, person: after.owner }];
  const withdrawn = 'withdrawnFrom' in event && event.withdrawnFrom !== undefined ? tell('answer', askedBy(event.withdrawnFrom)) : [];
  switch (event.type) {
    case 'CommitmentProposed':
      return after.offer === undefined ? [] : tell('offer', askedBy(after.agency));
    case 'CommitmentOffered':
      return tell('offer', askedBy(event.agency));
    case 'CommitmentAccepted':
      // Who promised in the same breath need not be told.
      return event.by === after.proposedBy.person ? owner.map((to) => ({ kind: 'change', to })) : tell('answer', proposer);
    case 'CommitmentDeclined':
      return after.state === 'DECLINED' ? tell('answer', proposer, team.coordinator) : tell('answer', leaderOf(after), team.coordinator);
    case 'CommitmentOwnerLeft':
      return event.to.map((to) => ({ kind: 'offer', to, ...(event.skipped !== undefined && { skipped: event.skipped }) }));
    case 'CommitmentTakenOn':
      return tell('change', team.coordinator);
    case 'CommitmentReassigned':
      return tell('answer', { agency: event.from, role: 'AGENCY_LEADER' }, team.coordinator);
    case 'CommitmentDateAsked':
      return tell('change', team.coordinator);
    // The second new date within one promise is a matter for the joint fix of level 3 (domain 5c): the specialist hears of it.
    case 'CommitmentReDated':
      return [...(after.state === 'PROPOSED' ? tell('change', askedBy(after.agency)) : tell('change', ...owner, ...(after.recommitments >= 2 ? team.specialist : []))), ...withdrawn];
    case 'CommitmentRecommitted':
    case 'CommitmentReleased':
      return [...tell('change', ...owner, team.coordinator), ...withdrawn];
    case 'CommitmentMet':
    case 'CommitmentMetLate':
      return [...tell('answer', team.coordinator), ...withdrawn];
    case 'CommitmentResumed':
      return tell('change', ...owner);
    default:
      return [];
  }
}

const leaderOf = ({ agency, leader }: Commitment): Address => (leader === undefined ? { agency, role: 'AGENCY_LEADER' } : { agency, person: leader });
