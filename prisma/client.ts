/** How a process opens its database: one pool, in one role, with a limit on everything that could wait for ever. */
import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

export type DatabaseRole = 'throughline_api' | 'throughline_worker';

/** No statement, lock or idle transaction outlives this: a hung peer must not hold a case's ledger. */
const WAIT_MS = 3_000;
const CONNECT_MS = 3_000;
/** Statements a connection keeps prepared; a text made of parts without end must not fill the server's memory. */
const PREPARED_MOST = 300;

const statementNames = new Map<string, string>();

/** The name under which a statement is kept prepared: parsed and planned once a connection, which row-level security makes dear. '' (not kept) beyond the limit. */
export function statementName(text: string): string {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  if (statementNames.size >= PREPARED_MOST) return '';
  const name = `s${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  statementNames.set(text, name);
  return name;
}

export interface Database {
  /** For the hot path: few round trips. */
  readonly pool: pg.Pool;
  /** The same connections through the typed client: interactive transactions only, context set first. */
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/**
 * Opens the database in a role of its own, never as its owner. `max` is how many connections the process may hold.
 * A lost connection fails the statement that met it and nothing else: without a listener on every client it would end the process.
 */
export function openDatabase(url: string, role: DatabaseRole, max: number): Database {
  const pool = new pg.Pool({ connectionString: inRole(url, role), max, connectionTimeoutMillis: CONNECT_MS, allowExitOnIdle: false });
  const ignore = (): void => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) }) });
  return {
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

function inRole(url: string, role: DatabaseRole): string {
  const target = new URL(url);
  // The worker's statements all go by key: a plan made once is as good as one made for each value, and costs nothing the second time.
  const plans = role === 'throughline_worker' ? ['plan_cache_mode=force_generic_plan'] : [];
  const settings = [`role=${role}`, ...plans, `statement_timeout=${WAIT_MS}`, `lock_timeout=${WAIT_MS}`, `idle_in_transaction_session_timeout=${WAIT_MS}`];
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  const given = target.searchParams.get('options');
  target.searchParams.set('options', given === null ? options : `${given} ${options}`);
  return target.href;
}
