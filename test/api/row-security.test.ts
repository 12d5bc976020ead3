import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#prisma/client.ts';
import { askPg, askPrisma, enter, reading, writing } from '../../api/actor.ts';
import { asOwner, loadPeople, people } from './support.ts';

const mine = `case/${randomUUID()}`;
const theirs = `case/${randomUUID()}`;
const guarded = ['ledger', 'event', 'clock', 'keeper', 'engagement', 'case_view', 'step_view', 'track_view', 'hand_off_view', 'notice', 'command', 'vault_key', 'vault_item'];
let database: Database;

beforeAll(async () => {
  await loadPeople();
  database = openDatabase(inject('databaseUrl'), 'throughline_api', 4);
  await asOwner(async (client) => {
    for (const [ledger, agency] of [[mine, 'tn'], [theirs, 'ts']] as const) {
      await client.query(`insert into ledger (id, kind, seq, hash, state, domain_version, agency_id) values ($1, 'case', 1, '', '{}', 1, $2)`, [ledger, agency]);
      await client.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ($1, $2, '{COORDINATOR}', now())`, [ledger, agency]);
      await client.query(`insert into event (ledger_id, seq, type, at, body, prev_hash, hash, command_id, agency_id) values ($1, 1, 'X', now(), '{}', '', '', '', $2)`, [ledger, agency]);
      await client.query(`insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) values ($1, $1, $1, 'x', '{}', 'x', '{}', '', now(), $2)`, [ledger, agency]);
      await client.query(`insert into keeper (id, ledger_id, phase, open, agency_id) values ($1, $1, 'open', false, $2)`, [ledger, agency]);
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

  it('lets the API write no history, answer no command and give no command to another agency', async () => {
    const forbidden = [
      `insert into event (ledger_id, seq, type, at, body, prev_hash, hash, command_id, agency_id) values ('${mine}', 2, 'X', now(), '{}', '', '', '', 'tn')`,
      `update ledger set seq = 9 where id = '${mine}'`,
      `update command set receipt = '{}' where id = '${mine}'`,
      `delete from command where id = '${mine}'`,
      `delete from vault_key where owner = '${mine}'`,
      `update person set roles = '{COORDINATOR}' where id = '${people.advocate}'`,
      `insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) values ('x1', 'x', 'x', 'x', '{}', 'x', '{}', '', now(), 'ts')`,
      `insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, receipt) values ('x2', 'x', 'x', 'x', '{}', 'x', '{}', '', now(), 'tn', '{}')`,
      `insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, exercise_id) values ('x3', 'x', 'x', 'x', '{}', 'x', '{}', '', now(), 'tn', '${randomUUID()}')`,
      `insert into vault_key (owner, wrapped, agency_id) values ('x', 'x', 'ts')`,
    ];
    for (const statement of forbidden) {
      const client = await database.pool.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.agency', 'tn', true)`);
        await expect(client.query(statement), statement).rejects.toThrow(/permission denied|row-level security/);
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
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
