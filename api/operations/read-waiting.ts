import { z } from 'zod';
import { pageQuery } from '../paging.ts';
import { reading } from '../route.ts';
import { pageOf } from '../shapes.ts';
import { waitingShape } from '../shapes-boards.ts';
import { deskSubject } from '../views/subjects.ts';
import { stuckPage } from './read-stalled.ts';

export const readWaiting = reading({
  id: 'read-waiting',
  path: '/boards/waiting',
  summary: 'What waits properly',
  description: 'Cases and tracks that wait as they should: at the survivor\'s pace, in a protected period, or for somebody outside before the review. All look alike (rule R14): which step, for whom and until when is not said, and nothing here is late.',
  query: z.strictObject(pageQuery),
  answer: pageOf(waitingShape),
  action: 'boards.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const { items, next } = await stuckPage(reader, query);
    const waiting = items.filter(({ waitingProperly }) => waitingProperly.length > 0);
    return { body: { items: waiting.map(({ caseId, codeName, lead, verdict, waitingProperly }) => ({ caseId, codeName, lead, wholeCase: verdict === 'WAITING', tracks: waitingProperly })), next } };
  },
});
