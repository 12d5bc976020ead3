/** What is known of a case and of whom its steps stand for; and a form for each thing that who asks may record. */
import type { z } from 'zod';
import { actOnCase } from '../operations/act-on-case.ts';
import { readCase } from '../operations/read-case.ts';
import { readRecordable, recordableShape } from '../operations/read-recordable.ts';
import { Problem } from '../problems.ts';
import { caseShape, type CaseAnswer } from '../shapes.ts';
import { bodyOf, fieldsOf, optionOf, type Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { dayWords, instantAt, whenWords } from './when.ts';
import { knownActWords } from './known-words.ts';
import { codeWords, sentence } from './words.ts';

type Recordable = z.output<typeof recordableShape>;
type Fact = Recordable['facts'][number];

/** Of a fact the act of the form bears its name. */
const FACT = 'fact.';
const pick = (name: string, label: string, values: readonly string[]): Field => ({ name, kind: 'pick', label, optional: false, options: values.map((value) => ({ value, text: value })) });

const wordsOf = (value: string, zone: string): string => (/^\d{4}-\d\d-\d\d$/.test(value) ? dayWords(value) : /^\d{4}-\d\d-\d\dT/.test(value) ? whenWords(value, zone) : sentence(codeWords(value)));

function fieldsOfFact({ is, values, about }: Fact): readonly Field[] {
  const value: Field =
    is === 'code'
      ? { name: 'value', kind: values.length > 12 ? 'pick' : 'choice', label: 'What is so', optional: false, options: values.map((code) => ({ value: code, text: sentence(codeWords(code)) })) }
      : { name: 'value', kind: is === 'day' ? 'day' : 'line', label: is === 'day' ? 'Which day' : 'When', optional: false, options: [], ...(is === 'instant' && { hint: 'Universal time, like 2027-03-05T09:30:00.000Z.' }) };
  // A day or an instant says itself when it was.
  const since: readonly Field[] = is === 'code' ? [{ name: 'occurredAt', kind: 'day', label: 'Since which day', hint: 'May be left empty.', optional: true, options: [] }] : [];
  return [...(about.length === 0 ? [] : [pick('about', 'Of whom', about)]), value, ...since];
}

function fieldsOfNaming({ suspects }: Recordable): readonly Field[] {
  const option = optionOf(actOnCase.body, 'name-subject');
  return (option === undefined ? [] : fieldsOf(option)).map((field) => (field.name === 'of' ? { ...field, kind: 'pick' as const, options: suspects.map((value) => ({ value, text: value })) } : field));
}

interface Chosen {
  readonly act: string;
  readonly fields: readonly Field[];
  readonly words: { readonly label: string; readonly hint: string };
  readonly fact?: Fact;
}

/** The form that is asked for, if it is one of theirs. */
function chosenOf(recordable: Recordable, act: string | undefined): Chosen | undefined {
  if (act === 'name-subject' && recordable.names) return { act, fields: fieldsOfNaming(recordable), words: knownActWords['name-subject'] };
  const fact = recordable.facts.find((each) => act === `${FACT}${each.fact}`);
  return fact && { act: `${FACT}${fact.fact}`, fact, fields: fieldsOfFact(fact), words: { ...knownActWords.fact, label: fact.title } };
}

const linesOf = ({ facts, subjects }: Pick<CaseAnswer, 'facts' | 'subjects'>, zone: string) => [
  ...subjects.map(({ label, kind, suspect }) => ({ about: label, says: `${sentence(kind)}${suspect === undefined ? '' : ` of ${suspect}`}.` })),
  ...facts.map(({ title, about, value, occurredAt, since }) => ({ about: about === undefined ? title : `${title}, ${about}`, says: `${wordsOf(value, zone)}. ${occurredAt === undefined ? 'Recorded' : 'Since'} ${whenWords(occurredAt ?? since, zone)}.` })),
];

export const knownPage: Page = {
  path: paths.known(':caseId'),
  template: 'act',
  async show(visit, entries) {
    const { caseId = '' } = visit.params;
    const [{ body: whole }, { body: recordable }] = await Promise.all([visit.read(readCase, caseShape, { caseId }), visit.read(readRecordable, recordableShape, { caseId })]);
    const chosen = chosenOf(recordable, entries?.['act'] ?? visit.query['act']);
    const lines = linesOf(whole, visit.me.zone);
    return {
      title: chosen?.words.label ?? 'What is known', subject: 'What is known', codeName: whole.codeName, caseHref: paths.case(caseId), here: paths.known(caseId), agencyOptions: [],
      told: { lines: lines.length > 0 ? lines : [{ about: 'So far', says: 'Nothing that is yours to read.' }] }, fields: chosen?.fields ?? [], act: chosen?.act, words: chosen?.words,
      choices: [...recordable.facts.map(({ fact, title }) => ({ value: `${FACT}${fact}`, text: title })), ...(recordable.names ? [{ value: 'name-subject', text: knownActWords['name-subject'].label, hint: { text: knownActWords['name-subject'].hint } }] : [])],
    };
  },
  async wish(visit, entries) {
    const { caseId = '' } = visit.params;
    const chosen = chosenOf((await visit.read(readRecordable, recordableShape, { caseId })).body, entries['act']);
    if (chosen === undefined) throw new Problem('INVALID_REQUEST');
    const { occurredAt: day, ...said } = bodyOf(chosen.fields, entries);
    const occurredAt = typeof day === 'string' ? (instantAt(`${day}T00:00`, visit.me.zone) ?? day) : undefined;
    const body = chosen.fact === undefined ? { act: 'name-subject', ...said } : { act: 'record-fact', fact: chosen.fact.fact, ...said, ...(occurredAt !== undefined && { occurredAt }) };
    return { operation: actOnCase, params: { caseId }, body, said: chosen.fact === undefined ? 'known.name-subject' : 'known.fact', next: () => paths.known(caseId) };
  },
};
