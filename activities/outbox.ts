/**
 * The outbox: what one decision means for other keepers. A row says a word, the id of a stored command, or without one only wakes.
 * Claimed with SKIP LOCKED, so any number of workers may run it; sent at least once, and saying the same twice is harmless.
 */
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { faultPoint } from '#start/fault-points.ts';
import { say, wake } from './engine.ts';

/** A claim that nobody confirmed is offered again after this long, growing with each attempt. */
const claim = `
update outbox set attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => least(5 * power(2, attempts), 300))
where id in (select id from outbox where not_before <= clock_timestamp() order by id limit 20 for update skip locked)
returning id, keeper, word`;
const pollMs = 1_000;

export interface Loop {
  stop(): Promise<void>;
}

/** Runs until stopped. A row is deleted only after its keeper answered. */
export function runOutbox(pool: pg.Pool, client: Client, report: (what: string, error: unknown) => void): Loop {
  const abort = new AbortController();
  let poke = (): void => undefined;
  const nap = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      poke = () => { clearTimeout(timer); resolve(); };
    });
  const listening = listen(pool, abort.signal, () => poke(), report);
  const running = (async () => {
    while (!abort.signal.aborted) {
      const sent = await drain(pool, client, report).catch((error: unknown) => { report('outbox', error); return 0; });
      if (sent === 0 && !abort.signal.aborted) await nap();
    }
  })();
  return { stop: async () => { abort.abort(); poke(); await Promise.allSettled([running, listening]); } };
}

async function drain(pool: pg.Pool, client: Client, report: (what: string, error: unknown) => void): Promise<number> {
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

/** A connection of its own that hears of new rows at once; without it the loop still looks every second. */
async function listen(pool: pg.Pool, signal: AbortSignal, heard: () => void, report: (what: string, error: unknown) => void): Promise<void> {
  while (!signal.aborted) {
    try {
      const client = await pool.connect();
      await new Promise<void>((resolve) => {
        client.once('error', () => resolve());
        client.once('end', () => resolve());
        client.on('notification', heard);
        signal.addEventListener('abort', () => resolve(), { once: true });
        client.query('listen outbox').catch(() => resolve());
      });
      client.release(true);
    } catch (error) {
      report('listen', error);
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
