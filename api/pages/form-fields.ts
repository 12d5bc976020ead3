/** The form of a step as its page asks it: the fields of the playbook, in the playbook's words. */
import type { z } from 'zod';
import type { formShape } from '../forms/read-form.ts';
import type { Entries, Field } from './fields.ts';

type Form = z.output<typeof formShape>;
type Asked = Form['fields'][number];

const MOST_AT_ONCE = 12;
const yesNo = [{ value: 'YES', text: 'Yes' }, { value: 'NO', text: 'No' }];

const nameOf = ({ field }: Asked): string => `answers.${field}`;

export const formFields = ({ fields }: Form): readonly Field[] =>
  fields.map((asked): Field => ({ name: nameOf(asked), label: asked.title, hint: hintOf(asked), optional: !asked.required, ...widgetOf(asked) }));

function widgetOf({ type, choices = [] }: Asked): Pick<Field, 'kind' | 'options'> {
  const options = choices.map(({ choice: value, title: text }) => ({ value, text }));
  switch (type) {
    case 'yes-no':
      return { kind: 'choice', options: yesNo };
    case 'yes-no-unsure':
      return { kind: 'choice', options: [...yesNo, { value: 'UNSURE', text: 'Not sure' }] };
    case 'choice':
      return { kind: options.length > MOST_AT_ONCE ? 'pick' : 'choice', options };
    case 'choices':
      return { kind: 'ticks', options };
    case 'day':
      return { kind: 'day', options: [] };
    case 'number':
    case 'money':
      return { kind: 'number', options: [] };
    case 'instant':
      return { kind: 'line', options: [] };
    default:
      return { kind: 'text', options: [] };
  }
}

/** What helps to answer, what is known already and from where, and whether it must be answered. */
function hintOf({ help, type, currency, required, knownFrom, most }: Asked): string {
  return [
    help, type === 'money' ? `In hundredths of ${currency ?? 'the currency'}` : undefined, type === 'instant' ? 'Universal time, like 2027-03-05T09:30:00.000Z' : undefined,
    type === 'text' && most !== undefined ? `At most ${most} characters` : undefined, knownFrom === undefined ? undefined : `Known already, from ${knownFrom.step}: change it only if it is otherwise`, required ? undefined : 'May be left empty',
  ].flatMap((part) => (part === undefined ? [] : [`${part}.`.replace('..', '.')])).join(' ');
}

/** What is known stands in the form already. */
export const formGiven = ({ fields }: Form): Entries =>
  Object.fromEntries(fields.flatMap((asked): [string, string][] => {
    const { known, type } = asked;
    if (known === undefined) return [];
    if (type === 'day' && typeof known === 'string') return ['year', 'month', 'day'].map((part, index): [string, string] => [`${nameOf(asked)}-${part}`, known.split('-')[index] ?? '']);
    return [[nameOf(asked), Array.isArray(known) ? known.join('\n') : String(known)]];
  }));

/** What was answered of the form; what stayed empty is left out. */
export function formBody(fields: readonly Field[], body: Record<string, unknown>): Record<string, unknown> {
  const answers = Object.entries((body['answers'] ?? {}) as Record<string, unknown>).filter(([name, value]) => !(Array.isArray(value) && value.length === 0 && fields.some((field) => field.name === `answers.${name}`)));
  const { answers: _all, ...rest } = body;
  return answers.length === 0 ? rest : { ...rest, answers: Object.fromEntries(answers) };
}
