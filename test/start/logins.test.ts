/** The second wall is as thick as the login under it: with the URL of a process nobody becomes more than that process may be. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type DatabaseRole } from '#prisma/client.ts';
import { loadConfig } from '#start/config.ts';
import { environmentWith, loginsOf } from '#start/logins.ts';

const [owner, api, worker] = [inject('databaseUrl'), inject('apiUrl'), inject('workerUrl')];
const embedded = loadConfig({ THROUGHLINE_DATA: inject('dataDir') });
const silent = (): void => undefined;
const [ours, theirs] = [`logins-${randomUUID()}`, `logins-${randomUUID()}`];
const asOwner = new pg.Client(owner);

/** A login of another kind than those two. */
const stranger = `logins_${randomUUID().replaceAll('-', '')}`;
const withLogin = (user: string, password: string): string => {
  const url = new URL(owner);
  url.username = user;
  url.password = password;
  return url.href;
};

beforeAll(async () => {
  await asOwner.connect();
  for (const agency of [ours, theirs]) await asOwner.query(`insert into vault_key (owner, wrapped, agency_id) values ($1, 'x', $1)`, [agency]);
  await asOwner.query(`create role ${stranger} login password 'strange' in role throughline_worker`);
});
afterAll(async () => {
  await asOwner.query(`drop role ${stranger}`);
  await asOwner.query('delete from vault_key where owner = any ($1)', [[ours, theirs]]);
  await asOwner.end();
});

/** Ways to another identity, for somebody whose statements reach the database. Some are refused, some change nothing: neither may gain anything. */
const climbs = (self: DatabaseRole, other: DatabaseRole): readonly string[] => [
  'reset role', 'set role none', `set role ${other}`, 'set role throughline', 'set session authorization default', `set session authorization ${other}`,
  'set session authorization throughline', 'reset all', 'discard all', 'set row_security = off', `set session_replication_role = replica`,
  `grant ${other} to ${self}`, `alter role ${self} superuser`, `alter role ${self} bypassrls`, `alter role throughline password 'mine'`, `alter role ${other} password 'mine'`,
  'alter table vault_key disable row level security', 'create policy mine on vault_key using (true)', `copy (select 1) to program 'true'`, `select pg_read_file('postgresql.conf')`,
]; // prettier-ignore

interface Gained {
  readonly me: string;
  readonly session: string;
  readonly mighty: string;
  readonly refused: boolean;
  /** Rows of the vault within reach while speaking for `ours`. */
  readonly vault: readonly string[] | 'none';
}

async function attempt(url: string, role: DatabaseRole, climb: string): Promise<Gained> {
  const database = openDatabase(url, role, 1);
  const client = await database.pool.connect();
  try {
    const refused = await client.query(climb).then(() => false, () => true);
    await client.query(`select set_config('app.agency', $1, false)`, [ours]);
    const { rows: [who] } = await client.query<{ me: string; session: string; mighty: string }>(`select current_user as me, session_user as session, current_setting('is_superuser') as mighty`);
    const vault = await client.query<{ owner: string }>('select owner from vault_key where owner = any ($1)', [[ours, theirs]]).then(({ rows }) => rows.map((row) => row.owner), () => 'none' as const);
    return { me: who?.me ?? '', session: who?.session ?? '', mighty: who?.mighty ?? '', refused, vault };
  } finally {
    client.release(true);
    await database.close();
  }
}

describe('with the login of a process', () => {
  it.each(climbs('throughline_api', 'throughline_worker'))('the API stays the API after: %s', async (climb) => {
    const { refused: _refused, vault, ...who } = await attempt(api, 'throughline_api', climb);
    expect(who).toEqual({ me: 'throughline_api', session: 'throughline_api', mighty: 'off' });
    // Without row security in force PostgreSQL refuses the question itself.
    expect(vault).toEqual(climb === 'set row_security = off' ? 'none' : [ours]);
  });

  it.each(climbs('throughline_worker', 'throughline_api'))('the worker stays the worker, outside the vault, after: %s', async (climb) => {
    const { refused: _refused, ...gained } = await attempt(worker, 'throughline_worker', climb);
    expect(gained).toEqual({ me: 'throughline_worker', session: 'throughline_worker', mighty: 'off', vault: 'none' });
  });

  it('another role is refused, not ignored', async () => {
    for (const climb of ['set role throughline_worker', 'set role throughline', 'set session authorization throughline_worker'])
      expect([climb, (await attempt(api, 'throughline_api', climb)).refused]).toEqual([climb, true]);
  });

  it('as the owner who only steps down it would be otherwise', async () => {
    expect(await attempt(owner, 'throughline_api', 'set role none')).toMatchObject({ mighty: 'on', vault: expect.arrayContaining([ours, theirs]) });
  });
});

describe('the logins', () => {
  it('of an embedded database are made once, with passwords for their owner alone', async () => {
    expect(await loginsOf(embedded, { databaseUrl: owner }, silent)).toEqual({ api, worker });
    for (const role of ['throughline_api', 'throughline_worker']) expect(statSync(join(inject('dataDir'), `keys/${role}.password`)).mode & 0o777).toBe(0o600);
    expect(new Set([owner, api, worker].map((url) => new URL(url).password)).size).toBe(3);
  });

  it('of another database are those that are named, and what is not named is said', async () => {
    const said: string[] = [];
    const named = { ...embedded, databaseUrl: owner, apiDatabaseUrl: api, workerDatabaseUrl: withLogin(stranger, 'strange') };
    expect(await loginsOf(named, { databaseUrl: owner }, (line) => said.push(line))).toEqual({ api, worker: named.workerDatabaseUrl });
    expect(said).toEqual([]);
    expect(await loginsOf({ ...named, workerDatabaseUrl: undefined }, { databaseUrl: owner }, (line) => said.push(line))).toEqual({ api, worker: owner });
    expect(said).toEqual([expect.stringMatching(/^Warning: without WORKER_DATABASE_URL /)]);
  });

  it.each([
    ['a wrong password', withLogin('throughline_api', 'wrongsecret'), 'password authentication failed'],
    ['the owner', owner, 'can also be'],
    ['the login of the worker', worker, 'permission denied to set role'],
    ['a login that can be both', withLogin(stranger, 'strange'), 'can also be throughline_worker'],
  ])('are refused when one of them is %s', async (what, apiDatabaseUrl, message) => {
    if (what === 'a login that can be both') await asOwner.query(`grant throughline_api to ${stranger}`);
    await expect(loginsOf({ ...embedded, databaseUrl: owner, apiDatabaseUrl }, { databaseUrl: owner }, silent)).rejects.toMatchObject({
      name: 'PlainError', message: expect.stringMatching(new RegExp(`^The login of API_DATABASE_URL (?!.*secret).*${message}`)),
    });
  });

  it('are handed out one by one: a process reads its own and no other, whatever it inherits', () => {
    const config = { ...embedded, databaseUrl: owner, apiDatabaseUrl: api, workerDatabaseUrl: worker };
    const inherited = { DATABASE_URL: owner, API_DATABASE_URL: api, WORKER_DATABASE_URL: worker };
    const read = { ...inherited, ...environmentWith(config, { temporalAddress: 'temporal:7233' }, api) };
    expect(loadConfig(read)).toMatchObject({ databaseUrl: api, apiDatabaseUrl: undefined, workerDatabaseUrl: undefined, temporalAddress: 'temporal:7233' });
    for (const url of [owner, worker]) expect(Object.values(read).join(' ')).not.toContain(new URL(url).password);
  });
});
