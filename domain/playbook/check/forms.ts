/** Facts, fields and decisions: somebody can say each, in the words it has, and no answer leads into a void. */
import type { Playbook, PlaybookStep } from '../schema.ts';
import { amongFlaws, conditionsOf, placedLeaves, valuesOf } from './conditions.ts';
import type { Flaw, Found } from './check.ts';

type Fact = NonNullable<Playbook['facts']>[number];
type Field = NonNullable<PlaybookStep['fields']>[number];

/** Of one step: its fields and its options. */
export function formFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  const { fields = [] } = step;
  const twice = fields.flatMap(({ field }, index): readonly Found[] => (fields.findIndex((each) => each.field === field) < index ? [{ path: ['fields', index], message: `has the field ${field} twice: rename or remove one` }] : []));
  return [...twice, ...fields.flatMap((field, index) => fieldFlaws(playbook, step, field).map((message) => ({ path: ['fields', index], message }))), ...idleFlaws(step)];
}

function fieldFlaws(playbook: Playbook, step: PlaybookStep, field: Field): readonly string[] {
  const choices = 'choices' in field ? field.choices.map(({ choice }) => choice) : [];
  return [
    ...choices.filter((choice, index) => choices.indexOf(choice) < index).map((choice) => `the field ${field.field} has the choice ${choice} twice: rename or remove one`),
    ...(field.type === 'number' && field.least !== undefined && field.most !== undefined && field.least > field.most ? [`the field ${field.field} takes no number, for its least is above its most: correct one`] : []),
    ...('sets' in field && field.sets !== undefined ? setFlaws(playbook, step, field, field.sets) : []),
  ];
}

function setFlaws({ facts = [] }: Playbook, step: PlaybookStep, field: Field, name: string): readonly string[] {
  const fact = facts.find((each) => each.fact === name);
  if (fact === undefined) return [`the field ${field.field} sets ${name}, and there is no such fact: add it under facts or correct the name`];
  const fits = typeof fact.is === 'string' ? fact.is === field.type : field.type === 'choice';
  const strays = typeof fact.is === 'string' || field.type !== 'choice' ? [] : field.choices.map(({ choice }) => choice).filter((choice) => !valuesOf(fact.is).includes(choice));
  const classes = field.class !== undefined && fact.class !== undefined && field.class !== fact.class;
  return [
    ...(fits ? [] : [`the field ${field.field} is ${field.type} and sets ${name}, which is ${typeof fact.is === 'string' ? fact.is : `one of ${fact.is.join(', ')}`}: give both the same type`]),
    ...strays.map((choice) => `the field ${field.field} has the choice ${choice}, which ${name} cannot be: add it to the values of the fact or take it out`),
    ...(classes ? [`the field ${field.field} is of class ${field.class ?? ''} and sets ${name} of class ${fact.class ?? ''}: give both the same class`] : []),
    ...amongFlaws(`the fact ${name}, which the field ${field.field} sets,`, step.per ?? 'case', fact.of ?? 'case', `let the step stand per: ${fact.of ?? 'case'}`),
  ];
}

/** Every option leads somewhere, or says that nothing follows. */
export function optionFlaws(playbook: Playbook, { code, decides }: PlaybookStep): readonly Found[] {
  const options = decides?.options ?? [];
  const named = new Set(conditionsOf(playbook).flatMap(({ condition }) => placedLeaves([], condition)).flatMap(({ leaf }) => ('decided' in leaf && leaf.decided === code ? leaf.as : [])));
  return options.flatMap(({ option, ends }, index): readonly Found[] => [
    ...(options.findIndex((each) => each.option === option) < index ? [{ path: ['decides', 'options', index], message: `has the option ${option} twice: rename or remove one` }] : []),
    ...(!named.has(option) && ends === undefined ? [{ path: ['decides', 'options', index], message: `decides ${option}, and nothing follows from it (${code} -> ${option} -> nothing): let a condition name it, or say with ends that nothing of this playbook follows` }] : []),
  ]);
}

/** A period that ends by itself and a signal that stays open are never called done: what only doing sets would never be said. */
function idleFlaws(step: PlaybookStep): readonly Found[] {
  const isPeriod = step.pacing === 'PROTECTED_PERIOD' || step.pacing === 'LEGAL_HORIZON';
  const isSignal = step.pacing === 'VICTIM_PACED' && step.form === 'signal';
  if (!isPeriod && !isSignal) return [];
  const why = isPeriod ? `is ${step.pacing}, which ends by its date, and nobody calls it done` : 'is a signal, which stays open for good and is never called done';
  const sets = (step.fields ?? []).flatMap((field, index): readonly Found[] => (field.required === true || ('sets' in field && field.sets !== undefined) ? [{ path: ['fields', index], message: `${why}: the field ${field.field} can be neither required nor set a fact here, give it to a step that is done` }] : []));
  const barred = (['requires', 'decides'] as const).filter((key) => step[key] !== undefined);
  return [...barred.map((key): Found => ({ path: [key], message: `${why}: its ${key} would never be heard, remove it` })), ...sets];
}

/** Facts of the playbook, and answers that are asked for once. */
export const factFlaws = (playbook: Playbook): readonly Flaw[] => [...(playbook.facts ?? []).flatMap((fact, index) => sayers(playbook, fact, index)), ...onceFlaws(playbook)];

function sayers({ facts = [], steps, people }: Playbook, { fact, is, of, from, recordedBy, tells }: Fact, index: number): readonly Flaw[] {
  const flaw = (key: string, message: string): Flaw => ({ path: ['facts', index, key], message });
  const isSet = steps.some(({ fields = [] }) => fields.some((field) => 'sets' in field && field.sets === fact));
  const values = valuesOf(is);
  const isOverruled = (from === 'CHILD_RULES' || from === 'NOTIFIED') && (isSet || recordedBy !== undefined);
  const overrules = from === 'NOTIFIED' ? 'her wish to be told is hers, and nobody records it for her: leave it to her file' : 'nobody overrules an age that is unknown or disputed (rule R6), leave it to her file';
  return [
    ...(isOverruled ? [flaw('from', `the fact ${fact} is what her file says of ${from === 'NOTIFIED' ? 'her wish to be told' : 'child rules'}, and ${isSet ? 'a form sets it too' : 'others record it too'}: ${overrules}`)] : []),
    ...(tells !== undefined && people === undefined ? [flaw('tells', `the fact ${fact} tells ${tells} to the file of each victim, and this playbook has no files: add people, or remove tells`)] : []),
    ...(tells !== undefined && typeof is !== 'string' ? [flaw('tells', `the fact ${fact} tells ${tells} by any of its values ${is.join(', ')}: let a day or a yes-no tell it`)] : []),
    ...(tells !== undefined && from !== undefined ? [flaw('tells', `the fact ${fact} comes from her file and tells ${tells} to it: her file knows what it says, remove tells`)] : []),
    ...(facts.findIndex((each) => each.fact === fact) < index ? [flaw('fact', `the fact ${fact} is there twice: rename or remove one`)] : []),
    ...values.filter((value, place) => values.indexOf(value) < place).map((value) => flaw('is', `the fact ${fact} has the value ${value} twice: rename or remove one`)),
    ...(isSet || from !== undefined || recordedBy !== undefined ? [] : [flaw('fact', `nobody can say ${fact}: let a field set it, or name with recordedBy who records it`)]),
    ...(from !== undefined && (of !== 'victim' || !['yes-no', 'yes-no-unsure'].includes(String(is))) ? [flaw('from', `the fact ${fact} comes from the file of a victim, and is not a yes or no of a victim: say of: victim and is: yes-no`)] : []),
  ];
}

/** Rule R7: what is asked once is the same question everywhere. */
function onceFlaws({ steps }: Playbook): readonly Flaw[] {
  const asked = steps.flatMap(({ code, per = 'case', fields = [] }, index) => fields.flatMap((field, place) => (field.once === undefined ? [] : [{ path: ['steps', index, 'fields', place, 'once'], code, per, field, once: field.once }])));
  return asked.flatMap(({ path, code, per, field, once }): readonly Flaw[] => {
    const first = asked.find((each) => each.once === once);
    if (first === undefined || first.field === field) return [];
    const said = (of: Field, key: string): unknown => Reflect.get(of, key);
    const unlike = ['type', 'class', 'sets', 'currency', 'least', 'most'].filter((key) => said(first.field, key) !== said(field, key));
    const again = first.code === code ? ['itself: it stands twice in one form'] : [];
    // What is known of the whole case may be taken over for one of it; what is known of a victim is nothing of a suspect.
    const whose = first.per === per || first.per === 'case' || per === 'case' ? [] : [`whom it is asked of (${first.per}, ${per})`];
    const others = 'choices' in field && 'choices' in first.field && field.choices.map(({ choice }) => choice).join() !== first.field.choices.map(({ choice }) => choice).join();
    const what = [...again, ...whose, ...unlike, ...(others ? ['choices'] : [])];
    return what.length === 0 ? [] : [{ path, step: code, message: `the field ${field.field} asks ${once} once, as ${first.field.field} of ${first.code} does, and differs from it in ${what.join(' and ')}: one question is asked of the same subject, with one type, one class and the same answers, and sets the same fact (rule R7)` }];
  });
}
