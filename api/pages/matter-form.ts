/** What the pages of a matter have in common: what can be recorded there, and the form of what was chosen. */
import type { Field } from './fields.ts';
import type { ActWords } from './words.ts';

interface Asked<Act extends string> {
  /** What the page is about, and what it is called. */
  readonly subject: string;
  readonly here: string;
  readonly acts: readonly Act[];
  readonly act: Act | undefined;
  readonly words: Readonly<Record<Act, ActWords>>;
  readonly fields: (act: Act) => readonly Field[];
}

export function matterForm<Act extends string>({ subject, here, acts, act, words, fields }: Asked<Act>) {
  return {
    title: act === undefined ? subject : words[act].label, subject, here, act, words: act && words[act], fields: act === undefined ? [] : fields(act),
    choices: acts.map((value) => ({ value, text: words[value].label, hint: { text: words[value].hint } })),
  };
}

/** One of those that are there, chosen from a list. */
export const pickOf = (field: Field, options: Field['options']): Field => ({ ...field, kind: 'pick', options });
/** Given in words of our own, on one line. */
export const lineOf = (field: Field): Field => ({ ...field, kind: 'line' });
/** E1, E2 and so on: the first after all that were given. */
export const nextOf = (letter: string, given: readonly (string | undefined)[]): string => `${letter}${1 + Math.max(0, ...given.map((name) => Number(name?.slice(letter.length) ?? 0)))}`;
