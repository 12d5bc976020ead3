/** The short form of `npm run campaign -- metrics`. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { migrate } from '#start/migrate.ts';
import { openMetrics } from '../../commands/campaign/metrics.ts';
import type { Answers } from '../../commands/campaign/metrics/compare.ts';

const cases = 40;
const own = new URL(inject('databaseUrl'));

beforeAll(async () => {
  const name = `measures_${randomBytes(4).toString('hex')}`;
  const server = new pg.Client(own.href);
  await server.connect();
  await server.query(`create database ${name}`);
  await server.end();
  own.pathname = `/${name}`;
  await migrate(own.href);
});
let run: Awaited<ReturnType<typeof openMetrics>>;
let product: Answers;
let events: Answers;
beforeAll(async () => {
  run = await openMetrics({ databaseUrl: own.href, cases, seed: 7 });
});
beforeAll(() => run.store());
beforeAll(async () => {
  product = await run.product();
});
beforeAll(async () => {
  events = await run.events();
});
afterAll(() => run.close());

it('measures random cases as plain SQL does from their events alone', () => {
  const { flaws, figures } = run.report(product, events);
  expect(flaws.slice(0, 20)).toEqual([]);
  expect(figures).toBeGreaterThan(cases * 30);
});
