/** The pages over the real API, with the local provider to sign in at, and a browser without a screen: it keeps cookies, follows on, reads forms. */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { loadConfig } from '#start/config.ts';
import { loadDirectory } from '#start/directory.ts';
import { freePort } from '#start/ports.ts';
import { openDoor } from '../../api/sign-in/door.ts';
import { startApi, type TestApi } from '../api/support.ts';

export type Desk = TestApi & { readonly masterKey: Uint8Array };

export async function startDesk(): Promise<Desk> {
  const port = await freePort();
  const config = loadConfig({ PORT: String(port) });
  await loadDirectory(inject('databaseUrl'), config.directoryFile);
  const masterKey = randomBytes(32);
  const door = await openDoor(config, masterKey);
  return { ...(await startApi(() => ({ door }), port)), masterKey };
}

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it ended, after redirects. */
  readonly path: string;
}

export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Seen>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Seen>;
  /** One request, no redirect followed. */
  raw(path: string, init?: RequestInit): Promise<Response>;
}

export function browser(url: string): Browser {
  const cookies = new Map<string, string>();
  const raw = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, url), { ...init, redirect: 'manual', headers: { ...(cookie !== '' && { cookie }), ...(init.headers as Record<string, string>) } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const follow = async (path: string, init?: RequestInit): Promise<Seen> => {
    let at = path;
    let response = await raw(at, init);
    for (let hops = 0; hops < 10 && response.status >= 300 && response.status < 400; hops += 1) {
      at = new URL(response.headers.get('location') ?? '', new URL(at, url)).href;
      response = await raw(at);
    }
    return { status: response.status, headers: response.headers, text: await response.text(), path: new URL(at, url).pathname };
  };
  return {
    cookies, raw, get: (path) => follow(path),
    post: (path, fields, headers = {}) => follow(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin', ...headers } }),
  };
}

/** Signs in as somebody of the list, by every step a browser takes. */
export async function signedIn(url: string, person: string, to = '/desk'): Promise<Browser> {
  const mine = browser(url);
  const choice = await mine.get(to);
  await mine.post(choice.path, { person });
  return mine;
}

/** The hidden fields of the main form of a page. */
export function hiddenOf(text: string): Record<string, string> {
  const main = text.slice(text.indexOf('<main'));
  return Object.fromEntries([...main.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value]));
}

/** What a reader sees: markup taken away. */
export const wordsOf = (text: string): string => text.slice(text.indexOf('<main')).replace(/<[^>]+>/g, ' ').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/\s+/g, ' ');
