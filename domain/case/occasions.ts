/**
 * Steps that open upon what is recorded, each time (`on` of the playbook): who wishes to hear of a verdict is told of every one. And steps that have been open before and are asked for anew by
 * what is recorded or done (`anew`): whether her word is relied on, each time she decides otherwise. Nothing that comes while one is open is lost.
 */
import type { Facts } from '../facts.ts';
import { perOf } from '../playbook/condition/condition.ts';
import { codeOf, keyOf, labelOf, type Subject } from '../playbook/names.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import type { CaseFact } from './events.ts';
import { opensNow } from './launch.ts';
import { openStep } from './opening.ts';
import { isOpen, type OpenCase } from './state.ts';
import { instancesOf, meant, standingOf, type Instance } from './subjects.ts';

export type Occasion = NonNullable<Extract<PlaybookStep, { anew?: unknown }>['anew']>[number];

/** Whether it opens upon what is recorded alone. */
export const comesUpon = (definition: PlaybookStep): boolean => 'on' in definition && definition.on !== undefined;

export const occasionsOf = (definition: PlaybookStep): readonly Occasion[] => ('due' in definition ? [...(definition.on ?? []), ...(definition.anew ?? [])] : []);

/** What happened: its name in the case, and whose it is. */
interface Happened {
  readonly it: Occasion;
  readonly key: string;
  readonly label: string | undefined;
}

function happenedOf(fact: CaseFact): readonly Happened[] {
  if (fact.type === 'StepCompleted') return [{ it: { done: codeOf(fact.step) }, key: fact.step, label: labelOf(fact.step) }];
  return fact.type === 'FactRecorded' && fact.value !== 'NO' ? [{ it: fact.fact, key: keyOf(fact.fact, fact.about === undefined ? undefined : { label: fact.about }), label: fact.about }] : [];
}

/** What comes anew has been there before, and not just now. */
const isDue = ({ key, definition }: Instance, state: OpenCase, decided: readonly CaseFact[]): boolean =>
  comesUpon(definition) || (state.steps[key] !== undefined && state.steps[key]?.left !== true && !decided.some((fact) => fact.type === 'StepOpened' && fact.step === key && fact.occasions === undefined));

const isSame = (one: Occasion, other: Occasion): boolean => (typeof one === 'string' || typeof other === 'string' ? one === other : one.done === other.done);

/** What stands for the same subject is looked up there, as a condition does; anything else is taken of whomever it is. */
function isOf({ it, label }: Happened, subject: Subject | undefined, { playbook }: Facts): boolean {
  const one = meant(perOf(typeof it === 'string' ? { known: it } : it, playbook), subject);
  return one === undefined || one === 'case' || one === label;
}

/** Opened upon what this decision has recorded, or told that it is about that too: whoever is about to call it done looks once more. */
export function occasions(state: OpenCase, definitions: readonly PlaybookStep[], decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const happened = decided.flatMap(happenedOf);
  if (happened.length === 0) return [];
  const standing = standingOf(state);
  return definitions.flatMap((definition): readonly CaseFact[] => {
    const upon = happened.filter(({ it }) => occasionsOf(definition).some((each) => isSame(each, it)));
    if (upon.length === 0) return [];
    return instancesOf(state, definition).filter((instance) => isDue(instance, state, decided) && opensNow(definition, facts, standing, instance.subject)).flatMap((instance): readonly CaseFact[] => {
      const keys = [...new Set(upon.filter((each) => isOf(each, instance.subject, facts)).map(({ key }) => key))];
      const fresh = keys.filter((key) => !decided.some((fact) => (fact.type === 'StepOpened' || fact.type === 'OccasionAdded') && fact.step === instance.key && fact.occasions?.includes(key) === true));
      if (fresh.length === 0) return [];
      return [isOpen(state.steps[instance.key]) ? { type: 'OccasionAdded', step: instance.key, occasions: fresh } : { ...openStep(state, instance, facts), occasions: fresh }];
    });
  });
}
