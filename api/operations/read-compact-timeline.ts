import { z } from 'zod';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { eventShape, pageOf } from '../shapes.ts';
import { compactSubject } from '../views/compacts.ts';
import { eventAnswers } from '../views/events.ts';

const position = z.int32().nonnegative();
export const readCompactTimeline = reading({
  id: 'read-compact-timeline',
  path: '/compacts/{compactId}/timeline',
  summary: 'Read what happened to a compact',
  description: 'Every fact in the order it was recorded, with codes only: who was asked, who signed, which levels were reached, who was taken off by whose decision.',
  params: z.strictObject({ compactId: z.uuid().toLowerCase() }),
  query: z.strictObject(pageQuery),
  answer: pageOf(eventShape),
  action: 'compact.timeline',
  subject: (ask, _actor, { compactId }) => compactSubject(ask, compactId),
  read: async (reader, { query }, { ledger }) => {
    const after = positionOf(position, query.cursor);
    const rows = await reader.tx.event.findMany({ where: { ledgerId: ledger, ...(after !== undefined && { seq: { gt: after } }) }, orderBy: { seq: 'asc' }, take: query.limit + 1 });
    const page = pageFrom(await eventAnswers(reader, rows), query.limit, ({ seq }) => seq, (event) => event);
    return { body: { items: [...page.items], next: page.next } };
  },
});
