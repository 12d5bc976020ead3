import { z } from 'zod';
import { pageFrom, pageQuery, positionKey, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { agencyShape, pageOf } from '../shapes.ts';
import { deskSubject } from '../views/subjects.ts';

export const listAgencies = reading({
  id: 'list-agencies',
  path: '/agencies',
  summary: 'List the agencies',
  description: 'Every agency of the directory: who can be on a team, or be asked by a hand-off.',
  query: z.strictObject(pageQuery),
  answer: pageOf(agencyShape),
  action: 'agency.list',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ tx, actor }, { query }) => {
    const after = positionOf(positionKey, query.cursor);
    const rows = await tx.agency.findMany({ where: { exerciseId: actor.exercise, ...(after !== undefined && { id: { gt: after } }) }, orderBy: { id: 'asc' }, take: query.limit + 1, select: { id: true, name: true } });
    const page = pageFrom(rows, query.limit, ({ id }) => id, (row) => row);
    return { body: { items: [...page.items], next: page.next } };
  },
});
