/**
 * The outbox: what one decision means for other keepers. A row says a word, the id of a stored command, or without one only wakes.
 * Claimed with SKIP LOCKED, so any number of workers may run it; sent at least once, and saying the same twice is harmless.
 */
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { faultPoint } from '#start/fault-points.ts';
import { say, wake } from './engine.ts';
import { runLoop, type Loop, type Report } from './loop.ts';

/** A claim that nobody confirmed is offered again after this long, growing with each attempt. */
const claim = `
update outbox set attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => least(5 * power(2, attempts), 300))
where id in (select id from outbox where not_before <= clock_timestamp() order by id limit 20 for update skip locked)
returning id, keeper, word`;

/** Runs until stopped. A row is deleted only after its keeper answered. */
export const runOutbox = (pool: pg.Pool, client: Client, report: Report): Loop => runLoop(pool, { name: 'outbox', everyMs: 1_000, work: () => drain(pool, client, report) }, report);

async function drain(pool: pg.Pool, client: Client, report: Report): Promise<number> {
  const { rows } = await pool.query<{ id: string; keeper: string; word: string | null }>(claim);
  if (rows.length > 0) faultPoint('outbox.after-claim');
  await Promise.all(rows.map(async ({ id, keeper, word }) => {
    try {
      await (word === null ? wake(client, keeper, id) : say(client, keeper, word));
      faultPoint('outbox.after-wake');
      await pool.query('delete from outbox where id = $1', [id]);
    } catch (error) {
      report('wake', error);
    }
  }));
  return rows.length;
}
