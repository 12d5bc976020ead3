import { z } from 'zod';
import { reading } from '../route.ts';
import { handOffShape } from '../shapes.ts';
import { handOffAnswer } from '../views/answers.ts';
import { handOffSubject } from '../views/subjects.ts';

export const readHandOff = reading({
  id: 'read-hand-off',
  path: '/hand-offs/{handOffId}',
  summary: 'Read a hand-off',
  description: 'Sender and receiver see it; so does every engaged agency. Until it has accepted, the receiver sees this and nothing else of the case; its note is opened after that.',
  params: z.strictObject({ handOffId: z.uuid().toLowerCase() }),
  answer: handOffShape,
  tagged: true,
  action: 'hand-off.read',
  subject: (ask, _actor, { handOffId }) => handOffSubject(ask, handOffId),
  read: async ({ tx, ask, deps }, { params }) => {
    const row = await tx.handOffView.findUniqueOrThrow({ where: { id: params.handOffId } });
    const [asked] = await ask<{ playbook_id: string; playbook_version: number }>`select playbook_id, playbook_version from asked_for(${row.id}::uuid)`;
    const titleOf = asked === undefined ? (step: string): string => step : await deps.playbooks.titles(ask, asked.playbook_id, asked.playbook_version);
    const note = row.note === null ? undefined : await deps.vault.get(ask, row.note);
    return { body: handOffAnswer(row, titleOf, note), rev: row.rev };
  },
});
