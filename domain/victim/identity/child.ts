/**
 * What is owed at once to a child, and to whoever may be one (S0.3, rule R6): reported, referred, looked for. The playbook says what; an age decision that she is
 * of age ends it.
 */
import { accept } from '../../decision.ts';
import type { Facts } from '../../facts.ts';
import type { ChildCircumstance } from '../../terms.ts';
import { coordinatorOf, dropDuties, openDuties, rulesOf } from '../duty/duty.ts';
import type { VictimFact } from '../events.ts';
import type { VictimFile } from '../state.ts';
import type { Deciders, Evolvers } from '../topic.ts';
import { isChild } from './age.ts';
import type { IdentityAct } from './schema.ts';

export interface CircumstancesSaid {
  readonly type: 'CircumstancesSaid';
  readonly circumstances: readonly ChildCircumstance[];
}

export const childDeciders: Deciders<Extract<IdentityAct, { act: 'say-circumstances' }>> = {
  'say-circumstances': (_file, { circumstances }) => accept({ type: 'CircumstancesSaid', circumstances }),
};
export const childEvolvers: Evolvers<CircumstancesSaid> = { CircumstancesSaid: (file, { circumstances }) => ({ ...file, circumstances: [...new Set([...(file.circumstances ?? []), ...circumstances])].sort() }) };

/** Opened with the file, or when what calls for it is said. */
export function owedToAChild(file: VictimFile, facts: Facts, decided: readonly VictimFact[]): readonly VictimFact[] {
  const rules = rulesOf(facts).children ?? [];
  if (!isChild(file, facts.now)) return decided.some(({ type }) => type === 'AgeRecorded') ? rules.flatMap(({ duty }) => dropDuties(file, duty)) : [];
  const said = decided.flatMap((fact) => (fact.type === 'CircumstancesSaid' ? fact.circumstances : []));
  const isOpening = decided.some(({ type }) => type === 'VictimOpened');
  const owed = rules.filter(({ duty, when }) => (when === undefined ? isOpening : said.includes(when)) && !decided.some((fact) => fact.type === 'DutyOpened' && fact.kind === duty));
  return openDuties(file, facts, ...owed.map(({ duty }) => ({ kind: duty, to: coordinatorOf(file) })));
}
