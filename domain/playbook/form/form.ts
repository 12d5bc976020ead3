/** Whether an answer fits its field, and the fact that it is. Pure: what people send is looked at here before anything is kept of it. */
import type { Field } from './schema.ts';

/** As people send it: words, a code, a day (2027-03-05), an instant, a whole number (money in minor units), or several codes. */
export type Answer = string | number | readonly string[];

const codes: Readonly<Partial<Record<Field['type'], readonly string[]>>> = { 'yes-no': ['YES', 'NO'], 'yes-no-unsure': ['YES', 'NO', 'UNSURE'] };
const longestWords = 2_000;

/** What is accepted there, where the answer does not fit; undefined where it does. */
export function misfit(field: Field, answer: Answer): string | undefined {
  switch (field.type) {
    case 'text':
      return typeof answer === 'string' && answer.trim() !== '' && answer.length <= (field.most ?? longestWords) ? undefined : `must be words, at most ${field.most ?? longestWords} characters`;
    case 'yes-no':
    case 'yes-no-unsure':
      return oneOf(codes[field.type] ?? [], answer);
    case 'choice':
      return oneOf(field.choices.map(({ choice }) => choice), answer);
    case 'choices': {
      const all = field.choices.map(({ choice }) => choice);
      return Array.isArray(answer) && answer.length > 0 && new Set(answer).size === answer.length && answer.every((each) => all.includes(each as string)) ? undefined : `must be a list of: ${all.join(', ')}, each once`;
    }
    case 'day':
      return typeof answer === 'string' && /^\d{4}-\d\d-\d\d$/.test(answer) && isReal(answer) ? undefined : 'must be a day, like 2027-03-05';
    case 'instant':
      return typeof answer === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(answer) && isReal(answer.slice(0, 10)) && !Number.isNaN(Date.parse(answer)) ? undefined : 'must be an instant, like 2027-03-05T09:30:00.000Z';
    case 'number':
      return whole(answer, field.least ?? Number.MIN_SAFE_INTEGER, field.most ?? Number.MAX_SAFE_INTEGER);
    case 'money':
      return whole(answer, 0, Number.MAX_SAFE_INTEGER);
  }
}

const oneOf = (all: readonly string[], answer: Answer): string | undefined => (typeof answer === 'string' && all.includes(answer) ? undefined : `must be one of: ${all.join(', ')}`);
const whole = (answer: Answer, least: number, most: number): string | undefined =>
  typeof answer === 'number' && Number.isSafeInteger(answer) && answer >= least && answer <= most ? undefined : `must be a whole number from ${least} to ${most}`;

/** 2027-02-30 is no day. */
const isReal = (day: string): boolean => { const at = Date.parse(`${day}T00:00:00Z`); return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day; };
