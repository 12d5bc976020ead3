/** What she agreed to: every member that a consent has, asked on one page and in plain words. */
import { z } from 'zod';
import { startOfLocalDay } from '#domain/time/civil-time.ts';
import type { victimShape } from '../people/shapes.ts';
import { actOnVictim } from '../people/act-on-victim.ts';
import { bodyOf, fieldsOf, optionOf, type Entries, type Field } from './fields.ts';

type File = z.output<typeof victimShape>;

/** The order of a talk: with whom, what, for what, how long; who decided, and how it was explained. */
const order = ['agency', 'person', 'kind', 'classes', 'purpose', 'from', 'until', 'by', 'views', 'language', 'interpreter', 'wording', 'method', 'oralReason'];
const placeOf = ({ name }: Field): number => (order.includes(name) ? order.indexOf(name) : order.length);

/** Who else may decide for her, in which standing: asked as one thing. */
const speakers = { CHILD_GUARDIAN: { by: 'GUARDIAN', words: 'Her guardian' }, VICTIM_COUNSEL: { by: 'LEGAL_REPRESENTATIVE', words: 'Her lawyer' } } as const;

function grantorOptions({ standing }: File, nameOf: (agency: string) => string): Field['options'] {
  return standing.flatMap(({ id, role, agency, person }) => {
    const speaker = role === 'CHILD_GUARDIAN' || role === 'VICTIM_COUNSEL' ? speakers[role] : undefined;
    return speaker === undefined ? [] : [{ value: `${speaker.by} ${id}`, text: `${speaker.words}: ${nameOf(agency)}${person === undefined ? '' : ` (${person})`}` }];
  });
}

const option = optionOf(actOnVictim.body, 'grant-consent');
const asked = (option === undefined ? [] : fieldsOf(option, ['standing'])).toSorted((one, other) => placeOf(one) - placeOf(other));

export const consentFields = (file: File, nameOf: (agency: string) => string): readonly Field[] =>
  asked.map((field) => (field.name === 'by' ? { ...field, options: [...field.options.filter(({ value }) => value === 'SELF'), ...grantorOptions(file, nameOf)] } : field));

/** Days are those of the reader's zone: from the first hour of one to the last of the other. */
export function consentBody(entries: Entries, zone: string): Record<string, unknown> {
  const { from, until, by = '', language = '', ...rest } = bodyOf(asked, entries) as Record<string, unknown> & Partial<Record<'from' | 'until' | 'by' | 'language', string>>;
  const [grantor, standing] = by.split(' ');
  return {
    ...rest, by: grantor, language: languageOf(language), ...(standing !== undefined && { standing }),
    ...(from !== undefined && { from: startOf(from, 0, zone) }), ...(until !== undefined && { until: startOf(until, 1, zone) }),
  };
}

/** A day that there is not is left as it was typed, and refused with its field. */
const startOf = (day: string, plusDays: number, zone: string): string => (z.iso.date().safeParse(day).success ? startOfLocalDay(day, plusDays, zone) : day);

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
/** The languages that have a code of two letters (ISO 639-1), by their English names. */
const codes = new Map(letters.flatMap((one) => letters.flatMap((other) => { const name = names.of(one + other); return name === undefined ? [] : [[name.toLowerCase(), one + other] as const]; })));

/** "Spanish" is es; what is a code already stays. */
const languageOf = (typed: string): string => codes.get(typed.toLowerCase()) ?? typed.toLowerCase();
