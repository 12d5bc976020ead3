import { z } from 'zod';
import { handOffActSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { acting } from '../route.ts';
import { freeText, handOffActed } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { handOffSubject } from '../views/subjects.ts';
import { readHandOff } from './read-hand-off.ts';
import { withText } from './with-text.ts';

export const actOnHandOff = acting({
  id: 'act-on-hand-off',
  path: '/hand-offs/{handOffId}/acts',
  summary: 'Act on a hand-off',
  description: 'The receiver accepts, declines with a reason, asks for what is missing, completes or hands back; the sender proposes anew or withdraws; the coordinator determines the owner. With `If-Match` the act is refused if the hand-off has changed meanwhile.',
  status: 200,
  params: z.strictObject({ handOffId: z.uuid().toLowerCase() }),
  body: withText(handOffActSchema, freeText),
  answer: handOffActed,
  conditional: true,
  actions: handOffActSchema.options.map(({ shape }) => `hand-off.${shape.act.value}`),
  asks: ({ act }) => ({ action: `hand-off.${act}` }),
  sees: 'hand-off.read',
  subject: (ask, _actor, { params }) => handOffSubject(ask, params.handOffId),
  intend: ({ params, body, expects }, { ledger, keeper }) => {
    const text = 'note' in body && body.note !== undefined ? textOf('note', body.note) : undefined;
    const act = handOffActSchema.parse({ ...body, ...(text && { note: text.id }) });
    const command: CaseCommandBody = { type: 'hand-off', handOff: params.handOffId, act, ...(expects !== undefined && { expects }) };
    return { ledger, keeper, body: command, texts: text === undefined ? [] : [text] };
  },
  refusals: ['STALE', 'PERSON_AWAY', 'NOT_THE_HOLDER', 'NOT_THE_COORDINATOR', 'HAND_OFF_STATE', 'REASON_REQUIRED', 'ITEMS_REQUIRED', 'AGENCY_UNKNOWN', 'AGENCY_CONTAINED', 'HAND_OFF_TO_SELF', 'CONTACT_GATE', 'OPERATION_GATE', 'CONSENT_MISSING', 'REQUIREMENT_UNMET', 'OPTION_MISSING', 'OPTION_UNKNOWN', 'ANSWER_MISSING', 'FIELD_UNKNOWN', 'SUBJECT_UNKNOWN', 'VALUE_NOT_POSSIBLE', 'DAY_BEYOND', 'DISCIPLINE_REQUIRED'],
  shows: { operation: readHandOff, params: ({ params }) => params },
});
