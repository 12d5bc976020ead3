/** Where scenarios are played: the worker and the API as real processes, and our own way to the database and the engine behind them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { z } from 'zod';
import { type Config, environmentOf, loadConfig } from '#start/config.ts';
import { startEngine } from '#start/engine.ts';
import { ensureVaultKey, localIssuer, type LocalIssuer } from '#start/keys.ts';
import { migrate } from '#start/migrate.ts';
import { freePort } from '#start/ports.ts';
import { startService, type Service } from '#start/processes.ts';

export interface Stage {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly issuer: LocalIssuer;
  stop(): Promise<void>;
}

type Log = (line: string) => void;
const connectionsMax = 4;
const readySchema = z.looseObject({ url: z.string() });

/** Brings up worker and API over an engine that runs and is migrated. The folder takes their logs and keys. */
export async function openStage(engine: { readonly databaseUrl: string; readonly temporalAddress: string; readonly dataDir: string }, log: Log): Promise<Stage> {
  const settled = loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'], THROUGHLINE_DATA: engine.dataDir, PORT: String(await freePort()), LOG_LEVEL: 'warn' });
  const config: Config = { ...settled, databaseUrl: engine.databaseUrl, temporalAddress: engine.temporalAddress };
  await ensureVaultKey(config.keyFile, engine.databaseUrl);
  const issuer = await localIssuer(config.dataDir);
  const spec = { env: environmentOf(config), dataDir: config.dataDir, log };
  const services: Service[] = await Promise.all([
    startService({ ...spec, name: 'scenario-api', entry: 'api/server.ts' }),
    startService({ ...spec, name: 'scenario-worker', entry: 'activities/worker.ts' }),
  ]);
  const { url } = readySchema.parse(await services[0]?.ready());
  const pool = new pg.Pool({ connectionString: engine.databaseUrl, max: connectionsMax });
  pool.on('error', () => undefined);
  const connection = await Connection.connect({ address: engine.temporalAddress });
  return {
    url, pool, issuer,
    temporal: new Client({ connection, namespace: config.temporalNamespace }),
    stop: async () => {
      for (const service of services) await service.stop();
      await connection.close();
      await pool.end();
    },
  };
}

/** A stage with an engine of its own in a temporary folder; nothing of it is left afterwards. */
export async function buildStage(log: Log): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-scenario-'));
  const config = loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] });
  const engine = await startEngine({ config, dataDir, log });
  const clear = async () => {
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await migrate(engine.databaseUrl);
    const stage = await openStage({ databaseUrl: engine.databaseUrl, temporalAddress: engine.temporalAddress, dataDir }, log);
    return { ...stage, stop: async () => { await stage.stop(); await clear(); } };
  } catch (error) {
    await clear();
    throw error;
  }
}
