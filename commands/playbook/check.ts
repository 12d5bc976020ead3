/** `npm run playbook -- check FILE...` and `-- diff OLD NEW`: what is wrong in a playbook, and what two of them say differently. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { conditionsOf } from '#domain/playbook/check/conditions.ts';
import { differencesOf } from '#domain/playbook/differences.ts';
import { loadPacks } from '#start/packs.ts';
import { PlainError } from '#start/plain-error.ts';
import { readPlaybook, type LoadedPlaybook } from '#start/playbooks.ts';
import { PlaybookError } from '#start/yaml.ts';

const shipped = fileURLToPath(new URL('../../playbooks/', import.meta.url));

/** With the packs in the folder beside the file, or ours where there are none. Errors: `PlaybookError`; `PlainError` where there is no such file. */
export async function readFrom(file: string): Promise<LoadedPlaybook> {
  if (!existsSync(file)) throw new PlainError(`${file} is not there.`, ['Name a playbook, such as playbooks/starter.yaml.']);
  const beside = join(dirname(file), 'packs');
  return readPlaybook(file, readFileSync(file, 'utf8'), await loadPacks(existsSync(beside) ? beside : join(shipped, 'packs')));
}

/** Says every flaw, then a line for each file. Returns whether all are sound. */
export async function check(files: readonly string[], say: (line: string) => void): Promise<boolean> {
  let isSound = true;
  for (const file of files) {
    try {
      const { playbook } = await readFrom(file);
      say(`${file}: ${playbook.steps.length} steps, ${playbook.clocks?.length ?? 0} clocks, ${conditionsOf(playbook).length} conditions: sound`);
    } catch (error) {
      if (!(error instanceof PlaybookError)) throw error;
      isSound = false;
      say(error.message);
      say(`${file}: ${error.count} ${error.count === 1 ? 'flaw' : 'flaws'}`);
    }
  }
  return isSound;
}

const shownMax = 160;
const short = (text: string): string => (text.length > shownMax ? `${text.slice(0, shownMax)} ...` : text);

/** Says every change, then the count. */
export async function diff(older: string, newer: string, say: (line: string) => void): Promise<void> {
  const differences = differencesOf((await readFrom(older)).playbook, (await readFrom(newer)).playbook);
  for (const { of, what, shortensProtected, movesStatutory } of differences) {
    const notes = [...(shortensProtected ? ['could shorten a running protected period'] : []), ...(movesStatutory ? ['could move a statutory date'] : [])];
    say(`${of}: ${short(what)}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`);
  }
  const count = (is: (each: (typeof differences)[number]) => boolean): number => differences.filter(is).length;
  say(`${differences.length} changes: ${count(({ shortensProtected }) => shortensProtected)} could shorten a running protected period, ${count(({ movesStatutory }) => movesStatutory)} could move a statutory date`);
}
