/** One PostgreSQL and one Temporal for the whole run of tests, in a new folder, the newest schema in it and nothing else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadConfig } from '#start/config.ts';
import { startEngine } from '#start/engine.ts';
import { loginsOf } from '#start/logins.ts';
import { migrate } from '#start/migrate.ts';
import { bundleStories } from '../../activities/bundle.ts';

declare module 'vitest' {
  /** What a test file gets by `inject('databaseUrl')` and so on. */
  interface ProvidedContext {
    /** As the database's owner. */
    readonly databaseUrl: string;
    /** As the API and the worker sign in. */
    readonly apiUrl: string;
    readonly workerUrl: string;
    readonly temporalAddress: string;
    readonly dataDir: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-test-'));
  // Nothing of the developer's environment but the cache: tests never touch a database or a cluster somebody uses.
  const config = loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'], THROUGHLINE_DATA: dataDir });
  const engine = await startEngine({ config, dataDir, log: (line) => console.log(line) });
  await migrate(engine.databaseUrl);
  // Bundled once here, so that no test file waits for it.
  await bundleStories(`${config.cacheDir}/stories`);
  const logins = await loginsOf(config, engine, () => undefined);
  project.provide('databaseUrl', engine.databaseUrl);
  project.provide('apiUrl', logins.api);
  project.provide('workerUrl', logins.worker);
  project.provide('temporalAddress', engine.temporalAddress);
  project.provide('dataDir', dataDir);
  return async () => {
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
