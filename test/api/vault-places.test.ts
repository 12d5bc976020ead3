/** Where a text is sealed is bound to it: moved to any other place, nothing opens. Asked as the database's owner, whom no row-level security holds back. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { askPg, type Ask } from '../../api/actor.ts';
import { openVault, type Text } from '../../api/vault.ts';
import { newKeks } from './support.ts';

const vault = openVault(newKeks());
const client = new pg.Client({ connectionString: inject('databaseUrl') });
const ask: Ask = askPg(client as unknown as pg.PoolClient);
const [her, other] = [`victim/${randomUUID()}`, `victim/${randomUUID()}`];
const classes = ['D3', 'D4', 'D5', 'D7', 'D7s', 'D8', 'D8m', 'D9', 'D16', 'D17'] as const;

interface Kept {
  readonly id: string;
  readonly owner: string;
  readonly agency: string;
  readonly text: string;
}
const kept: Kept[] = [];

beforeAll(async () => {
  await client.connect();
  for (const owner of [her, other])
    for (const agency of ['th', 'tn']) {
      // Each class twice: of two papers, and once of none.
      const texts = classes.flatMap((of): Text[] => [
        { id: randomUUID(), field: 'text', text: `${owner} ${agency} ${of} one`, class: of, paper: randomUUID() },
        { id: randomUUID(), field: 'text', text: `${owner} ${agency} ${of} two`, class: of, paper: randomUUID() },
        { id: randomUUID(), field: 'summary', text: `${owner} ${agency} ${of} three`, class: of },
      ]);
      await vault.put(ask, owner, { agency, exercise: null }, 'none', texts);
      kept.push(...texts.map(({ id, text }) => ({ id, owner, agency, text })));
    }
});
afterAll(() => client.end());

/** Opens it as it would lie after a change that is taken back. */
async function afterwards(change: string, values: readonly unknown[], id: string): Promise<string | undefined> {
  await client.query('begin');
  try {
    await client.query(change, [...values]);
    return await vault.get(ask, id).catch(() => 'refused');
  } finally {
    await client.query('rollback');
  }
}

describe('a sealed text', () => {
  it('opens where it was sealed', async () => {
    for (const { id, text } of kept) expect(await vault.get(ask, id)).toBe(text);
  });

  it('opens in the row of no other text: each tried in the place of the next, and of some of every class', async () => {
    const { rows } = await client.query<{ id: string; sealed: string }>('select id, sealed from vault_item where owner = any($1) order by id', [[her, other]]);
    const samples = rows.filter((_, index) => index % 24 === 0).map(({ id }) => id);
    for (const [index, { id, sealed }] of rows.entries()) {
      const places = [...new Set([rows[(index + 1) % rows.length]?.id ?? '', ...samples])].filter((place) => place !== id);
      await client.query('begin');
      await client.query('update vault_item set sealed = $2 where id = any($1)', [places, sealed]);
      for (const place of places) expect(await vault.get(ask, place).catch(() => 'refused')).toBe('refused');
      await client.query('rollback');
    }
  });

  it.each([
    ['owner', `update vault_item set owner = $2 where id = $1`, other],
    ['part', `update vault_item set part = $2 where id = $1`, 'health'],
    ['field', `update vault_item set field = $2 where id = $1`, 'note'],
    ['class', `update vault_item set data_class = $2 where id = $1`, 'D9'],
    ['paper', `update vault_item set paper = $2 where id = $1`, randomUUID()],
  ])('opens under no other %s', async (_what, change, value) => {
    const { id } = kept[0] as Kept;
    expect(await afterwards(change, [id, value], id)).toBe('refused');
  });

  it('has no key that opens another part, another person or another agency\'s notes', async () => {
    const { rows } = await client.query<{ owner: string; part: string; wrapped: string }>('select owner, part, wrapped from vault_key where owner = any($1) order by owner, part', [[her, other]]);
    expect(rows.filter(({ owner }) => owner === her).map(({ part }) => part)).toEqual(['health', 'identity', 'location', 'notes/th', 'notes/tn', 'rest', 'statements']);
    for (const from of rows)
      for (const to of rows.filter((row) => row !== from)) {
        const { rows: there } = await client.query<{ id: string }>('select id from vault_item where owner = $1 and part = $2 limit 1', [to.owner, to.part]);
        const id = there[0]?.id ?? '';
        expect(await afterwards('update vault_key set wrapped = $3 where owner = $1 and part = $2', [to.owner, to.part, from.wrapped], id)).toBe('refused');
      }
  });

  it('of advocates\' notes lies under no key but their agency\'s: the table refuses it', async () => {
    const insert = `insert into vault_item (id, owner, part, field, sealed, command_id, data_class, agency_id) values (gen_random_uuid(), $1, $2, 'text', 'x', 'none', 'D5', 'th')`;
    await expect(client.query(insert, [her, 'rest'])).rejects.toThrow(/vault_item_notes/);
    await expect(client.query(insert, [her, 'notes/tn'])).rejects.toThrow(/vault_item_notes/);
  });
});
