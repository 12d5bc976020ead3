import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#prisma/client.ts';
import { askPg, askPrisma, enter, reading, writing } from '../../api/actor.ts';
import { asOwner, loadPeople, people } from './support.ts';

const mine = `case/${randomUUID()}`;
const theirs = `case/${randomUUID()}`;
/** A ledger of somebody else that has no key yet. */
const bare = `case/${randomUUID()}`;
const guarded = ['ledger', 'event', 'clock', 'keeper', 'engagement', 'case_view', 'step_view', 'track_view', 'hand_off_view', 'compact_view', 'party_view', 'signature_view', 'commitment_view', 'term_view', 'resource_delivery_view', 'notice', 'command', 'vault_key', 'vault_item'];
let database: Database;

beforeAll(async () => {
  await loadPeople();
  database = openDatabase(inject('databaseUrl'), 'throughline_api', 4);
  await asOwner(async (client) => {
    await client.query(`insert into ledger (id, kind, seq, hash, state, domain_version, agency_id) values ($1, 'case', 1, repeat('0', 64), '{}', 1, 'ts')`, [bare]);
    for (const [ledger, agency] of [[mine, 'tn'], [theirs, 'ts']] as const) {
      await client.query(`insert into ledger (id, kind, seq, hash, state, domain_version, agency_id) values ($1, 'case', 1, repeat('0', 64), '{}', 1, $2)`, [ledger, agency]);
      await client.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ($1, $2, '{COORDINATOR}', now())`, [ledger, agency]);
      await client.query(`insert into event (ledger_id, seq, type, at, body, prev_hash, hash, command_id, agency_id) values ($1, 1, 'X', now(), '{}', '', repeat('0', 64), '', $2)`, [ledger, agency]);
      await client.query(`insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) values ($1, $1, $1, 'x', '{}', 'x', '{}', '', now(), $2)`, [ledger, agency]);
      await client.query(`insert into keeper (id, ledger_id, phase, open, agency_id) values ($1, $1, 'open', false, $2)`, [ledger, agency]);
      await client.query(`insert into compact_view (ledger_id, id, code_name, keeper, playbook_id, playbook_version, state, rev, version, starts_on, ends_on, opened_at, agency_id)
        values ($1, gen_random_uuid(), 'X', $1, 'x', 1, 'DRAFT', 1, 1, now(), now(), now(), $2)`, [ledger, agency]);
      await client.query(`insert into party_view (ledger_id, agency, place, roles, status, agency_id) values ($1, $2, 0, '{}', 'REQUIRED', $2)`, [ledger, agency]);
      await client.query(`insert into signature_view (ledger_id, agency, version, state, requested_at, agency_id) values ($1, $2, 1, 'ASKED', now(), $2)`, [ledger, agency]);
      await client.query(`insert into vault_key (owner, wrapped, agency_id) values ($1, 'x', $2)`, [ledger, agency]);
    }
  });
});
afterAll(() => database.close());

describe('the second wall', () => {
  it('shows nothing without a context', async () => {
    for (const table of guarded) expect([table, (await database.pool.query(`select 1 from ${table} limit 1`)).rowCount]).toEqual([table, 0]);
  });

  it('shows an agency its own, and not what it is not engaged in', async () => {
    for (const [person, ledger, foreign] of [[people.coordinator, mine, theirs], [people.stranger, theirs, mine]] as const) {
      await reading(database.prisma, { person, exercise: null }, async (tx) => {
        const own = { where: { ledgerId: ledger } };
        const other = { where: { ledgerId: foreign } };
        expect([await tx.event.count(own), await tx.engagement.count(own), await tx.keeper.count(own), await tx.command.count(own)]).toEqual([1, 1, 1, 1]);
        expect([await tx.event.count(other), await tx.engagement.count(other), await tx.keeper.count(other), await tx.command.count(other)]).toEqual([0, 0, 0, 0]);
        expect([await tx.compactView.count(own), await tx.partyView.count(own), await tx.signatureView.count(own)]).toEqual([1, 1, 1]);
        expect([await tx.compactView.count(other), await tx.partyView.count(other), await tx.signatureView.count(other)]).toEqual([0, 0, 0]);
        expect(await tx.ledger.findMany({ where: { id: { in: [ledger, foreign] } }, select: { id: true } })).toEqual([{ id: ledger }]);
        expect(await tx.vaultKey.findMany({ where: { owner: { in: [ledger, foreign] } }, select: { owner: true } })).toEqual([{ owner: ledger }]);
      });
    }
  });

  it('never lets a context outlive its transaction, whichever connection comes next', async () => {
    const who = [people.coordinator, people.stranger, people.advocate];
    const seen = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        if (index % 4 === 3) return ['none', (await database.pool.query(`select id from ledger where id in ($1, $2)`, [mine, theirs])).rowCount] as const;
        const person = who[index % 3] ?? '';
        const identity = { person, exercise: null };
        const rows = index % 2 === 0
          ? await writing(database.pool, identity, (ask) => ask<{ id: string }>`select id from ledger where id in (${mine}, ${theirs})`)
          : await reading(database.prisma, identity, (tx) => askPrisma(tx)<{ id: string }>`select id from ledger where id in (${mine}, ${theirs})`);
        return [person, rows.map(({ id }) => id).join()] as const;
      }),
    );
    const expected: Record<string, string | number> = { none: 0, [people.coordinator]: mine, [people.stranger]: theirs, [people.advocate]: '' };
    for (const [person, rows] of seen) expect([person, rows]).toEqual([person, expected[person]]);
  });

  /** One statement as somebody of `tn`, undone again. */
  async function asCoordinator<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await enter(askPg(client), { person: people.coordinator, exercise: null });
      return await work(client);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  it('lets the API write no history, answer no command and change nobody\'s roles', async () => {
    const forbidden = [
      `insert into event (ledger_id, seq, type, at, body, prev_hash, hash, command_id, agency_id) values ('${mine}', 2, 'X', now(), '{}', '', '', '', 'tn')`,
      `update ledger set seq = 9 where id = '${mine}'`,
      `update command set receipt = '{}' where id = '${mine}'`,
      `delete from command where id = '${mine}'`,
      `delete from vault_key where owner = '${mine}'`,
      `update person set roles = '{COORDINATOR}' where id = '${people.advocate}'`,
    ];
    for (const statement of forbidden) await asCoordinator((client) => expect(client.query(statement), statement).rejects.toThrow(/permission denied|row-level security/));
  });

  const insert = (table: string, row: object) => ({
    text: `insert into ${table} (${Object.keys(row).join()}) values (${Object.keys(row).map((_, index) => `$${index + 1}`).join()})`,
    values: Object.values(row) as unknown[],
  });
  const command = { id: 'x', ledger_id: 'x', keeper: 'x', type: 'x', body: '{}', actor: people.coordinator, roles: ['COORDINATOR'], fingerprint: '', occurred_at: new Date(0), agency_id: 'tn' };
  const others: [string, object][] = [
    ['another agency\'s', { agency_id: 'ts' }], ['another person\'s', { actor: people.prosecutor, roles: ['PROSECUTOR'] }], ['nobody\'s', { actor: 'nobody', roles: [] }],
    ['one with a role more than is held', { roles: ['COORDINATOR', 'PROSECUTOR'] }], ['one answered already', { receipt: '{}' }], ['one of an exercise', { exercise_id: randomUUID() }],
  ];
  it.each(others)('takes a command of one\'s own and not %s', async (_what, change) => {
    await asCoordinator(async (client) => expect((await client.query(insert('command', command))).rowCount).toBe(1));
    await asCoordinator(async (client) => expect((await client.query(insert('command', { ...command, roles: [] }))).rowCount).toBe(1));
    await asCoordinator((client) => expect(client.query(insert('command', { ...command, ...change }))).rejects.toThrow(/row-level security/));
  });

  const errands: [string, object][] = [
    ...['re-offer', 'agency-leaves', 'compact-re-offer', 'compact-agency-leaves', 'victim-joins', 'victim-leaves', 'her-word', 'her-session', 'victim-re-offer', 'victim-agency-leaves'].map((type): [string, object] => [type, { type, body: JSON.stringify({ type, person: people.coordinator }) }]),
    ['an errand under another name', { type: 'step', body: JSON.stringify({ type: 're-offer', person: people.coordinator }) }],
    ['a sweep', { type: 'desk', body: JSON.stringify({ type: 'desk', agency: 'tn', id: randomUUID(), act: { act: 'sweep', person: people.coordinator } }) }],
  ];
  it.each(errands)('leaves errands to the worker: %s', async (_what, change) => {
    const desk = { type: 'desk', body: JSON.stringify({ type: 'desk', agency: 'tn', id: randomUUID(), act: { act: 'rejoin' } }) };
    await asCoordinator(async (client) => expect((await client.query(insert('command', { ...command, ...desk }))).rowCount).toBe(1));
    await asCoordinator((client) => expect(client.query(insert('command', { ...command, ...change }))).rejects.toThrow(/row-level security/));
  });

  it('takes no command of somebody who has left', async () => {
    await asCoordinator(async (client) => {
      await client.query(`select set_config('app.person', $1, true)`, [people.gone]);
      await expect(client.query(insert('command', { ...command, actor: people.gone, roles: [] }))).rejects.toThrow(/row-level security/);
    });
  });

  it('takes a key for a ledger that is not there yet, and for no foreign one', async () => {
    const key = { owner: `case/${randomUUID()}`, wrapped: 'x', agency_id: 'tn' };
    await asCoordinator(async (client) => expect((await client.query(insert('vault_key', key))).rowCount).toBe(1));
    for (const change of [{ owner: bare }, { agency_id: 'ts' }, { exercise_id: randomUUID() }])
      await asCoordinator((client) => expect(client.query(insert('vault_key', { ...key, ...change })), JSON.stringify(change)).rejects.toThrow(/row-level security/));
  });

  it('takes text only beside a command of one\'s own that speaks of the same ledger', async () => {
    const item = { id: randomUUID(), owner: mine, field: 'note', sealed: 'x', command_id: mine, agency_id: 'tn' };
    await asCoordinator(async (client) => expect((await client.query(insert('vault_item', item))).rowCount).toBe(1));
    for (const change of [{ owner: theirs }, { command_id: theirs }, { owner: theirs, command_id: theirs }, { command_id: 'none' }, { agency_id: 'ts' }, { exercise_id: randomUUID() }])
      await asCoordinator((client) => expect(client.query(insert('vault_item', { ...item, ...change })), JSON.stringify(change)).rejects.toThrow(/row-level security/));
  });

  it('is entered by nobody who is unknown, has left, or speaks for another world', async () => {
    const client = await database.pool.connect();
    try {
      for (const identity of [{ person: 'nobody', exercise: null }, { person: people.gone, exercise: null }, { person: people.coordinator, exercise: randomUUID() }]) {
        await client.query('begin');
        await expect(enter(askPg(client), identity)).rejects.toThrow('NOT_SIGNED_IN');
        expect((await client.query(`select current_setting('app.agency', true) as agency`)).rows[0]?.agency ?? '').toBe('');
        await client.query('rollback');
      }
    } finally {
      client.release();
    }
  });
});
