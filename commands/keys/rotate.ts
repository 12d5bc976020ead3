/** A new key-encryption key takes the place of all older ones, while requests go on: made, wrapped under in batches, and only then are the old ones destroyed. */
import type pg from 'pg';
import type { Keks } from '#start/keks/keks.ts';
import { PlainError } from '#start/plain-error.ts';

/** Rows that are locked at a time: whoever erases waits no longer than for these. */
const BATCH = 100;

export interface Rotation {
  readonly kid: string;
  readonly rewrapped: number;
  readonly destroyed: readonly string[];
}

interface KeyRow {
  readonly owner: string;
  readonly part: string;
  readonly wrapped: string;
}

const behind = `select owner, part, wrapped from vault_key where wrapped is not null and kid <> $1 order by owner, part limit ${BATCH} for update`;

async function rewrap(client: pg.ClientBase, keks: Keks, kid: string): Promise<number> {
  const { rows } = await client.query<KeyRow>(behind, [kid]);
  for (const { owner, part, wrapped } of rows) {
    const anew = await keks.wrap(await keks.unwrap(wrapped, `${owner} ${part}`), `${owner} ${part}`);
    await client.query('update vault_key set wrapped = $3, kid = $4 where owner = $1 and part = $2', [owner, part, anew.wrapped, anew.kid]);
  }
  return rows.length;
}

async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const done = await work();
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

const note = (client: pg.ClientBase, names: readonly string[]): Promise<unknown> => client.query('insert into kek (name) select unnest($1::text[]) on conflict do nothing', [names]);

/**
 * `client` is the database's owner. A rotation that was broken off is taken up by the next one: no key is destroyed before nothing rests on it.
 * @throws PlainError while another rotation runs.
 */
export async function rotate(client: pg.ClientBase, keks: Keks): Promise<Rotation> {
  const { rows } = await client.query<{ free: boolean }>(`select pg_try_advisory_lock(hashtext('throughline.rotation')) as free`);
  if (rows[0]?.free !== true) throw new PlainError('Keys are being rotated already.', ['Wait for it to end; npm run keys -- status shows how far it is.']);
  try {
    const old = await keks.names();
    await note(client, old);
    const kid = await keks.make();
    await note(client, [kid]);
    // Whoever was wrapping under an old one has committed; whoever comes now finds the new one.
    await inTransaction(client, () => client.query('select no_key_is_wrapped()'));
    let rewrapped = 0;
    for (let some = await inTransaction(client, () => rewrap(client, keks, kid)); some > 0; some = await inTransaction(client, () => rewrap(client, keks, kid))) rewrapped += some;
    for (const name of old) {
      await client.query('update kek set destroyed_at = clock_timestamp() where name = $1', [name]);
      await keks.destroy(name);
    }
    return { kid, rewrapped, destroyed: old };
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('throughline.rotation'))`);
  }
}

export interface Status {
  /** Keys of the vault by the key-encryption key that wraps them. */
  readonly wraps: readonly { readonly kid: string; readonly keys: number; readonly isHere: boolean }[];
  /** Keys that were destroyed since the newest key-encryption key was made: an older backup still holds them, wrapped under keys that are still here. */
  readonly erasedSince: number;
}

export async function statusOf(client: pg.ClientBase, keks: Keks): Promise<Status> {
  const names = await keks.names();
  const { rows } = await client.query<{ kid: string; keys: number }>('select kid, count(*)::int as keys from vault_key where wrapped is not null group by kid');
  const known = new Set([...names, ...rows.map(({ kid }) => kid)]);
  const erased = await client.query<{ n: number }>('select count(*)::int as n from vault_key where destroyed_at > coalesce((select max(made_at) from kek where name = $1), $2)', [names.at(-1) ?? '', '-infinity']);
  return {
    wraps: [...known].map((kid) => ({ kid, keys: rows.find((row) => row.kid === kid)?.keys ?? 0, isHere: names.includes(kid) })),
    erasedSince: erased.rows[0]?.n ?? 0,
  };
}
