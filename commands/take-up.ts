/** `npm run take-up`: gives an engine that was emptied, replaced or restored every open process of the record again. */
import { loadConfig } from '#start/config.ts';
import { orPlainly } from '#start/plainly.ts';
import { ensureSentinel, sweep, takeUpAll } from '../activities/sweep.ts';
import { openRunning } from './verify/opened.ts';

const usage = `npm run take-up
    Takes up every open process from the ledger: starts a workflow for each that has none, makes the sentinel's schedule if it is gone, and
    ticks clocks that are overdue. Those that run are left alone, so it may be run at any time. A worker must be running to carry them on.
    The worker does this by itself at its start and when it finds an emptied engine; this is for whoever restores one by hand.

Works on the system that runs in the data folder (THROUGHLINE_DATA), or on DATABASE_URL and TEMPORAL_ADDRESS.
The last line is the figure. Afterwards: npm run verify -- timers`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const failed = (what: string, error: unknown): void => say(`${what} did not answer: ${error instanceof Error ? error.name : 'unknown'}`);

async function main(): Promise<void> {
  if (process.argv.slice(2).length > 0) return say(usage);
  const opened = await openRunning(loadConfig(process.env));
  try {
    const isNew = await ensureSentinel(opened.temporal);
    const open = await takeUpAll(opened.pool, opened.temporal, failed);
    const healed = await sweep(opened.pool, opened.temporal, failed);
    say(`${open} open processes taken up, ${healed} overdue clocks ticked, the engine ${isNew ? 'was new' : 'knew us'}`);
  } finally {
    await opened.close();
  }
}

await orPlainly(main);
