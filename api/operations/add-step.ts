import { z } from 'zod';
import { roles, tracks } from '#domain/terms.ts';
import { durationSchema } from '#domain/time/schema.ts';
import { acting } from '../route.ts';
import { caseActed } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { caseSubject } from '../views/subjects.ts';
import { readCase } from './read-case.ts';

/** As long as the titles of a playbook. It may name what is done, and is sealed: it never enters an event. */
const title = z.string().min(1).max(120).regex(/^[^\p{Cc}\p{Cs}]*$/u);

export const addStep = acting({
  id: 'add-step',
  path: '/cases/{caseId}/steps',
  summary: 'Ask for work no playbook foresaw',
  description: 'The coordinator adds a step: a track, the role that is asked, so many days or working days from acceptance (`20d`, `10wd`), and what is to be done. It is offered, promised and escalated like any agreed step. Nothing at the survivor\'s pace can be added.',
  status: 201,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: z.strictObject({ title, track: z.enum(tracks), role: z.enum(roles), due: durationSchema }),
  answer: caseActed,
  actions: ['case.add-step'],
  asks: () => ({ action: 'case.add-step' }),
  sees: 'case.read',
  subject: (ask, actor, { params }) => caseSubject(ask, actor, params.caseId),
  intend: ({ body: { title: words, ...wanted } }, { ledger, keeper }) => {
    const text = textOf('title', words);
    return { ledger, keeper, body: { type: 'add-step', ...wanted, title: text.id }, texts: [text] };
  },
  refusals: ['NOT_THE_COORDINATOR', 'CASE_PHASE', 'CASE_FULL', 'AD_HOC_NOT_ALLOWED', 'ROLE_UNFILLED', 'DATE_TOO_FAR'],
  shows: { operation: readCase, params: ({ params }) => params, location: ({ caseId }) => `/cases/${caseId}` },
});
