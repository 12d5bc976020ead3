/** Playbooks as files: read, checked, hashed and published. What is wrong is said with file, line and the way out. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import canonicalize from 'canonicalize';
import pg from 'pg';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import type { Pack } from '#domain/playbook/clock/schema.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { loadPacks, nameOf, packsOf, takePacks } from './packs.ts';
import { PlainError } from './plain-error.ts';
import { inWords, openYaml, PlaybookError, whereOf, yamlIn } from './yaml.ts';

export { PlaybookError } from './yaml.ts';

/** One version of a playbook. `body` is its canonical JSON (RFC 8785), `hash` the SHA-256 of that text in hex: what a case pins. */
export interface LoadedPlaybook {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly body: string;
  readonly playbook: Playbook;
}

/** All playbooks of a folder (`*.yaml`), in the order of their file names. Errors: `PlaybookError`; of the file system as they come. */
export async function loadPlaybooks(dir: string): Promise<readonly LoadedPlaybook[]> {
  const packs = await loadPacks(join(dir, 'packs'));
  const loaded: LoadedPlaybook[] = [];
  for (const file of await yamlIn(dir)) {
    const next = readPlaybook(file, await readFile(join(dir, file), 'utf8'), packs);
    if (loaded.some(({ id, version }) => id === next.id && version === next.version)) throw new PlaybookError(`${file}: ${next.id} version ${next.version} is there already: give this one a new version`);
    loaded.push(next);
  }
  return loaded;
}

/** One playbook from its text, with what it takes from packs. `file` is only named in messages. Errors: `PlaybookError`. */
export function readPlaybook(file: string, text: string, packs: readonly Pack[] = []): LoadedPlaybook {
  const source = openYaml(file, text);
  const unknown = packsOf(source.given).filter((name) => !packs.some((pack) => nameOf(pack) === name));
  if (unknown.length > 0) throw new PlaybookError(unknown.map((name) => `${source.at(['packs'])}: there is no pack ${name}: name one of ${packs.map(nameOf).join(', ') || 'none, for the folder packs is empty'}`).join('\n'));
  const { whole, ownPath } = takePacks(source.given, packs);
  const parsed = playbookSchema.safeParse(whole);
  if (!parsed.success) throw new PlaybookError(parsed.error.issues.map((issue) => `${source.at(ownPath(whereOf(issue)))}: ${inWords(source.document, issue)}`).join('\n'));
  const flaws = checkPlaybook(parsed.data);
  if (flaws.length > 0) throw new PlaybookError(flaws.map(({ path, step, message }) => `${source.at(ownPath(path))}: ${step === undefined ? '' : `step ${step}: `}${message}`).join('\n'), flaws.length);
  const body = canonicalize(parsed.data) ?? '';
  return { id: parsed.data.playbook, version: parsed.data.version, body, hash: createHash('sha256').update(body).digest('hex'), playbook: parsed.data };
}

/**
 * Publishes every playbook file not yet known, as the database's owner: what a version says is fixed for ever the moment it is first published.
 * @throws PlainError when a file says something else than the version published under its number; PlaybookError when one is no playbook.
 */
export async function publishPlaybooks(ownerUrl: string, folder = fileURLToPath(new URL('../playbooks/', import.meta.url))): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const pack of await loadPacks(join(folder, 'packs'))) {
      const body = canonicalize(pack) ?? '';
      await client.query('insert into pack (name, version, hash, body) values ($1, $2, $3, $4) on conflict do nothing', [pack.pack, pack.version, createHash('sha256').update(body).digest('hex'), body]);
    }
    for (const loaded of await loadPlaybooks(folder)) await publish(client, loaded);
  } finally {
    await client.end();
  }
}

/** One version, by the database's owner. @throws PlainError when it says something else than the version published under its number */
export async function publish(client: pg.Client | pg.Pool, { id, version, hash, body }: LoadedPlaybook): Promise<void> {
  await client.query('insert into playbook (id, version, hash, body) values ($1, $2, $3, $4) on conflict do nothing', [id, version, hash, body]);
  const { rows } = await client.query<{ hash: string }>('select hash from playbook where id = $1 and version = $2', [id, version]);
  if (rows[0]?.hash !== hash) throw new PlainError(`Playbook ${id} version ${version} was changed after it was published.`, ['Cases rest on it as it was: put the file back, and give the new text the next version number.']);
}
