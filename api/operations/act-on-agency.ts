import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deskActSchema } from '#domain/agency/schema.ts';
import { deskActed } from '../desk-shapes.ts';
import type { Actor, Ask } from '../actor.ts';
import { acting } from '../route.ts';
import { agencyId, freeText } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { caseSubject, deskSubject } from '../views/subjects.ts';
import { readDesk } from './read-desk.ts';
import { withText } from './with-text.ts';

/** A sweep is begun by somebody leaving, or by the directory; a partner is contained from outside (api/access/containment.ts). */
const [first, ...rest] = deskActSchema.options.filter(({ shape }) => !['sweep', 'contain', 'release'].includes(shape.act.value));
if (first === undefined) throw new Error('no act is listed');
const actSchema = z.discriminatedUnion('act', [first, ...rest]);

/** A case is named only by who sees it. */
const isSeen = async (ask: Ask, actor: Actor, act: z.output<typeof actSchema>): Promise<boolean> => act.act !== 'explain-time' || act.case === undefined || (await caseSubject(ask, actor, act.case)) !== undefined;

export const actOnAgency = acting({
  id: 'act-on-agency',
  path: '/agencies/{agency}/acts',
  summary: 'Say who is there',
  description: 'Record who is away and until when, name deputies, set the duty rota, give somebody a part here, and close the account of somebody who leaves: from then on they can do nothing, and all open work of theirs is offered anew. Their leader says that the whole agency leaves every case it does not lead, or may be asked again. Their own absence everybody records for themselves; all else a supervisor or leader. And say what stands behind the time of your agency on the board, for some days, of one case or of all: your words stand beside the figure, for everybody who reads it; said again of the same days and case, they take the place of the earlier.',
  status: 200,
  params: z.strictObject({ agency: agencyId }),
  body: withText(actSchema, freeText),
  answer: deskActed,
  actions: [first, ...rest].map(({ shape }) => `agency.${shape.act.value}`),
  asks: ({ act }) => ({ action: `agency.${act}` }),
  sees: 'agency.read',
  subject: async (ask, actor, { params, body }) => ((await isSeen(ask, actor, body)) ? deskSubject(params.agency) : undefined),
  intend: ({ params: { agency }, body }) => {
    const ledger = `agency/${agency}`;
    const text = body.act === 'explain-time' ? textOf('words', body.words) : undefined;
    const act = actSchema.parse({ ...body, ...(text && { words: text.id }) });
    return { ledger, keeper: ledger, body: { type: 'desk', agency, id: randomUUID(), act }, texts: text === undefined ? [] : [text] };
  },
  refusals: ['NOT_THE_SUPERVISOR', 'LEADER_REQUIRED', 'ROLE_FROM_DIRECTORY', 'PERSON_UNKNOWN', 'DEPUTY_TO_SELF', 'ROLE_NOT_HELD', 'LEAVE_TO_SELF', 'PERIOD_BACKWARDS', 'DATE_IN_THE_PAST', 'SHIFT_OUTSIDE', 'DESK_FULL', 'DAY_AHEAD', 'AGENCY_LEADS', 'AGENCY_UNKNOWN'],
  shows: { operation: readDesk, params: ({ params }) => params },
});
