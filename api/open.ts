/** Makes what the API stands on out of a configuration, once: for its own process, and for a trial that puts something else in its place. */
import { Client } from '@temporalio/client';
import { openDatabase } from '#prisma/client.ts';
import type { Config } from '#start/config.ts';
import { openKeks } from '#start/keks/open.ts';
import { cookieKey, localIssuer } from '#start/keys.ts';
import { authenticator, localKeys, remoteKeys } from './auth.ts';
import { readBoardTerms } from './boards/terms.ts';
import type { Deps } from './deps.ts';
import { connectLazily } from './engine.ts';
import { createLog } from './logging.ts';
import { createAuthoriser } from './policies/authorise.ts';
import { openDoor } from './sign-in/door.ts';
import { openVault } from './vault.ts';
import { createPlaybooks } from './views/playbooks.ts';

const MOST_CONNECTIONS = 10;
const PATIENCE_MS = 10_000;

interface Opened {
  readonly deps: Deps;
  readonly close: () => Promise<void>;
}

export async function openDeps(config: Config): Promise<Opened> {
  const { databaseUrl, temporalAddress } = config;
  if (databaseUrl === undefined || temporalAddress === undefined) throw new Error('the API needs DATABASE_URL and TEMPORAL_ADDRESS; `npm start` gives both');
  const local = config.auth === undefined ? await localIssuer(config.dataDir) : undefined;
  const issuer = config.auth ?? local;
  if (issuer === undefined) throw new Error('no issuer of tokens is configured');
  const keys = config.auth === undefined ? localKeys(local?.jwks ?? { keys: [] }) : remoteKeys(config.auth.jwksUrl);
  const database = openDatabase(databaseUrl, 'throughline_api', MOST_CONNECTIONS);
  const connection = connectLazily(temporalAddress);
  const deps: Deps = {
    database,
    temporal: new Client({ connection, namespace: config.temporalNamespace }),
    vault: openVault(await openKeks(config)),
    authoriser: createAuthoriser(),
    authenticate: authenticator(issuer, keys),
    playbooks: createPlaybooks(),
    log: createLog(config.logLevel),
    patienceMs: PATIENCE_MS,
    draftDays: config.draftDays,
    stepUpMinutes: config.stepUpMinutes,
    boards: readBoardTerms(config.boardsFile),
    localKeys: local?.jwks,
    door: await openDoor(config, cookieKey(config.dataDir)),
  };
  return {
    deps,
    close: async () => {
      await connection.close();
      await database.close();
    },
  };
}
