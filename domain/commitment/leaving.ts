/** What becomes of promises when a person or an agency leaves. Nothing that was promised falls silent: it is asked of somebody, or let go with a reason. */
import { accept } from '../decision.ts';
import type { Facts, Instant } from '../facts.ts';
import { tell } from '../reach/reach.ts';
import type { ReleaseReason } from '../terms.ts';
import type { CommitmentFact } from './events.ts';
import type { CommitmentDecision } from './propose.ts';
import { askedBy, hasEnded, isRunning, type Commitment, type Ground } from './state.ts';
import { lapseOf } from './time.ts';

/** Nothing to do, and nothing to refuse, if it has ended or somebody else owns it. Asked is the lead whom the agency named, else its supervisor. */
export function ownerLeaves({ team }: Pick<Ground, 'team'>, commitment: Commitment, person: string, facts: Facts): CommitmentDecision {
  const { id, agency, owner, lead } = commitment;
  if (!isRunning(commitment) || owner !== person) return accept();
  const steward = lead === undefined || lead === person ? askedBy(agency) : { agency, person: lead };
  return accept({ type: 'CommitmentOwnerLeft', commitment: id, from: person, ...tell([steward], team.coordinator, false, facts) });
}

/** What an agency promised is let go, counted as broken if its date is past; and what it was asked for it does not promise. */
export function agencyLets(commitments: readonly Commitment[], agency: string, reason: ReleaseReason, now: Instant): readonly CommitmentFact[] {
  return commitments.flatMap((commitment): readonly CommitmentFact[] => {
    const { id, offer } = commitment;
    if (hasEnded(commitment)) return [];
    const withdrawn = offer !== undefined && offer.agency !== agency ? { withdrawnFrom: offer.agency } : {};
    if (commitment.agency === agency) return [...lapseOf(commitment, (due) => due < now), { type: 'CommitmentReleased', commitment: id, reason, ...withdrawn }];
    return offer?.agency === agency ? [{ type: 'CommitmentDeclined', commitment: id, agency, reason: 'OTHER' }] : [];
  });
}
