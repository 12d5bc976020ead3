/** Hand-offs that rest on what somebody has agreed to (domain 5c): asked when one is proposed, asked again when it is accepted, and halted when it holds no more. */
import { firstRefusal, own, type Agreed, type Facts } from '../facts.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import type { DeclineReason, PersonalClass } from '../terms.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { CommandOf } from './command.ts';
import type { CaseFact } from './events.ts';
import { askedAgain } from './opening.ts';
import { hasEnded, type HandOff, type OpenCase } from './state.ts';

/** Whom a package is about, and which classes of her data it holds. */
export interface About {
  readonly victim: string;
  readonly classes: readonly PersonalClass[];
}

/** To whom a package goes; `person` once somebody there accepts. */
interface To {
  readonly agency: string;
  readonly person?: string;
}

/** The playbook says which steps need no consent where a child is concerned (ID.1): whoever protects a child may not have to wait for it. */
export function consentRefused(state: OpenCase, { step, about = [] }: { readonly step: string; readonly about?: readonly About[] | undefined }, to: To, facts: Facts): Refusal | undefined {
  if (about.length === 0) return undefined;
  const { childrenNeedNone } = definitionOf(state, facts, step);
  const missing = about.map(({ victim, classes }) => ({ victim, classes: missingFor(own(facts.agreed ?? {}, victim), { case: state.id, classes, childrenNeedNone: childrenNeedNone === true }, to) })).filter(({ classes }) => classes.length > 0);
  if (missing.length === 0) return undefined;
  return firstRefusal(facts, refuse('CONSENT_MISSING', { victims: missing.map(({ victim }) => victim), classes: [...new Set(missing.flatMap(({ classes }) => classes))] }).refusal);
}

function missingFor(agreed: Agreed | undefined, { case: of, classes, childrenNeedNone }: { readonly case: string; readonly classes: readonly PersonalClass[]; readonly childrenNeedNone: boolean }, to: To): readonly PersonalClass[] {
  // Of somebody who is not in this case nothing is passed on from it.
  if (agreed === undefined || !agreed.cases.includes(of)) return classes;
  if (childrenNeedNone && agreed.child) return [];
  const holds = agreed.shares.filter(({ agency, person }) => agency === to.agency && (person === undefined || to.person === undefined || person === to.person));
  return classes.filter((each) => !holds.some((share) => share.classes.includes(each)));
}

/** Said by her file, never by a person: what she agreed to holds no more. Each hand-off that rests on it stops; the sender answers for the work, and nobody is asked why. */
export function consentEnded(state: OpenCase, { victim }: CommandOf<'consent-ended'>, facts: Facts): CaseDecision {
  const resting = Object.values(state.handOffs).filter((each) => !hasEnded(each) && (each.about ?? []).some((about) => about.victim === victim));
  return accept(...resting.sort((a, b) => (a.id < b.id ? -1 : 1)).flatMap((handOff) => halted(state, handOff, facts)));
}

function halted(state: OpenCase, handOff: HandOff, facts: Facts): readonly CaseFact[] {
  const to = { agency: handOff.receiver, ...(handOff.acceptedBy !== undefined && { person: handOff.acceptedBy }) };
  return consentRefused(state, handOff, to, facts) === undefined ? [] : takenBack(state, handOff, 'CONSENT_MISSING', facts);
}

/** The sender answers for the work again: an offer is withdrawn, accepted work goes back. */
function takenBack(state: OpenCase, handOff: HandOff, reason: DeclineReason, facts: Facts): readonly CaseFact[] {
  if (handOff.state === 'IN_PROGRESS') return [{ type: 'HandedBack', handOff: handOff.id, reason }];
  const step = own(state.steps, handOff.step);
  return [{ type: 'HandOffWithdrawn', handOff: handOff.id, reason, ...(step !== undefined && askedAgain(state, step, step.holder, facts)) }];
}

/** Said by the desk of an agency that is contained: nobody of it can move what was handed to it, or should. What is disputed waits for the coordinator. */
export function agencyContained(state: OpenCase, { agency }: CommandOf<'agency-contained'>, facts: Facts): CaseDecision {
  const theirs = Object.values(state.handOffs).filter((each) => !hasEnded(each) && each.receiver === agency && each.state !== 'DISPUTED');
  return accept(...theirs.sort((a, b) => (a.id < b.id ? -1 : 1)).flatMap((handOff) => takenBack(state, handOff, 'SAFETY_CONCERN', facts)));
}
