/** Work of somebody who left: it goes back to the agency that holds it, which answers for it from then on. The date stays where it was promised. */
import { accept } from '../decision.ts';
import { own, type Facts } from '../facts.ts';
import { tell } from '../reach/reach.ts';
import { coordinatorOf } from './addresses.ts';
import type { CommandOf } from './command.ts';
import type { CaseDecision } from './context.ts';
import { isOpen, type OpenCase } from './state.ts';

/** Nothing to do, and nothing to refuse, if somebody else has taken the work over meanwhile, or it is done. */
export function reOffer(state: OpenCase, { step: code, person }: CommandOf<'re-offer'>, facts: Facts): CaseDecision {
  const step = own(state.steps, code);
  if (!isOpen(step) || step.owner !== person) return accept();
  const { holder: agency, role } = step;
  return accept({ type: 'StepReleased', step: code, from: person, backTo: agency, ...tell([{ agency, role }, { agency, role: 'AGENCY_SUPERVISOR' }], coordinatorOf(state), false, facts) });
}
