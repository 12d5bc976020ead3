/** One child process in a process group of its own, with all that comes from it: Ctrl-C on the terminal reaches only us, and we end the rest in order. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessRow, familyOf, startOf } from './process-table.ts';

const lookEveryMs = 10;
const logMaxBytes = 20_000_000;

export interface ChildSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
  /** A file that takes all output, or 'pipe' to read standard output through `process`. Errors go to the file in both cases. */
  readonly output: { readonly file: string; readonly pipe?: true };
  /** Where to note the pid, so that the next start finds what a killed one left behind. */
  readonly pidFile: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly exited: Promise<Exit>;
  running(): boolean;
  /** Sends the signal and waits for the end; after `patienceMs` the whole family is killed. Says whether it ended by itself. */
  stop(signal: NodeJS.Signals, patienceMs: number): Promise<boolean>;
  /** SIGKILL to the group and to every descendant (PostgreSQL's children lead groups of their own); waits until all are gone. */
  kill(): Promise<void>;
}

/** Opens a log file for appending; one that has grown large starts anew and keeps its predecessor once. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > logMaxBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

const living = (rows: readonly ProcessRow[]) => rows.filter((row) => startOf(row.pid) === row.started);

function killPid(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function killFamily(pid: number): Promise<void> {
  let family = familyOf(pid);
  if (process.platform !== 'win32' && family.length > 0) killPid(-pid);
  else if (process.platform === 'win32') killPid(pid);
  while ((family = living(family)).length > 0) {
    for (const row of family) killPid(row.pid);
    await delay(lookEveryMs);
  }
}

function noted(pidFile: string): number | undefined {
  const [pid, started] = readFileSync(pidFile, 'utf8').split(' ');
  return started !== undefined && startOf(Number(pid)) === started ? Number(pid) : undefined;
}

const pidFilesOf = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pid')).map((name) => join(folder, name)) : []);

/** Whether processes noted in the folder still run: those of a running instance, or those a killed one left behind. */
export const hasNoted = (folder: string): boolean => pidFilesOf(folder).some((file) => noted(file) !== undefined);

/** Ends what a killed run left behind, if the noted processes are still the same. Whoever calls this holds the data folder. */
export async function endNoted(folder: string): Promise<void> {
  for (const file of pidFilesOf(folder)) {
    const pid = noted(file);
    if (pid !== undefined) await killFamily(pid);
    rmSync(file, { force: true });
  }
}

const started = new Set<Child>();

/** Kills every child still running, for an end in the middle of a start. Committed work survives that as it survives a power cut. */
export async function killAll(): Promise<void> {
  await Promise.all([...started].map((child) => child.kill()));
}

// However this process ends, no server outlives it. Only a signal that cannot be caught gets past here; endNoted sees to that one.
process.on('exit', () => {
  for (const child of started) killPid(process.platform === 'win32' ? child.pid : -child.pid);
});

/** Starts the child. An error of starting (no such file, no right) is thrown. */
export async function startChild(spec: ChildSpec): Promise<Child> {
  const log = openLog(spec.output.file);
  const stdio: StdioOptions = ['ignore', spec.output.pipe === true ? 'pipe' : log, log];
  const { command, args, env, uid, gid } = spec;
  const child = spawn(command, args, {
    stdio,
    detached: process.platform !== 'win32',
    ...(env === undefined ? {} : { env }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  closeSync(log);
  const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const pid = child.pid ?? 0;
  mkdirSync(dirname(spec.pidFile), { recursive: true });
  writeFileSync(spec.pidFile, `${pid} ${startOf(pid) ?? ''}`);
  const running = () => child.exitCode === null && child.signalCode === null;
  const kill = async () => {
    await killFamily(pid);
    await exited;
    rmSync(spec.pidFile, { force: true });
  };
  const stop = async (signal: NodeJS.Signals, patienceMs: number) => {
    if (running()) child.kill(signal);
    const timer = new AbortController();
    const late = delay(patienceMs, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
    const ended = (await Promise.race([exited, late])) !== 'late';
    timer.abort();
    await kill();
    return ended;
  };
  const made: Child = { pid, process: child, exited, running, stop, kill };
  started.add(made);
  void exited.then(() => started.delete(made));
  return made;
}
