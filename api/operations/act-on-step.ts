import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { stepActSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { answersIn, answersShape, withForm } from '../forms/asked.ts';
import { acting } from '../route.ts';
import { freeText, stepCode, stepActed } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { stepSubject } from '../views/subjects.ts';
import { readStep } from './read-step.ts';
import { withText } from './with-text.ts';

export const actOnStep = acting({
  id: 'act-on-step',
  path: '/cases/{caseId}/steps/{step}/acts',
  summary: 'Act on a step',
  description: 'Accept it, decline it, take it over from a colleague, complete it, set it aside, record a signal, move its date. Where a legal clock runs: leave days out or count them after all, lengthen it; a second person confirms a nearer date of the law. The owner asks for another date; from level 4 on the leader promises anew, reassigns or releases; the coordinator minutes what the joint meeting decided. With `If-Match` the act is refused if the step has changed meanwhile.',
  status: 200,
  params: z.strictObject({ caseId: z.uuid().toLowerCase(), step: stepCode }),
  body: withText(stepActSchema, freeText, answersShape),
  answer: stepActed,
  conditional: true,
  actions: stepActSchema.options.map(({ shape }) => `step.${shape.act.value}`),
  asks: (body) => ({ action: `step.${body.act}`, ...(body.act === 'schedule-statement' && { context: { survivorAsked: body.survivorAsked === true } }) }),
  sees: 'step.read',
  subject: async (ask, actor, { params: { caseId, step }, body }) => {
    const subject = await stepSubject(ask, actor, caseId, step);
    return subject && withForm(ask, subject, { caseId, step }, body);
  },
  intend: ({ params: { step }, body, expects }, { ledger, keeper, form }) => {
    const text = 'note' in body && body.note !== undefined ? textOf('note', body.note) : undefined;
    const answered = answersIn(body, form);
    const act = stepActSchema.parse({ ...body, ...(text && { note: text.id }), ...(body.act === 'reassign' && { handOff: randomUUID() }), ...answered.members });
    const command: CaseCommandBody = { type: 'step', step, act, ...(expects !== undefined && { expects }) };
    return { ledger, keeper, body: command, texts: [...(text === undefined ? [] : [text]), ...answered.texts] };
  },
  refusals: [
    'STALE', 'PERSON_AWAY', 'NOT_THE_HOLDER', 'STEP_FINISHED', 'STEP_NOT_ACCEPTED', 'STEP_ALREADY_ACCEPTED', 'STEP_SUSPENDED', 'OWNER_REQUIRED', 'REASON_REQUIRED', 'TWO_PEOPLE_REQUIRED',
    'STATUTORY_DATE_FIXED', 'VICTIM_PACED_NO_DATE', 'VICTIM_PACED_GATE', 'HER_FILE_SAYS', 'DATE_IN_THE_PAST', 'PROTECTED_PERIOD', 'NOT_A_SIGNAL_STEP', 'SIGNAL_STAYS_OPEN', 'NOT_A_STATEMENT_STEP', 'NOT_A_WAIT',
    'NOT_A_CLOCK', 'BASIS_UNKNOWN', 'EXCLUSION_UNKNOWN', 'EXTENSION_SPENT', 'PERIOD_BACKWARDS', 'TOO_EARLY', 'CASE_FULL',
    'NOT_A_HORIZON', 'NOTHING_TO_BLOCK', 'SUPPORT_STAYS_OPEN', 'UNTIL_REQUIRED', 'STEP_IS_YOURS', 'DATE_TOO_FAR',
    'CASE_PHASE', 'CONTACT_GATE', 'EARLY_CONTACT_LIMITS', 'OPERATION_GATE', 'NOT_AN_OPERATION', 'NO_DATE_ASKED', 'LEVEL_NOT_REACHED', 'NOT_RELEASABLE', 'DATE_BELONGS_TO_NEW_DATE', 'NO_PACKET', 'NOT_THE_OWNER', 'AGENCY_UNKNOWN', 'HAND_OFF_OPEN', 'HAND_OFF_TO_SELF', 'INTERIM_COVER_REQUIRED',
    'REQUIREMENT_UNMET', 'OPTION_MISSING', 'OPTION_UNKNOWN', 'ANSWER_MISSING', 'FIELD_UNKNOWN', 'SUBJECT_UNKNOWN', 'VALUE_NOT_POSSIBLE', 'DAY_BEYOND', 'DISCIPLINE_REQUIRED', 'FILE_ERASED', 'IMAGE_CONTENT_REFUSED',
  ],
  shows: { operation: readStep, params: ({ params }) => params },
});
