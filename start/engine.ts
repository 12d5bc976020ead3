/** The engine room: PostgreSQL and Temporal, ours or somebody else's, for `npm start`, tests, scenarios and campaigns alike. */
import { join } from 'node:path';
import pg from 'pg';
import { forgetAddresses, noteAddresses } from './addresses.ts';
import { endNoted } from './child.ts';
import type { Config } from './config.ts';
import { lockFolder } from './lock.ts';
import { PlainError } from './plain-error.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { type Temporal, requireTemporal, startTemporal } from './temporal.ts';
import { type Watch, watchOver } from './watch.ts';

/** Some forty seconds, and as many starts, before a server of ours is given up. */
const pausesMs = [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000];

export type Part = 'postgres' | 'temporal';

export interface Engine {
  /** As the database's owner. */
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** One line for each part: what it is and where. Without secrets. */
  describe(): string[];
  /** Temporal first, then PostgreSQL; then the data folder is free for the next. */
  stop(): Promise<void>;
  /** SIGKILL for the part and all its children; resolves when the last of them is gone. */
  kill(part: Part): Promise<void>;
  /** Brings the part up again: same port, same data. */
  restart(part: Part): Promise<void>;
  /**
   * From now until `stop`, parts of our own that end unasked are started again, and `log` is told. What the configuration names is somebody else's to start.
   * Resolves when a part is given up: without it nothing goes on.
   */
  watch(log: (line: string) => void): Promise<PlainError>;
}

async function requireDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new PlainError(`The database of DATABASE_URL does not answer: ${error instanceof Error ? error.message || error.name : String(error)}`, [
      'Start it, correct DATABASE_URL, or unset it to have an embedded PostgreSQL.',
    ]);
  } finally {
    await client.end().catch(() => {}); // nothing was opened
  }
}

function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `PostgreSQL of DATABASE_URL: ${hostname}:${port || '5432'}${pathname}`;
}

/**
 * Starts what the configuration does not name, and checks what it names.
 * @param options.dataDir where the parts of our own keep their data; one running engine per folder.
 * @param options.log takes progress, a line at a time.
 * @throws PlainError with the way out.
 */
export async function startEngine(options: { config: Config; dataDir: string; log: (line: string) => void }): Promise<Engine> {
  const { config, dataDir, log } = options;
  const unlock = lockFolder(dataDir);
  let postgres: Postgres | undefined;
  let temporal: Temporal | undefined;
  let watch: Watch | undefined;
  const stop = async () => {
    await watch?.end();
    await temporal?.stop();
    await postgres?.stop();
    forgetAddresses(dataDir);
    unlock();
  };
  try {
    await endNoted(join(dataDir, 'run'));
    if (config.databaseUrl === undefined) postgres = await startPostgres(dataDir);
    else await requireDatabase(config.databaseUrl);
    if (config.temporalAddress === undefined)
      temporal = await startTemporal({ dataDir, cacheDir: config.cacheDir, namespace: config.temporalNamespace, progress: log });
    else await requireTemporal(config.temporalAddress, config.temporalNamespace);
  } catch (error) {
    await stop();
    throw error;
  }
  const parts = { postgres, temporal };
  const ours = (part: Part) => {
    const found = parts[part];
    if (found === undefined) throw new Error(`${part} is not ours: it was named in the configuration`);
    return found;
  };
  const addresses = { databaseUrl: postgres?.url ?? config.databaseUrl ?? '', temporalAddress: temporal?.address ?? config.temporalAddress ?? '' };
  noteAddresses(dataDir, addresses);
  return {
    ...addresses,
    describe: () => [
      postgres?.describe() ?? placeOf(config.databaseUrl ?? ''),
      temporal?.describe() ?? `Temporal of TEMPORAL_ADDRESS: ${config.temporalAddress}, namespace ${config.temporalNamespace}`,
    ],
    stop,
    kill: (part) => ours(part).kill(),
    restart: (part) => ours(part).restart(),
    watch: (tell) => (watch = watchOver(parts, { log: tell, pausesMs })).lost,
  };
}
