/** What only the rules of a case ask of the facts: its playbook's step, and the civil time of its agencies. */
import { Fault, type Decision } from '../decision.ts';
import { own, type Civil, type Facts } from '../facts.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import type { CaseFact } from './events.ts';
import type { AdHoc, OpenCase } from './state.ts';

export type CaseDecision = Decision<CaseFact>;

/** Every step the case may hold: the playbook's, in its order, then those the coordinator added. */
export const definitionsOf = (state: OpenCase, facts: Facts): readonly PlaybookStep[] => [...facts.playbook.steps, ...Object.values(state.adHoc ?? {}).map((added) => adHocStep(added, facts))];

export function definitionOf(state: OpenCase, facts: Facts, code: string): PlaybookStep {
  const added = own(state.adHoc ?? {}, code);
  if (added !== undefined) return adHocStep(added, facts);
  const definition = facts.playbook.steps.find((step) => step.code === code);
  if (definition === undefined) throw new Fault(`the playbook has no step ${code}`);
  return definition;
}

/** What a coordinator added is an agreed step like any other, by the terms the playbook gives such steps. */
function adHocStep({ code, track, role, due }: AdHoc, { playbook: { adHoc } }: Facts): PlaybookStep {
  if (adHoc === undefined) throw new Fault('the playbook allows no step to be added');
  return { code, title: code, track, role, source: 'ours', pacing: 'AGREED', due, ladder: adHoc.ladder, answer: adHoc.answer };
}

/** An agency of the team, or one the command names. */
export function civilOf(state: OpenCase, facts: Facts, agency: string): Civil {
  const civil = own(state.agencies, agency) ?? own(facts.agencies, agency);
  if (civil === undefined) throw new Fault(`nothing is known of agency ${agency}`);
  return { zone: civil.zone, region: civil.region };
}
