import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#prisma/client.ts';
import { writing, type Ask } from '../../api/actor.ts';
import { openVault, textOf } from '../../api/vault.ts';
import { asOwner, loadPeople, newKeks, people } from './support.ts';

const keks = newKeks();
const identity = { person: people.coordinator, exercise: null };
const whose = { agency: 'tn', exercise: null };
let database: Database;
let owner: string;
/** The command the texts came with: text is taken only beside one of one's own that speaks of the same ledger. */
let command: string;
let items: { id: string; field: string; text: string }[];

beforeAll(async () => {
  await loadPeople();
  database = openDatabase(inject('databaseUrl'), 'throughline_api', 4);
});
afterAll(() => database.close());

async function commandFor(ledger: string): Promise<string> {
  const id = randomUUID();
  const values = [id, ledger, people.coordinator];
  await asOwner((client) => client.query(`insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) values ($1, $2, $2, 'x', '{}', $3, '{COORDINATOR}', '', now(), 'tn')`, values));
  return id;
}
const within = <T>(work: (ask: Ask) => Promise<T>): Promise<T> => writing(database.pool, identity, (ask) => work(ask));
const open = (id: string, vault = openVault(keks)): Promise<string | undefined> => within((ask) => vault.get(ask, id));

beforeEach(async () => {
  owner = `case/${randomUUID()}`;
  items = [textOf('referral', 'Ana, 555-0100. \u{1F4DE}'), textOf('note', 'second'), textOf('note', 'third')];
  await asOwner(async (client) => {
    await client.query(`insert into ledger (id, kind, seq, hash, state, domain_version, agency_id) values ($1, 'case', 0, '', '{}', 1, 'tn')`, [owner]);
    await client.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ($1, 'tn', '{COORDINATOR}', now())`, [owner]);
  });
  command = await commandFor(owner);
  await within((ask) => openVault(keks).put(ask, owner, whose, command, items));
});
const [first, second] = [() => items[0]?.id ?? '', () => items[1]?.id ?? ''];

describe('the vault', () => {
  it('gives back what was put in, and keeps nothing of it readable', async () => {
    expect(await open(first())).toBe('Ana, 555-0100. \u{1F4DE}');
    expect(await open(second())).toBe('second');
    const rows = await asOwner((client) => client.query(`select i.sealed, k.wrapped from vault_item i join vault_key k using (owner, part) where owner = $1`, [owner]));
    for (const { sealed, wrapped } of rows.rows) for (const text of [sealed, wrapped]) expect(Buffer.from(String(text).split('.')[3] ?? '', 'base64url').toString('latin1')).not.toMatch(/Ana|555|second/);
  });

  it('seals the same text differently each time', async () => {
    const twice = [textOf('note', 'same'), textOf('note', 'same')];
    await within((ask) => openVault(keks).put(ask, owner, whose, command, twice));
    const { rows } = await asOwner((client) => client.query(`select sealed from vault_item where id = any($1)`, [twice.map(({ id }) => id)]));
    expect(new Set(rows.map(({ sealed }) => String(sealed).split('.')[3])).size).toBe(2);
  });

  const tamperings: [string, string][] = [
    ['another field', `update vault_item set field = 'other' where id = $1`],
    ['another class', `update vault_item set data_class = 'D12' where id = $1`],
    ['one changed sign', `update vault_item set sealed = overlay(sealed placing case substr(sealed, length(sealed) - 5, 1) when 'A' then 'B' else 'A' end from length(sealed) - 5 for 1) where id = $1`],
  ];
  it.each(tamperings)('does not open with %s', async (_name, sql) => {
    await asOwner((client) => client.query(sql, [first()]));
    await expect(open(first())).rejects.toThrow();
  });

  it('does not open with the text of another item of the same field', async () => {
    await asOwner((client) => client.query(`update vault_item set sealed = (select sealed from vault_item where id = $2) where id = $1`, [second(), items[2]?.id]));
    await expect(open(second())).rejects.toThrow();
  });

  it('seals nothing with a key that was wrapped for somebody else', async () => {
    const other = `case/${randomUUID()}`;
    await asOwner(async (client) => {
      await client.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ($1, 'tn', '{COORDINATOR}', now())`, [other]);
      await client.query(`insert into vault_key (owner, wrapped, agency_id) select $2, wrapped, agency_id from vault_key where owner = $1`, [owner, other]);
    });
    const ofOther = await commandFor(other);
    await expect(within((ask) => openVault(keks).put(ask, other, whose, ofOther, [textOf('note', 'x')]))).rejects.toThrow(/another owner/);
  });

  it('does not open under another owner, even with that owner\'s key put in place', async () => {
    const other = `case/${randomUUID()}`;
    await asOwner(async (client) => {
      await client.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ($1, 'tn', '{COORDINATOR}', now())`, [other]);
      await client.query(`insert into vault_key (owner, wrapped, agency_id) select $2, wrapped, agency_id from vault_key where owner = $1`, [owner, other]);
      await client.query(`update vault_item set owner = $2 where id = $1`, [first(), other]);
    });
    await expect(open(first())).rejects.toThrow();
  });

  it('does not open under another key-encryption key', async () => {
    await expect(open(first(), openVault(newKeks()))).rejects.toThrow();
  });

  it('is empty for good once the owner\'s key is destroyed', async () => {
    await asOwner((client) => client.query(`update vault_key set wrapped = null where owner = $1`, [owner]));
    expect(await open(first())).toBeUndefined();
  });

  it('is out of sight for an agency that is not engaged, and after the engagement ended', async () => {
    expect(await writing(database.pool, { person: people.stranger, exercise: null }, (ask) => openVault(keks).get(ask, first()))).toBeUndefined();
    await asOwner((client) => client.query(`update engagement set until_at = now() where ledger_id = $1`, [owner]));
    expect(await open(first())).toBeUndefined();
  });

  it('makes one key an owner, however many come at once', async () => {
    const fresh = `case/${randomUUID()}`;
    await asOwner((client) => client.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ($1, 'tn', '{COORDINATOR}', now())`, [fresh]));
    const ofFresh = await commandFor(fresh);
    const texts = Array.from({ length: 12 }, (_, index) => textOf('note', `text ${index}`));
    await Promise.all(texts.map((text) => within((ask) => openVault(keks).put(ask, fresh, whose, ofFresh, [text]))));
    for (const [index, { id }] of texts.entries()) expect(await open(id)).toBe(`text ${index}`);
  });
});
