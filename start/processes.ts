/** The worker and the API as processes of their own: started, watched, started again when they fall, stopped in order. */
import { createWriteStream, readFileSync, type WriteStream } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Child, openLog, startChild } from './child.ts';
import { PlainError, diskFull } from './plain-error.ts';

const readyWithinMs = 60_000;
const stopWithinMs = 20_000;
const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** A process that lived this long falls as if for the first time: the pauses begin anew. */
const healthyAfterMs = 30_000;
const pinoWarn = 40;

/** The line by which a process says that it serves. What else stands in it is for whoever started it (the API names its port). */
const readySchema = z.looseObject({ ready: z.literal(true) });
export type Ready = z.infer<typeof readySchema>;
const noteSchema = z.looseObject({ level: z.number(), msg: z.string().default('') });

export interface ServiceSpec {
  /** Names its log and its pid file: unique within the data folder. */
  readonly name: string;
  /** Path from the repository's root, such as `api/server.ts`. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** Takes what a person should see: warnings, falls and returns. */
  readonly log: (line: string) => void;
}

export interface Service {
  readonly name: string;
  pid(): number;
  /** What it said when it last became ready; while it is down, waits until it is up again. */
  ready(): Promise<Ready>;
  /** SIGKILL, as a crash would be. It is started again by itself. */
  kill(): Promise<void>;
  /** SIGTERM, and time to finish what is in flight. It stays down. */
  stop(): Promise<void>;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // not ours, yet kept in the log
  }
}

/** Copies standard output into the log, shows warnings, and waits for the ready line. */
function listen(child: Child, spec: ServiceSpec, out: WriteStream): Promise<Ready | undefined> {
  const { stdout } = child.process;
  if (stdout === null) throw new Error('startChild was asked for a pipe');
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      out.write(`${line}\n`);
      const read = parseLine(line);
      const ready = readySchema.safeParse(read);
      if (ready.success) return resolve(ready.data);
      const note = noteSchema.safeParse(read);
      if (note.success && note.data.level >= pinoWarn) spec.log(`[${spec.name}] ${note.data.msg}`);
    });
    void child.exited.then(() => resolve(undefined));
    void delay(readyWithinMs, undefined, { ref: false }).then(() => resolve(undefined));
  });
}

const root = fileURLToPath(new URL('..', import.meta.url));
const logOf = (spec: ServiceSpec) => join(spec.dataDir, `logs/${spec.name}.log`);
const pidFileOf = (spec: ServiceSpec) => join(spec.dataDir, `run/${spec.name}.pid`);

function spawnEntry(spec: ServiceSpec): Promise<Child> {
  return startChild({
    command: process.execPath,
    args: [resolvePath(root, spec.entry)],
    env: { ...process.env, ...spec.env },
    output: { file: logOf(spec), pipe: true },
    pidFile: pidFileOf(spec),
  });
}

function explain(spec: ServiceSpec, from: number): PlainError {
  const said = readFileSync(logOf(spec)).subarray(from).toString('utf8').trim();
  if (/EADDRINUSE/.test(said)) return new PlainError(`The port of the ${spec.name} was taken by another program just now.`, ['Choose another one: `PORT=8081 npm start`.']);
  return diskFull(said, spec.dataDir) ?? new PlainError(`The ${spec.name} did not start. It says:\n${said.split('\n').slice(-8).join('\n')}`, [`All it said is in ${logOf(spec)}.`]);
}

async function firstStart(spec: ServiceSpec, out: WriteStream): Promise<{ child: Child; said: Ready }> {
  const from = readFileSync(logOf(spec)).length;
  const child = await spawnEntry(spec);
  const said = await listen(child, spec, out);
  if (said !== undefined) return { child, said };
  await child.kill();
  throw explain(spec, from);
}

/**
 * Starts one process and looks after it.
 * @throws PlainError when its first start fails; later falls are repaired, with pauses that grow to ten seconds.
 */
export async function startService(spec: ServiceSpec): Promise<Service> {
  const out = createWriteStream('', { fd: openLog(logOf(spec)) });
  const first = await firstStart(spec, out);
  let { child } = first;
  let ready = Promise.resolve(first.said);
  let upSince = performance.now();
  let pauseMs = firstPauseMs;
  let stopping = false;
  const comeBack = async (): Promise<Ready> => {
    if (performance.now() - upSince > healthyAfterMs) pauseMs = firstPauseMs;
    for (;;) {
      await delay(pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (stopping) return first.said;
      child = await spawnEntry(spec);
      const said = stopping ? undefined : await listen(child, spec, out);
      if (said !== undefined) {
        spec.log(`[${spec.name}] is up again`);
        watchOver();
        return said;
      }
      await child.kill();
      if (!stopping) spec.log(`[${spec.name}] does not come up; trying again (${logOf(spec)})`);
    }
  };
  const watchOver = (): void => {
    upSince = performance.now();
    void child.exited.then(({ code, signal }) => {
      if (stopping) return;
      spec.log(`[${spec.name}] ended unexpectedly (${signal ?? `exit code ${code}`}); starting it again`);
      ready = comeBack();
    });
  };
  watchOver();
  return {
    name: spec.name,
    pid: () => child.pid,
    ready: () => ready,
    kill: () => child.kill(),
    stop: async () => {
      stopping = true;
      if (!(await child.stop('SIGTERM', stopWithinMs))) spec.log(`[${spec.name}] did not end within ${stopWithinMs / 1000} s and was killed`);
      await ready; // a return that was under way has seen `stopping` and ended
      out.end();
    },
  };
}
