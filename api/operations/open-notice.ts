import { z } from 'zod';
import { reading } from '../route.ts';
import { openedShape } from '../shapes.ts';
import { noticesAt } from '../views/inbox-items.ts';
import { markSeen, type NoticePlace } from '../views/seen.ts';
import { deskSubject } from '../views/subjects.ts';

/** Where the link of a letter leads. Whoever finds the letter and is somebody else finds nothing. */
export const openNotice = reading({
  id: 'open-notice',
  path: '/notices/{id}',
  summary: 'Open what a letter points to',
  description: 'What the letter was about, for the person to whom it was sent. Opening it here counts as read, and nothing else does; the address alone opens nothing.',
  params: z.strictObject({ id: z.uuid() }),
  answer: openedShape,
  action: 'notice.open',
  subject: async (ask, actor, { id }) => {
    const [mine] = await ask`select 1 from delivery d where d.mail = ${id}::uuid and d.person = ${actor.person} limit 1`;
    return mine === undefined ? undefined : deskSubject(actor.agency);
  },
  read: async (reader, { params }) => {
    const { ask, actor } = reader;
    const places = await ask<NoticePlace>`
      select d.ledger_id as "ledgerId", d.seq, p.part from delivery d cross join lateral unnest(d.parts) as p (part)
       where d.mail = ${params.id}::uuid and d.person = ${actor.person} order by d.ledger_id, d.seq, p.part`;
    await markSeen(reader, places);
    return { body: { items: [...(await noticesAt(reader, places)).values()] } };
  },
});
