/** What somebody who left leaves behind in a compact: promises they own, and the agency they were named to lead. */
import { ownerLeaves } from '../commitment/leaving.ts';
import { accept, type Decision } from '../decision.ts';
import { own, type Facts } from '../facts.ts';
import type { CompactCommandOf } from './command.ts';
import type { CompactFact } from './events.ts';
import { groundOf } from './ground.ts';
import { leaderChanges } from './signing.ts';
import type { OpenCompact } from './state.ts';

/** Nothing to do, and nothing to refuse, if somebody else has it meanwhile. A signature is then asked of whoever leads the agency today. */
export function reOffer(state: OpenCompact, { person, commitment: id, leads }: CompactCommandOf<'compact-re-offer'>, facts: Facts): Decision<CompactFact> {
  const commitment = id === undefined ? undefined : own(state.commitments, id);
  if (commitment !== undefined) return ownerLeaves(groundOf(state), commitment, person, facts);
  const party = leads === undefined ? undefined : own(state.parties, leads);
  if (leads === undefined || state.standing === 'ENDED' || party?.status !== 'REQUIRED' || party.leader !== person) return accept();
  return accept(leaderChanges(state, leads, undefined, facts));
}
