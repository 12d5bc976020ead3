/** Keys are rotated while people read and write: nobody is told no, everything is wrapped anew, and the old key opens nothing. */
import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysInFile } from '#start/keks/in-file.ts';
import { keysInModule } from '#start/keks/in-module.ts';
import { openDatabase, type Database } from '#prisma/client.ts';
import { writing, type Ask } from '../../api/actor.ts';
import { openVault, textOf } from '../../api/vault.ts';
import { rotate, statusOf } from '../../commands/keys/rotate.ts';
import { newDatabase } from '../support/recording.ts';
import { softHsm } from '../support/soft-hsm.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-rotation-'));
const file = join(folder, 'vault.key');
writeFileSync(file, randomBytes(32).toString('base64'));
const module = softHsm();
const keks = keysInFile(file);
/** The API's own, in a process that rotates nothing. */
const vault = openVault(keysInFile(file));
const owners = Array.from({ length: 250 }, (_, index) => `case/${index}`);
const whose = { agency: 'tn', exercise: null };
const ids: string[] = [];
let fresh: Awaited<ReturnType<typeof newDatabase>>;
let owner: pg.Client;
let database: Database;

beforeAll(async () => {
  fresh = await newDatabase();
  owner = new pg.Client({ connectionString: fresh.url });
  await owner.connect();
  await owner.query(`insert into agency (id, name, type, zone) values ('tn', 'tn', 'PROSECUTION', 'UTC')`);
  await owner.query(`insert into person (id, agency_id, roles) values ('tn.one', 'tn', '{COORDINATOR}')`);
  await owner.query(`insert into engagement (ledger_id, agency_id, roles, from_at) select id, 'tn', '{COORDINATOR}', now() from unnest($1::text[]) id`, [owners]);
  await owner.query(`insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) select id, id, id, 'x', '{}', 'tn.one', '{COORDINATOR}', '', now(), 'tn' from unnest($1::text[]) id`, [owners]);
  database = openDatabase(fresh.url, 'throughline_api', 6);
  await Promise.all(owners.slice(0, 200).map((each) => sealIn(each)));
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await fresh.close();
  module.close();
  rmSync(folder, { recursive: true });
});

const asking = <T>(work: (ask: Ask) => Promise<T>): Promise<T> => writing(database.pool, { person: 'tn.one', exercise: null }, (ask) => work(ask));
async function sealIn(of: string): Promise<void> {
  const text = textOf('note', `of ${of}`);
  await asking((ask) => vault.put(ask, of, whose, of, [text]));
  ids.push(text.id);
}

/** Reads all the while and begins fresh owners, until it is told to stop; answers how often, and what went wrong. */
function readAndWrite(): { stop(): Promise<{ readonly requests: number; readonly failures: readonly unknown[] }> } {
  const ended = new AbortController();
  let requests = 0;
  const failures: unknown[] = [];
  const begun = owners.slice(200);
  const one = async (lane: number): Promise<void> => {
    for (let turn = lane; !ended.signal.aborted; turn += 1) {
      const next = turn % 9 === 0 ? begun.pop() : undefined;
      requests += 1;
      try {
        if (next !== undefined) await sealIn(next);
        else if ((await asking((ask) => vault.get(ask, ids[turn % ids.length] ?? ''))) === undefined) failures.push('nothing was read');
      } catch (error) {
        failures.push(error);
      }
    }
  };
  const lanes = [0, 40, 80, 120].map(one);
  return { stop: async () => { ended.abort(); await Promise.all(lanes); return { requests, failures }; } };
}

/** What `npm run keys` says last, with a module beside the file. */
function keys(...given: readonly string[]): string {
  const both = { ...process.env, DATABASE_URL: fresh.url, KEY_FILE: file, KEY_MODULE: module.library, KEY_MODULE_TOKEN: module.token, KEY_MODULE_PIN_FILE: module.pinFile };
  return execFileSync(process.execPath, ['commands/keys.ts', ...given], { env: both, encoding: 'utf8' }).trim().split('\n').at(-1) ?? '';
}

describe('a rotation', () => {
  it('fails no request, wraps everything anew, and leaves an old key that opens nothing and is gone', async () => {
    const oldFile = join(folder, 'copy.key');
    writeFileSync(oldFile, readFileSync(file));
    const { rows: before } = await owner.query<{ owner: string; wrapped: string }>('select owner, wrapped from vault_key order by owner');
    const load = readAndWrite();
    const rotations = [await rotate(owner, keks), await rotate(owner, keks)];
    const { requests, failures } = await load.stop();
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(50);
    expect(rotations[0]?.rewrapped).toBeGreaterThanOrEqual(200);
    const newest = rotations[1]?.kid ?? '';
    const { rows } = await owner.query<{ owner: string; wrapped: string; kid: string }>('select owner, wrapped, kid from vault_key order by owner');
    expect(new Set(rows.map(({ kid }) => kid))).toEqual(new Set([newest]));
    expect(await keks.names()).toEqual([newest]);
    for (const { owner: of, wrapped } of rows) await expect(keysInFile(oldFile).unwrap(wrapped, `${of} rest`)).rejects.toThrow();
    for (const { owner: of, wrapped } of before) await expect(keks.unwrap(wrapped, `${of} rest`)).rejects.toThrow();
    for (const id of ids) expect(await asking((ask) => vault.get(ask, id))).toMatch(/^of case/);
    expect(await statusOf(owner, keks)).toEqual({ wraps: [{ kid: newest, keys: rows.length, isHere: true }], erasedSince: 0 });
  });

  it('moves everything from a file into a key module, and its command says so', async () => {
    const { length } = (await owner.query('select 1 from vault_key')).rows;
    expect(keys('rotate')).toMatch(new RegExp(`^keys: ${length} keys wrapped anew under \\d{6}-[0-9a-f]{8}, 1 old key-encryption keys destroyed$`));
    expect(keys('status')).toBe(`keys: 1 key-encryption keys, ${length} keys wrapped, 0 destroyed since the newest was made`);
    expect(existsSync(file)).toBe(false);
    const inModule = openVault(keysInModule(module));
    for (const id of ids) expect(await asking((ask) => inModule.get(ask, id))).toMatch(/^of case/);
  });

  it('is not needed while nothing was erased', () => expect(keys('rotate', '--after-erasure')).toBe('keys: nothing was erased since the newest key-encryption key was made'));

  it('is done by one at a time', async () => {
    const other = new pg.Client({ connectionString: fresh.url });
    await other.connect();
    await other.query(`select pg_advisory_lock(hashtext('throughline.rotation'))`);
    await expect(rotate(owner, keks)).rejects.toThrow('being rotated already');
    await other.end();
  });

  it('lets nobody wrap under a key that was destroyed, even with a copy of it', async () => {
    const stale = openVault(keysInFile(join(folder, 'copy.key')));
    await owner.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ('case/late', 'tn', '{COORDINATOR}', now())`);
    await owner.query(`insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) values ('late', 'case/late', 'x', 'x', '{}', 'tn.one', '{COORDINATOR}', '', now(), 'tn')`);
    await expect(asking((ask) => stale.put(ask, 'case/late', whose, 'late', [textOf('note', 'x')]))).rejects.toThrow(/row-level security/);
  });
});
