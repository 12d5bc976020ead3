/** Forms made from the shapes the API takes: the same names, the same bounds, and no second list of them. */
import { z } from 'zod';
import { fieldWords, optionWords } from './words.ts';

export type Entries = Readonly<Record<string, string>>;
type Kind = 'choice' | 'pick' | 'agency' | 'tick' | 'ticks' | 'day' | 'code' | 'codes' | 'number' | 'line' | 'text';

export interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly label: string;
  readonly hint?: string;
  /** What it means to leave it empty, where a choice says so. */
  readonly empty?: string;
  /** It may be left empty. */
  readonly optional: boolean;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** An act of a discriminated union: the option that bears its name. */
export function optionOf(body: z.ZodType | undefined, act: string): z.ZodObject | undefined {
  if (!(body instanceof z.ZodDiscriminatedUnion)) return undefined;
  return body.options.find((option): option is z.ZodObject => option instanceof z.ZodObject && option.shape['act'] instanceof z.ZodLiteral && option.shape['act'].value === act);
}

/** A member that is an object of its own is asked for member by member: `resource.amount`. */
export function fieldsOf(shape: z.ZodObject, left: readonly string[] = []): readonly Field[] {
  const act = shape.shape['act'] instanceof z.ZodLiteral ? String(shape.shape['act'].value) : '';
  return Object.entries(shape.shape).filter(([name]) => name !== 'act' && !left.includes(name)).flatMap(([name, type]) => {
    const whole = type instanceof z.ZodOptional ? type.unwrap() : type;
    if (!(whole instanceof z.ZodObject)) return [fieldOf(name, type as z.ZodType, act)];
    // What may be left out is left out whole.
    return Object.entries(whole.shape).map(([member, inner]) => ({ ...fieldOf(`${name}.${member}`, inner as z.ZodType, act), ...(whole !== type && { optional: true }) }));
  });
}

function fieldOf(name: string, type: z.ZodType, act: string): Field {
  const inner = type instanceof z.ZodOptional ? (type.unwrap() as z.ZodType) : type;
  const choices = inner instanceof z.ZodArray ? inner.element : inner;
  const words = fieldWords(name, act);
  const options = (choices instanceof z.ZodEnum ? choices.options.map(String) : []).map((value) => ({ value, text: optionWords(value, name, act) }));
  return { name, kind: kindOf(name, inner, act), optional: type instanceof z.ZodOptional, ...words, options: words.empty === undefined || inner !== choices ? options : [{ value: '', text: words.empty }, ...options] };
}

const agencyFields: readonly string[] = ['to', 'owner', 'agency', 'decidedBy', 'unit'];
const codeFields: readonly string[] = ['resource', 'file-paper.kind'];
/** More choices than a small screen shows at once are picked from a list. */
const MOST_AT_ONCE = 12;
/** Words that fit on one line. */
const lineFields: readonly string[] = ['as', 'person', 'language'];

function kindOf(path: string, type: z.ZodType, act: string): Kind {
  const name = path.split('.').at(-1) ?? path;
  if (type instanceof z.ZodEnum) return type.options.length > MOST_AT_ONCE ? 'pick' : 'choice';
  if (type instanceof z.ZodBoolean || type instanceof z.ZodLiteral) return 'tick';
  if (type instanceof z.ZodISODate || type instanceof z.ZodISODateTime) return 'day';
  if (type instanceof z.ZodArray) return type.element instanceof z.ZodEnum ? 'ticks' : 'codes';
  if (type instanceof z.ZodNumber) return 'number';
  if (type instanceof z.ZodString) return agencyFields.includes(name) ? 'agency' : lineFields.includes(name) ? 'line' : codeFields.some((field) => field === name || field === `${act}.${name}`) ? 'code' : 'text';
  throw new Error(`no page knows how to ask for ${name}`);
}

/** The entries of a form as the body the API takes. What was left empty is left out, and the schema says whether it may be. */
export function bodyOf(fields: readonly Field[], entries: Entries): Record<string, unknown> {
  return nested(
    fields.flatMap(({ name, kind, optional }): [string, unknown][] => {
      const text = (entries[name] ?? '').replaceAll('\r\n', '\n').trim();
      if (kind === 'tick') return optional && text !== 'yes' ? [] : [[name, text === 'yes']];
      if (kind === 'day') {
        const day = dayEntered(name, entries);
        return day === undefined ? [] : [[name, day]];
      }
      if (kind === 'ticks') return [[name, text === '' ? [] : text.split('\n')]];
      if (text === '') return [];
      if (kind === 'number') return [[name, Number(text)]];
      if (kind === 'code') return [[name, codeOf(text)]];
      return [[name, kind === 'codes' ? text.split('\n').map(codeOf).filter((code) => code !== '') : text]];
    }),
  );
}

function nested(members: readonly [string, unknown][]): Record<string, unknown> {
  const [inner, own] = [members.filter(([name]) => name.includes('.')), members.filter(([name]) => !name.includes('.'))];
  const groups = [...Map.groupBy(inner, ([name]) => name.split('.')[0] ?? '')].map(([name, same]): [string, unknown] => [name, Object.fromEntries(same.map(([path, value]) => [path.split('.')[1], value]))]);
  return Object.fromEntries([...own, ...groups]);
}

/** Day, month and year as they were typed: whether there is such a day the schema says. */
export function dayEntered(name: string, entries: Entries): string | undefined {
  const parts = ['year', 'month', 'day'].map((part) => (entries[`${name}-${part}`] ?? '').trim());
  if (parts.every((part) => part === '')) return undefined;
  return [parts[0]?.padStart(4, '0'), parts[1]?.padStart(2, '0'), parts[2]?.padStart(2, '0')].join('-');
}

/** "Account ids" is ACCOUNT_IDS. */
const codeOf = (words: string): string => words.trim().toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '');
