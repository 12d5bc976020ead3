/** The engine room as a person meets it when something is wrong, and as a campaign kills it. Real servers throughout. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Config, loadConfig } from '#start/config.ts';
import { type Engine, startEngine } from '#start/engine.ts';
import { requirePort } from '#start/ports.ts';
import { familyOf } from '#start/process-table.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'throughline-engine-'));
const config = loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] });
const start = (settings: Partial<Config> = {}): Promise<Engine> => startEngine({ config: { ...config, ...settings }, dataDir, log: () => {} });
/** Only PostgreSQL is ours: the run's Temporal serves as somebody else's. */
const onlyPostgres = { temporalAddress: inject('temporalAddress') };
const onlyTemporal = { databaseUrl: inject('databaseUrl') };

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function namespaces(address: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  try {
    const { namespaces: found } = await connection.workflowService.listNamespaces({});
    return found.map(({ namespaceInfo }) => namespaceInfo?.name ?? '');
  } finally {
    await connection.close();
  }
}

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a running engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());

  it('says what runs where, and no password', () => {
    const { password } = new URL(engine.databaseUrl);
    expect(password).toHaveLength(32);
    expect(engine.describe()).toHaveLength(2);
    expect(engine.describe().join()).toContain(dataDir);
    expect(engine.describe().join()).not.toContain(password);
  });

  it('has page checksums on and is reachable from this machine only', async () => {
    expect(await query(engine.databaseUrl, "select name, setting from pg_settings where name in ('data_checksums', 'listen_addresses', 'unix_socket_directories') order by 1")).toEqual([
      { name: 'data_checksums', setting: 'on' }, { name: 'listen_addresses', setting: '127.0.0.1' }, { name: 'unix_socket_directories', setting: '' },
    ]); // prettier-ignore
  });

  it('leaves none of its processes behind when PostgreSQL is killed', async () => {
    await query(engine.databaseUrl, 'create table kept as select 7 as n');
    const postmaster = Number(readFileSync(join(dataDir, 'run/postgres.pid'), 'utf8').split(' ')[0]);
    const family = familyOf(postmaster);
    expect(family.length).toBeGreaterThan(3);
    await engine.kill('postgres');
    expect(family.flatMap(({ pid }) => familyOf(pid))).toEqual([]);
    await expect(query(engine.databaseUrl, 'select 1')).rejects.toThrow();
  });

  it('has all that was committed when PostgreSQL is up again at the same place', async () => {
    await engine.restart('postgres');
    expect(await query(engine.databaseUrl, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('keeps what was stored when Temporal is killed', async () => {
    const connection = await Connection.connect({ address: engine.temporalAddress });
    await connection.workflowService.registerNamespace({ namespace: 'kept', workflowExecutionRetentionPeriod: { seconds: 86_400 } as never });
    await connection.close();
    await engine.kill('temporal');
    await engine.restart('temporal');
    expect(await namespaces(engine.temporalAddress)).toContain('kept');
  });

  it('holds its data folder against a second one', async () => {
    await expect(start()).rejects.toThrow(`The data folder ${dataDir} is in use by a running instance (process ${process.pid}).`);
  });
});

describe('an engine whose starter was killed', () => {
  const script = `
    import { startEngine } from '${new URL('../../start/engine.ts', import.meta.url).href}';
    const engine = await startEngine({ config: ${JSON.stringify({ ...config, ...onlyPostgres })}, dataDir: ${JSON.stringify(dataDir)}, log: () => {} });
    console.log(engine.databaseUrl); setInterval(() => {}, 1000);`;

  beforeAll(async () => {
    const starter = execFile(process.execPath, ['--input-type=module-typescript', '-e', script]);
    const url = await new Promise<string>((resolve) => starter.stdout?.once('data', (chunk) => resolve(String(chunk).trim())));
    await query(url, 'create table kept_too as select 8 as n');
    const gone = new Promise((resolve) => starter.once('exit', resolve));
    starter.kill('SIGKILL');
    await gone;
  });

  it('is ended by the next start, which finds all that was committed', async () => {
    const engine = await start(onlyPostgres);
    expect(await query(engine.databaseUrl, 'select n from kept_too')).toEqual([{ n: 8 }]);
    await engine.stop();
  });
});

describe('an engine that cannot start says why and the way out', () => {
  it('after a kill: the lock of a dead process is taken over', async () => {
    writeFileSync(join(dataDir, 'lock'), `${process.pid} 1`); // our pid, but not our start: its holder is gone
    const engine = await start({ ...onlyTemporal, ...onlyPostgres });
    await engine.stop();
  });

  it('when nothing answers at DATABASE_URL or TEMPORAL_ADDRESS', async () => {
    await expect(start({ databaseUrl: 'postgres://a:secret@127.0.0.1:1/x' })).rejects.toMatchObject({ message: expect.stringMatching(/^The database of DATABASE_URL does not answer: (?!.*secret)/) });
    await expect(start({ ...onlyTemporal, temporalAddress: '127.0.0.1:1' })).rejects.toThrow('answers at 127.0.0.1:1 (TEMPORAL_ADDRESS)');
    await expect(start({ ...onlyTemporal, ...onlyPostgres, temporalNamespace: 'nowhere' })).rejects.toThrow('namespace "nowhere"');
  });

  it('when the file of Temporal is damaged', async () => {
    for (const part of ['-wal', '-shm']) rmSync(join(dataDir, `temporal/temporal.db${part}`), { force: true });
    writeFileSync(join(dataDir, 'temporal/temporal.db'), 'not a database at all, only words'.repeat(500));
    await expect(start(onlyTemporal)).rejects.toMatchObject({ message: expect.stringContaining('The Temporal server does not start from'), wayOut: expect.arrayContaining([expect.stringContaining('Nothing is lost by that')]) });
  });

  it('when the folder of PostgreSQL is damaged', async () => {
    truncateSync(join(dataDir, 'postgres/global/pg_control'), 100);
    await expect(start(onlyPostgres)).rejects.toMatchObject({ message: expect.stringContaining('The embedded PostgreSQL does not start from'), wayOut: expect.arrayContaining([expect.stringContaining('put back a copy')]) });
  });

  it('when another program has the port', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
    await expect(requirePort('127.0.0.1', port)).rejects.toMatchObject({ message: `Port ${port} on 127.0.0.1 is taken by another program.`, wayOut: ['Choose another one: `PORT=8081 npm start`.'] });
    await new Promise((resolve) => server.close(resolve));
    await expect(requirePort('127.0.0.1', port)).resolves.toBeUndefined();
    await expect(requirePort('203.0.113.9', port)).rejects.toThrow('HOST is "203.0.113.9"');
  });
});
