/** Gates that stop work until somebody can answer for it: G2 (safe to contact?), the limits of an early contact (R8), G4 (operation go?). Every no is a fact that is counted. */
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { accept, refuse, type RefusalCode } from '../decision.ts';
import type { Gate } from '../terms.ts';
import { holderOf } from './addresses.ts';
import type { CommandOf } from './command.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { StepAct } from './schema.ts';
import type { OpenCase, Step } from './state.ts';

type Act<A extends StepAct['act']> = Extract<StepAct, { act: A }>;

/** The no of a gate, with the fact that it was said; undefined when nothing is missing, or the guard was left out on purpose. */
export function denied(facts: Facts, gate: Gate, code: RefusalCode, missing: readonly string[], about: { readonly step?: string; readonly detail?: Readonly<Record<string, readonly string[]>> } = {}): CaseDecision | undefined {
  const refusal = firstRefusal(facts, missing.length > 0 && refuse(code, { missing, ...about.detail }).refusal);
  return refusal === undefined ? undefined : { events: [{ type: 'GateDenied', gate, missing, ...(about.step !== undefined && { step: about.step }) }], refusal };
}

/** Gate G2: nobody contacts her before it is known how that is safe. */
export const contactDenied = (state: OpenCase, step: Step, facts: Facts): CaseDecision | undefined => {
  const definition = definitionOf(state, facts, step.code);
  const isContact = 'contact' in definition && definition.contact === true;
  return denied(facts, 'G2', 'CONTACT_GATE', isContact && state.safeContact === undefined ? ['SAFE_CONTACT'] : [], { step: step.code });
};

/** Rule R8: before she is stabilised only for immediate safety or evidence about to vanish, with her consent, an advocate offered, and short. */
export function earlyContact(state: OpenCase, step: Step, { minutes, consent, advocateOffered, purpose }: Act<'early-contact'>, by: Actor, facts: Facts): CaseDecision {
  const definition = definitionOf(state, facts, step.code);
  if (definition.pacing !== 'VICTIM_PACED' || definition.earlyContact === undefined) return refuse('NOT_A_STATEMENT_STEP');
  const missing = [
    ...(state.safeContact === undefined ? ['SAFE_CONTACT'] : []),
    ...(consent ? [] : ['CONSENT']),
    ...(advocateOffered ? [] : ['ADVOCATE']),
    ...(minutes <= definition.earlyContact.minutesMax ? [] : ['TIME']),
  ];
  return denied(facts, 'R8', 'EARLY_CONTACT_LIMITS', missing, { step: step.code })
    ?? accept({ type: 'EarlyContactHeld', step: step.code, kind: 'EARLY_LIMITED_CONTACT', minutes, purpose, person: by.person });
}

/** Tells the services roughly when and for whom to be ready; the step of the operation opens with it. A later notice takes the place of an earlier one. */
export function sendReadiness(state: OpenCase, command: CommandOf<'readiness-notice'>, facts: Facts): CaseDecision {
  const { type: _type, by, notice, ...fields } = command;
  const { operation } = facts.playbook;
  if (operation === undefined) return refuse('NOT_AN_OPERATION');
  const refusal = firstRefusal(
    facts,
    !isRunning(state) && refuse('CASE_PHASE', { phase: state.phase }).refusal,
    own(state.agencies, by.agency) === undefined && refuse('NOT_THE_HOLDER').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  const services = operation.services.flatMap((role) => { const agency = holderOf(state, role); return agency === undefined ? [] : [{ agency, role }]; });
  return accept({ type: 'ReadinessNoticeSent', notice, step: operation.step, sender: by.agency, sentBy: by.person, ...fields, to: services });
}

/** The services answer: who sends the notice cannot acknowledge it. */
export function acknowledgeReadiness(state: OpenCase, notice: string, by: Actor, facts: Facts): CaseDecision {
  const { readiness } = state;
  const refusal = firstRefusal(
    facts,
    (readiness?.id !== notice || readiness.acknowledgedBy !== undefined) && refuse('NO_READINESS_NOTICE').refusal,
    (own(state.agencies, by.agency) === undefined || readiness?.sentBy === by.person || !by.roles.some((role) => facts.playbook.operation?.services.includes(role))) && refuse('NOT_THE_HOLDER').refusal,
  );
  return refusal === undefined ? accept({ type: 'ReadinessAcknowledged', notice, agency: by.agency, person: by.person }) : { events: [], refusal };
}

const isOperation = (step: Step, facts: Facts): boolean => facts.playbook.operation?.step === step.code;

/** Gate G4: nobody goes in before the services have said that they are ready, unless two people have recorded that a life cannot wait. */
export function operationDenied(state: OpenCase, step: Step, facts: Facts): CaseDecision | undefined {
  const ready = state.readiness?.step === step.code && state.readiness.acknowledgedBy !== undefined;
  return denied(facts, 'G4', 'OPERATION_GATE', isOperation(step, facts) && !ready && step.override === undefined ? ['ACKNOWLEDGEMENT'] : [], { step: step.code });
}

export function overrideReadiness(step: Step, { reason }: Act<'override-readiness'>, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(
    facts,
    !isOperation(step, facts) && refuse('NOT_AN_OPERATION').refusal,
    step.asked?.what === reason && step.asked.person === by.person && refuse('TWO_PEOPLE_REQUIRED').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  const isSecond = step.asked?.what === reason || facts.without.includes('TWO_PEOPLE_REQUIRED');
  return accept({ type: isSecond ? 'ReadinessOverridden' : 'ReadinessOverrideAsked', step: step.code, reason, person: by.person });
}

/** Work goes on: it is a case, and not closed. */
export const isRunning = ({ phase }: OpenCase): boolean => phase === 'open' || phase === 'reopened' || phase === 'closing-review';
