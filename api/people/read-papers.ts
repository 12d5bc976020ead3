import { z } from 'zod';
import { readingOne } from '../route.ts';
import { bannersOf } from './banners.ts';
import { papersOf } from './papers.ts';
import { papersShape } from './shapes.ts';
import { victimSubject } from './subjects.ts';

export const readPapers = readingOne({
  id: 'read-papers',
  path: '/victims/{victimId}/papers',
  summary: 'Read the papers about a victim',
  description: 'Each is decided at this instant by its data class: its words, a summary, that it exists, or nothing. Every reading is noted, with what it rested on.',
  params: z.strictObject({ victimId: z.uuid().toLowerCase() }),
  query: z.strictObject({ paper: z.uuid().toLowerCase().optional() }),
  answer: papersShape,
  action: 'victim.papers',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  read: async (asker, { query }, { ledger, ...met }) => {
    const papers = [...(await papersOf(asker, ledger, met, query.paper))];
    return { body: { papers, banners: bannersOf(papers) } };
  },
});
