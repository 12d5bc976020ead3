/** Logins of the processes: each is given a URL of its own, with which it can become nobody else. Row-level security is worth what the login under it is. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseRole } from '#prisma/client.ts';
import { type Config, environmentOf } from './config.ts';
import { keep } from './keys.ts';
import { PlainError } from './plain-error.ts';

export interface Logins {
  /** Database URL of the API. */
  readonly api: string;
  /** Database URL of the worker. */
  readonly worker: string;
}

const secretBytes = 24;

/** Lets the role sign in with the password kept in the data folder, made when there is none yet. */
async function allow(owner: pg.Client, role: DatabaseRole, dataDir: string): Promise<string> {
  const password = keep(join(dataDir, `keys/${role}.password`), randomBytes(secretBytes).toString('base64url'));
  // ALTER ROLE takes no parameters. The server's log keeps no text of statements (start/postgres.ts), so the password is not in it.
  await owner.query(`alter role ${owner.escapeIdentifier(role)} login password ${owner.escapeLiteral(password)}`);
  return password;
}

async function ownLogins(ownerUrl: string, dataDir: string): Promise<Logins> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  const urlOf = async (role: DatabaseRole): Promise<string> => {
    const url = new URL(ownerUrl);
    url.password = await allow(owner, role, dataDir);
    url.username = role;
    return url.href;
  };
  try {
    return { api: await urlOf('throughline_api'), worker: await urlOf('throughline_worker') };
  } finally {
    await owner.end();
  }
}

/** What a login can be besides itself and its role; of a superuser that is everybody. */
const besides = `select string_agg(r.rolname, ', ' order by r.rolname) as roles from pg_roles r
  where r.rolname not in (session_user, $1) and pg_has_role(session_user, r.oid, 'member')`;

async function reachOf(client: pg.Client, role: DatabaseRole): Promise<string | undefined> {
  await client.query(`set role ${role}`);
  const { rows } = await client.query<{ roles: string | null }>(besides, [role]);
  return rows[0]?.roles ?? undefined;
}

/** Met here with the name of the variable, and not by a process that keeps falling, or that holds more than anybody believes. */
async function requireLogin(variable: string, url: string, role: DatabaseRole): Promise<void> {
  const wayOut = ['Correct it, or unset it; docs/how-to/run-in-production.md says how to make one.'];
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  let reach: string | undefined;
  try {
    await client.connect();
    reach = await reachOf(client, role);
  } catch (error) {
    throw new PlainError(`The login of ${variable} cannot work as ${role}: ${error instanceof Error ? error.message || error.name : String(error)}`, wayOut);
  } finally {
    await client.end().catch(() => {}); // nothing was opened
  }
  if (reach !== undefined) throw new PlainError(`The login of ${variable} is to be ${role} and nobody else, but it can also be ${reach.length > 100 ? `${reach.slice(0, 100)} ...` : reach}.`, wayOut);
}

async function namedLogins(config: Config, ownerUrl: string, log: (line: string) => void): Promise<Logins> {
  const named = [['API_DATABASE_URL', config.apiDatabaseUrl, 'throughline_api'], ['WORKER_DATABASE_URL', config.workerDatabaseUrl, 'throughline_worker']] as const;
  for (const [variable, url, role] of named) if (url !== undefined) await requireLogin(variable, url, role);
  const missing = named.flatMap(([variable, url]) => (url === undefined ? [variable] : []));
  if (missing.length > 0)
    log(`Warning: without ${missing.join(' and ')} the processes sign in as the owner of DATABASE_URL and only step down from it (docs/how-to/run-in-production.md).`);
  return { api: config.apiDatabaseUrl ?? ownerUrl, worker: config.workerDatabaseUrl ?? ownerUrl };
}

/**
 * The logins of the processes, over a migrated database: of the embedded one they are made; of another one they are those of the
 * configuration, or its owner's.
 * @param config as it was read, before the engine's own addresses were put into it.
 * @throws PlainError when a login that was named cannot be used.
 */
export function loginsOf(config: Config, engine: { readonly databaseUrl: string }, log: (line: string) => void): Promise<Logins> {
  return config.databaseUrl === undefined ? ownLogins(engine.databaseUrl, config.dataDir) : namedLogins(config, engine.databaseUrl, log);
}

/** What a process reads: the configuration with one login in it, and no other URL of the database. */
export const environmentWith = (config: Config, engine: { readonly temporalAddress: string }, login: string): Record<string, string> =>
  environmentOf({ ...config, databaseUrl: login, apiDatabaseUrl: undefined, workerDatabaseUrl: undefined, temporalAddress: engine.temporalAddress });
