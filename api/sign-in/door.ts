/** The way to the pages, made once: sealed cookies, the provider to sign in at, and our own provider where that is the one. */
import type { Router } from 'express';
import { originOf, type Config } from '#start/config.ts';
import { readDirectory } from '#start/directory.ts';
import { cookiesUnder, type Cookies } from './cookies.ts';
import { providerOf, type Provider } from './provider.ts';

export interface Door {
  readonly origin: string;
  readonly cookies: Cookies;
  readonly provider: Provider;
  /** Pages of our own provider, in trials. */
  readonly local: Router | undefined;
}

/** @param masterKey what seals the cookies is drawn from it. */
export async function openDoor(config: Config, masterKey: Uint8Array): Promise<Door | undefined> {
  const { signIn } = config;
  const origin = originOf(config);
  const cookies = cookiesUnder(masterKey, origin);
  if (signIn.kind === 'none') return undefined;
  if (signIn.kind === 'provider') return { origin, cookies, provider: providerOf({ ...signIn, origin, asksEachTime: false }), local: undefined };
  // Not even loaded where somebody else's provider is used.
  const { localProvider } = await import('./local-provider.ts');
  const { settings, router } = await localProvider(origin, readDirectory(config.directoryFile));
  return { origin, cookies, provider: providerOf(settings), local: router };
}
