/** `npm run bench -- command|age [--json]`: what a command costs here, beside the plain engine, and as its case grows old. */
import { parseArgs } from 'node:util';
import { orPlainly } from '#start/plainly.ts';
import { PlainError } from '#start/plain-error.ts';
import { longLife, measureAge, ratioMost } from '../bench/age/age.ts';
import { broken, measureCommand } from '../bench/command.ts';
import { openLedgerRoom, openMachineRoom } from '../bench/machine-room.ts';
import { tableOf } from '../bench/table.ts';

const usage = `Usage: npm run bench -- command [--json] [--clients 20] [--rounds 8] [--seconds 2.5]
       npm run bench -- age [--json]

age: one case of the playbook us-acteam with ${longLife.suspects} suspects, ${longLife.victims} victims and ${longLife.agencies} agencies takes ${longLife.commands} commands over ${longLife.years} virtual years, recorded one after the other
by the real rules on a real PostgreSQL; HTTP and the engine, whose cost does not know the case, are left out. A third of the commands are clocks that
are due. ratio is the median of its last 500 commands by that of its first 500, launch and joining among them; ratio_joined by the first 500 after all
had joined. Refused commands are counted and left out. Exit code 1: ratio is above ${ratioMost}. It takes some minutes.

command: measures side by side, on the same Temporal and the same PostgreSQL, turn by turn:
  plain        a workflow whose update runs one activity that inserts one row: what the engine costs by itself
  plain local  the same with a local activity
  full path    POST over HTTP to our API: token, policy, Idempotency-Key, keeper, rules, ledger, read models, answer

Peak rates come from a closed loop of --clients callers, --rounds turns of --seconds seconds for each side. Latencies come
from an open loop at half of the plain engine's peak and count from the moment an arrival was due. It takes under three minutes
and should have the machine to itself. DATABASE_URL and TEMPORAL_ADDRESS name servers to use; without them its own are started
in a folder that is removed afterwards. Do not point it at servers that hold real cases: it leaves hundreds of cases behind.

  --json   the last line of standard output is one JSON object: ratio (full path / plain, peak commands a second), ratio_local,
           ratio_rounds, rate, rate_rounds, open_loop_rate, p50_ms, p99_ms, events_per_command, events, launch, clients, keepers,
           seconds, machine
Exit code 1: the ratio is below 0.6, or a command leaves more than 12 events in a history (14 if it sets the timer anew).`;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
        clients: { type: 'string', default: '20' }, rounds: { type: 'string', default: '8' }, seconds: { type: 'string', default: '2.5' },
      },
    });
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error), [usage]);
  }
}

function positive(name: string, text: string, most: number): number {
  const value = Number(text);
  if (value > 0 && value <= most) return value;
  throw new PlainError(`--${name} is ${text}. Accepted: more than 0, at most ${most}.`, [usage]);
}

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

async function age(isJson: boolean): Promise<void> {
  const room = await openLedgerRoom(progress);
  try {
    const aged = await measureAge(room.databaseUrl, longLife, progress);
    if (!(aged.ratio <= ratioMost)) {
      progress(`BROKEN: the last commands cost ${aged.ratio} times what the first did; at most ${ratioMost}`);
      process.exitCode = 1;
    }
    process.stdout.write(`${isJson ? JSON.stringify(aged) : `${aged.first_ms} ms at first, ${aged.joined_ms} ms once all had joined, ${aged.last_ms} ms at last: ${aged.ratio}`}\n`);
  } finally {
    await room.close();
  }
}

async function main(): Promise<void> {
  const { positionals, values } = readArguments();
  if (values.help) return void process.stdout.write(`${usage}\n`);
  if (positionals.length === 1 && positionals[0] === 'age') return age(values.json);
  if (positionals.length !== 1 || positionals[0] !== 'command') throw new PlainError(`There is no measurement called ${positionals.join(' ') || '(nothing)'}.`, [usage]);
  const settings = { clients: Math.ceil(positive('clients', values.clients, 200)), rounds: Math.ceil(positive('rounds', values.rounds, 100)), seconds: positive('seconds', values.seconds, 600) };
  // Broken off: what was started ends with this process, and its folder goes the next time the system cleans up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  progress('starting PostgreSQL, Temporal, the workers and the API');
  const room = await openMachineRoom(progress);
  try {
    const measured = await measureCommand(room, settings, progress);
    for (const what of broken(measured)) {
      progress(`BROKEN: ${what}`);
      process.exitCode = 1;
    }
    process.stdout.write(`${values.json ? JSON.stringify(measured) : tableOf(measured)}\n`);
  } finally {
    progress('stopping');
    await room.close();
  }
}

await orPlainly(main);
