/** Act on a promise: what it is, which acts are mine, and the fields of the one that was chosen. */
import { actOnCommitment } from '../operations/act-on-commitment.ts';
import { readCommitmentActs } from '../operations/read-commitment-acts.ts';
import { readCommitment } from '../operations/read-commitment.ts';
import { Problem } from '../problems.ts';
import { commitmentShape } from '../shapes.ts';
import { commitmentActsShape } from '../shapes-acts.ts';
import { caseAround, tellingOf } from './around.ts';
import { bodyOf, fieldsOf, optionOf } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { promiseTitle, tellPromise } from './promise-sentences.ts';
import { agencyOptions } from './visit.ts';
import { actWords } from './words.ts';

export const promisePage: Page = {
  path: paths.promise(':commitmentId'),
  template: 'act',
  async show(visit, entries) {
    const { commitmentId = '' } = visit.params;
    const [{ body: promise, rev }, acts] = await Promise.all([visit.read(readCommitment, commitmentShape, { commitmentId }), visit.read(readCommitmentActs, commitmentActsShape, { commitmentId })]);
    const around = await caseAround(visit, promise.caseId);
    const telling = await tellingOf(visit, around?.id, around?.lead);
    const chosen = entries?.['act'] ?? visit.query['act'];
    const act = acts.body.acts.find((each) => each === chosen);
    const option = act && optionOf(actOnCommitment.body, act);
    const subject = promiseTitle(promise, telling.nameOf);
    const names = await visit.agencies();
    // Only agencies of the team can promise something for its case.
    const team = around === undefined ? names : new Map([...names].filter(([id]) => around.agencies.some(({ agency }) => agency === id)));
    return {
      title: act === undefined ? subject : actWords.commitment[act].label, subject, codeName: promise.codeName, here: paths.promise(commitmentId),
      ...(around !== undefined && { caseHref: paths.case(around.id) }), ...(promise.text !== undefined && { note: promise.text, noteTitle: 'What is promised' }),
      told: tellPromise(promise, telling), rev, fields: option === undefined ? [] : fieldsOf(option), act, words: act && actWords.commitment[act],
      choices: acts.body.acts.map((value) => ({ value, text: actWords.commitment[value].label, hint: { text: actWords.commitment[value].hint } })),
      agencyOptions: agencyOptions(team, [promise.agency]),
    };
  },
  async wish(visit, entries) {
    const { commitmentId = '' } = visit.params;
    const act = entries['act'] ?? '';
    const option = optionOf(actOnCommitment.body, act);
    if (option === undefined) throw new Problem('INVALID_REQUEST');
    const { body: promise } = await visit.read(readCommitment, commitmentShape, { commitmentId });
    const around = await caseAround(visit, promise.caseId);
    return { operation: actOnCommitment, params: { commitmentId }, body: { act, ...bodyOf(fieldsOf(option), entries) }, said: `commitment.${act}`, next: () => (around === undefined ? paths.inbox() : paths.case(around.id)) };
  },
};
