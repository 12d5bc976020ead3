/** What only the rules of a case ask of the facts: its playbook's step, and the civil time of its agencies. */
import { Fault, refuse, type Decision, type Refusal } from '../decision.ts';
import { own, type Civil, type Facts } from '../facts.ts';
import { codeOf } from '../playbook/names.ts';
import type { Playbook, PlaybookStep } from '../playbook/schema.ts';
import { isOfKind } from './addresses.ts';
import type { CaseFact } from './events.ts';
import type { AdHoc, OpenCase } from './state.ts';

export type CaseDecision = Decision<CaseFact>;

/** Every step the case may hold, once each: the playbook's, in its order, then those the coordinator added. */
export const definitionsOf = (state: OpenCase, facts: Facts): readonly PlaybookStep[] => [...facts.playbook.steps, ...Object.values(state.adHoc ?? {}).map((added) => adHocStep(added, facts))];

const indexed = new WeakMap<Playbook, ReadonlyMap<string, PlaybookStep>>();

/** A published playbook never changes: its steps are put in order of their codes once. */
function stepsByCode(playbook: Playbook): ReadonlyMap<string, PlaybookStep> {
  const known = indexed.get(playbook) ?? new Map(playbook.steps.map((step) => [step.code, step]));
  indexed.set(playbook, known);
  return known;
}

/** Of a step by its code, or as the case calls it (S1.4:V2). */
export function definitionOf(state: OpenCase, facts: Facts, key: string): PlaybookStep {
  const code = codeOf(key);
  const added = own(state.adHoc ?? {}, code);
  if (added !== undefined) return adHocStep(added, facts);
  const definition = stepsByCode(facts.playbook).get(code);
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
  return { zone: civil.zone, region: civil.region, ...(civil.type !== undefined && { type: civil.type }) };
}

/** What only some kinds of agency may hold no other takes on, whatever its roles. */
export function disciplineFlaw(state: OpenCase, facts: Facts, key: string, agency: string): Refusal | false {
  const { discipline } = definitionOf(state, facts, key);
  const type = own(state.agencies, agency)?.type ?? own(facts.agencies, agency)?.type;
  return !isOfKind(type, discipline) && refuse('DISCIPLINE_REQUIRED', { disciplines: discipline ?? [] }).refusal;
}
