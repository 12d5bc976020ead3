import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { redressActSchema, redressCommandSchema } from '#domain/redress/schema.ts';
import { refuseImages } from '../matters/images.ts';
import { matterOf } from '../matters/records.ts';
import { acting } from '../route.ts';
import { freeText } from '../shapes.ts';
import type { Text } from '../vault.ts';
import { orderParams, readRedress } from './read-redress.ts';
import { redressActed } from './shapes.ts';

const [openSchema] = redressCommandSchema.options;
const [recordLoss, request, proposeException, approveException, order, makeLiable, fixShare, setSchedule, receivePayment, reversePayment, sendNotice, guard, withdraw, end] = redressActSchema.options;
/** Words instead of references, and no id for what only comes to be. */
const body = z.discriminatedUnion('act', [
  recordLoss.omit({ loss: true, note: true }).extend({ note: freeText.optional() }), request, proposeException.omit({ note: true }).extend({ note: freeText.optional() }), approveException, order, makeLiable, fixShare, setSchedule,
  receivePayment.omit({ payment: true }), reversePayment, sendNotice, guard, withdraw.omit({ withdrawal: true }), end,
]);
type Body = z.output<typeof body>;

export const openRedress = acting({
  id: 'open-restitution-order',
  path: '/cases/{caseId}/restitution-orders',
  summary: 'Begin a claim for restitution',
  description: 'Against suspects of the case. Losses are gathered, restitution is asked for or an exception approved, the court orders; separate orders are separate claims.',
  status: 201,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: openSchema.pick({ currency: true, defendants: true }),
  answer: redressActed,
  actions: ['redress.open'],
  asks: () => ({ action: 'redress.open' }),
  sees: 'redress.read',
  subject: (ask, _actor, { params }) => matterOf(ask, 'redress', params.caseId),
  intend: ({ params: { caseId }, body: said }) => {
    const id = randomUUID();
    const ledger = `redress/${caseId}/${id}`;
    return { ledger, keeper: ledger, body: { type: 'open-redress', order: id, case: caseId, ...said }, texts: [] };
  },
  refusals: ['NO_RULES_OF_REDRESS', 'NOT_ON_THE_TEAM', 'SUBJECT_UNKNOWN', 'PERSON_AWAY'],
  shows: {
    operation: readRedress, params: ({ params: { caseId } }, stored) => ({ caseId, orderId: stored.type === 'open-redress' ? stored.order : '' }),
    location: ({ caseId, orderId }) => `/cases/${caseId}/restitution-orders/${orderId}`,
  },
});

/** What was said of a loss is hers, and lies under her keys; why nothing is asked for is the case's. */
function sealed(said: Body, { caseId, orderId }: z.output<typeof orderParams>): { readonly act: z.input<typeof redressActSchema>; readonly texts: readonly Text[] } {
  const ids = said.act === 'record-loss' ? { loss: randomUUID() } : said.act === 'receive-payment' ? { payment: randomUUID() } : said.act === 'withdraw' ? { withdrawal: randomUUID() } : {};
  if (!('note' in said) || said.note === undefined) return { act: redressActSchema.parse({ ...said, ...ids }), texts: [] };
  refuseImages(said.note);
  const owner = said.act === 'record-loss' ? `victim/${said.victim}` : `case/${caseId}`;
  const text = { id: randomUUID(), field: 'note', text: said.note, class: 'D16' as const, owner, paper: 'loss' in ids && ids.loss !== undefined ? ids.loss : orderId };
  return { act: redressActSchema.parse({ ...said, ...ids, note: text.id }), texts: [text] };
}

export const actOnRedress = acting({
  id: 'act-on-restitution-order',
  path: '/cases/{caseId}/restitution-orders/{orderId}/acts',
  summary: 'Record losses, the order, payments and notices',
  description: 'A payment is divided among those it is owed to in proportion to their shares, to the cent, and never more than is owed. A child\'s money lies in a protected account: nobody withdraws from it without the court\'s approval, and it passes to her when she is of age. More than is owed is refused with what is.',
  status: 200,
  params: orderParams,
  body,
  answer: redressActed,
  conditional: true,
  actions: redressActSchema.options.map(({ shape }) => `redress.${shape.act.value}`),
  asks: ({ act }) => ({ action: `redress.${act}` }),
  sees: 'redress.read',
  subject: (ask, _actor, { params }) => matterOf(ask, 'redress', params.caseId, params.orderId),
  intend: ({ params, body: said, expects }, { ledger, keeper }) => {
    const { act, texts } = sealed(said, params);
    return { ledger, keeper, body: { type: 'redress', act: redressActSchema.parse(act), ...(expects !== undefined && { rev: expects }) }, texts };
  },
  refusals: ['STALE', 'PERSON_AWAY', 'REDRESS_STATE', 'DAY_AHEAD', 'SUBJECT_UNKNOWN', 'SUBJECT_KNOWN', 'REASON_REQUIRED', 'TWO_PEOPLE_REQUIRED', 'NOT_A_CHILD', 'NOT_LIABLE', 'MORE_THAN_OWED', 'SHARE_BELOW_PAID', 'PAYMENT_SETTLED', 'COURT_APPROVAL_REQUIRED', 'MORE_THAN_HELD', 'IMAGE_CONTENT_REFUSED'],
  shows: { operation: readRedress, params: ({ params }) => params },
});
