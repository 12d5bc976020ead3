/** Migrations: once and only once, also for starters at the same moment; what was applied may not change behind the database's back. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate } from '#start/migrate.ts';

const owner = inject('databaseUrl');
const folder = mkdtempSync(join(tmpdir(), 'throughline-migrations-'));
let url = '';

async function query<Row extends pg.QueryResultRow>(on: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: on });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function migration(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

beforeEach(async () => {
  const name = `m${randomBytes(6).toString('hex')}`;
  await query(owner, `create database ${name}`);
  url = `${owner.slice(0, owner.lastIndexOf('/'))}/${name}`;
  rmSync(folder, { recursive: true });
  migration('1_first', 'create table thing (id integer);');
  migration('2_second', 'insert into thing values (1);');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('migrations', () => {
  it('are applied in order, once, and noted as Prisma notes them', async () => {
    expect(await migrate(url, folder)).toEqual(['1_first', '2_second']);
    expect(await migrate(url, folder)).toEqual([]);
    migration('3_third', 'insert into thing values (3);');
    expect(await migrate(url, folder)).toEqual(['3_third']);
    expect(await query(url, 'select id from thing order by id')).toEqual([{ id: 1 }, { id: 3 }]);
    const rows = await query(url, 'select migration_name, checksum, applied_steps_count, finished_at is not null as done from _prisma_migrations order by 1 limit 1');
    // sha256 of the file's bytes, as `sha256sum` prints it
    expect(rows).toEqual([{ migration_name: '1_first', checksum: '5708f567032adf32a7e2ec05ab03a977db8d3226246cd339fa4f36a573fc1aea', applied_steps_count: 1, done: true }]);
  });

  it('run once when several starters come at the same moment', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
    expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
    expect(await query(url, 'select id from thing')).toEqual([{ id: 1 }]);
  });

  it('refuse a database to which a file was applied that has changed since', async () => {
    await migrate(url, folder);
    migration('1_first', 'create table thing (id bigint);');
    await expect(migrate(url, folder)).rejects.toThrow('The migration 1_first was changed after it had been applied');
  });

  it('refuse a database that is newer than the program', async () => {
    await migrate(url, folder);
    rmSync(join(folder, '2_second'), { recursive: true });
    await expect(migrate(url, folder)).rejects.toThrow('newer than the program: it has the migration 2_second');
  });

  it('refuse a database on which another tool began one and never finished', async () => {
    await migrate(url, folder);
    await query(url, "update _prisma_migrations set finished_at = null where migration_name = '2_second'");
    await expect(migrate(url, folder)).rejects.toThrow('2_second was begun on this database and never finished');
  });

  it('leave nothing of one that fails midway', async () => {
    migration('3_broken', 'create table half (id integer); select 1 / 0;');
    await expect(migrate(url, folder)).rejects.toThrow('migration 3_broken: error: division by zero');
    expect(await query(url, "select to_regclass('half') as half")).toEqual([{ half: null }]);
    // All its statements succeed and only the note about it fails: without one transaction around both, it would run twice.
    migration('3_broken', "create table half (id integer); alter table _prisma_migrations add constraint refusing check (migration_name <> '3_broken');");
    await expect(migrate(url, folder)).rejects.toThrow('refusing');
    expect(await query(url, "select to_regclass('half') as half")).toEqual([{ half: null }]);
    migration('3_broken', 'create table half (id integer);');
    expect(await migrate(url, folder)).toEqual(['3_broken']);
  });
});
