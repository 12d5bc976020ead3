/** Offer a step to another agency. */
import type { z } from 'zod';
import { proposeHandOff } from '../operations/propose-hand-off.ts';
import { readStep } from '../operations/read-step.ts';
import { readCase } from '../operations/read-case.ts';
import { caseShape, stepShape } from '../shapes.ts';
import { tellingOf } from './around.ts';
import { bodyOf, fieldsOf } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { tellStep } from './sentences.ts';
import { agencyOptions } from './visit.ts';

const fields = fieldsOf(proposeHandOff.body as z.ZodObject, ['step']);

export const proposePage: Page = {
  path: paths.propose(':caseId', ':step'),
  template: 'act',
  async show(visit) {
    const { caseId = '', step: code = '' } = visit.params;
    const [{ body: step }, { body: whole }] = await Promise.all([visit.read(readStep, stepShape, { caseId, step: code }), visit.read(readCase, caseShape, { caseId })]);
    const telling = await tellingOf(visit, caseId, whole.lead);
    return {
      title: 'Offer it to another agency', subject: step.title, codeName: whole.codeName, caseHref: paths.case(caseId), here: paths.propose(caseId, code),
      told: tellStep(step, telling), fields, act: 'propose', choices: [], agencyOptions: agencyOptions(await visit.agencies(), [step.holder, step.accountable]),
      words: { label: 'Offer it', hint: 'The agency you ask sees the offer and nothing else of the case. You answer for the work until it has accepted.' },
    };
  },
  async wish(visit, entries) {
    const { caseId = '', step = '' } = visit.params;
    return { operation: proposeHandOff, params: { caseId }, body: { step, ...bodyOf(fields, entries) }, said: 'hand-off.propose', next: () => paths.case(caseId) };
  },
};
