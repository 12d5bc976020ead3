/** The pages over the real API, with the local provider to sign in at, and a browser without a screen: it keeps cookies, follows on, reads forms. */
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { loadConfig } from '#start/config.ts';
import { loadDirectory } from '#start/directory.ts';
import { keysInFile } from '#start/keks/in-file.ts';
import type { Keks } from '#start/keks/keks.ts';
import { freePort } from '#start/ports.ts';
import { openDoor } from '../../api/sign-in/door.ts';
import { openVault } from '../../api/vault.ts';
import { asOwner, startApi, type TestApi } from '../api/support.ts';

export { browser, signedIn, type Browser, type Seen } from '../../commands/campaign/canaries/browser.ts';

export type Desk = TestApi & { readonly masterKey: Uint8Array };

/** The fictional people are the same in every file, and so are their keys. */
function deskKeks(): Keks {
  const file = join(inject('dataDir'), 'desk.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return keysInFile(file);
}

export async function startDesk(): Promise<Desk> {
  const port = await freePort();
  const config = loadConfig({ PORT: String(port) });
  await loadDirectory(inject('databaseUrl'), config.directoryFile);
  // What another file began is not taken up in this one.
  await asOwner((client) => client.query('delete from draft'));
  const masterKey = randomBytes(32);
  const door = await openDoor(config, masterKey);
  return { ...(await startApi(() => ({ door, vault: openVault(deskKeks()) }), port)), masterKey };
}

/** The hidden fields of the main form of a page. */
export function hiddenOf(text: string): Record<string, string> {
  const main = text.slice(text.indexOf('<main'));
  return Object.fromEntries([...main.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value]));
}

/** What a reader sees: markup taken away. */
export const wordsOf = (text: string): string => text.slice(text.indexOf('<main')).replace(/<[^>]+>/g, ' ').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/\s+/g, ' ');
