/** Publishing playbooks: what a version says is fixed for ever the moment it is first published. */
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { PlainError } from '#start/plain-error.ts';
import { loadPlaybooks } from './playbooks.ts';

/** Publishes every playbook file not yet known. Throws when a file says something else than the version published under its number. */
export async function publishPlaybooks(ownerUrl: string, folder = fileURLToPath(new URL('../playbooks/', import.meta.url))): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const { id, version, hash, body } of await loadPlaybooks(folder)) {
      await client.query('insert into playbook (id, version, hash, body) values ($1, $2, $3, $4) on conflict do nothing', [id, version, hash, body]);
      const { rows } = await client.query<{ hash: string }>('select hash from playbook where id = $1 and version = $2', [id, version]);
      if (rows[0]?.hash !== hash) throw new PlainError(`Playbook ${id} version ${version} was changed after it was published.`, ['Cases rest on it as it was: put the file back, and give the new text the next version number.']);
    }
  } finally {
    await client.end();
  }
}
