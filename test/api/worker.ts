/** The real worker as a process of its own, beside the API under test. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { loadConfig } from '#start/config.ts';
import { environmentWith } from '#start/logins.ts';
import { publishPlaybooks } from '#start/playbooks.ts';
import { startService } from '#start/processes.ts';

/** `settings`: further variables of its environment. */
export async function startWorker(settings: Readonly<Record<string, string>> = {}): Promise<{ logged(): string; kill(): Promise<void>; isBack(): Promise<unknown>; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-worker-'));
  const config = loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'], THROUGHLINE_DATA: dataDir });
  const env = { ...environmentWith(config, { temporalAddress: inject('temporalAddress') }, inject('workerUrl')), ...settings };
  await publishPlaybooks(inject('databaseUrl'));
  const worker = await startService({ name: 'worker', entry: 'activities/worker.ts', env, dataDir, log: () => undefined });
  return {
    logged: () => readFileSync(join(dataDir, 'logs/worker.log'), 'utf8'),
    /** As a crash would; it comes up again by itself. */
    kill: () => worker.kill(),
    isBack: () => worker.ready(),
    stop: async () => {
      await worker.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
