/** Everything the crawl runs on, in a folder of its own: PostgreSQL, Temporal, the worker as a process, a mail server; and APIs in this process, as many as are wanted. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { loadConfig, type Config } from '#start/config.ts';
import { startEngine } from '#start/engine.ts';
import { ensureVaultKey, localIssuer, type LocalIssuer } from '#start/keys.ts';
import { environmentWith, loginsOf } from '#start/logins.ts';
import { migrate } from '#start/migrate.ts';
import { publishPlaybooks } from '#start/playbooks.ts';
import { freePort } from '#start/ports.ts';
import { startService } from '#start/processes.ts';
import type { Deps } from '../../../api/deps.ts';
import { openPostOffice, type PostOffice } from '../post-office.ts';
import { serve, type Api } from './api.ts';

export interface Footing {
  readonly ownerUrl: string;
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly issuer: Pick<LocalIssuer, 'sign'>;
  readonly office: PostOffice;
  readonly dataDir: string;
  /** What the worker logged so far. */
  readonly workerLog: () => string;
  readonly api: (instead?: (deps: Deps, config: Config) => Promise<Partial<Deps>>) => Promise<Api>;
}

export async function onFooting<T>(work: (footing: Footing) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-canaries-'));
  const office = await openPostOffice();
  const settings = { XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'], THROUGHLINE_DATA: dataDir, LOG_LEVEL: 'info', SMTP_URL: office.url, MAIL_FROM: 'throughline@line.example', PUBLIC_URL: 'https://line.example' };
  const config = loadConfig(settings);
  const engine = await startEngine({ config, dataDir, log: () => undefined });
  const closing: (() => Promise<unknown>)[] = [];
  try {
    await migrate(engine.databaseUrl);
    await ensureVaultKey(config, engine.databaseUrl);
    await publishPlaybooks(engine.databaseUrl);
    const logins = await loginsOf(config, engine, () => undefined);
    const worker = await startService({ name: 'worker', entry: 'activities/worker.ts', env: environmentWith(config, engine, logins.worker), dataDir, log: () => undefined });
    const pool = new pg.Pool({ connectionString: engine.databaseUrl, max: 4 });
    const connection = await Connection.connect({ address: engine.temporalAddress });
    closing.push(() => worker.stop(), () => pool.end(), () => connection.close());
    const open: Footing['api'] = async (instead) => {
      const port = await freePort();
      const own: Config = { ...config, databaseUrl: logins.api, temporalAddress: engine.temporalAddress, port, publicUrl: `http://127.0.0.1:${port}` };
      const api = await serve(own, instead);
      closing.unshift(() => api.stop());
      return api;
    };
    return await work({
      ownerUrl: engine.databaseUrl, pool, temporal: new Client({ connection, namespace: config.temporalNamespace }), issuer: await localIssuer(dataDir), office, dataDir, api: open,
      workerLog: () => readFileSync(join(dataDir, 'logs/worker.log'), 'utf8'),
    });
  } finally {
    for (const close of closing) await close();
    await engine.stop();
    await office.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
