/** Act on a step: what it is, which acts are mine, and the fields of the one that was chosen. */
import { actOnStep } from '../operations/act-on-step.ts';
import { readCase } from '../operations/read-case.ts';
import { readStepActs } from '../operations/read-step-acts.ts';
import { readStep } from '../operations/read-step.ts';
import { Problem } from '../problems.ts';
import { caseShape, stepActsShape, stepShape } from '../shapes.ts';
import { tellingOf } from './around.ts';
import { bodyOf, fieldsOf, optionOf, type Entries, type Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { tellStep, waits } from './sentences.ts';
import { stepActWordsOf } from './words.ts';

/** The fields of an act. Whether the survivor asked for it herself is asked only of those who may say either. */
function fieldsOfAct(act: string | undefined, askedBy: readonly string[]): readonly Field[] {
  const option = act === undefined ? undefined : optionOf(actOnStep.body, act);
  return option === undefined ? [] : fieldsOf(option, askedBy.length === 2 ? [] : ['survivorAsked']);
}

export const stepPage: Page = {
  path: paths.step(':caseId', ':step'),
  template: 'act',
  async show(visit, entries: Entries | undefined) {
    const { caseId = '', step: code = '' } = visit.params;
    const [step, acts, whole] = await Promise.all([visit.read(readStep, stepShape, { caseId, step: code }), visit.read(readStepActs, stepActsShape, { caseId, step: code }), visit.read(readCase, caseShape, { caseId })]);
    const telling = await tellingOf(visit, caseId, whole.body.lead);
    const handOff = whole.body.handOffs.find(({ id }) => id === step.body.handOff);
    const chosen = entries?.['act'] ?? visit.query['act'];
    const act = acts.body.acts.find((each) => each === chosen);
    const wordsOf = (of: (typeof acts.body.acts)[number]) => stepActWordsOf(of, waits(step.body, visit.me.now));
    return {
      title: act === undefined ? step.body.title : wordsOf(act).label, subject: step.body.title, codeName: whole.body.codeName, caseHref: paths.case(caseId), here: paths.step(caseId, code),
      told: tellStep(step.body, telling, handOff), rev: step.rev, fields: fieldsOfAct(act, acts.body.askedBy), act, words: act && wordsOf(act),
      choices: acts.body.acts.map((value) => ({ value, text: wordsOf(value).label, hint: { text: wordsOf(value).hint } })),
      propose: acts.body.handOff ? paths.propose(caseId, code) : undefined,
      handOffHref: handOff === undefined ? undefined : paths.handOff(handOff.id), agencyOptions: [],
    };
  },
  async wish(visit, entries) {
    const { caseId = '', step = '' } = visit.params;
    const act = entries['act'] ?? '';
    if (optionOf(actOnStep.body, act) === undefined) throw new Problem('INVALID_REQUEST');
    const { body: acts } = await visit.read(readStepActs, stepActsShape, { caseId, step });
    const body = { act, ...bodyOf(fieldsOfAct(act, acts.askedBy), entries), ...(act === 'schedule-statement' && acts.askedBy.join() === 'SURVIVOR' && { survivorAsked: true }) };
    return { operation: actOnStep, params: { caseId, step }, body, said: `step.${act}`, next: () => paths.case(caseId) };
  },
};
