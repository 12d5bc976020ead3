/** What the worker may do in the vault: count what lies under the keys of a person's file, and destroy them. It opens nothing. */
import type pg from 'pg';
import type { Sealed } from '#domain/facts.ts';

/** Counted once whoever was sealing has committed; whoever comes later waits until this transaction has ended. */
export async function sealedUnder(client: pg.ClientBase, ledger: string): Promise<Sealed> {
  await client.query('select no_text_is_sealed($1)', [ledger]);
  const { rows } = await client.query<Sealed>('select keys, texts from vault_contents($1)', [ledger]);
  return rows[0] ?? { keys: 0, texts: [] };
}

/** In the transaction that says so. Throws when the database knows of a legal hold: the rules should have said no. */
export async function destroyKeys(client: pg.ClientBase, ledger: string): Promise<void> {
  await client.query('select vault_destroy($1)', [ledger]);
}
