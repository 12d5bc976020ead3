import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deskActSchema } from '#domain/agency/schema.ts';
import { deskActed } from '../desk-shapes.ts';
import { acting } from '../route.ts';
import { agencyId } from '../shapes.ts';
import { deskSubject } from '../views/subjects.ts';
import { readDesk } from './read-desk.ts';

/** A sweep is begun by somebody leaving, or by the directory; nobody asks for one alone. */
const [first, ...rest] = deskActSchema.options.filter(({ shape }) => shape.act.value !== 'sweep');
if (first === undefined) throw new Error('no act is listed');
const actSchema = z.discriminatedUnion('act', [first, ...rest]);

export const actOnAgency = acting({
  id: 'act-on-agency',
  path: '/agencies/{agency}/acts',
  summary: 'Say who is there',
  description: 'Record who is away and until when, name deputies, set the duty rota, give somebody a part here, and close the account of somebody who leaves: from then on they can do nothing, and all open work of theirs is offered anew. Their leader says that the whole agency leaves every case it does not lead, or may be asked again. Their own absence everybody records for themselves; all else a supervisor or leader.',
  status: 200,
  params: z.strictObject({ agency: agencyId }),
  body: actSchema,
  answer: deskActed,
  actions: [first, ...rest].map(({ shape }) => `agency.${shape.act.value}`),
  asks: ({ act }) => ({ action: `agency.${act}` }),
  sees: 'agency.read',
  subject: async (_ask, _actor, { params }) => deskSubject(params.agency),
  intend: ({ params: { agency }, body: act }) => {
    const ledger = `agency/${agency}`;
    return { ledger, keeper: ledger, body: { type: 'desk', agency, id: randomUUID(), act }, texts: [] };
  },
  refusals: ['NOT_THE_SUPERVISOR', 'LEADER_REQUIRED', 'PERSON_UNKNOWN', 'DEPUTY_TO_SELF', 'ROLE_NOT_HELD', 'LEAVE_TO_SELF', 'PERIOD_BACKWARDS', 'DATE_IN_THE_PAST', 'SHIFT_OUTSIDE', 'DESK_FULL', 'AGENCY_LEADS'],
  shows: { operation: readDesk, params: ({ params }) => params },
});
