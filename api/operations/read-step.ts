import { z } from 'zod';
import { readingOne } from '../route.ts';
import { stepCode, stepShape } from '../shapes.ts';
import { eyesOf, looksAlike } from '../views/alike.ts';
import { stepAnswer } from '../views/answers.ts';
import { withAdded } from '../views/playbooks.ts';
import { stepRow } from '../views/rows.ts';
import { resourceOf, stepSubject } from '../views/subjects.ts';

export const readStep = readingOne({
  id: 'read-step',
  path: '/cases/{caseId}/steps/{step}',
  summary: 'Read a step',
  description: 'Who holds it, since when, and what clock runs on it. A step at the survivor\'s own pace has no date of any kind.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase(), step: stepCode }),
  answer: stepShape,
  tagged: true,
  action: 'step.read',
  parts: ['step.read-signal'],
  subject: (ask, actor, { caseId, step }) => stepSubject(ask, actor, caseId, step),
  read: async (asker, { params }, subject) => {
    const { ask, deps } = asker;
    const { ledger } = subject;
    const row = await stepRow(ask, ledger, params.step);
    const titleOf = await withAdded(await deps.playbooks.titles(ask, row.playbookId, row.playbookVersion), { ask, vault: deps.vault }, [row]);
    const sees = await eyesOf(asker, resourceOf(subject), row);
    const body = stepAnswer(row, titleOf, sees);
    return body && { body, ...(!looksAlike(row, sees) && { rev: row.rev }) };
  },
});
