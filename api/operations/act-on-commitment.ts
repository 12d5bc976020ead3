import { z } from 'zod';
import { commitmentActSchema } from '#domain/commitment/schema.ts';
import { acting } from '../route.ts';
import { commitmentActed, freeText } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { commitmentSubject } from '../views/commitments.ts';
import { readCommitment } from './read-commitment.ts';
import { withText } from './with-text.ts';

export const actOnCommitment = acting({
  id: 'act-on-commitment',
  path: '/commitments/{commitmentId}/acts',
  summary: 'Act on a commitment',
  description: 'The agency asked accepts or declines; the one that promised delivers, records what it gave of a resource, or asks for a new date, which the coordinator accepts. For a lapsed promise its leader recommits, reassigns or releases. With `If-Match` the act is refused if the commitment has changed meanwhile.',
  status: 200,
  params: z.strictObject({ commitmentId: z.uuid().toLowerCase() }),
  body: withText(commitmentActSchema, freeText),
  answer: commitmentActed,
  conditional: true,
  actions: commitmentActSchema.options.map(({ shape }) => `commitment.${shape.act.value}`),
  asks: ({ act }) => ({ action: `commitment.${act}` }),
  sees: 'commitment.read',
  subject: (ask, _actor, { params }) => commitmentSubject(ask, params.commitmentId),
  intend: ({ params: { commitmentId }, body, expects }, { ledger, keeper }) => {
    const text = 'note' in body && body.note !== undefined ? textOf('note', body.note) : undefined;
    const act = commitmentActSchema.parse({ ...body, ...(text && { note: text.id }) });
    // A promise made by signing a compact is kept in the compact's ledger; the acts are the same.
    const type = ledger.startsWith('compact/') ? 'compact-commitment' : 'commitment';
    return { ledger, keeper, body: { type, commitment: commitmentId, act, ...(expects !== undefined && { expects }) }, texts: text === undefined ? [] : [text] };
  },
  refusals: [
    'STALE', 'PERSON_AWAY', 'NOT_THE_HOLDER', 'NOT_THE_COORDINATOR', 'NOT_THE_LEADER', 'COMMITMENT_STATE', 'NOT_ON_THE_TEAM', 'HAND_OFF_TO_SELF', 'DATE_IN_THE_PAST', 'DATE_TOO_FAR', 'NOT_A_RESOURCE', 'OUTSIDE_THE_PLEDGE',
    'PERIOD_BACKWARDS', 'CASE_FULL', 'COMPACT_FULL',
  ],
  shows: { operation: readCommitment, params: ({ params }) => params },
});
