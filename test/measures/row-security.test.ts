/** What is kept of the past stands behind the same wall as the present: an agency sees it while it is engaged, in its own exercise, and not a row more. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#prisma/client.ts';
import { writing } from '../../api/actor.ts';
import { asOwner, loadPeople, people } from '../api/support.ts';

const tables = ['step_time', 'progress', 'stall_view', 'escalation_view'] as const;
const [mine, left, theirs, rehearsed] = [`case/${randomUUID()}`, `case/${randomUUID()}`, `case/${randomUUID()}`, `case/${randomUUID()}`] as const;
const exercise = randomUUID();
let database: Database;

beforeAll(async () => {
  await loadPeople();
  database = openDatabase(inject('databaseUrl'), 'throughline_api', 2);
  await asOwner(async (client) => {
    await client.query('insert into exercise (id, now_at) values ($1, now())', [exercise]);
    for (const [ledger, agency, until, of] of [[mine, 'tn', null, null], [left, 'tn', '2021-01-02', null], [theirs, 'ts', null, null], [rehearsed, 'tn', null, exercise]] as const) {
      await client.query(`insert into engagement (ledger_id, agency_id, roles, from_at, until_at, exercise_id) values ($1, $2, '{}', '2021-01-01', $3, $4)`, [ledger, agency, until, of]);
      await client.query(`insert into step_time (ledger_id, seq, step, occurrence, class, holder, accountable, rests, at, agency_id, exercise_id) values ($1, 1, 'S', 1, 'OWNED', $2, $2, false, now(), $2, $3)`, [ledger, agency, of]);
      await client.query(`insert into progress (ledger_id, seq, track, at, agency_id, exercise_id) values ($1, 1, 'TEAM', now(), $2, $3)`, [ledger, agency, of]);
      await client.query(`insert into stall_view (ledger_id, track, since_at, agency_id, exercise_id) values ($1, 'TEAM', now(), $2, $3)`, [ledger, agency, of]);
      await client.query(`insert into escalation_view (ledger_id, "of", subject, version, level, opened_at, agency_id, exercise_id) values ($1, 'step', 'S', 1, 'L1', now(), $2, $3)`, [ledger, agency, of]);
    }
  });
});
afterAll(() => database.close());

it('shows what is mine while I am engaged, and neither others\' nor a rehearsal\'s', async () => {
  const all = [mine, left, theirs, rehearsed];
  const seen = (person: string) => writing(database.pool, { person, exercise: null }, async (ask) => {
    const [counted] = [
      await ask<{ readonly ledger_id: string }>`select ledger_id from step_time where ledger_id = any(${all}::text[])`, await ask<{ readonly ledger_id: string }>`select ledger_id from progress where ledger_id = any(${all}::text[])`,
      await ask<{ readonly ledger_id: string }>`select ledger_id from stall_view where ledger_id = any(${all}::text[])`, await ask<{ readonly ledger_id: string }>`select ledger_id from escalation_view where ledger_id = any(${all}::text[])`,
    ].reduce<readonly string[][]>(([ledgers = []], rows) => [[...ledgers, ...rows.map(({ ledger_id: ledger }) => ledger)]], []);
    return counted;
  });
  expect(await seen(people.coordinator)).toEqual(tables.map(() => mine));
  expect(await seen(people.stranger)).toEqual(tables.map(() => theirs));
});

it('shows nothing without a context, and is nobody\'s to write', async () => {
  for (const table of tables) {
    expect([table, (await database.pool.query(`select 1 from ${table} limit 1`)).rowCount]).toEqual([table, 0]);
    await expect(database.pool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
  }
});
