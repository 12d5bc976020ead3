import { z } from 'zod';
import { acting } from '../route.ts';
import { compactActed } from '../shapes-compacts.ts';
import { openingBody, openingOf, openingRefusals } from '../views/opening-compacts.ts';
import { caseSubject } from '../views/subjects.ts';
import { readCompact } from './read-compact.ts';

export const openCompact = acting({
  id: 'open-compact',
  path: '/cases/{caseId}/compacts',
  summary: 'Open a compact for a case',
  description: 'The coordinator lists the agencies whose leaders must sign, the own one too, and what each pledges. It begins as a draft; no step of the case waits for it. No name of a victim belongs in the code name or in a pledge.',
  status: 201,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: openingBody,
  answer: compactActed,
  actions: ['compact.open'],
  asks: () => ({ action: 'compact.open' }),
  sees: 'case.read',
  subject: (ask, actor, { params }) => caseSubject(ask, actor, params.caseId),
  intend: ({ params, body }) => openingOf(body, params.caseId),
  refusals: openingRefusals,
  shows: {
    operation: readCompact,
    params: (_given, stored) => ({ compactId: stored.type === 'open-compact' ? stored.compactId : '' }),
    location: ({ compactId }) => `/compacts/${compactId}`,
  },
});
