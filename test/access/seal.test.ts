/** Somebody with every right in the database changes the log: it shows. Nothing is sealed while a row that belongs below may still come. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '#prisma/client.ts';
import { sealer } from '../../activities/access-seal.ts';
import { askPg, enter } from '../../api/actor.ts';
import { auditAccess } from '../../commands/verify/access.ts';
import { readCheckpoint, sinceCheckpoint, writeCheckpoint } from '../../commands/verify/checkpoint.ts';
import { newDatabase } from '../support/recording.ts';

/** A log of its own, as long as this file makes it. */
const { url, close } = await newDatabase();
const coordinator = 'tn.coordinator';
let api: Database;
let worker: Database;
let owner: pg.Client;
let seal: () => Promise<number>;
/** An id that was drawn and never used. */
let gap = '';
beforeAll(async () => {
  api = openDatabase(url, 'throughline_api', 4);
  worker = openDatabase(url, 'throughline_worker', 2);
  owner = new pg.Client(url);
  await owner.connect();
  await owner.query(`insert into agency (id, name, type, zone) values ('tn', 'tn', 'PROSECUTION', 'America/Chicago')`);
  await owner.query(`insert into person (id, agency_id, roles) values ($1, 'tn', '{COORDINATOR}')`, [coordinator]);
  seal = sealer(worker.pool);
  for (let seals = 0; seals < 6; seals += 1) {
    await owner.query(`insert into access_log (at, person, agency, roles, operation, ledger_id, class, outcome, depth, basis, agency_id)
      select now(), $2, 'tn', '{COORDINATOR}', 'read-papers', 'victim/' || n, 'D3', 'READ', 'FULL', 'ROLE', 'tn' from generate_series(1, $1) n`, [seals * 3 + 1, coordinator]);
    await sealed();
    gap = (await owner.query<{ id: string }>(`select nextval(pg_get_serial_sequence('access_log', 'id'))::text as id`)).rows[0]?.id ?? '';
  }
});
afterAll(async () => {
  await api.close();
  await worker.close();
  await owner.end();
  await close();
});

const waiting = async (): Promise<number> => (await auditAccess(worker.pool)).waiting;
/** Transactions of others on the same server hold it up: until nothing waits, or for so many tries. */
async function sealed(tries = 40): Promise<void> {
  for (let tried = 0; tried < tries && (await waiting()) > 0; tried += 1) await seal();
}

/** A row written by the API and not yet committed. */
async function writeRow(): Promise<{ readonly id: string; commit(): Promise<void> }> {
  const client = await api.pool.connect();
  await client.query('begin');
  await enter(askPg(client), { person: coordinator, exercise: null });
  await client.query(`insert into access_log (at, person, agency, roles, operation, ledger_id, class, outcome, agency_id) values (now(), $1, 'tn', '{}', 'read-papers', 'victim/x', 'D3', 'READ', 'tn')`, [coordinator]);
  const { rows } = await client.query<{ id: string }>('select max(id)::text as id from access_log where person = $1', [coordinator]);
  return { id: rows[0]?.id ?? '', commit: async () => { await client.query('commit'); client.release(); } };
}

describe('the sealer', () => {
  it('waits for a row that was drawn earlier and commits later', async () => {
    const late = await writeRow();
    const early = await writeRow();
    await early.commit();
    for (let tried = 0; tried < 5; tried += 1) await seal();
    const { rows } = await worker.pool.query<{ last: string }>('select max(last_id)::text as last from access_seal');
    expect(BigInt(rows[0]?.last ?? 0)).toBeLessThan(BigInt(late.id));
    await late.commit();
    await sealed();
    expect(await auditAccess(worker.pool)).toMatchObject({ waiting: 0, broken: [] });
  });

  it('works alone', async () => {
    const other = await worker.pool.connect();
    await other.query('begin');
    await other.query('select pg_advisory_xact_lock(71190001)');
    await (await writeRow()).commit();
    for (let tried = 0; tried < 3; tried += 1) await seal();
    expect(await waiting()).toBeGreaterThan(0);
    await other.query('commit');
    other.release();
    await sealed();
    expect(await waiting()).toBe(0);
  });
});

const edits = ['person', 'agency', 'operation', 'ledger_id', 'class', 'basis', 'outcome', 'depth'] as const;
const anew = (column: (typeof edits)[number]): string =>
  column === 'outcome' ? `case outcome when 'READ' then 'DENIED' else 'READ' end` : column === 'depth' ? `case when depth = 'FULL' then 'METADATA' else 'FULL' end` : `coalesce(${column}, '') || 'x'`;
const copy = (id: string): string => `insert into access_log (id, at, person, agency, roles, operation, ledger_id, class, outcome, agency_id) overriding system value
  select ${id}, at, person, agency, roles, operation, ledger_id, class, outcome, agency_id from access_log where id = $1`;
const sealOver = `seq = (select min(seq) from access_seal where last_id >= $1)`;
/** What somebody with every right could do at a row, by name. Deleting the last seal is a cut end: that is the checkpoint's to see. */
const damages: Readonly<Record<string, string>> = {
  ...Object.fromEntries(edits.map((column) => [`edited ${column}`, `update access_log set ${column} = ${anew(column)} where id = $1`])),
  'edited time': `update access_log set at = at + interval '1 millisecond' where id = $1`,
  'edited roles': `update access_log set roles = roles || '{PROSECUTOR}'::text[] where id = $1`,
  deleted: 'delete from access_log where id = $1',
  'cut end': 'delete from access_log where id >= $1',
  swapped: `with other as (select o.* from access_log l, access_log o where l.id = $1 and o.ledger_id <> l.ledger_id order by o.id limit 1)
    update access_log l set ledger_id = case when l.id = $1 then other.ledger_id else (select ledger_id from access_log where id = $1) end from other where l.id in ($1, other.id)`,
  'slipped in before all': copy('-1'),
  'slipped into a gap': copy('(select gap from gaps)'),
  'changed seal': `update access_seal set hash = repeat('f', 64) where ${sealOver}`,
  'changed count': `update access_seal set count = count + 1 where ${sealOver}`,
  'deleted seal': `delete from access_seal where seq = least((select min(seq) from access_seal where last_id >= $1), (select max(seq) - 1 from access_seal))`,
};

/** In a transaction that is undone, triggers off. */
async function after<T>(sabotage: string, id: string, look: () => Promise<T>): Promise<T> {
  await owner.query('begin');
  try {
    await owner.query('set local session_replication_role = replica');
    const { rowCount } = await owner.query(sabotage, [id]);
    expect(rowCount).toBeGreaterThan(0);
    return await look();
  } finally {
    await owner.query('rollback');
  }
}

describe('verify -- access', () => {
  let all: readonly string[] = [];
  beforeAll(async () => {
    await sealed();
    const { rows } = await owner.query<{ id: string }>('select id::text from access_log order by access_log.id');
    all = rows.map(({ id }) => id);
    await owner.query('create temporary table gaps as select $1::bigint as gap', [gap]);
  });

  it('finds nothing in a log that nobody touched', async () => {
    expect(await auditAccess(owner)).toMatchObject({ rows: all.length, waiting: 0, broken: [] });
  });

  it.each(Object.entries(damages))('finds a row or seal that was %s, wherever it is', async (_what, sabotage) => {
    await fc.assert(fc.asyncProperty(fc.nat(), async (at) => {
      const { broken } = await after(sabotage, all[at % all.length] ?? '', () => auditAccess(owner));
      expect(broken.length).toBeGreaterThan(0);
    }), { numRuns: 8 });
  });

  it('leaves an end that was cut off with its seals to the checkpoint, which sees it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-seals-'));
    const file = join(folder, 'checkpoint.json');
    await writeCheckpoint(worker.pool, file, folder);
    const earlier = readCheckpoint(file, folder);
    const cut = `with gone as (delete from access_seal where seq = (select max(seq) from access_seal) returning first_id), rest as (delete from access_log where id >= $1::bigint and id >= (select first_id from gone)) select * from gone`;
    const [audit, seen] = await after(cut, '0', async () => [await auditAccess(owner), earlier && (await sinceCheckpoint(owner, earlier))]);
    expect(audit.broken).toEqual([]);
    expect(seen?.join()).toMatch(/^access-log: seal \d+ of the checkpoint is gone$/);
    rmSync(folder, { recursive: true, force: true });
  });
});
