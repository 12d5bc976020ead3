import { randomUUID } from 'node:crypto';
import { Client, type Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '#prisma/client.ts';
import { freePort } from '#start/ports.ts';
import { writing } from '../../api/actor.ts';
import { connectLazily } from '../../api/engine.ts';
import { isOutage } from '../../api/outage.ts';
import { asOwner, launchBody, loadPeople, people, startApi, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();

beforeAll(() => loadPeople());
afterAll(() => worker.stop());

describe('without an engine', () => {
  const key = randomUUID();
  const launch = { ...launchBody, referral: 'kept' };
  let api: TestApi;
  let silent: Connection;
  let caseId: string;
  beforeAll(async () => {
    silent = connectLazily(`127.0.0.1:${await freePort()}`);
    api = await startApi(() => ({ temporal: new Client({ connection: silent }), patienceMs: 500 }));
  });
  afterAll(async () => {
    await api.stop();
    await silent.close();
  });

  it('a command is kept, and its outcome is said to be unknown', async () => {
    const unknown = await api.post(people.coordinator, '/cases', launch, { key });
    expect([unknown.status, unknown.body['code'], unknown.headers.get('retry-after')]).toEqual([503, 'OUTCOME_UNKNOWN', '2']);
  });

  it('the same key brings it when the engine is back', async () => {
    const back = await startApi(() => ({ vault: api.deps.vault }));
    try {
      const known = await back.post(people.coordinator, '/cases', launch, { key });
      expect([known.status, known.headers.get('idempotent-replay'), known.body['referral']]).toEqual([201, 'true', 'kept']);
      caseId = String(known.body['id']);
    } finally {
      await back.stop();
    }
  });

  it('what was recorded is answered all the same, to acts and to reads', async () => {
    const again = await api.post(people.coordinator, '/cases', launch, { key });
    expect([again.status, again.body['id']]).toEqual([201, caseId]);
    expect((await api.get(people.coordinator, `/cases/${caseId}`)).status).toBe(200);
  });

  it('its silence is told', async () => {
    expect((await api.get(people.coordinator, `/cases/${caseId}/live`)).body).toMatchObject({ reachable: false, keepers: [{ reachable: false, differences: [] }] });
  });
});

describe('without a database', () => {
  it('nothing is promised: reads are unavailable, acts unknown, health says no', async () => {
    const database = openDatabase(`postgres://nobody:none@127.0.0.1:${await freePort()}/none`, 'throughline_api', 2);
    const api = await startApi(() => ({ database }));
    try {
      const read = await api.get(people.coordinator, '/cases');
      expect([read.status, read.body['code']]).toEqual([503, 'UNAVAILABLE']);
      const act = await api.post(people.coordinator, '/cases', launchBody);
      expect([act.status, act.body['code']]).toEqual([503, 'OUTCOME_UNKNOWN']);
      expect((await fetch(`${api.url}/health`)).status).toBe(503);
    } finally {
      await api.stop();
      await database.close();
    }
  });

  it('a connection cut in the midst of a transaction fails that transaction, and not the process', async () => {
    const database = openDatabase(inject('databaseUrl'), 'throughline_api', 2);
    try {
      const cut = writing(database.pool, { person: people.coordinator, exercise: null }, async (ask) => {
        const [mine] = await ask<{ pid: number }>`select pg_backend_pid() as pid`;
        await asOwner((client) => client.query('select pg_terminate_backend($1, 2000)', [mine?.pid]));
        await ask`select 1`;
      });
      await expect(cut).rejects.toThrow();
      expect(isOutage(await cut.catch((error: unknown) => error))).toBe(true);
      expect((await database.pool.query('select 1')).rowCount).toBe(1);
    } finally {
      await database.close();
    }
  });

  it('a connection that is cut is a 503 once, and the next request is served', async () => {
    // A name of its own: the cut must not fall on anybody else's connections.
    const name = `cut-${randomUUID()}`;
    const url = new URL(inject('databaseUrl'));
    url.searchParams.set('application_name', name);
    const database = openDatabase(url.href, 'throughline_api', 4);
    const api = await startApi(() => ({ database }));
    try {
      for (let round = 0; round < 5; round += 1) {
        expect((await api.get(people.coordinator, '/cases')).status).toBe(200);
        const { rowCount } = await asOwner((client) => client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`, [name]));
        expect(rowCount).toBeGreaterThan(0);
        // The pool may not have heard of it yet.
        const next = await api.get(people.coordinator, '/cases');
        expect([200, 503]).toContain(next.status);
      }
    } finally {
      await api.stop();
      await database.close();
    }
  });
});
