/** Act on a hand-off: answer it, move it on, decide who owns it. */
import { actOnHandOff } from '../operations/act-on-hand-off.ts';
import { readHandOffActs } from '../operations/read-hand-off-acts.ts';
import { readHandOff } from '../operations/read-hand-off.ts';
import type { z } from 'zod';
import { Problem } from '../problems.ts';
import { handOffShape } from '../shapes.ts';
import { handOffActsShape, stepActsShape } from '../shapes-acts.ts';
import { caseAround, tellingOf } from './around.ts';
import { bodyOf, fieldsOf, optionOf, type Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { formBody, formGiven } from './form-fields.ts';
import { readStepActs } from '../operations/read-step-acts.ts';
import { tellHandOff } from './sentences.ts';
import { decidedAndAnswered, formFor, type Form } from './step.ts';
import { agencyOptions, type Visit } from './visit.ts';
import { actWords } from './words.ts';

type HandOff = z.output<typeof handOffShape>;
interface Asked {
  readonly fields: readonly Field[];
  readonly form?: Form;
}

/** What an act asks. Whoever completes what was handed to them decides and answers what its step asks, as at the step itself. */
async function askedBy(visit: Visit, act: string | undefined, { caseId, step }: Pick<HandOff, 'caseId' | 'step'>): Promise<Asked> {
  const option = act === undefined ? undefined : optionOf(actOnHandOff.body, act);
  const own = option === undefined ? [] : fieldsOf(option, ['answers', 'option']);
  if (act !== 'complete') return { fields: own };
  const form = await formFor(visit, { caseId, step }, act);
  const { body: acts } = await visit.read(readStepActs, stepActsShape, { caseId, step });
  return { fields: [...decidedAndAnswered(acts, form), ...own], ...(form !== undefined && { form }) };
}

export const handOffPage: Page = {
  path: paths.handOff(':handOffId'),
  template: 'act',
  async show(visit, entries) {
    const { handOffId = '' } = visit.params;
    const [{ body: handOff, rev }, acts] = await Promise.all([visit.read(readHandOff, handOffShape, { handOffId }), visit.read(readHandOffActs, handOffActsShape, { handOffId })]);
    const lead = (await caseAround(visit, handOff.caseId))?.lead;
    const telling = await tellingOf(visit, lead === undefined ? undefined : handOff.caseId, lead);
    const chosen = entries?.['act'] ?? visit.query['act'];
    const act = acts.body.acts.find((each) => each === chosen);
    const { fields, form } = await askedBy(visit, act, handOff);
    return {
      title: act === undefined ? `Hand-off: ${handOff.title}` : actWords['hand-off'][act].label, subject: handOff.title, codeName: handOff.codeName, here: paths.handOff(handOffId),
      ...(lead !== undefined && { caseHref: paths.case(handOff.caseId) }), ...(handOff.note !== undefined && { note: handOff.note }),
      told: tellHandOff(handOff, telling), rev, fields, ...(form !== undefined && { given: formGiven(form), unreviewed: form.unreviewed }), act, words: act && actWords['hand-off'][act],
      choices: acts.body.acts.map((value) => ({ value, text: actWords['hand-off'][value].label, hint: { text: actWords['hand-off'][value].hint } })),
      agencyOptions: agencyOptions(await visit.agencies(), act === 're-propose' ? [handOff.sender] : []),
    };
  },
  async wish(visit, entries) {
    const { handOffId = '' } = visit.params;
    const act = entries['act'] ?? '';
    if (optionOf(actOnHandOff.body, act) === undefined) throw new Problem('INVALID_REQUEST');
    const { body: handOff } = await visit.read(readHandOff, handOffShape, { handOffId });
    const { fields } = await askedBy(visit, act, handOff);
    return { operation: actOnHandOff, params: { handOffId }, body: { act, ...formBody(fields, bodyOf(fields, entries)) }, said: `hand-off.${act}`, next: () => paths.inbox() };
  },
};
