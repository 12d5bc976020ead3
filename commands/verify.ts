/** `npm run verify -- ledger|readmodels|timers|access`: shows, on the running system, that nothing is lost. */
import { parseArgs } from 'node:util';
import { loadConfig, type Config } from '#start/config.ts';
import { PlainError } from '#start/plain-error.ts';
import { orPlainly } from '#start/plainly.ts';
import { takeUpAll } from '../activities/sweep.ts';
import { auditAccess } from './verify/access.ts';
import { readCheckpoint, sinceCheckpoint, writeCheckpoint } from './verify/checkpoint.ts';
import { auditLedger } from './verify/ledger.ts';
import { openRunning, type Opened } from './verify/opened.ts';
import { auditReadModels, rebuild } from './verify/read-models.ts';
import { atOneInstant, ledgerIds, readStored } from './verify/stored.ts';
import { auditTimers } from './verify/timers.ts';

const usage = `npm run verify -- ledger [--checkpoint FILE]
    For every ledger: its events are numbered without gaps, each is the text that was hashed, in canonical form, chained from the first to the
    head; the stored state is the fold of the events; and every stored command, decided again by today's rules, gives the same events and answer.
    --checkpoint FILE  also compares with the signed heads that an earlier run wrote to FILE, then writes today's. Keep FILE, and
                       keys/checkpoint.pem of the data folder, somewhere else.
npm run verify -- readmodels [--rebuild]
    The tables people read from hold what the ledger says, row by row.
    --rebuild          makes rows that differ again, ledger by ledger, each under its lock.
npm run verify -- timers [--take-up]
    Every open process has a running workflow, every open clock a timer that rings in time, and no clock is overdue by more than a minute.
    --take-up          starts what is missing (also: npm run take-up).
npm run verify -- access
    Every row of the access log is the one that was sealed, in its place, and none waits for its seal longer than ten minutes. Its last seal stands
    in the signed checkpoint too (ledger --checkpoint): an end that was cut off together with its seals shows there.

Works on the system that runs in the data folder (THROUGHLINE_DATA), or on DATABASE_URL and TEMPORAL_ADDRESS, while it runs.
Every flaw is a line; the last line is the figure. Exit code 1 when a promise is broken.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Says each flaw and the figure; answers whether all is well. */
function conclude(flaws: readonly string[], figure: string): boolean {
  for (const flaw of flaws) say(flaw);
  say(`${figure}: ${flaws.length === 0 ? 'nothing is wrong' : `${flaws.length} wrong`}`);
  return flaws.length === 0;
}

async function ledger({ pool }: Opened, config: Config, file: string | undefined): Promise<boolean> {
  const earlier = file === undefined ? undefined : readCheckpoint(file, config.dataDir);
  const flaws: string[] = [];
  const count = { ledgers: 0, events: 0, commands: 0 };
  for (const id of await ledgerIds(pool)) {
    const stored = await atOneInstant(pool, (client) => readStored(client, id));
    flaws.push(...auditLedger(stored));
    count.ledgers += 1;
    count.events += stored.events.length;
    count.commands += stored.commands.length;
  }
  if (earlier !== undefined) flaws.push(...(await sinceCheckpoint(pool, earlier)));
  if (file !== undefined && flaws.length === 0) say(`${await writeCheckpoint(pool, file, config.dataDir)} heads signed in ${file}${earlier === undefined ? '' : `; those of ${earlier.madeAt} are all still there`}`);
  return conclude(flaws, `ledger: ${count.ledgers} ledgers, ${count.events} events chained, ${count.commands} answers decided again`);
}

async function readModels({ pool }: Opened, isRebuild: boolean): Promise<boolean> {
  const flaws: string[] = [];
  const ids = await ledgerIds(pool);
  for (const id of ids) {
    const wrong = await (isRebuild ? rebuild(pool, id) : atOneInstant(pool, (client) => auditReadModels(client, id)));
    flaws.push(...wrong.map(({ table, key, what }) => `${id}: ${table} ${key} ${what}`));
  }
  if (!isRebuild) return conclude(flaws, `readmodels: ${ids.length} ledgers folded`);
  for (const flaw of flaws) say(flaw);
  say(`readmodels: ${ids.length} ledgers folded, ${flaws.length} rows made again`);
  return true;
}

async function timers({ pool, temporal }: Opened, isTakeUp: boolean): Promise<boolean> {
  if (isTakeUp) say(`${await takeUpAll(pool, temporal, (what, error) => say(`${what} did not answer: ${error instanceof Error ? error.name : 'unknown'}`))} open processes taken up`);
  const { keepers, clocks, broken } = await auditTimers(pool, temporal);
  return conclude(broken, `timers: ${keepers} open processes, ${clocks} open clocks`);
}

async function access({ pool }: Opened): Promise<boolean> {
  const { seals, rows, waiting, broken } = await auditAccess(pool);
  return conclude(broken, `access: ${rows} rows under ${seals} seals, ${waiting} not sealed yet`);
}

const options = {
  help: { type: 'boolean', short: 'h', default: false }, checkpoint: { type: 'string' },
  rebuild: { type: 'boolean', default: false }, 'take-up': { type: 'boolean', default: false },
} as const;
/** What there is to verify, with the one option it may take. */
const optionOf: Readonly<Record<string, string>> = { ledger: 'checkpoint', readmodels: 'rebuild', timers: 'take-up', access: '' };

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error), [usage]);
  }
}

async function main(): Promise<void> {
  const { positionals: [what = '', ...more], values } = readArguments();
  if (values.help) return say(usage);
  if (optionOf[what] === undefined || more.length > 0) throw new PlainError('Say what to verify: ledger, readmodels, timers or access.', [usage]);
  const other = Object.values(optionOf).find((name) => name !== optionOf[what] && Boolean(values[name as keyof typeof values]));
  if (other !== undefined) throw new PlainError(`--${other} does not belong to ${what}.`, [usage]);
  const config = loadConfig(process.env);
  const opened = await openRunning(config);
  try {
    const parts = {
      ledger: () => ledger(opened, config, values.checkpoint), readmodels: () => readModels(opened, values.rebuild), timers: () => timers(opened, values['take-up']), access: () => access(opened),
    };
    const isWell = await parts[what as keyof typeof parts]();
    process.exitCode = isWell ? 0 : 1;
  } finally {
    await opened.close();
  }
}

await orPlainly(main);
