/** Work of somebody who left: it goes back to the agency that holds it, which answers for it from then on. The date stays where it was promised. */
import { accept } from '../decision.ts';
import { ownerLeaves } from '../commitment/leaving.ts';
import { own, type Facts } from '../facts.ts';
import { tell } from '../reach/reach.ts';
import { coordinatorOf, senderOf } from './addresses.ts';
import { planFalls } from './agency-leaves.ts';
import type { CommandOf } from './command.ts';
import { commitmentOf, groundOf } from './commitments.ts';
import type { CaseDecision } from './context.ts';
import { hasEnded, isOpen, type OpenCase } from './state.ts';

/** Nothing to do, and nothing to refuse, if somebody else has taken the work over meanwhile, or it is done. */
export function reOffer(state: OpenCase, { person, step, commitment: promised, handOff, plan }: CommandOf<'re-offer'>, facts: Facts): CaseDecision {
  if (step !== undefined) return releaseStep(state, step, person, facts);
  if (handOff !== undefined) return passOn(state, handOff, person, facts);
  const commitment = promised === undefined ? undefined : commitmentOf(state, promised);
  if (commitment !== undefined) return ownerLeaves(groundOf(state), commitment, person, facts);
  const planned = plan === undefined ? undefined : own(state.steps, plan);
  return isOpen(planned) && planned.planned?.person === person ? accept(planFalls(state, planned, planned.holder, facts)) : accept();
}

function releaseStep(state: OpenCase, code: string, person: string, facts: Facts): CaseDecision {
  const step = own(state.steps, code);
  if (!isOpen(step) || step.owner !== person) return accept();
  const { holder: agency, role } = step;
  return accept({ type: 'StepReleased', step: code, from: person, backTo: agency, ...tell([{ agency, role }, { agency, role: 'AGENCY_SUPERVISOR' }], coordinatorOf(state), false, facts) });
}

/** The next word of the sender's side is the role's from now on, and it is told. */
function passOn(state: OpenCase, id: string, person: string, facts: Facts): CaseDecision {
  const handOff = own(state.handOffs, id);
  if (handOff === undefined || hasEnded(handOff) || handOff.proposedBy !== person || handOff.senderLeft === true) return accept();
  return accept({ type: 'HandOffSenderLeft', handOff: id, from: person, ...tell([senderOf(state, { ...handOff, senderLeft: true })], coordinatorOf(state), false, facts) });
}
