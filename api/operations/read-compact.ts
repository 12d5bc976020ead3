import { z } from 'zod';
import { Problem } from '../problems.ts';
import { readingOne } from '../route.ts';
import { compactShape } from '../shapes-compacts.ts';
import { compactSubject, wholeCompact } from '../views/compacts.ts';

export const readCompact = readingOne({
  id: 'read-compact',
  path: '/compacts/{compactId}',
  summary: 'Read a compact',
  description: 'What leaders promise each other: which agencies are required, who was asked to sign and by when, who signed, who never did, and what is promised. The leading agency and the required ones see it. It says nothing of the case behind it.',
  params: z.strictObject({ compactId: z.uuid().toLowerCase() }),
  answer: compactShape,
  tagged: true,
  action: 'compact.read',
  subject: (ask, _actor, { compactId }) => compactSubject(ask, compactId),
  read: async ({ ask }, { params }) => {
    const whole = await wholeCompact(ask, params.compactId);
    if (whole === undefined) throw new Problem('NOT_FOUND');
    return whole;
  },
});
