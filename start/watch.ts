/** Watches the servers of our own: one that ends unasked is said and started again, on the same port and data, until it is of no use. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Exit } from './child.ts';
import { PlainError } from './plain-error.ts';

/** A server that lived this long ends as if for the first time: the tries begin anew. */
const healthyAfterMs = 30_000;

interface Server {
  /** The end of the process that runs now, or of the last one. */
  exited(): Promise<Exit>;
  /** @throws PlainError when it does not come up. */
  restart(): Promise<void>;
}

export interface Watch {
  /** Resolves when a server is given up: what it said, and the way out. */
  readonly lost: Promise<PlainError>;
  /** Nothing is started again after this; resolves when a start that was under way is over. */
  end(): Promise<void>;
}

interface Watching {
  readonly log: (line: string) => void;
  /** Before each try in a row; after the last one the server is given up. */
  readonly pausesMs: readonly number[];
}

/** Watches each server, by its name in what is said. */
export function watchOver(servers: Readonly<Record<string, Server | undefined>>, watching: Watching): Watch {
  const ended = new AbortController();
  const { promise: lost, resolve } = Promise.withResolvers<PlainError>();
  const watches = Object.entries(servers).map(async ([name, server]) => {
    const given = server === undefined ? undefined : await keepUp(name, server, watching, ended.signal);
    if (given !== undefined) resolve(given);
  });
  return {
    lost,
    end: async () => {
      ended.abort();
      await Promise.all(watches);
    },
  };
}

/** Resolves with the reason when it gives up, with nothing when the watch has ended. */
async function keepUp(name: string, server: Server, { log, pausesMs }: Watching, ended: AbortSignal): Promise<PlainError | undefined> {
  const enough = new Promise<undefined>((resolve) => { ended.addEventListener('abort', () => resolve(undefined), { once: true }); });
  let left = [...pausesMs];
  for (;;) {
    const upSince = performance.now();
    const exit = await Promise.race([server.exited(), enough]);
    if (exit === undefined || ended.aborted) return undefined;
    log(`[${name}] ended unexpectedly (${exit.signal ?? `exit code ${exit.code}`}); starting it again`);
    if (performance.now() - upSince > healthyAfterMs) left = [...pausesMs];
    let trouble: unknown = new Error('it ends soon after it is up');
    while (trouble !== undefined) {
      const pauseMs = left.shift();
      if (pauseMs === undefined) return givenUp(name, pausesMs.length, trouble);
      await delay(pauseMs, undefined, { signal: ended }).catch(() => undefined); // cut short when the watch ends
      if (ended.aborted) return undefined;
      trouble = await server.restart().then(() => undefined, (error: unknown) => error);
      if (trouble !== undefined && left.length > 0) log(`[${name}] does not come up; trying again`);
    }
    log(`[${name}] is up again`);
  }
}

function givenUp(name: string, tries: number, trouble: unknown): PlainError {
  const said = trouble instanceof Error ? trouble.message : String(trouble);
  return new PlainError(`[${name}] is given up after ${tries} tries in a row: ${said}`, trouble instanceof PlainError ? trouble.wayOut : []);
}
