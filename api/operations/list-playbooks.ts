import { z } from 'zod';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { pageOf, playbookId, playbookShape } from '../shapes.ts';
import { readTold } from '../views/playbooks.ts';
import { deskSubject } from '../views/subjects.ts';

const position = z.tuple([playbookId, z.int()]);

export const listPlaybooks = reading({
  id: 'list-playbooks',
  path: '/playbooks',
  summary: 'List the playbooks',
  description: 'Every version that a case may be launched by, with the roles that a team under it must fill. By name, the newest version first.',
  query: z.strictObject(pageQuery),
  answer: pageOf(playbookShape),
  action: 'playbook.list',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ tx }, { query }) => {
    const after = positionOf(position, query.cursor);
    const rows = await tx.playbook.findMany({ where: { shut: null, ...(after && { OR: [{ id: { gt: after[0] } }, { id: after[0], version: { lt: after[1] } }] }) }, orderBy: [{ id: 'asc' }, { version: 'desc' }], take: query.limit + 1, select: { id: true, version: true, body: true } });
    const page = pageFrom(rows, query.limit, ({ id, version }) => [id, version], ({ id, version, body }) => {
      const { title, jurisdiction, steps } = readTold(body);
      return { id, version, title, jurisdiction, roles: [...new Set(steps.map(({ role }) => role))] };
    });
    return { body: { items: [...page.items], next: page.next } };
  },
});
