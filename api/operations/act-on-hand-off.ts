import { z } from 'zod';
import { handOffActSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { answersIn, answersShape, withForm } from '../forms/asked.ts';
import { acting } from '../route.ts';
import { freeText, handOffActed } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { caseIdOf, handOffSubject } from '../views/subjects.ts';
import { readHandOff } from './read-hand-off.ts';
import { withText } from './with-text.ts';

export const actOnHandOff = acting({
  id: 'act-on-hand-off',
  path: '/hand-offs/{handOffId}/acts',
  summary: 'Act on a hand-off',
  description: 'The receiver accepts, declines with a reason, asks for what is missing, completes (deciding what the step decides, with the answers of its form) or hands back; the sender proposes anew or withdraws; the coordinator determines the owner. With `If-Match` the act is refused if the hand-off has changed meanwhile.',
  status: 200,
  params: z.strictObject({ handOffId: z.uuid().toLowerCase() }),
  body: withText(handOffActSchema, freeText, answersShape),
  answer: handOffActed,
  conditional: true,
  actions: handOffActSchema.options.map(({ shape }) => `hand-off.${shape.act.value}`),
  asks: ({ act }) => ({ action: `hand-off.${act}` }),
  sees: 'hand-off.read',
  subject: async (ask, _actor, { params, body }) => {
    const subject = await handOffSubject(ask, params.handOffId);
    return subject && withForm(ask, subject, { caseId: caseIdOf(subject.ledger), step: subject.step ?? '' }, body);
  },
  intend: ({ params, body, expects }, { ledger, keeper, form }) => {
    const text = 'note' in body && body.note !== undefined ? textOf('note', body.note) : undefined;
    const answered = answersIn(body, form);
    const act = handOffActSchema.parse({ ...body, ...(text && { note: text.id }), ...answered.members });
    const command: CaseCommandBody = { type: 'hand-off', handOff: params.handOffId, act, ...(expects !== undefined && { expects }) };
    return { ledger, keeper, body: command, texts: [...(text === undefined ? [] : [text]), ...answered.texts] };
  },
  refusals: ['STALE', 'PERSON_AWAY', 'NOT_THE_HOLDER', 'NOT_THE_COORDINATOR', 'HAND_OFF_STATE', 'REASON_REQUIRED', 'ITEMS_REQUIRED', 'AGENCY_UNKNOWN', 'AGENCY_CONTAINED', 'HAND_OFF_TO_SELF', 'CONTACT_GATE', 'OPERATION_GATE', 'CONSENT_MISSING', 'REQUIREMENT_UNMET', 'OPTION_MISSING', 'OPTION_UNKNOWN', 'ANSWER_MISSING', 'FIELD_UNKNOWN', 'SUBJECT_UNKNOWN', 'VALUE_NOT_POSSIBLE', 'DAY_BEYOND', 'DISCIPLINE_REQUIRED'],
  shows: { operation: readHandOff, params: ({ params }) => params },
});
