/** Everything the measurement stands on, as real processes: the engine, our worker and API, and the plain engine's worker on the same servers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { loadConfig } from '#start/config.ts';
import { loadDirectory } from '#start/directory.ts';
import { startEngine } from '#start/engine.ts';
import { ensureVaultKey, localIssuer } from '#start/keys.ts';
import { environmentWith, loginsOf } from '#start/logins.ts';
import { migrate } from '#start/migrate.ts';
import { publishPlaybooks } from '#start/playbooks.ts';
import { freePort } from '#start/ports.ts';
import { startService, type Service } from '#start/processes.ts';
import { coordinator, type Caller } from './full-side.ts';

export interface MachineRoom {
  readonly client: Client;
  readonly caller: Caller;
  close(): Promise<void>;
}

/** Servers named by DATABASE_URL and TEMPORAL_ADDRESS are used; otherwise they are started in a folder of their own that is removed afterwards. */
export async function openMachineRoom(say: (line: string) => void): Promise<MachineRoom> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const config = loadConfig({ ...process.env, THROUGHLINE_DATA: dataDir, PORT: String(await freePort()), AUTH_ISSUER: '', AUTH_JWKS_URL: '', AUTH_AUDIENCE: '', KEY_FILE: '', DIRECTORY_FILE: '' });
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) await end();
  };
  try {
    const engine = await startEngine({ config, dataDir, log: say });
    closing.push(() => engine.stop());
    say('PostgreSQL and Temporal are up');
    await migrate(engine.databaseUrl);
    await ensureVaultKey(config, engine.databaseUrl);
    const issuer = await localIssuer(dataDir);
    await loadDirectory(engine.databaseUrl, config.directoryFile);
    await publishPlaybooks(engine.databaseUrl);
    await publishPlaybooks(engine.databaseUrl, fileURLToPath(new URL('playbooks/', import.meta.url)));
    const logins = await loginsOf(config, engine, say);
    const services: Service[] = [];
    closing.push(() => Promise.all(services.map((service) => service.stop())));
    const start = async (name: string, entry: string, login: string): Promise<void> => void services.push(await startService({ name, entry, env: environmentWith(config, engine, login), dataDir, log: say }));
    await Promise.all([start('plain', 'bench/plain/worker.ts', engine.databaseUrl), start('worker', 'activities/worker.ts', logins.worker), start('api', 'api/server.ts', logins.api)]);
    say('the workers and the API are up');
    const connection = await Connection.connect({ address: engine.temporalAddress });
    closing.push(() => connection.close());
    const token = await issuer.sign({ sub: coordinator });
    return { client: new Client({ connection, namespace: config.temporalNamespace }), caller: { url: `http://${config.host}:${config.port}`, token }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** PostgreSQL alone with its playbooks, for what the engine has no part in. */
export async function openLedgerRoom(say: (line: string) => void): Promise<{ readonly databaseUrl: string; close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const config = loadConfig({ ...process.env, THROUGHLINE_DATA: dataDir, PORT: String(await freePort()), AUTH_ISSUER: '', AUTH_JWKS_URL: '', AUTH_AUDIENCE: '', KEY_FILE: '', DIRECTORY_FILE: '' });
  const engine = await startEngine({ config, dataDir, log: say });
  const close = async (): Promise<void> => {
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  await migrate(engine.databaseUrl);
  await publishPlaybooks(engine.databaseUrl);
  return { databaseUrl: engine.databaseUrl, close };
}
