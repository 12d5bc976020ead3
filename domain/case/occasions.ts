/** Steps that open upon what is recorded, each time anew (`on` of the playbook): who wishes to hear of a verdict is told of every one. Nothing that comes while one is open is lost. */
import type { Facts } from '../facts.ts';
import { keyOf } from '../playbook/names.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import type { CaseFact } from './events.ts';
import { opensNow } from './launch.ts';
import { openStep } from './opening.ts';
import { isOpen, type OpenCase } from './state.ts';
import { instancesOf, standingOf } from './subjects.ts';

export const occasionsOf = (definition: PlaybookStep): readonly string[] | undefined => ('on' in definition ? definition.on : undefined);

/** Opened upon what this decision has recorded, or told that it is about that too: whoever is about to call it done looks once more. */
export function occasions(state: OpenCase, definitions: readonly PlaybookStep[], decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const recorded = decided.flatMap((fact) => (fact.type === 'FactRecorded' && fact.value !== 'NO' ? [{ fact: fact.fact, key: keyOf(fact.fact, fact.about === undefined ? undefined : { label: fact.about }) }] : []));
  if (recorded.length === 0) return [];
  const standing = standingOf(state);
  return definitions.flatMap((definition): readonly CaseFact[] => {
    const upon = occasionsOf(definition);
    const keys = [...new Set(recorded.filter(({ fact }) => upon?.includes(fact) === true).map(({ key }) => key))];
    if (keys.length === 0) return [];
    return instancesOf(state, definition).filter(({ subject }) => opensNow(definition, facts, standing, subject)).flatMap((instance): readonly CaseFact[] => {
      const fresh = keys.filter((key) => !decided.some((fact) => (fact.type === 'StepOpened' || fact.type === 'OccasionAdded') && fact.step === instance.key && fact.occasions?.includes(key) === true));
      if (fresh.length === 0) return [];
      return [isOpen(state.steps[instance.key]) ? { type: 'OccasionAdded', step: instance.key, occasions: fresh } : { ...openStep(state, instance, facts), occasions: fresh }];
    });
  });
}
