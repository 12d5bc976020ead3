/** `npm start`: everything on one machine, and a first screenful that says what runs where and how to sign in. */
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { hasNoted, killAll } from './child.ts';
import { type Config, describeConfig, loadConfig, originOf } from './config.ts';
import { type Directory, loadDirectory } from './directory.ts';
import { type Engine, startEngine } from './engine.ts';
import { ensureVaultKey, localIssuer } from './keys.ts';
import { environmentWith, loginsOf } from './logins.ts';
import { migrate } from './migrate.ts';
import { PlainError } from './plain-error.ts';
import { orPlainly, plainly } from './plainly.ts';
import { publishPlaybooks } from './playbooks.ts';
import { requirePort } from './ports.ts';
import { type Service, startService } from './processes.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Running {
  readonly engine: Engine;
  readonly directory: Directory;
  /** In the order in which they stop: the API first, so that nothing new comes in. */
  readonly services: readonly Service[];
}

async function bringUp(config: Config): Promise<Running> {
  // Asked early, so that nobody waits for a download first; unless it may be our own API, left behind by a start that was killed.
  if (!hasNoted(join(config.dataDir, 'run'))) await requirePort(config.host, config.port);
  say('Starting PostgreSQL and Temporal ...');
  const engine = await startEngine({ config, dataDir: config.dataDir, log: say });
  const started: Service[] = [];
  try {
    await requirePort(config.host, config.port);
    for (const name of await migrate(engine.databaseUrl)) say(`Applied the migration ${name}`);
    await ensureVaultKey(config, engine.databaseUrl);
    await localIssuer(config.dataDir);
    const directory = await loadDirectory(engine.databaseUrl, config.directoryFile);
    await publishPlaybooks(engine.databaseUrl);
    const logins = await loginsOf(config, engine, say);
    say('Starting the worker and the API ...');
    for (const [name, entry] of [['worker', 'activities/worker.ts'], ['api', 'api/server.ts']] as const)
      started.unshift(await startService({ name, entry, env: environmentWith(config, engine, logins[name]), dataDir: config.dataDir, log: say }));
    return { engine, directory, services: started };
  } catch (error) {
    for (const service of started) await service.stop();
    await engine.stop();
    throw error;
  }
}

function signIn(config: Config, directory: Directory, url: string): string[] {
  const curl = `curl -H "Authorization: Bearer $TOKEN" ${url}/inbox`;
  if (config.auth !== undefined) return [`Sign in with a token of ${config.auth.issuer}:`, '', `  ${curl}`];
  const lines = directory.agencies.map(({ id, people }) => `  ${id.padEnd(22)}${people.map((person) => person.id.slice(id.length + 1)).join(', ')}`);
  const someone = directory.agencies[0]?.people[0]?.id ?? 'AGENCY.PERSON';
  return [
    `Sign in as one of these fictional people (${relative(process.cwd(), config.directoryFile)}), each named AGENCY.PERSON:`, '', ...lines, '',
    `  TOKEN=$(npm run -s token -- ${someone})`, `  ${curl}`,
  ]; // prettier-ignore
}

/** How people come to the pages; why there are none, where nobody could sign in to them. */
function pagesLine({ signIn: by }: Config, origin: string): string {
  if (by.kind === 'provider') return `${origin}/desk (sign in at ${by.issuer})`;
  return by.kind === 'local' ? `${origin}/desk (choose who you are; no password)` : 'off: set OIDC_ISSUER, so that people can sign in';
}

function firstScreen(config: Config, { engine, directory }: Running): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${host}:${config.port}`;
  const [database, temporal] = engine.describe();
  const lines = [
    'Throughline is running.', '',
    `  Pages       ${pagesLine(config, originOf(config))}`, `  API         ${url}`, `  Reference   ${url}/reference`, `  Database    ${database}`, `  Temporal    ${temporal}`,
    `  Data        ${config.dataDir} (databases, keys, logs)`,
    `  Mail        ${config.mail === undefined ? 'none: notices are read in the inbox (docs/how-to/set-up-mail.md)' : `by ${new URL(config.mail.url).host}, from ${config.mail.from}`}`, '',
    ...signIn(config, directory, url), '',
    'Ctrl-C stops everything in order. The next start takes up every running case where it stands.',
  ]; // prettier-ignore
  return `\n${lines.join('\n')}\n`;
}

async function takeDown({ engine, services }: Running): Promise<void> {
  for (const service of services) {
    say(`Stopping the ${service.name} ...`);
    await service.stop();
  }
  say('Stopping Temporal and PostgreSQL ...');
  await engine.stop();
  say('Stopped. Nothing is lost.');
}

/** Resolves with the first signal that asks us to end. Further ones are ignored: a terminal, npm and the launcher may each send a copy. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

async function main(): Promise<void> {
  if (readArguments().help) return say(`npm start: runs Throughline on this machine. It is configured by environment variables.\n\n${describeConfig()}`);
  const config = loadConfig(process.env);
  const end = asked().then(() => 'end' as const);
  const running = await Promise.race([bringUp(config), end]);
  if (running === 'end') {
    say('\nStopped before it was up. Nothing is lost.');
    await killAll();
    process.exit(130);
  }
  say(firstScreen(config, running));
  const why = await Promise.race([end, running.engine.watch(say)]);
  // Without its database or its clocks nothing goes on: whoever watches over us is to know it.
  if (why !== 'end') process.stderr.write(`\n  ${plainly(why)}\n`);
  say('');
  await takeDown(running);
  process.exit(why === 'end' ? 0 : 1);
}

function readArguments(): { help: boolean } {
  try {
    return parseArgs({ options: { help: { type: 'boolean', short: 'h', default: false } } }).values;
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error), ['npm start takes no arguments but --help; it is configured by environment variables.']);
  }
}

// A fault of ours must not leave servers behind.
process.on('unhandledRejection', async (error) => {
  process.stderr.write(`\n  ${plainly(error)}\n`);
  await killAll();
  process.exit(1);
});

await orPlainly(main);
