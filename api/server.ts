/** Process entry of the API. It says on standard output when it is ready, and finishes what is in flight before it goes. */
import { Client } from '@temporalio/client';
import { openDatabase } from '#prisma/client.ts';
import { loadConfig, type Config } from '#start/config.ts';
import { openKeks } from '#start/keks/keks.ts';
import { cookieKey, localIssuer } from '#start/keys.ts';
import { createApp } from './app.ts';
import { authenticator, localKeys, remoteKeys } from './auth.ts';
import { readBoardTerms } from './boards/terms.ts';
import type { Deps } from './deps.ts';
import { connectLazily } from './engine.ts';
import { httpServer } from './http.ts';
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

async function open(config: Config): Promise<Opened> {
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

const config = loadConfig(process.env);
const opened = await open(config);
const server = httpServer(createApp(opened.deps));
server.listen(config.port, config.host, () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://${host}:${port}` })}\n`);
});

let leaving = false;
// A connection that is kept alive would go on being served: while leaving each answer is the last on its connection.
server.prependListener('request', (_request, response) => {
  if (leaving) response.setHeader('Connection', 'close');
  response.once('close', () => { if (leaving) server.closeIdleConnections(); });
});
const leave = (): void => {
  if (leaving) return;
  leaving = true;
  server.close(() => {
    void opened.close().then(() => process.exit(0));
  });
  server.closeIdleConnections();
};
process.once('SIGTERM', leave);
process.once('SIGINT', leave);
