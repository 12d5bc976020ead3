/** Act on a step: what it is, which acts are mine, and the fields of the one that was chosen. */
import { actOnStep } from '../operations/act-on-step.ts';
import { readCase } from '../operations/read-case.ts';
import { readStepActs } from '../operations/read-step-acts.ts';
import { readStep } from '../operations/read-step.ts';
import { Problem } from '../problems.ts';
import type { z } from 'zod';
import { caseShape, stepShape, type CaseAnswer } from '../shapes.ts';
import { stepActsShape } from '../shapes-acts.ts';
import { tellingOf } from './around.ts';
import { formShape, readForm } from '../forms/read-form.ts';
import { bodyOf, fieldsOf, optionOf, type Entries, type Field } from './fields.ts';
import { formBody, formFields, formGiven } from './form-fields.ts';
import type { Page, PageData } from './page.ts';
import { paths } from './paths.ts';
import { tellStep, waits, type Step, type Telling } from './sentences.ts';
import { stepActWordsOf } from './words.ts';
import { agencyOptions, type Visit } from './visit.ts';

export type Form = z.output<typeof formShape>;

/** What an act on a step asks besides its form. */
export type ActsOfStep = z.output<typeof stepActsShape>;

/** What completing it asks first: how it is decided, and its form. */
export const decidedAndAnswered = ({ options }: Pick<ActsOfStep, 'options'>, form: Form | undefined): readonly Field[] => [
  ...(options.length > 0 ? [{ name: 'option', kind: 'choice' as const, label: 'What is decided', optional: false, options: options.map(({ option: value, title: text }) => ({ value, text })) }] : []),
  ...(form === undefined ? [] : formFields(form)),
];

/** The fields of an act. Whether the survivor asked for it herself is asked only of those who may say either; of a legal clock only what it knows can be chosen. */
function fieldsOfAct(act: string | undefined, { askedBy, bases, lengthenings, options }: ActsOfStep, form: Form | undefined): readonly Field[] {
  const option = act === undefined ? undefined : optionOf(actOnStep.body, act);
  const asked = decidedAndAnswered({ options: act === 'complete' ? options : [] }, form);
  const known: Readonly<Record<string, z.output<typeof stepActsShape>['bases']>> = { basis: bases, extension: lengthenings };
  const own = option === undefined ? [] : fieldsOf(option, ['answers', 'option', ...(askedBy.length === 2 ? [] : ['survivorAsked'])]).map((field) => {
    const choices = known[field.name];
    return choices === undefined ? field : { ...field, kind: 'choice' as const, options: choices.map(({ code: value, title: text }) => ({ value, text })) };
  });
  return [...asked, ...own];
}

const asksForm = (act: string | undefined): boolean => act === 'complete' || act === 'file-form';

/** The form of the step, for the acts that answer it; a step that does not show itself has none for who asks. */
export async function formFor(visit: Visit, params: { readonly caseId: string; readonly step: string }, act: string | undefined): Promise<Form | undefined> {
  if (!asksForm(act)) return undefined;
  const { body } = await visit.read(readForm, formShape, params);
  return body.fields.length === 0 ? undefined : body;
}

interface Seen {
  readonly step: Step;
  readonly acts: ActsOfStep;
  readonly whole: Pick<CaseAnswer, 'id' | 'codeName' | 'handOffs'>;
  /** The act that was chosen, if it is one of hers. */
  readonly chosen: string | undefined;
  readonly form?: Form | undefined;
}

/** What the page says, from what was read. */
export function stepData({ step, acts, whole, chosen, form }: Seen, telling: Telling): PageData {
  const handOff = whole.handOffs.find(({ id }) => id === step.handOff);
  const act = acts.acts.find((each) => each === chosen);
  const wordsOf = (of: (typeof acts.acts)[number]) => stepActWordsOf(of, waits(step, telling.now));
  return {
    title: act === undefined ? step.title : wordsOf(act).label, subject: step.title, codeName: whole.codeName, caseHref: paths.case(whole.id), here: paths.step(whole.id, step.step),
    told: tellStep(step, telling, handOff), fields: fieldsOfAct(act, acts, form), ...(form !== undefined && { given: formGiven(form), unreviewed: form.unreviewed }), act, words: act && wordsOf(act),
    choices: acts.acts.map((value) => ({ value, text: wordsOf(value).label, hint: { text: wordsOf(value).hint } })),
    propose: acts.handOff ? paths.propose(whole.id, step.step) : undefined,
    handOffHref: handOff === undefined ? undefined : paths.handOff(handOff.id),
  };
}

export const stepPage: Page = {
  path: paths.step(':caseId', ':step'),
  template: 'act',
  async show(visit, entries: Entries | undefined) {
    const { caseId = '', step: code = '' } = visit.params;
    const [step, acts, whole] = await Promise.all([visit.read(readStep, stepShape, { caseId, step: code }), visit.read(readStepActs, stepActsShape, { caseId, step: code }), visit.read(readCase, caseShape, { caseId })]);
    const telling = await tellingOf(visit, caseId, whole.body.lead);
    const chosen = entries?.['act'] ?? visit.query['act'];
    const others = agencyOptions(await visit.agencies(), [step.body.holder, step.body.accountable]);
    const form = await formFor(visit, { caseId, step: code }, chosen);
    return { ...stepData({ step: step.body, acts: acts.body, whole: whole.body, chosen, form }, telling), rev: step.rev, agencyOptions: others };
  },
  async wish(visit, entries) {
    const { caseId = '', step = '' } = visit.params;
    const act = entries['act'] ?? '';
    if (optionOf(actOnStep.body, act) === undefined) throw new Problem('INVALID_REQUEST');
    const { body: acts } = await visit.read(readStepActs, stepActsShape, { caseId, step });
    const fields = fieldsOfAct(act, acts, await formFor(visit, { caseId, step }, act));
    const body = { act, ...formBody(fields, bodyOf(fields, entries)), ...(act === 'schedule-statement' && acts.askedBy.join() === 'SURVIVOR' && { survivorAsked: true }) };
    return { operation: actOnStep, params: { caseId, step }, body, said: `step.${act}`, next: () => paths.case(caseId) };
  },
};
