import { z } from 'zod';
import { bannersOf } from '../people/banners.ts';
import { papersOf } from '../people/papers.ts';
import { papersShape } from '../people/shapes.ts';
import { readingOne } from '../route.ts';
import { matterSubject, metIn } from './subjects.ts';

export const readMatterPapers = readingOne({
  id: 'read-matter-papers',
  path: '/cases/{caseId}/papers',
  summary: 'Read the papers of a case',
  description: 'Each is decided at this instant by its data class: its words, a summary, that it exists, or nothing. Every reading is noted, with what it rested on.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  query: z.strictObject({ paper: z.uuid().toLowerCase().optional() }),
  answer: papersShape,
  action: 'papers.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, _actor, { caseId }) => matterSubject(ask, caseId),
  read: async (asker, { query }, subject) => {
    const papers = [...(await papersOf(asker, subject.ledger, metIn(subject), query.paper))];
    return { body: { papers, banners: bannersOf(papers) } };
  },
});
