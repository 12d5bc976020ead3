import { z } from 'zod';
import { caseActSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { acting } from '../route.ts';
import { caseActed, freeText } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { caseSubject } from '../views/subjects.ts';
import { readCase } from './read-case.ts';
import { withText } from './with-text.ts';

export const actOnCase = acting({
  id: 'act-on-case',
  path: '/cases/{caseId}/acts',
  summary: 'Act on a case as a whole',
  description: 'Record how she may be contacted safely; accept a report as a case or keep it as information, with a second person; acknowledge a readiness notice; name a suspect or a charge that steps stand for; record what is known of the case or of one of those; say what happened that may change the danger to its victims (an arrest, a release, a hearing); ask for the closing review, keep the case open, close it (the coordinator and the specialist adviser say the same), reopen it; take an agency off it, whose work goes back and who reads nothing more. There is no act for many cases at once.',
  status: 200,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: withText(caseActSchema, freeText),
  answer: caseActed,
  actions: caseActSchema.options.map(({ shape }) => `case.${shape.act.value}`),
  asks: ({ act }) => ({ action: `case.${act}` }),
  sees: 'case.read',
  subject: (ask, actor, { params }) => caseSubject(ask, actor, params.caseId),
  intend: ({ body }, { ledger, keeper }) => {
    const text = body.act === 'record-safe-contact' ? textOf('safe-contact', body.rule) : undefined;
    const command: CaseCommandBody = { type: 'case', act: caseActSchema.parse({ ...body, ...(text && { rule: text.id }) }) };
    return { ledger, keeper, body: command, texts: text === undefined ? [] : [text] };
  },
  refusals: ['NOT_A_CLOCK', 'CLOCK_RUNNING', 'CLOCK_VERSION_UNKNOWN', 'CASE_PHASE', 'NOT_THE_COORDINATOR', 'NOT_THE_HOLDER', 'TWO_PEOPLE_REQUIRED', 'CLOSING_GATE', 'NO_READINESS_NOTICE', 'ROLE_UNFILLED', 'AGENCY_UNKNOWN', 'AGENCY_LEADS', 'NOT_ON_THE_TEAM', 'FACT_UNKNOWN', 'SUBJECT_KNOWN', 'SUBJECT_UNKNOWN', 'NON_PUNISHMENT_FIRST', 'REQUIREMENT_UNMET', 'DAY_BEYOND', 'VALUE_NOT_POSSIBLE', 'DAY_AHEAD'],
  shows: { operation: readCase, params: ({ params }) => params },
});
