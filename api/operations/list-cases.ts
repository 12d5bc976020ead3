import { z } from 'zod';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { caseSummaryShape, instant, pageOf } from '../shapes.ts';
import { caseSummary } from '../views/answers.ts';
import { deskSubject } from '../views/subjects.ts';
import { readable } from '../views/readable.ts';

const position = z.strictObject({ openedAt: instant, id: z.uuid() });

export const listCases = reading({
  id: 'list-cases',
  path: '/cases',
  summary: 'List the cases of my agency',
  description: 'Every case my agency is engaged in, the newest first.',
  query: z.strictObject(pageQuery),
  answer: pageOf(caseSummaryShape),
  action: 'case.list',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const after = positionOf(position, query.cursor);
    const rows = await reader.tx.caseView.findMany({
      ...(after && { where: { OR: [{ openedAt: { lt: new Date(after.openedAt) } }, { openedAt: new Date(after.openedAt), id: { gt: after.id } }] } }),
      orderBy: [{ openedAt: 'desc' }, { id: 'asc' }],
      take: query.limit + 1,
    });
    const seen = await readable(reader, rows.map(({ ledgerId }) => ledgerId));
    const page = pageFrom(rows, query.limit, ({ openedAt, id }) => ({ openedAt: openedAt.toISOString(), id }), (row) => row);
    return { body: { items: page.items.filter(({ ledgerId }) => seen.has(ledgerId)).map(caseSummary), next: page.next } };
  },
});
