/** `npm run campaign -- metrics`: the measures of a thousand random cases, computed by the product and by plain SQL from the events alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import canonicalize from 'canonicalize';
import { openDatabase } from '#prisma/client.ts';
import { seeded } from '#start/fault-points.ts';
import { migrate } from '#start/migrate.ts';
import { startPostgres } from '#start/postgres.ts';
import { differences, eventsSay, liveliness, productSays, type Answers } from './metrics/compare.ts';
import { livesOf, programmesOf } from './metrics/lives.ts';
import { charging } from './metrics/matters.ts';
import { storeLives } from './metrics/store.ts';

/** Each measure must say something in at least this share of the cases, or agreeing would prove nothing. */
const LIVELY = 0.1;
/** So many compacts above cases for each case; and what they say something of. */
const PROGRAMMES = 0.1;
const aboveCases = ['M6', 'M8', 'M9', 'M10', 'M13'] as const;

export interface MetricsReport {
  readonly cases: number;
  readonly events: number;
  readonly figures: number;
  /** By measure: the share of cases in which it says anything. */
  readonly shares: Readonly<Record<string, number>>;
  readonly flaws: readonly string[];
}

/** The same on a PostgreSQL of its own, in a folder that is thrown away. */
export async function runMetricsAlone({ cases, seed }: { readonly cases: number; readonly seed: number }): Promise<MetricsReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-metrics-'));
  const postgres = await startPostgres(dataDir);
  try {
    await migrate(postgres.url);
    const run = await openMetrics({ databaseUrl: postgres.url, cases, seed });
    try {
      await run.store();
      return run.report(await run.product(), await run.events());
    } finally {
      await run.close();
    }
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const silence = { ladder: 'any' };
const silences = { ORDINARY: silence, SUPPORT: silence, DANGER: silence };
/** What readers are told of the playbook the lives are said to have: whole, since it is listed beside the others. */
const anyPlaybook = {
  title: 'Any', jurisdiction: 'none', ...charging, steps: [{ code: 'O1', title: 'O1', role: 'COORDINATOR', support: true, repeats: true }, ...charging.steps],
  ladders: [{ name: 'any', levels: [] }], handOff: { answer: silences, items: silences, determination: silences },
};

/** The parts of a run, one after the other, on a migrated database of its own, as its owner. */
export async function openMetrics({ databaseUrl, cases, seed }: { readonly databaseUrl: string; readonly cases: number; readonly seed: number }) {
  const programmes = programmesOf(Math.ceil(cases * PROGRAMMES), cases + 1, seed + 2);
  const lives = [...livesOf(cases, seed), ...programmes];
  const owner = new pg.Client(databaseUrl);
  const database = openDatabase(databaseUrl, 'throughline_worker', 2);
  await owner.connect();
  return {
    async store(): Promise<void> {
      await owner.query('insert into playbook (id, version, hash, body) values ($1, 1, $1, $2) on conflict do nothing', ['any', canonicalize(anyPlaybook)]);
      await storeLives(owner, lives, seeded(seed + 1));
      await owner.query('analyze');
    },
    async product(): Promise<Answers> {
      const client = await database.pool.connect();
      return productSays(client, lives).finally(() => client.release());
    },
    events: (): Promise<Answers> => eventsSay(owner, lives),
    report(product: Answers, events: Answers): MetricsReport {
      const shares = liveliness(product);
      const above = liveliness(new Map(programmes.map(({ ledger }) => [ledger, product.get(ledger) ?? new Map()])));
      const tame = [...Object.entries(shares), ...aboveCases.map((id): [string, number] => [`${id} above cases`, above[id] ?? 0])].filter(([, share]) => share < LIVELY).map(([id, share]) => `${id} says something in ${Math.round(share * 100)} % of the cases only: agreeing proves nothing`);
      return { cases, events: lives.reduce((sum, life) => sum + life.events.length, 0), figures: [...product.values()].reduce((sum, each) => sum + each.size, 0), shares, flaws: [...differences(product, events), ...tame] };
    },
    async close(): Promise<void> {
      await owner.end();
      await database.close();
    },
  };
}
