/** Erasing her file: what is asked, what forbids it, who approved, and the proof of what became unreadable. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { erasureActs, erasureBases, holdBases } from '#domain/victim/erasure/schema.ts';
import { victimActSchema } from '#domain/victim/schema.ts';
import type { Ask } from '../actor.ts';
import { acting, readingOne } from '../route.ts';
import { agencyId, instant, personId } from '../shapes.ts';
import { victimSubject } from './subjects.ts';

const MOST = 1_000;
const MOST_TEXTS = 100_000;
const params = z.strictObject({ victimId: z.uuid().toLowerCase() });

const erasureShape = z.strictObject({
  id: z.uuid(), basis: z.enum(erasureBases), requestedBy: personId, requestedAt: instant, unlocksAt: instant, state: z.enum(['WAITING', 'UNLOCKED', 'CANCELLED', 'DONE']),
  approvers: z.array(personId).max(4), endedAt: instant.optional(),
  keys: z.int().optional().meta({ description: 'How many keys were destroyed' }),
  unreadable: z.array(z.uuid()).max(MOST_TEXTS).optional().meta({ description: 'References of the texts that open nowhere any more' }),
  backups: z.enum(['OPEN', 'CLOSED']).optional().meta({ description: 'OPEN while a key-encryption key lives that wrapped the destroyed keys: an older backup and that key would open them. CLOSED once keys were rotated' }),
});
const holdShape = z.strictObject({ id: z.uuid(), basis: z.enum(holdBases), agency: agencyId, from: instant, until: instant.optional() });
const proofShape = z.strictObject({ erasures: z.array(erasureShape).max(MOST), holds: z.array(holdShape).max(MOST) }).meta({ id: 'Erasure' });

interface ErasureRow {
  readonly id: string;
  readonly basis: string;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly unlocks_at: Date;
  readonly state: string;
  readonly approvers: readonly string[];
  readonly ended_at: Date | null;
  readonly keys: number | null;
  readonly unreadable: readonly string[] | null;
  readonly backups_open: boolean;
}

async function erasuresOf(ask: Ask, ledger: string): Promise<z.input<typeof erasureShape>[]> {
  const rows = await ask<ErasureRow>`
    select id, basis, requested_by, requested_at, unlocks_at, state, approvers, ended_at, keys, unreadable,
           -- Every key-encryption key that lives was made after her keys were destroyed: none of them ever wrapped one.
           not coalesce((select bool_and(k.made_at > (select max(v.destroyed_at) from vault_key v where v.owner = e.ledger_id)) from kek k where k.destroyed_at is null), false) as backups_open
      from erasure_view e where ledger_id = ${ledger} order by requested_at, id limit ${MOST}`;
  return rows.map(({ id, basis, requested_by: by, requested_at: at, unlocks_at: unlocks, state, approvers, ended_at: ended, keys, unreadable, backups_open: open }) => ({
    id, basis: basis as 'LEGAL_DUTY', requestedBy: by, requestedAt: at.toISOString(), unlocksAt: unlocks.toISOString(), state: state as 'DONE', approvers: [...approvers],
    ...(ended !== null && { endedAt: ended.toISOString() }), ...(keys !== null && { keys, unreadable: [...(unreadable ?? [])], backups: open ? 'OPEN' : 'CLOSED' }),
  }));
}

async function holdsOf(ask: Ask, ledger: string): Promise<z.input<typeof holdShape>[]> {
  const rows = await ask<{ id: string; basis: string; agency: string; from_at: Date; until_at: Date | null }>`
    select id, basis, agency, from_at, until_at from hold_view where ledger_id = ${ledger} order by from_at, id limit ${MOST}`;
  return rows.map(({ id, basis, agency, from_at: from, until_at: until }) => ({ id, basis: basis as 'COURT_ORDER', agency, from: from.toISOString(), ...(until !== null && { until: until.toISOString() }) }));
}

export const readErasure = readingOne({
  id: 'read-erasure',
  path: '/victims/{victimId}/erasure',
  summary: 'Read what was asked and done to erase a file',
  description: 'Requests with their waiting time and approvals, legal holds, and, once it is done, the proof: how many keys were destroyed and which references open nowhere any more.',
  params,
  answer: proofShape,
  classes: { erasures: 'D3', holds: 'D3' },
  action: 'victim.erasure',
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  read: async ({ ask }, _given, { ledger }) => ({ body: { erasures: await erasuresOf(ask, ledger), holds: await holdsOf(ask, ledger) } }),
});

const [place, lift, request, cancel, approve] = erasureActs;
const sent = z.discriminatedUnion('act', [place.omit({ hold: true }), lift, request.omit({ erasure: true }), cancel, approve]);

export const actOnErasure = acting({
  id: 'act-on-erasure',
  path: '/victims/{victimId}/erasure/acts',
  summary: 'Ask for an erasure, forbid it, cancel it, approve it',
  description: 'An erasure waits, so that whoever knows a reason against it can place a legal hold. Then two different people approve, in the roles the playbook names; the last approval destroys the keys of the file. That cannot be undone.',
  status: 200,
  params,
  body: sent,
  answer: proofShape.partial().extend({ seq: z.int().nonnegative() }),
  actions: erasureActs.map(({ shape }) => `victim.${shape.act.value}`),
  asks: ({ act }) => ({ action: `victim.${act}` }),
  sees: 'victim.erasure',
  subject: (ask, _actor, given) => victimSubject(ask, given.params.victimId),
  intend: ({ body }, { ledger, keeper }) => {
    const made = body.act === 'place-hold' ? { hold: randomUUID() } : body.act === 'request-erasure' ? { erasure: randomUUID() } : {};
    return { ledger, keeper, body: { type: 'victim', act: victimActSchema.parse({ ...body, ...made }) }, texts: [] };
  },
  refusals: ['FILE_ERASED', 'FILE_FULL', 'LEGAL_HOLD', 'ERASURE_STATE', 'APPROVER_REQUIRED', 'TWO_PEOPLE_REQUIRED', 'NOT_THE_HOLDER', 'PERSON_AWAY'],
  shows: { operation: readErasure, params: (given) => given.params },
});
