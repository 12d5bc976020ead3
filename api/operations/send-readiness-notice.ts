import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readinessFields } from '#domain/case/schema.ts';
import { acting } from '../route.ts';
import { caseActed } from '../shapes.ts';
import { caseSubject } from '../views/subjects.ts';
import { readCase } from './read-case.ts';

export const sendReadinessNotice = acting({
  id: 'send-readiness-notice',
  path: '/cases/{caseId}/readiness-notices',
  summary: 'Tell the services to be ready',
  description: 'Before an operation: roughly when, about how many people, their genders and languages, whether minors are expected, special needs by code. The hour and the place are no fields of this notice: whatever else is sent is refused. The services acknowledge it; until they have, nobody goes in (gate G4).',
  status: 201,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: z.strictObject(readinessFields),
  answer: caseActed,
  actions: ['case.send-readiness'],
  asks: () => ({ action: 'case.send-readiness' }),
  sees: 'case.read',
  subject: (ask, actor, { params }) => caseSubject(ask, actor, params.caseId),
  intend: ({ body }, { ledger, keeper }) => ({ ledger, keeper, body: { type: 'readiness-notice', notice: randomUUID(), ...body }, texts: [] }),
  refusals: ['NOT_AN_OPERATION', 'CASE_PHASE', 'NOT_THE_HOLDER'],
  shows: { operation: readCase, params: ({ params }) => params, location: ({ caseId }) => `/cases/${caseId}` },
});
