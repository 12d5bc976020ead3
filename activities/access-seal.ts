/**
 * Seals the access log into a chain: rows that can no longer change company are hashed together with the hash before them. Whoever edits, removes or slips in
 * a row afterwards breaks the chain; whoever cuts its end breaks with the signed checkpoint (commands/verify).
 */
import canonicalize from 'canonicalize';
import type pg from 'pg';
import { genesis, hashOf } from './append.ts';
import { runLoop, type Loop, type Report } from './loop.ts';

const sealedEveryMs = 60_000;
const rowsMost = 5_000;
/** Of the advisory lock: one sealer at a time, however many workers run. */
const lockKey = 71_190_001;

const utc = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** A row as it is sealed: all that says who saw what. Its legal hold may change. */
const columns = `id::text, ${utc('at')} as at, ${utc('noted_at')} as noted, person, agency, roles, operation, action, resource, ledger_id as ledger, class, paper, outcome, depth, basis, basis_id as "basisId", exercise_id as exercise`;
export const rowsBetween = `select ${columns} from access_log where id > $1::bigint and id <= $2::bigint order by access_log.id`;

/** Before every row there can be, drawn or slipped in. */
export const lowestId = String(-(2n ** 63n));

export interface LogRow {
  readonly id: string;
  readonly [column: string]: unknown;
}

export interface Seal {
  readonly seq: number;
  readonly first_id: string;
  readonly last_id: string;
  readonly count: number;
  readonly prev_hash: string;
  readonly hash: string;
}

/** The seal of some rows, in the order of their ids. `before`: the seal they follow. */
export function sealOf(rows: readonly LogRow[], before: Pick<Seal, 'seq' | 'hash'> | undefined): Seal {
  const prev = before?.hash ?? genesis;
  return {
    seq: (before?.seq ?? 0) + 1, first_id: rows[0]?.id ?? '0', last_id: rows.at(-1)?.id ?? '0', count: rows.length, prev_hash: prev,
    hash: hashOf(prev, canonicalize(rows) ?? ''),
  };
}

/** What has been drawn by now, and which transactions may still hold an id below it. */
interface Horizon {
  readonly to: string;
  readonly xmin: string;
  readonly xmax: string;
}
const horizonQuery = `select coalesce((select max(id) from access_log), 0)::text as to, pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as xmax from pg_current_snapshot() s`;
const lastQuery = `select seq, first_id::text, last_id::text, count, prev_hash, hash from access_seal order by seq desc limit 1`;

/**
 * A sealer, to be called every so often. Ids are drawn before a transaction is over, so a row that commits late may lie below one that is seen: rows up to a
 * horizon are sealed only when every transaction that was under way at that horizon has ended. Answers how many rows were sealed, if more wait; else 0.
 */
export function sealer(pool: pg.Pool): () => Promise<number> {
  let horizon: Horizon | undefined;
  return async () => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const sealed = await sealTo(client);
      await client.query('commit');
      return sealed;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  };

  async function sealTo(client: pg.ClientBase): Promise<number> {
    const { rows: [lock] } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lockKey]);
    const { rows: [now] } = await client.query<Horizon>(horizonQuery);
    if (lock?.mine !== true || now === undefined) return 0;
    horizon ??= now;
    if (BigInt(now.xmin) < BigInt(horizon.xmax)) return 0;
    const { to } = horizon;
    const { rows: [last] } = await client.query<Seal>(lastQuery);
    const { rows } = await client.query<LogRow>(`${rowsBetween} limit ${rowsMost}`, [last?.last_id ?? lowestId, to]);
    if (rows.length > 0) {
      const { seq, first_id: first, last_id: end, count, prev_hash: prev, hash } = sealOf(rows, last);
      await client.query('insert into access_seal (seq, first_id, last_id, count, prev_hash, hash) values ($1, $2, $3, $4, $5, $6)', [seq, first, end, count, prev, hash]);
    }
    if (rows.length === rowsMost) return rows.length;
    horizon = undefined;
    return 0;
  }
}

export const runSealer = (pool: pg.Pool, report: Report): Loop => runLoop(pool, { name: 'access_seal', everyMs: sealedEveryMs, work: sealer(pool) }, report);
