import { z } from 'zod';
import { readingOne } from '../route.ts';
import { handOffShape } from '../shapes.ts';
import { handOffAnswer } from '../views/answers.ts';
import { handOffRow } from '../views/rows.ts';
import { handOffSubject } from '../views/subjects.ts';

export const readHandOff = readingOne({
  id: 'read-hand-off',
  path: '/hand-offs/{handOffId}',
  summary: 'Read a hand-off',
  description: 'Sender and receiver see it; so does every engaged agency. Until it has accepted, the receiver sees this and nothing else of the case; its note is opened after that.',
  params: z.strictObject({ handOffId: z.uuid().toLowerCase() }),
  answer: handOffShape,
  tagged: true,
  action: 'hand-off.read',
  subject: (ask, _actor, { handOffId }) => handOffSubject(ask, handOffId),
  read: async ({ ask, deps }, { params }) => {
    const { playbookId, playbookVersion, ...row } = await handOffRow(ask, params.handOffId);
    const titleOf = playbookId === undefined || playbookVersion === undefined ? (step: string): string => step : await deps.playbooks.titles(ask, playbookId, playbookVersion);
    const note = row.note === null ? undefined : await deps.vault.get(ask, row.note);
    return { body: handOffAnswer(row, titleOf, note), rev: row.rev };
  },
});
