import { z } from 'zod';
import { reading } from '../route.ts';
import { stepCode, stepShape } from '../shapes.ts';
import { stepAnswer } from '../views/answers.ts';
import { resourceOf, stepSubject } from '../views/subjects.ts';

export const readStep = reading({
  id: 'read-step',
  path: '/cases/{caseId}/steps/{step}',
  summary: 'Read a step',
  description: 'Who holds it, since when, and what clock runs on it. A step at the survivor\'s own pace has no date of any kind.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase(), step: stepCode }),
  answer: stepShape,
  tagged: true,
  action: 'step.read',
  parts: ['step.read-signal'],
  subject: (ask, _actor, { caseId, step }) => stepSubject(ask, caseId, step),
  read: async ({ tx, ask, deps, may }, { params }, subject) => {
    const { ledger } = subject;
    const row = await tx.stepView.findUniqueOrThrow({ where: { ledgerId_code: { ledgerId: ledger, code: params.step } } });
    const { playbookId, playbookVersion } = await tx.caseView.findUniqueOrThrow({ where: { ledgerId: ledger }, select: { playbookId: true, playbookVersion: true } });
    return { body: stepAnswer(row, await deps.playbooks.titles(ask, playbookId, playbookVersion), { signal: may('step.read-signal', resourceOf(subject)) }), rev: row.rev };
  },
});
