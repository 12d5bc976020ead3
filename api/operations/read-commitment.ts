import { z } from 'zod';
import { Problem } from '../problems.ts';
import { readingOne } from '../route.ts';
import { commitmentShape } from '../shapes.ts';
import { eyesIn } from '../views/readable.ts';
import { asSeen, commitmentAnswer, commitmentRows, commitmentSubject, deliveryAnswer, looksAsWaiting, termAnswer, type DeliveryShown, type TermShown } from '../views/commitments.ts';

export const readCommitment = readingOne({
  id: 'read-commitment',
  path: '/commitments/{commitmentId}',
  summary: 'Read a commitment',
  description: 'What an agency has promised, each dated version with what became of it, and what was delivered of a resource. While it waits for the survivor it has no date, and what it waits for is not said.',
  params: z.strictObject({ commitmentId: z.uuid().toLowerCase() }),
  answer: commitmentShape,
  tagged: true,
  action: 'commitment.read',
  subject: (ask, _actor, { commitmentId }) => commitmentSubject(ask, commitmentId),
  read: async (reader, { params: { commitmentId } }) => {
    const { ask, deps } = reader;
    const [row] = await commitmentRows(ask, { id: commitmentId }, { openOnly: false, limit: 1 });
    if (row === undefined) throw new Problem('NOT_FOUND');
    const sees = row.caseLedger === null ? undefined : (await eyesIn(reader, [row.caseLedger])).get(row.caseLedger);
    const isAlike = sees !== undefined && looksAsWaiting(row, sees);
    const terms = await ask<TermShown>`
      select version, agency, due_at as "dueAt", suspended, lapsed_at as "lapsedAt", leader_asked_at as "leaderAskedAt", answer, answered_at as "answeredAt"
        from term_view where commitment = ${commitmentId}::uuid order by version limit 1000`;
    const delivered = await ask<DeliveryShown>`
      select period_from::text as "periodFrom", period_until::text as "periodUntil", amount::float8 as amount, unit, at from resource_delivery_view where commitment = ${commitmentId}::uuid order by seq limit 1000`;
    const text = row.text === null ? undefined : await deps.vault.get(ask, row.text);
    const body = {
      ...commitmentAnswer(row, sees), terms: terms.map((term) => termAnswer(term, isAlike)), ...(text !== undefined && { text }), ...(row.pledgedAmount !== null && { delivered: delivered.map(deliveryAnswer) }),
    };
    return { body: body as z.input<typeof commitmentShape>, rev: asSeen(row, sees).rev };
  },
});
