/** The Temporal server of a machine without a cluster: the official development server, its data kept between runs, reachable from this machine only. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { type Child, type Exit, startChild } from './child.ts';
import { PlainError, diskFull } from './plain-error.ts';
import { PortTaken, listens, onFreePort, saysTaken } from './ports.ts';
import { type TemporalBinary, resolveTemporal } from './temporal-binary.ts';

const readyWithinMs = 60_000;
const stopWithinMs = 15_000;

export interface Temporal {
  readonly address: string;
  describe(): string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** The end of the process that runs now, or of the last one. */
  exited(): Promise<Exit>;
  restart(): Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly file: string;
  readonly log: string;
  readonly pidFile: string;
}

const placeOf = (dataDir: string): Place => ({
  folder: join(dataDir, 'temporal'),
  file: join(dataDir, 'temporal/temporal.db'),
  log: join(dataDir, 'logs/temporal.log'),
  pidFile: join(dataDir, 'run/temporal.pid'),
});

const flagsOf = (place: Place, port: number, namespace: string): string[] => [
  'server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn', '--namespace', namespace,
  '--db-filename', place.file, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL',
  // Exercises move single workflows through virtual time, without the default pause of a second at each step.
  '--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true',
  '--dynamic-config-value', 'history.timerProcessorMaxTimeShift="1ms"',
  // Its own limits of 20 looks a second, at its timers and at what is to be handed to workers, hold back whatever is next as soon as people are at work.
  '--dynamic-config-value', 'history.timerProcessorMaxPollRPS=2000',
  '--dynamic-config-value', 'history.transferProcessorMaxPollRPS=2000',
  // A worker that has just asked for an activity is handed it with the answer, instead of having to fetch it.
  '--dynamic-config-value', 'system.enableActivityEagerExecution=true',
]; // prettier-ignore

/** Whether the server there serves the namespace. */
async function serves(address: string, namespace: string): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2000 });
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch {
    return false; // not yet, or not at all: the caller has a deadline
  } finally {
    await connection?.close();
  }
}

/** Refuses in plain words when the cluster somebody else runs is not there. */
export async function requireTemporal(address: string, namespace: string): Promise<void> {
  if (await serves(address, namespace)) return;
  throw new PlainError(`No Temporal cluster with the namespace "${namespace}" answers at ${address} (TEMPORAL_ADDRESS).`, [
    'Start it, correct TEMPORAL_ADDRESS or TEMPORAL_NAMESPACE, or unset TEMPORAL_ADDRESS to have a server of our own.',
  ]);
}

function explain(place: Place, from: number): Error {
  const said = readFileSync(place.log).subarray(from).toString('utf8');
  if (saysTaken(said)) return new PortTaken('the Temporal server found its port taken');
  return (
    diskFull(said, place.folder) ??
    new PlainError(`The Temporal server does not start from ${place.folder}. It says:\n${said.trim().split('\n').at(-1)?.slice(0, 300) ?? ''}`, [
      `If its file is damaged: move ${place.folder} away and start again. Nothing is lost by that: the record is in`,
      'PostgreSQL, and every open process is taken up from there.',
      `All it said is in ${place.log}.`,
    ])
  );
}

async function launch(binary: TemporalBinary, place: Place, port: number, namespace: string): Promise<Child> {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const from = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0;
  const child = await startChild({ command: binary.file, args: flagsOf(place, port, namespace), output: { file: place.log }, pidFile: place.pidFile });
  const deadline = performance.now() + readyWithinMs;
  while (child.running() && performance.now() < deadline) {
    // Asked before anything listens, a gRPC client would wait a second before it tries again.
    if ((await listens(port)) && (await serves(`127.0.0.1:${port}`, namespace))) return child;
    await delay(50);
  }
  await child.kill();
  throw explain(place, from);
}

/**
 * Starts the server of the data folder.
 * @throws PlainError when no server program can be had, its file is damaged or the disk is full.
 */
export async function startTemporal(options: { dataDir: string; cacheDir: string; namespace: string; progress: (line: string) => void }): Promise<Temporal> {
  const place = placeOf(options.dataDir);
  const binary = await resolveTemporal(options.cacheDir, options.progress);
  const started = await onFreePort(async (at) => ({ port: at, child: await launch(binary, place, at, options.namespace) }));
  const { port } = started;
  let { child } = started;
  return {
    address: `127.0.0.1:${port}`,
    describe: () => `${binary.version.replace(/^temporal version/, 'Temporal CLI')} by ${binary.foundBy}, on 127.0.0.1:${port}, data in ${place.folder}`,
    stop: async () => void (await child.stop('SIGTERM', stopWithinMs)),
    kill: () => child.kill(),
    exited: () => child.exited,
    restart: async () => {
      if (child.running()) await child.stop('SIGTERM', stopWithinMs);
      child = await launch(binary, place, port, options.namespace);
    },
  };
}
