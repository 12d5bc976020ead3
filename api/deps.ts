import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { JSONWebKeySet } from 'jose';
import type { Database } from '#prisma/client.ts';
import type { Authenticate } from './auth.ts';
import type { BoardTerms } from './boards/terms.ts';
import type { Door } from './sign-in/door.ts';
import type { Authoriser } from './policies/authorise.ts';
import type { Vault } from './vault.ts';
import type { Playbooks } from './views/playbooks.ts';

/** What the API stands on. Made once in server.ts and passed in; nothing below reaches for the environment. */
export interface Deps {
  readonly database: Database;
  readonly temporal: Client;
  readonly vault: Vault;
  readonly authoriser: Authoriser;
  readonly authenticate: Authenticate;
  readonly playbooks: Playbooks;
  readonly log: Logger;
  /** How long the same command is asked again before we say that the outcome is unknown. */
  readonly patienceMs: number;
  /** How many days a draft is kept after it was saved last. */
  readonly draftDays: number;
  /** How long ago somebody may have signed in who does what could hurt most, in minutes. */
  readonly stepUpMinutes: number;
  readonly boards: BoardTerms;
  /** Public keys of the local issuer, if that is the issuer. */
  readonly localKeys: JSONWebKeySet | undefined;
  /** How people come to the pages; without it there are none. */
  readonly door: Door | undefined;
}
