/** Where scenarios are played: the worker and the API as real processes, and our own way to the database and the engine behind them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { z } from 'zod';
import { type Config, loadConfig } from '#start/config.ts';
import { type Engine, startEngine } from '#start/engine.ts';
import { ensureVaultKey, localIssuer, type LocalIssuer } from '#start/keys.ts';
import { environmentWith, loginsOf } from '#start/logins.ts';
import { migrate } from '#start/migrate.ts';
import { publishPlaybooks } from '#start/playbooks.ts';
import { freePort } from '#start/ports.ts';
import { startService } from '#start/processes.ts';

export interface Stage {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly issuer: Pick<LocalIssuer, 'sign'>;
}

type Log = (line: string) => void;
const connectionsMax = 4;
const readySchema = z.looseObject({ url: z.string() });

/** Plays on a stage with an engine of its own, in a temporary folder; nothing of it is left afterwards. `settings`: further variables of the configuration. */
export async function onStage<T>(log: Log, work: (stage: Stage) => Promise<T>, settings: Readonly<Record<string, string>> = {}): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-scenario-'));
  // Nothing of the caller's environment but the cache: a scenario never touches a database or a cluster somebody uses.
  const config = loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'], THROUGHLINE_DATA: dataDir, PORT: String(await freePort()), LOG_LEVEL: 'warn', ...settings });
  const engine = await startEngine({ config, dataDir, log });
  try {
    await migrate(engine.databaseUrl);
    const stage = await openStage(config, engine, log);
    try {
      return await work(stage);
    } finally {
      await stage.stop();
    }
  } finally {
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Brings up worker and API over an engine that runs and is migrated. */
async function openStage(config: Config, engine: Engine, log: Log): Promise<Stage & { stop(): Promise<void> }> {
  await ensureVaultKey(config, engine.databaseUrl);
  await publishPlaybooks(engine.databaseUrl);
  const logins = await loginsOf(config, engine, log);
  const issuer = await localIssuer(config.dataDir);
  const start = (name: 'api' | 'worker', entry: string) => startService({ name: `scenario-${name}`, entry, env: environmentWith(config, engine, logins[name]), dataDir: config.dataDir, log });
  const [api, worker] = await Promise.all([
    start('api', 'api/server.ts'),
    start('worker', 'activities/worker.ts'),
  ]);
  const { url } = readySchema.parse(await api.ready());
  const pool = new pg.Pool({ connectionString: engine.databaseUrl, max: connectionsMax });
  pool.on('error', () => undefined);
  const connection = await Connection.connect({ address: engine.temporalAddress });
  return {
    url, pool, issuer,
    temporal: new Client({ connection, namespace: config.temporalNamespace }),
    stop: async () => {
      await Promise.all([api.stop(), worker.stop(), connection.close(), pool.end()]);
    },
  };
}
