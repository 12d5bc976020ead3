import { z } from 'zod';
import { handOffActSchema } from '#domain/case/schema.ts';
import { readingOne } from '../route.ts';
import { handOffActsShape } from '../shapes-acts.ts';
import { handOffActs } from '../views/possible-acts.ts';
import { handOffRow } from '../views/rows.ts';
import { handOffSubject, resourceOf } from '../views/subjects.ts';

export const readHandOffActs = readingOne({
  id: 'read-hand-off-acts',
  path: '/hand-offs/{handOffId}/acts',
  summary: 'What I may do with a hand-off',
  description: 'The acts that the policy lets me do and that are possible where the hand-off stands now.',
  params: z.strictObject({ handOffId: z.uuid().toLowerCase() }),
  answer: handOffActsShape,
  action: 'hand-off.read',
  parts: handOffActSchema.options.map(({ shape }) => `hand-off.${shape.act.value}`),
  subject: (ask, _actor, { handOffId }) => handOffSubject(ask, handOffId),
  read: async ({ ask, may }, { params }, subject) => {
    const row = await handOffRow(ask, params.handOffId);
    const acts = handOffActs(row.state).filter((act) => may(`hand-off.${act}`, resourceOf(subject)));
    return { body: { acts: [...acts] }, rev: row.rev };
  },
});
