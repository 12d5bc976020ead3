/** Loops of the worker that do what waits in a table: at once when they hear of it, and every so often in any case. */
import type pg from 'pg';

const againMs = 1_000;

export interface Loop {
  stop(): Promise<void>;
}
export type Report = (what: string, error: unknown) => void;

interface Chore {
  /** Also the channel on which the database says that there is something to do. */
  readonly name: string;
  readonly everyMs: number;
  /** Answers how much it found; it is asked again at once until that is nothing. */
  readonly work: () => Promise<number>;
}

/** Runs until stopped; what is under way is finished first. */
export function runLoop(pool: pg.Pool, { name, everyMs, work }: Chore, report: Report): Loop {
  const abort = new AbortController();
  let poke = (): void => undefined;
  let isPoked = false;
  const nap = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, isPoked ? 0 : everyMs);
      poke = () => { clearTimeout(timer); resolve(); };
    });
  const listening = listen(pool, name, abort.signal, () => { isPoked = true; poke(); }, report);
  const running = (async () => {
    while (!abort.signal.aborted) {
      isPoked = false;
      const found = await work().catch((error: unknown) => { report(name, error); return 0; });
      if (found === 0 && !abort.signal.aborted) await nap();
    }
  })();
  return { stop: async () => { abort.abort(); poke(); await Promise.allSettled([running, listening]); } };
}

/** A connection of its own that hears of new rows at once; without it the loop still looks every so often. */
async function listen(pool: pg.Pool, channel: string, signal: AbortSignal, heard: () => void, report: Report): Promise<void> {
  while (!signal.aborted) {
    try {
      const client = await pool.connect();
      await new Promise<void>((resolve) => {
        client.once('error', () => resolve());
        client.once('end', () => resolve());
        client.on('notification', heard);
        signal.addEventListener('abort', () => resolve(), { once: true });
        client.query(`listen ${channel}`).catch(() => resolve());
      });
      client.release(true);
    } catch (error) {
      report('listen', error);
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
