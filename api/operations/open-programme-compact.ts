import { acting } from '../route.ts';
import { compactActed } from '../shapes-compacts.ts';
import { openingBody, openingOf, openingRefusals } from '../views/opening-compacts.ts';
import { deskSubject } from '../views/subjects.ts';
import { readCompact } from './read-compact.ts';

export const openProgrammeCompact = acting({
  id: 'open-programme-compact',
  path: '/compacts',
  summary: 'Open a compact above cases',
  description: 'As for a case, and for none: what the leaders of a programme promise each other.',
  status: 201,
  body: openingBody,
  answer: compactActed,
  actions: ['compact.open-programme'],
  asks: () => ({ action: 'compact.open-programme' }),
  sees: 'desk.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  intend: ({ body }) => openingOf(body, undefined),
  refusals: openingRefusals,
  shows: {
    operation: readCompact,
    params: (_given, stored) => ({ compactId: stored.type === 'open-compact' ? stored.compactId : '' }),
    location: ({ compactId }) => `/compacts/${compactId}`,
  },
});
