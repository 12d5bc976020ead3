import { z } from 'zod';
import { compactActSchema } from '#domain/compact/schema.ts';
import { Problem } from '../problems.ts';
import { readingOne } from '../route.ts';
import { compactActsShape } from '../shapes-compacts.ts';
import { compactSubject, wholeCompact } from '../views/compacts.ts';
import { compactActs } from '../views/possible-acts.ts';
import { resourceOf } from '../views/subjects.ts';

export const readCompactActs = readingOne({
  id: 'read-compact-acts',
  path: '/compacts/{compactId}/acts',
  summary: 'What I may do with a compact',
  description: 'The acts that the policy lets me do and that make sense as the compact stands now; for a leader, whether a signature or a confirmation is asked for. The rules have the last word when an act is sent.',
  params: z.strictObject({ compactId: z.uuid().toLowerCase() }),
  answer: compactActsShape,
  tagged: true,
  action: 'compact.read',
  parts: compactActSchema.options.map(({ shape }) => `compact.${shape.act.value}`),
  subject: (ask, _actor, { compactId }) => compactSubject(ask, compactId),
  read: async ({ ask, may, actor }, { params }, subject) => {
    const whole = await wholeCompact(ask, params.compactId);
    if (whole === undefined) throw new Problem('NOT_FOUND');
    const acts = compactActs(whole.body, actor.agency).filter((act) => may(`compact.${act}`, resourceOf(subject)));
    return { body: { acts: [...acts] }, rev: whole.rev };
  },
});
