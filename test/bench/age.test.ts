/** A case that grows old: what its state costs, counted in bytes, which do not shake as time does; and that the stored state with what has happened since is the case. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import pg from 'pg';
import { openDatabase, type Database } from '#prisma/client.ts';
import { lifeOf, type Cost } from '../../bench/age/life.ts';
import { agedFrom, teamPlaybook } from '../../bench/age/age.ts';
import { stateFrom, type StoredState } from '../../activities/fold.ts';
import { recorder } from '../../activities/record.ts';
import { auditLedger } from '../../commands/verify/ledger.ts';
import { readStored } from '../../commands/verify/stored.ts';
import { newDatabase } from '../support/recording.ts';

const shape = { victims: 14, suspects: 2, agencies: 12, years: 1, commands: 50 };
const costs: Cost[] = [];
const faults: unknown[] = [];
let place: Awaited<ReturnType<typeof newDatabase>>;
let owner: pg.Client;
let database: Database;
let ledger = '';

beforeAll(async () => {
  place = await newDatabase();
  owner = new pg.Client({ connectionString: place.url });
  await owner.connect();
  database = openDatabase(place.url, 'throughline_worker', 2);
});
// The life has a hook of its own, and so its own time.
beforeAll(async () => {
  const records = recorder(database.pool, (_fault, error) => faults.push(error));
  for await (const cost of lifeOf({ owner, records, playbook: await teamPlaybook(owner) }, shape, '2027-01-04T15:00:00.000Z')) costs.push(cost);
  ledger = (await owner.query<{ id: string }>('select id from ledger')).rows[0]?.id ?? '';
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await place.close();
});

it('is worked on, by people and by clocks', () => {
  expect(faults).toEqual([]);
  const { refused, clocks } = agedFrom(costs, shape);
  expect(costs).toHaveLength(shape.commands);
  expect(refused).toBeLessThan(shape.commands / 4);
  expect(clocks).toBeGreaterThan(5);
});

it('does not write its state with each command once that is large', async () => {
  const { rows } = await owner.query<{ state_seq: number | null; seq: number; bytes: number }>('select state_seq, seq, octet_length(state) as bytes from ledger');
  expect(rows[0]?.bytes).toBeGreaterThan(131_072);
  const last = costs.slice(-30);
  expect(last.filter(({ stateBytes }) => stateBytes > 0).length).toBeLessThan(10);
  expect(last.reduce((sum, { stateBytes }) => sum + stateBytes, 0) / last.length).toBeLessThan(3 * 8_192);
});

it('is the same read from what is stored, with what has happened since, as folded whole', async () => {
  const { rows } = await owner.query<StoredState>('select state, domain_version, state_seq from ledger');
  const [stored] = rows;
  if (stored === undefined) throw new Error('there is no ledger');
  expect(await stateFrom(owner, ledger, stored)).toEqual(await stateFrom(owner, ledger, { ...stored, domain_version: 0 }));
});

it('is found whole, each of its decisions made again on the state before it', async () => {
  expect(auditLedger(await readStored(owner, ledger))).toEqual([]);
});
