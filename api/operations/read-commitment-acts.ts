import { z } from 'zod';
import { commitmentActSchema } from '#domain/commitment/schema.ts';
import { Problem } from '../problems.ts';
import { readingOne } from '../route.ts';
import { commitmentActsShape } from '../shapes-acts.ts';
import { asSeen, commitmentRows, commitmentSubject } from '../views/commitments.ts';
import { eyesIn } from '../views/readable.ts';
import { commitmentActs } from '../views/possible-acts.ts';
import { resourceOf } from '../views/subjects.ts';

export const readCommitmentActs = readingOne({
  id: 'read-commitment-acts',
  path: '/commitments/{commitmentId}/acts',
  summary: 'What I may do with a commitment',
  description: 'The acts that the policy lets me do and that are possible as the commitment stands now. The rules have the last word when an act is sent.',
  params: z.strictObject({ commitmentId: z.uuid().toLowerCase() }),
  answer: commitmentActsShape,
  tagged: true,
  action: 'commitment.read',
  parts: commitmentActSchema.options.map(({ shape }) => `commitment.${shape.act.value}`),
  subject: (ask, _actor, { commitmentId }) => commitmentSubject(ask, commitmentId),
  read: async (asker, { params }, subject) => {
    const { ask, may, actor } = asker;
    const [found] = await commitmentRows(ask, { id: params.commitmentId }, { openOnly: false, limit: 1 });
    if (found === undefined) throw new Problem('NOT_FOUND');
    const row = asSeen(found, found.caseLedger === null ? undefined : (await eyesIn(asker, [found.caseLedger])).get(found.caseLedger));
    const acts = commitmentActs(row, actor).filter((act) => may(`commitment.${act}`, resourceOf(subject)));
    return { body: { acts: [...acts] }, rev: row.rev };
  },
});
