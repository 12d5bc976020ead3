/**
 * What is written into the form of a step. The words are sealed under the data class of their field: of a victim in her file's own keys, so that they go when it is
 * erased. Here is only which fields were answered. A form that was filed is never edited: what is filed later of the same field is what holds.
 */
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { disclosableBy } from '../paper/papers.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import { holds, type Standing } from '../playbook/condition/condition.ts';
import type { Field } from '../playbook/form/schema.ts';
import { keyOf } from '../playbook/names.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import type { DataClass } from '../terms.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import type { OpenCase, Step } from './state.ts';
import { answerFlaws, answered, isRecorded, settingFields, type Answers } from './known-facts.ts';
import { standingOf, subjectAt } from './subjects.ts';

/** The answers of one form under one class: `text` is where they lie sealed, `fields` which they are. `victim`: whose file they belong to. */
export interface FormPart {
  readonly form: string;
  readonly class: DataClass;
  readonly victim?: string | undefined;
  readonly text: string;
  readonly fields: readonly string[];
}

/** Under which class a field's answer lies. */
export const classOfField = (definition: PlaybookStep, field: { readonly class?: DataClass | undefined }): DataClass => field.class ?? definition.class ?? 'D2';

/** Classes of what is kept in a victim's file, and nowhere else. */
export const ofHerFile = (of: DataClass): boolean => ['D3', 'D4', 'D5', 'D7', 'D8', 'D9', 'D16', 'D17'].includes(of);

/** Why these parts cannot be filed: a field that is not there or lies under another class, a file that is not the one of whoever the step stands for. */
export function formFlaws(state: OpenCase, step: Step, parts: readonly FormPart[], facts: Facts): readonly (Refusal | false)[] {
  const definition = definitionOf(state, facts, step.code);
  const subject = subjectAt(state, facts, step.code);
  const strange = parts.flatMap(({ class: of, fields }) => fields.filter((name) => { const field = definition.fields?.find((each) => each.field === name); return field === undefined || classOfField(definition, field) !== of; }));
  const hers = subject?.kind === 'victim' ? subject.label : undefined;
  const isElsewhere = parts.some(({ class: of, victim }) => (victim === undefined ? hers !== undefined && ofHerFile(of) : own(state.victims ?? {}, victim) !== hers || hers === undefined));
  return [strange.length > 0 && refuse('FIELD_UNKNOWN', { fields: strange }).refusal, isElsewhere && refuse('SUBJECT_UNKNOWN').refusal];
}

export const filed = (state: OpenCase, step: Step, parts: readonly FormPart[], by: Actor, facts: Facts): readonly CaseFact[] =>
  parts.map(({ form, class: of, victim, text, fields }): CaseFact => {
    const once = onceOf(state, step, fields, facts);
    return { type: 'FormFiled', step: step.code, form, class: of, text, fields, agency: by.agency, ...disclosableBy(by), ...(victim !== undefined && { victim }), ...(once.length > 0 && { once }) };
  });

/** Required fields, always or as things stand, that nobody has answered: not now, not before in this step, not as a fact that is known, and not elsewhere under the name by which the playbook asks once (rule R7). */
export function unanswered(state: OpenCase, step: Step, { forms, answers, option }: { readonly forms: readonly FormPart[]; readonly answers: Answers; readonly option?: string | undefined }, facts: Facts): readonly string[] {
  const definition = definitionOf(state, facts, step.code);
  const given = new Set([...(step.filed ?? []), ...forms.flatMap(({ fields }) => fields), ...Object.keys(answers)]);
  for (const { field, sets } of settingFields(definition)) if (isRecorded(state, step, sets, facts)) given.add(field);
  const subject = subjectAt(state, facts, step.code);
  const standing = decidingNow(state, step, option);
  const isRequired = ({ required, requiredWhen }: Field): boolean => required === true || (requiredWhen !== undefined && holds(requiredWhen, facts.playbook, standing, subject));
  return (definition.fields ?? []).filter((each) => isRequired(each)).filter(({ field, once }) => !given.has(field) && !(once !== undefined && own(state.asked ?? {}, keyOf(once, subject)) !== undefined)).map(({ field }) => field);
}

/** What stands as the step is being done: what it decides now counts as decided. */
function decidingNow(state: OpenCase, { code }: Step, option: string | undefined): Standing {
  const standing = standingOf(state);
  return option === undefined ? standing : { ...standing, decided: (of, who) => (keyOf(of, who) === code ? option : standing.decided(of, who)) };
}

/** The names under which the playbook asks once that these fields answer. */
const onceOf = (state: OpenCase, { code }: Step, fields: readonly string[], facts: Facts): readonly string[] => {
  const definition = definitionOf(state, facts, code);
  const subject = subjectAt(state, facts, code);
  return (definition.fields ?? []).flatMap(({ field, once }) => (once !== undefined && fields.includes(field) ? [keyOf(once, subject)] : []));
};

/** Filed before the step is done, or after, by its holder: what is filed later of a field is what holds. */
export function fileForm(state: OpenCase, step: Step, { forms, answers = {} }: { readonly forms: readonly FormPart[]; readonly answers?: Answers | undefined }, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, ...answerFlaws(state, step, answers, facts), ...formFlaws(state, step, forms, facts));
  return refusal === undefined ? accept<CaseFact>(...filed(state, step, forms, by, facts), ...answered(state, step, answers, facts)) : { events: [], refusal };
}
