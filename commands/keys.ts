/** `npm run keys -- rotate|status`: the keys that wrap every key of the vault. */
import pg from 'pg';
import { readAddresses } from '#start/addresses.ts';
import { loadConfig } from '#start/config.ts';
import { openKeks } from '#start/keks/open.ts';
import { PlainError } from '#start/plain-error.ts';
import { orPlainly } from '#start/plainly.ts';
import { rotate, statusOf } from './keys/rotate.ts';

const usage = `npm run keys -- status
    Which key-encryption keys there are, how many keys of the vault each wraps, and how many of those were destroyed since the newest was made.
npm run keys -- rotate [--after-erasure]
    Makes a new key-encryption key, wraps every key of the vault under it, in batches and while requests go on, and then destroys the old ones. Broken off, it is
    taken up by the next run. It may be run at any time, and should be after every erasure: backups from before hold the erased keys wrapped, and only
    when the old key-encryption key is gone does nothing open them. A copy of the old key file would: keep none.
    --after-erasure    do nothing unless keys were destroyed since the newest key-encryption key was made; for a daily run

Keys lie in KEY_FILE, or in the module that KEY_MODULE names. With both, the keys of the file move into the module at the next rotation.
Works on the system that runs in the data folder (THROUGHLINE_DATA), or on DATABASE_URL, as the owner. The last line is the figure.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const [what, ...more] = process.argv.slice(2);
  if (what === '--help' || what === '-h') return say(usage);
  const isAfter = more.length === 1 && more[0] === '--after-erasure';
  if ((what !== 'status' && what !== 'rotate') || (more.length > 0 && !(what === 'rotate' && isAfter))) throw new PlainError('Say what to do: rotate or status.', [usage]);
  const config = loadConfig(process.env);
  const url = config.databaseUrl ?? readAddresses(config.dataDir)?.databaseUrl;
  if (url === undefined) throw new PlainError(`Nothing runs in the data folder ${config.dataDir}.`, ['Start it with `npm start`, set THROUGHLINE_DATA to the folder it runs in, or name DATABASE_URL.']);
  const keks = await openKeks(config);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { wraps, erasedSince } = await statusOf(client, keks);
    if (what === 'status') {
      for (const { kid, keys, isHere } of wraps) say(`${kid}: wraps ${keys} keys${isHere ? '' : ', and is not here'}`);
      say(`keys: ${wraps.length} key-encryption keys, ${wraps.reduce((sum, { keys }) => sum + keys, 0)} keys wrapped, ${erasedSince} destroyed since the newest was made`);
      process.exitCode = wraps.every(({ keys, isHere }) => isHere || keys === 0) ? 0 : 1;
    } else if (isAfter && erasedSince === 0) say('keys: nothing was erased since the newest key-encryption key was made');
    else {
      const { kid, rewrapped, destroyed } = await rotate(client, keks);
      say(`keys: ${rewrapped} keys wrapped anew under ${kid}, ${destroyed.length} old key-encryption keys destroyed`);
    }
  } finally {
    await client.end();
  }
}

await orPlainly(main);
