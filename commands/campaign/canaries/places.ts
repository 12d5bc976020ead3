/** Where nobody is asked who they are: logs, letters, the tables and files of both databases, pages open to everybody. Nothing that was written down may stand in any of them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { tokens } from './crawl.ts';
import type { Canary } from './judge.ts';

export interface Place {
  readonly name: string;
  readonly text: string;
}

/** Codes that the ledger may hold: the code name of a case, the code that says what a paper is, and what a period of protection rests on. */
const isCode = ({ what }: Canary): boolean => what.startsWith('the code name') || what.startsWith('existence') || what.startsWith('what protects');

/** Every row of every table, as its owner sees it. */
async function tables(pool: pg.Pool): Promise<readonly Place[]> {
  const { rows } = await pool.query<{ name: string }>(`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`);
  const found: Place[] = [];
  for (const { name } of rows) {
    const { rows: all } = await pool.query<{ text: string }>(`select t::text as text from ${name} t`);
    found.push({ name: `table ${name}`, text: all.map(({ text }) => text).join('\n') });
  }
  return found;
}

/** Every file under a folder, byte for byte: data files, the write-ahead log, the store of the engine, logs. */
function files(folder: string): readonly Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    try {
      return statSync(path).size > 0 ? [{ name: `file ${path.slice(folder.length)}`, text: readFileSync(path, 'latin1') }] : [];
    } catch {
      return []; // it went away meanwhile, as the files of a database do
    }
  });
}

/** What a playbook says is no secret: its text lies in the open in its own table. What readers said of it does not. */
const isOpenText = ({ class: of, what }: Canary): boolean => of === 'D18' && what === 'the draft of a playbook';

/** Texts: none of the canaries of words. `codes`: whether what is kept in the open may stand there, codes and texts of playbooks. */
export function hitsIn(places: readonly Place[], canaries: readonly Canary[], codes: boolean): readonly string[] {
  const known = new Map(canaries.map((canary) => [canary.token, canary]));
  return places.flatMap(({ name, text }) =>
    [...new Set([...text.matchAll(tokens)].map(([token]) => token))].flatMap((token) => {
      const canary = known.get(token);
      return canary === undefined || (codes && (isCode(canary) || isOpenText(canary))) ? [] : [`LEAK ${canary.class} ${canary.what} in ${name}`];
    }));
}

export interface Kept {
  readonly pool: pg.Pool;
  /** The folder with the files of the databases and the logs of the processes. */
  readonly dataDir: string;
  readonly logged: readonly string[];
  readonly letters: readonly string[];
}

/** Looks through all of it. Logs may not even hold codes. */
export async function lookThrough({ pool, dataDir, logged, letters }: Kept, canaries: readonly Canary[]): Promise<{ readonly places: number; readonly leaks: readonly string[] }> {
  await pool.query('checkpoint');
  const stored = [...(await tables(pool)), ...files(dataDir)];
  const logs = [{ name: 'the log of the API', text: logged.join('\n') }];
  const mail = letters.map((text, index) => ({ name: `letter ${index + 1}`, text }));
  return { places: stored.length + logs.length + mail.length, leaks: [...hitsIn([...stored, ...mail], canaries, true), ...hitsIn(logs, canaries, false)] };
}
