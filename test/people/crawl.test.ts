/** The short form of the canary crawl: every class, every role, every operation, before consent, under it and after it; exactly what the matrix says is seen. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { loadConfig } from '#start/config.ts';
import { keep, localIssuer } from '#start/keys.ts';
import { freePort } from '#start/ports.ts';
import { operations } from '../../api/operations/index.ts';
import { serve } from '../../commands/campaign/canaries/api.ts';
import { addressesOf } from '../../commands/campaign/canaries/addresses.ts';
import { crawl, judge } from '../../commands/campaign/canaries/crawl.ts';
import { story } from '../../commands/campaign/canaries/phases.ts';
import { plantAll } from '../../commands/campaign/canaries/plant.ts';
import { buildWorld } from '../../commands/campaign/canaries/world.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
const dataDir = mkdtempSync(join(tmpdir(), 'throughline-crawl-'));
const config = { ...loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'], THROUGHLINE_DATA: dataDir, PORT: String(await freePort()) }), databaseUrl: inject('apiUrl'), temporalAddress: inject('temporalAddress') };
keep(config.keyFile, randomBytes(32).toString('base64'));
const pool = new pg.Pool({ connectionString: inject('databaseUrl'), max: 2 });
const api = await serve(config);
const world = await buildWorld({ url: api.url, pool, issuer: await localIssuer(dataDir) }, randomUUID(), '2031-04-14T15:00:00.000Z');
console.time('plant');
await plantAll(world);
console.timeEnd('plant');
const addresses = addressesOf(operations, world.ids);
console.log(addresses.all.length, addresses.unknown, Object.entries(Object.groupBy(addresses.all, ({ of }) => of)).map(([of, all]) => `${of} ${all?.length}`).join(', '));
const time = {
  in: (seconds: number) => new Date(Date.parse(world.truth.now) + seconds * 1000).toISOString(),
  passTo: async (at: string) => { await pool.query('update exercise set now_at = $2 where id = $1', [world.exercise, at]); },
};
for (const { name, change } of story()) {
  await change(world, time);
  console.time('crawl');
  const sight = await crawl(world.truth.players, () => addresses.all, world.get);
  console.timeEnd('crawl');
  const verdict = judge(name, sight, world.canaries, world.truth);
  console.log(name, sight.reads, 'reads', verdict.cells, 'cells', sight.faults.length, 'faults', verdict.leaks.length, 'leaks', verdict.denials.length, 'denials');
  console.log([...sight.faults.slice(0, 5), ...verdict.leaks.slice(0, 60), ...verdict.denials.slice(0, 60)].join('\n'));
}

afterAll(async () => {
  await api.stop();
  await worker.stop();
  await pool.end();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the crawl', () => {
  it('is complete', () => {
    expect(addresses.unknown).toEqual([]);
  });
});
