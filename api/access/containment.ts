/** Shutting out a partner that may be in the wrong hands, and letting it in again. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { containmentReasons } from '#domain/terms.ts';
import type { Actor, Ask } from '../actor.ts';
import { deskActed } from '../desk-shapes.ts';
import { readDesk } from '../operations/read-desk.ts';
import type { PartnerResource } from '../policies/authorise.ts';
import { acting } from '../route.ts';
import { agencyId } from '../shapes.ts';
import type { Subject } from '../views/subjects.ts';

async function partnerSubject(ask: Ask, actor: Actor, agency: string): Promise<Subject<PartnerResource> | undefined> {
  const [row] = await ask<{ led: boolean }>`
    select exists (select 1 from case_view c join engagement e on e.ledger_id = c.ledger_id and e.agency_id = a.id and e.until_at is null where c.agency_id = ${actor.agency}) as led
      from agency a where a.id = ${agency} and mine(a.exercise_id)`;
  return row && { kind: 'Partner', id: agency, agency, led: row.led, ledger: `agency/${agency}`, keeper: `agency/${agency}` };
}

export const containAgency = acting({
  id: 'contain-agency',
  path: '/agencies/{agency}/containment',
  summary: 'Contain a partner, or release it',
  description: 'Its accounts or devices may be in the wrong hands: from the next request on its people read nothing but their own desk, whoever agreed to whatever; their browsers are signed out and what they had begun to write is thrown away. Clocks go on, and climb to who can act; what was handed to it goes back to who sent it. One person contains it at once; somebody else, of another agency or in another role, says so too within the period of the installation, or it is lifted, and that is said. Letting it in again takes two in the same way. Released, it sees again what is open to it then.',
  status: 200,
  params: z.strictObject({ agency: agencyId }),
  body: z.discriminatedUnion('act', [z.strictObject({ act: z.literal('contain'), reason: z.enum(containmentReasons) }), z.strictObject({ act: z.literal('release') })]),
  answer: deskActed,
  actions: ['agency.contain', 'agency.release'],
  asks: ({ act }) => ({ action: `agency.${act}` }),
  sees: 'agency.contain',
  subject: (ask, actor, { params }) => partnerSubject(ask, actor, params.agency),
  intend: ({ params: { agency }, body }, { ledger, keeper }) => ({ ledger, keeper, body: { type: 'desk', agency, id: randomUUID(), act: body }, texts: [] }),
  refusals: ['NOT_THE_COORDINATOR', 'TWO_PEOPLE_REQUIRED'],
  shows: { operation: readDesk, params: ({ params }) => params },
});
