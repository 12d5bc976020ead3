/**
 * Applies prisma/migrations as `prisma migrate deploy` does: same folders, same table, same checksums, same advisory lock, so the
 * two can take turns on one database. Ours needs no schema engine, which not every machine can download.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { PlainError, diskFull } from './plain-error.ts';

/** The number `prisma migrate deploy` locks with. */
const advisoryLock = 72_707_369;

const table = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

function read(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

function check(migrations: readonly Migration[], applied: readonly Applied[]): void {
  for (const row of applied) {
    if (row.finished_at === null)
      throw new PlainError(`The migration ${row.migration_name} was begun on this database and never finished.`, ['Look at it with `npx prisma migrate status` and settle it with `npx prisma migrate resolve`.']);
    const file = migrations.find((one) => one.name === row.migration_name);
    if (file === undefined)
      throw new PlainError(`This database is newer than the program: it has the migration ${row.migration_name}, which is not here.`, ['Start the release that made it, or use another database or data folder.']);
    if (file.checksum !== row.checksum)
      throw new PlainError(`The migration ${file.name} was changed after it had been applied to this database.`, [
        'Put its migration.sql back as it was released, and make a new migration for the change.',
      ]);
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {}); // the first error is the one to tell
    throw diskFull(String(error), 'the database') ?? new Error(`migration ${migration.name}: ${String(error)}`, { cause: error });
  }
}

/**
 * Brings the database to the newest schema; each migration in one transaction, starters one after the other.
 * @returns the names of the migrations applied now.
 * @throws PlainError when the database does not fit the folder.
 */
export async function migrate(databaseUrl: string, folder = fileURLToPath(new URL('../prisma/migrations', import.meta.url))): Promise<string[]> {
  const migrations = read(folder);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    await client.query("set client_min_messages = 'warning'");
    await client.query(table);
    const { rows } = await client.query<Applied>('select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null order by started_at');
    check(migrations, rows);
    const missing = migrations.filter((one) => !rows.some((row) => row.migration_name === one.name));
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    await client.end(); // ends the session and with it the lock
  }
}
