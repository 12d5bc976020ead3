/** The API as it is, in this process and over a real socket, so that a trial may put an authoriser or a database role of its own in its place: no switch of the product can. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Database } from '#prisma/client.ts';
import { PrismaClient } from '#prisma/generated/client.ts';
import type { Config } from '#start/config.ts';
import { createApp } from '../../../api/app.ts';
import type { Deps } from '../../../api/deps.ts';
import { httpServer } from '../../../api/http.ts';
import { createLog } from '../../../api/logging.ts';
import { openDeps } from '../../../api/open.ts';
import type { Authoriser } from '../../../api/policies/authorise.ts';
import { cookiesUnder } from '../../../api/sign-in/cookies.ts';
import type { Door } from '../../../api/sign-in/door.ts';
import { localProvider } from '../../../api/sign-in/local-provider.ts';
import { providerOf } from '../../../api/sign-in/provider.ts';
import type { Player } from './cast.ts';

export interface Api {
  readonly url: string;
  /** What it logged, line by line. */
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

/** @param config with the login of the API, and the port it shall listen at. */
export async function serve(config: Config, instead: (deps: Deps, config: Config) => Promise<Partial<Deps>> = async () => ({})): Promise<Api> {
  const { deps, close } = await openDeps(config);
  const logged: string[] = [];
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  const server = httpServer(createApp({ ...deps, log, ...(await instead(deps, config)) })).listen(config.port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, logged,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await close();
    },
  };
}

/** A door for the people of a world: an OpenID provider of our own that knows them, and the steps of signing in that everybody takes. */
export async function doorFor(players: readonly Player[], origin: string): Promise<Door> {
  const agencies = [...Map.groupBy(players, ({ agency }) => agency)].map(([id, people]) => ({
    id, name: id, type: 'PROSECUTION' as const, zone: 'America/Chicago', holidays: '', active: true, people: people.map((each) => ({ id: each.id, roles: [...each.roles], active: true, hats: [] })),
  }));
  const { settings, router } = await localProvider(origin, { agencies });
  return { origin, cookies: cookiesUnder(randomBytes(32), origin), provider: providerOf(settings), local: router };
}

/** The policy layer taken away: whatever is asked, the answer is yes. */
export const sayingYes = ({ actions }: Authoriser): Authoriser => ({ actions, allows: () => true });

/** The second wall taken away: the database as its owner, who skips every policy of a row. */
export function asOwner(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool, prisma,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
