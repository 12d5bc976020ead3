/** Work of somebody who left, or who is suspected by the file of a victim: it goes back to the agency that holds it, which answers for it from then on. The date stays where it was promised. */
import { accept } from '../decision.ts';
import { ownerLeaves } from '../commitment/leaving.ts';
import { own, type Facts } from '../facts.ts';
import { tell } from '../reach/reach.ts';
import { coordinatorOf, senderOf } from './addresses.ts';
import { planFalls } from './agency-leaves.ts';
import type { CommandOf } from './command.ts';
import { commitmentOf, commitmentsOf, groundOf } from './commitments.ts';
import type { CaseDecision } from './context.ts';
import { hasEnded, isOpen, type OpenCase } from './state.ts';

type Part = Omit<CommandOf<'re-offer'>, 'type' | 'by'>;

/** Nothing to do, and nothing to refuse, if somebody else has taken the work over meanwhile, or it is done. Where no part of the case is named, it is all that they have in it. */
export function reOffer(state: OpenCase, { person, step, commitment, handOff, plan }: CommandOf<'re-offer'>, facts: Facts): CaseDecision {
  const isPart = [step, commitment, handOff, plan].some((each) => each !== undefined);
  const parts = isPart ? [{ person, step, commitment, handOff, plan }] : allOf(state, person);
  return accept(...parts.flatMap((part) => partOffered(state, part, facts).events));
}

const allOf = (state: OpenCase, person: string): readonly Part[] => [
  ...Object.keys(state.steps).sort().flatMap((code): Part[] => [{ person, step: code }, { person, plan: code }]),
  ...commitmentsOf(state).map(({ id }): Part => ({ person, commitment: id })),
  ...Object.keys(state.handOffs).sort().map((id): Part => ({ person, handOff: id })),
];

function partOffered(state: OpenCase, { person, step, commitment: promised, handOff, plan }: Part, facts: Facts): CaseDecision {
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
