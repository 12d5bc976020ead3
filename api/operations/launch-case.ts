import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CaseCommandBody } from '#domain/case/schema.ts';
import { roles } from '#domain/terms.ts';
import { acting } from '../route.ts';
import { agencyId, caseActed, codeName, freeText, playbookId } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { deskSubject, ledgerOf } from '../views/subjects.ts';
import { readCase } from './read-case.ts';

export const launchCase = acting({
  id: 'launch-case',
  path: '/cases',
  summary: 'Launch a case',
  description: 'A coordinator launches a case by a published playbook. Every agency of the team is listed with the roles it fills; the launching agency leads. With `information` it is a report that is not a case yet (gate G1). No name of a victim belongs in the code name.',
  status: 201,
  body: z.strictObject({
    codeName,
    playbook: z.strictObject({ id: playbookId, version: z.int().positive().max(1_000_000) }),
    agencies: z.array(z.strictObject({ agency: agencyId, roles: z.array(z.enum(roles)).min(1).max(24) })).min(1).max(40),
    referral: freeText.optional(),
    information: z.boolean().optional().meta({ description: 'A report that is not a case yet: only the steps open that the playbook names for it' }),
  }),
  answer: caseActed,
  actions: ['case.launch'],
  asks: () => ({ action: 'case.launch' }),
  sees: 'desk.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  intend: ({ body: { referral, ...launch } }) => {
    const caseId = randomUUID();
    const text = referral === undefined ? undefined : textOf('referral', referral);
    const body: CaseCommandBody = { type: 'launch', caseId, ...launch, ...(text && { referral: text.id }) };
    return { ledger: ledgerOf(caseId), keeper: ledgerOf(caseId), body, texts: text === undefined ? [] : [text] };
  },
  refusals: ['CASE_EXISTS', 'PLAYBOOK_UNKNOWN', 'PLAYBOOK_CLOSED', 'ROLE_UNFILLED', 'AGENCY_UNKNOWN', 'NOT_THE_COORDINATOR', 'CASE_PHASE'],
  shows: {
    operation: readCase,
    params: (_given, stored) => ({ caseId: stored.type === 'launch' ? stored.caseId : '' }),
    location: ({ caseId }) => `/cases/${caseId}`,
  },
});
