/** Continuity under turnover (domain 7): whoever takes work over reads what comes with it, and says so. */
import { firstRefusal, type Actor, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import type { CaseDecision } from './context.ts';
import type { Step } from './state.ts';

export function acknowledgePacket(step: Step, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(
    facts,
    step.packet === undefined && refuse('NO_PACKET').refusal,
    step.owner !== by.person && refuse('NOT_THE_OWNER').refusal,
  );
  return refusal === undefined ? accept({ type: 'PacketAcknowledged', step: step.code, person: by.person }) : { events: [], refusal };
}
