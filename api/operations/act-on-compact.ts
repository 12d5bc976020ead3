import { z } from 'zod';
import { compactActSchema, type CompactAct } from '#domain/compact/schema.ts';
import { acting } from '../route.ts';
import { freeText } from '../shapes.ts';
import { compactActed } from '../shapes-compacts.ts';
import { textOf, type Text } from '../vault.ts';
import { compactSubject } from '../views/compacts.ts';
import { pledgedBody, pledgeOf } from '../views/opening-compacts.ts';
import { readCompact } from './read-compact.ts';

const [requestSignatures, sign, confirm, activate, nameLeader, nameLead, amend, leave, end] = compactActSchema.options;
/** The acts as people send them: where the command holds a vault reference, the request holds the text itself. */
const body = z.discriminatedUnion('act', [
  requestSignatures, sign, confirm, activate, nameLeader, nameLead, amend.extend({ minutes: freeText }), leave, end, z.strictObject({ act: z.literal('pledge'), pledged: pledgedBody }),
]);

function actOf(said: z.output<typeof body>): { readonly act: CompactAct; readonly texts: readonly Text[] } {
  if (said.act === 'amend') {
    const minutes = textOf('minutes', said.minutes);
    return { act: { ...said, minutes: minutes.id }, texts: [minutes] };
  }
  if (said.act !== 'pledge') return { act: said, texts: [] };
  const { text, pledge } = pledgeOf(said.pledged);
  return { act: { act: 'pledge', ...pledge }, texts: [text] };
}

export const actOnCompact = acting({
  id: 'act-on-compact',
  path: '/compacts/{compactId}/acts',
  summary: 'Act on a compact',
  description: 'The coordinator requests signatures, amends by joint decision once a ladder has come to its end, and ends; the leader who is asked signs, confirms what a predecessor signed, or takes the agency out. The last signature makes the compact active, in that instant; nobody activates it by hand. With `If-Match` the act is refused if the compact has changed meanwhile.',
  status: 200,
  params: z.strictObject({ compactId: z.uuid().toLowerCase() }),
  body,
  answer: compactActed,
  conditional: true,
  actions: compactActSchema.options.map(({ shape }) => `compact.${shape.act.value}`),
  asks: ({ act }) => ({ action: `compact.${act}` }),
  sees: 'compact.read',
  subject: (ask, _actor, { params }) => compactSubject(ask, params.compactId),
  intend: ({ body: said, expects }, { ledger, keeper }) => {
    const { act, texts } = actOf(said);
    return { ledger, keeper, body: { type: 'compact', act, ...(expects !== undefined && { expects }) }, texts };
  },
  refusals: [
    'STALE', 'COMPACT_STATE', 'COMPACT_UNSIGNED', 'SIGNATURE_STATE', 'AMENDMENT_TOO_EARLY', 'COMMITMENTS_OPEN', 'COMPACT_FULL', 'NOT_THE_COORDINATOR', 'NOT_THE_LEADER', 'NOT_THE_HOLDER', 'NOT_ON_THE_TEAM',
    'ROLE_UNFILLED', 'DATE_IN_THE_PAST', 'DATE_TOO_FAR', 'PERIOD_BACKWARDS',
  ],
  shows: { operation: readCompact, params: ({ params }) => params },
});
