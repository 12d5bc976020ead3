/** How a process opens its database: one pool, in one role, with a limit on everything that could wait for ever. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

export type DatabaseRole = 'throughline_api' | 'throughline_worker';

/** No statement, lock or idle transaction outlives this: a hung peer must not hold a case's ledger. */
const WAIT_MS = 3_000;
const CONNECT_MS = 3_000;

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
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
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
  const settings = [`role=${role}`, `statement_timeout=${WAIT_MS}`, `lock_timeout=${WAIT_MS}`, `idle_in_transaction_session_timeout=${WAIT_MS}`];
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  const given = target.searchParams.get('options');
  target.searchParams.set('options', given === null ? options : `${given} ${options}`);
  return target.href;
}
