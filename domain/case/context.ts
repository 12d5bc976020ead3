/** What only the rules of a case ask of the facts: its playbook's step, and the civil time of its agencies. */
import { Fault, type Decision } from '../decision.ts';
import { own, type Civil, type Facts } from '../facts.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import type { CaseFact } from './events.ts';
import type { OpenCase } from './state.ts';

export type CaseDecision = Decision<CaseFact>;

export function definitionOf(facts: Facts, code: string): PlaybookStep {
  const definition = facts.playbook.steps.find((step) => step.code === code);
  if (definition === undefined) throw new Fault(`the playbook has no step ${code}`);
  return definition;
}

/** An agency of the team, or one the command names. */
export function civilOf(state: OpenCase, facts: Facts, agency: string): Civil {
  const civil = own(state.agencies, agency) ?? own(facts.agencies, agency);
  if (civil === undefined) throw new Fault(`nothing is known of agency ${agency}`);
  return { zone: civil.zone, region: civil.region };
}
