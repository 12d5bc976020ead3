/** What staff owe in her file, as far as it is told to who asks: to those who owe it, those who stand by her and the coordinator. */
import { z } from 'zod';
import type { Ask } from '../actor.ts';
import { readingOne } from '../route.ts';
import type { dutyShape } from '../shapes.ts';
import { dutiesShape } from './shapes.ts';
import { victimSubject } from './subjects.ts';

export interface DutyRow {
  readonly ledger_id: string;
  readonly id: string;
  readonly kind: string;
  readonly agency: string;
  readonly role: string;
  readonly person: string | null;
  readonly subject: string | null;
  readonly starts_at: Date;
  readonly due_at: Date;
  readonly level: string | null;
  readonly ended_at: Date | null;
  readonly outcome: string | null;
  readonly done_by: string | null;
}

export function dutyAnswer({ id, kind, agency, role, person, subject, starts_at: since, due_at: due, level, ended_at: at, outcome, done_by: by }: DutyRow): z.input<typeof dutyShape> {
  const ended = at === null ? {} : { ended: { at: at.toISOString(), ...(outcome !== null && { outcome: outcome as 'DONE' }), ...(by !== null && { by }) } };
  return {
    duty: id, kind: kind as 'PROTECTED', agency, role: role as 'COORDINATOR', since: since.toISOString(), due: due.toISOString(), ...ended,
    ...(person !== null && { person }), ...(subject !== null && { subject }), ...(level !== null && { level }),
  };
}

const MOST = 1_000;
/** What begins later is not listed: it is nobody's yet. */
const found = (ask: Ask, ledger: string, now: string, openOnly: boolean): Promise<readonly DutyRow[]> => ask<DutyRow>`
  select ledger_id, id, kind, agency, role, person, subject, starts_at, due_at, level, ended_at, outcome, done_by from duty_view
   where ledger_id = ${ledger} and starts_at <= ${now}::timestamptz and (ended_at is null or not ${openOnly}::boolean) order by due_at, id limit ${MOST}`;

export const readDuties = readingOne({
  id: 'read-duties',
  path: '/victims/{victimId}/duties',
  summary: 'Read what staff owe a victim',
  description: 'Each with who owes it, until when, and how far its ladder has climbed. Nothing of it is ever asked of her.',
  params: z.strictObject({ victimId: z.uuid().toLowerCase() }),
  query: z.strictObject({ open: z.enum(['true', 'false']).optional() }),
  answer: dutiesShape,
  classes: { duties: 'D3' },
  action: 'victim.duties',
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  read: async ({ ask, actor }, { query }, { ledger }) => ({ body: { duties: (await found(ask, ledger, actor.now, query.open === 'true')).map(dutyAnswer) } }),
});
