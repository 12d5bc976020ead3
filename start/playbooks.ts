/** Playbooks as files: read, checked, hashed and published. What is wrong is said with file, line and the way out. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import canonicalize from 'canonicalize';
import pg from 'pg';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { packSchema, type Pack } from '#domain/playbook/clock/schema.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { pacingClasses } from '#domain/terms.ts';
import { PlainError } from './plain-error.ts';

/** One version of a playbook. `body` is its canonical JSON (RFC 8785), `hash` the SHA-256 of that text in hex: what a case pins. */
export interface LoadedPlaybook {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly body: string;
  readonly playbook: Playbook;
}

/** A file that is no playbook. The message has a line `file:line: what and the way out` for every flaw. */
export class PlaybookError extends PlainError {
  override readonly name = 'PlaybookError';
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

const yamlIn = async (dir: string): Promise<readonly string[]> => (await readdir(dir)).filter((file) => file.endsWith('.yaml')).sort();

/** What playbooks share, from a folder; a folder that is not there holds none. Errors: `PlaybookError`. */
export async function loadPacks(dir: string): Promise<readonly Pack[]> {
  const packs: Pack[] = [];
  for (const file of existsSync(dir) ? await yamlIn(dir) : []) {
    const next = readPack(`packs/${file}`, await readFile(join(dir, file), 'utf8'));
    if (packs.some(({ pack, version }) => pack === next.pack && version === next.version)) throw new PlaybookError(`packs/${file}: ${next.pack} version ${next.version} is there already: give this one a new version`);
    packs.push(next);
  }
  return packs;
}

/** One pack from its text. Errors: `PlaybookError`. */
export function readPack(file: string, text: string): Pack {
  const { document, at } = open(file, text);
  const parsed = packSchema.safeParse(document.toJS());
  if (!parsed.success) throw new PlaybookError(parsed.error.issues.map((issue) => `${at(whereOf(issue))}: ${inWords(document, issue)}`).join('\n'));
  return parsed.data;
}

function open(file: string, text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) throw new PlaybookError(document.errors.map(({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: is not YAML: ${message.split('\n')[0]}`).join('\n'));
  return { document, at: (path: readonly PropertyKey[]): string => `${file}:${lineOf(document, lines, path)}` };
}

/** One playbook from its text, with what it takes from packs. `file` is only named in messages. Errors: `PlaybookError`. */
export function readPlaybook(file: string, text: string, packs: readonly Pack[] = []): LoadedPlaybook {
  const { document, at: atOwn } = open(file, text);
  const { whole, taken } = takePacks(document.toJS(), packs);
  // What comes from a pack is pointed to where the pack is named.
  const at = ([room, index, ...rest]: readonly PropertyKey[]): string => {
    const before = room === 'ladders' || room === 'clocks' ? taken[room] : 0;
    return before > 0 && typeof index === 'number' ? atOwn(index < before ? ['packs'] : [String(room), index - before, ...rest]) : atOwn([room ?? '', ...(index === undefined ? [] : [index]), ...rest]);
  };
  const unknown = packsOf(document.toJS()).filter((name) => !packs.some((pack) => nameOf(pack) === name));
  if (unknown.length > 0) throw new PlaybookError(unknown.map((name) => `${atOwn(['packs'])}: there is no pack ${name}: name one of ${packs.map(nameOf).join(', ') || 'none, for the folder packs is empty'}`).join('\n'));
  const parsed = playbookSchema.safeParse(whole);
  if (!parsed.success) throw new PlaybookError(parsed.error.issues.map((issue) => `${at(whereOf(issue))}: ${inWords(document, issue)}`).join('\n'));
  const flaws = checkPlaybook(parsed.data);
  if (flaws.length > 0) throw new PlaybookError(flaws.map(({ path, step, message }) => `${at(path)}: ${step === undefined ? '' : `step ${step}: `}${message}`).join('\n'));
  const body = canonicalize(parsed.data) ?? '';
  return { id: parsed.data.playbook, version: parsed.data.version, body, hash: createHash('sha256').update(body).digest('hex'), playbook: parsed.data };
}

const nameOf = ({ pack, version }: Pack): string => `${pack}@${version}`;
const packsOf = (given: unknown): readonly string[] => (typeof given === 'object' && given !== null && 'packs' in given && Array.isArray(given.packs) ? given.packs.map(String) : []);
const listIn = (given: object, room: string): readonly unknown[] => { const list: unknown = Reflect.get(given, room); return Array.isArray(list) ? list : []; };

/** A playbook with the parts of its packs that it has no word of its own for; `taken`: how many ladders and clocks stand before its own. */
function takePacks(given: unknown, packs: readonly Pack[]): { readonly whole: unknown; readonly taken: { readonly ladders: number; readonly clocks: number } } {
  const named = packsOf(given).flatMap((name) => packs.filter((pack) => nameOf(pack) === name));
  if (typeof given !== 'object' || given === null || named.length === 0) return { whole: given, taken: { ladders: 0, clocks: 0 } };
  const ladders = named.flatMap((pack) => pack.ladders ?? []);
  const clocks = named.flatMap((pack) => pack.clocks ?? []);
  const shared = Object.assign({}, ...named.map(({ pack: _pack, version: _version, title: _title, ...rest }) => rest));
  return { whole: { ...shared, ...given, ladders: [...ladders, ...listIn(given, 'ladders')], ...(clocks.length > 0 && { clocks: [...clocks, ...listIn(given, 'clocks')] }) }, taken: { ladders: ladders.length, clocks: clocks.length } };
}

/** The line of a value, or of the nearest thing around it that is written down. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

type Issue = z.core.$ZodIssue;

const whereOf = (issue: Issue): readonly PropertyKey[] => (issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path);

function inWords(document: Document, issue: Issue): string {
  const [room, index, ...rest] = issue.path;
  const code: unknown = room === 'steps' && typeof index === 'number' ? document.getIn(['steps', index, 'code']) : undefined;
  const where = typeof code === 'string' ? `step ${code}${rest.length === 0 ? '' : `, ${rest.join('.')}`}` : issue.path.join('.') || 'the playbook';
  if (issue.code === 'invalid_type' && document.getIn(issue.path) === undefined) return `${where} is missing: expected ${issue.expected}`;
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'pacing') return `${where}: expected one of ${pacingClasses.join(', ')}`;
  if (issue.code !== 'unrecognized_keys') return `${where}: ${issue.message}`;
  const isPaced = room === 'steps' && document.getIn(['steps', index, 'pacing']) === 'VICTIM_PACED';
  const why = isPaced ? ': what she decides has no date and no ladder (rule R1)' : '';
  return `${where}: there is no place for ${issue.keys.join(', ')} here${why}; remove it or correct the name`;
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
