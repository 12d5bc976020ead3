/** A whole system of real processes in a folder of its own, made to be killed: PostgreSQL, Temporal, worker, API. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, type Config } from '#start/config.ts';
import { loadDirectory } from '#start/directory.ts';
import { startEngine, type Engine } from '#start/engine.ts';
import { ensureVaultKey, localIssuer } from '#start/keys.ts';
import { environmentWith, loginsOf, type Logins } from '#start/logins.ts';
import { migrate } from '#start/migrate.ts';
import { publishPlaybooks } from '#start/playbooks.ts';
import { freePort } from '#start/ports.ts';
import { startService, type Service } from '#start/processes.ts';
import { plants } from './plants.ts';

export const parts = ['worker', 'api', 'temporal', 'postgres'] as const;
export type Part = (typeof parts)[number];
type Process = 'worker' | 'api';

/** Not at the first pass, which is nearly always a clock's that has been waiting: at any of the commands after it. */
const chance = 0.2;

const playbooks = fileURLToPath(new URL('./playbooks/', import.meta.url));

export interface System {
  readonly config: Config;
  readonly url: string;
  readonly dataDir: string;
  /** SIGKILL; resolves when the last process of the part is gone. */
  kill(part: Part): Promise<void>;
  restart(part: Part): Promise<void>;
  /** Stops a process in order, starts it with that fault point armed (start/fault-points.ts), and resolves when it has killed itself there. It stays down. */
  fallAt(part: Process, point: string, seed: number): Promise<void>;
  /** Every fall that nobody asked for, a line each. */
  falls(): readonly string[];
  /** Every fault of ours that the worker and the API noted in their logs, a line each. */
  bugs(): readonly string[];
  /** Keeps a copy of the engine's data as it is now. The engine must be down. */
  copyEngine(): void;
  /** Puts that copy back in place of the engine's data, or nothing at all. The engine must be down. */
  replaceEngine(by: 'copy' | 'nothing'): void;
  token(person: string): Promise<string>;
  /** `keep` leaves the folder, for whoever looks into what went wrong. */
  stop(keep: boolean): Promise<void>;
}

const entries = { worker: 'activities/worker.ts', api: 'api/server.ts' } as const;

class Processes {
  readonly #envOf: (name: Process) => Readonly<Record<string, string>>;
  readonly #dataDir: string;
  readonly #plant: string | undefined;
  readonly #running = new Map<Process, Service>();
  readonly #down = new Map<Process, () => void>();
  readonly #falls: string[] = [];

  constructor(config: Config, engine: Engine, logins: Logins, plant: string | undefined) {
    this.#envOf = (name) => ({ ...environmentWith(config, engine, logins[name]), LOG_LEVEL: 'warn', ...(plant !== undefined && { PLANT: plant }) });
    this.#dataDir = config.dataDir;
    this.#plant = plant;
  }

  async start(name: Process, faults = ''): Promise<void> {
    const isPlanted = this.#plant !== undefined && plants[this.#plant]?.process === name;
    const log = (line: string): void => { if (line.includes('ended unexpectedly')) this.#fell(name, line); };
    const spec = { name, entry: isPlanted ? 'commands/campaign/planted.ts' : entries[name], env: { ...this.#envOf(name), THROUGHLINE_FAULTS: faults }, dataDir: this.#dataDir, log };
    this.#running.set(name, await startService(spec));
  }

  falls(): readonly string[] {
    return this.#falls;
  }

  #fell(name: Process, line: string): void {
    const expected = this.#down.get(name);
    if (expected === undefined) this.#falls.push(line);
    else expected();
  }

  async fallAt(name: Process, point: string, seed: number): Promise<void> {
    await this.#running.get(name)?.stop();
    const fallen = new Promise<void>((resolve) => this.#down.set(name, resolve));
    // It may meet the point before it has said that it is ready; then its start fails, and that is the fall.
    await this.start(name, `${point}=${chance};seed=${seed}`).then(() => fallen, () => undefined);
    await this.#running.get(name)?.stop();
    this.#down.delete(name);
  }

  /** Killed and kept down: the campaign brings it up again itself, so that no pause of the supervisor is measured. */
  async kill(name: Process): Promise<void> {
    this.#down.set(name, () => undefined);
    const service = this.#running.get(name);
    await service?.kill();
    await service?.stop();
    this.#down.delete(name);
  }

  async stop(): Promise<void> {
    for (const name of ['api', 'worker'] as const) await this.#running.get(name)?.stop();
  }
}

/** Starts everything in a new temporary folder, with the playbook of minutes and the fictional directory. */
export async function startSystem(plant?: string, mail?: Config['mail']): Promise<System> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-campaign-'));
  const base: Config = { ...loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] }), mail, dataDir, keyFile: join(dataDir, 'keys/vault.key'), port: await freePort() };
  const engine: Engine = await startEngine({ config: base, dataDir, log: () => undefined });
  const config: Config = { ...base, databaseUrl: engine.databaseUrl, temporalAddress: engine.temporalAddress };
  await migrate(engine.databaseUrl);
  await ensureVaultKey(config, engine.databaseUrl);
  await loadDirectory(engine.databaseUrl, config.directoryFile);
  await publishPlaybooks(engine.databaseUrl, playbooks);
  const issuer = await localIssuer(dataDir);
  const processes = new Processes(config, engine, await loginsOf(base, engine, () => undefined), plant);
  await processes.start('worker');
  await processes.start('api');
  const file = join(dataDir, 'temporal/temporal.db');
  const copied = ['', '-wal', '-shm'];
  return {
    config, dataDir, url: `http://127.0.0.1:${config.port}`,
    kill: (part) => (part === 'worker' || part === 'api' ? processes.kill(part) : engine.kill(part)),
    restart: (part) => (part === 'worker' || part === 'api' ? processes.start(part) : engine.restart(part)),
    fallAt: (part, point, seed) => processes.fallAt(part, point, seed),
    falls: () => processes.falls(),
    bugs: () => {
      const logOf = (name: string): string => readFileSync(join(dataDir, `logs/${name}.log`), 'utf8');
      return [...bugsIn(logOf('worker')), ...refusedIn(logOf('postgres')), ...faultsIn(logOf('api'))];
    },
    copyEngine: () => copied.forEach((end) => copyIfThere(`${file}${end}`, `${file}.copy${end}`)),
    replaceEngine: (by) => {
      copied.forEach((end) => rmSync(`${file}${end}`, { force: true }));
      if (by === 'copy') copied.forEach((end) => copyIfThere(`${file}.copy${end}`, `${file}${end}`));
    },
    token: (person) => issuer.sign({ sub: person }),
    stop: async (keep) => {
      await processes.stop();
      await engine.stop();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A rule that failed, by the worker's log; an outage that was retried is noted there too, and is no fault. */
function bugsIn(log: string): readonly string[] {
  return [...new Set([...log.matchAll(/"what":"([^"]+)","error":"Fault"/g)].map(([, command]) => `the worker met a bug in a rule at ${command ?? ''}`))];
}

/** A statement that the database refused: a constraint was broken, or the statement was wrong. Waits that were cut short are no fault. */
function refusedIn(log: string): readonly string[] {
  const lines = log.split('\n').filter((line) => line.includes('ERROR:') && !/canceling statement|terminating connection/.test(line));
  return [...new Set(lines.map((line) => `the database refused a statement: ${line.slice(line.indexOf('ERROR:'))}`))];
}

/** What the API could not explain, with the place where it broke. */
function faultsIn(log: string): readonly string[] {
  const lines = log.split('\n').filter((line) => line.includes('"msg":"fault"'));
  return lines.map((line) => { const { error, frames = [] } = JSON.parse(line) as { error?: string; frames?: readonly string[] }; return `the API met ${error ?? 'a fault'}: ${frames.slice(0, 4).join(' < ')}`; });
}

function copyIfThere(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
