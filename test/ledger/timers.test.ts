/** `verify -- timers` on the real engine: a workflow that is gone, a clock without a timer, a clock that is overdue, and taking up again (I3). */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '#prisma/client.ts';
import { inject } from 'vitest';
import { takeUpAll } from '../../activities/sweep.ts';
import { auditTimers } from '../../commands/verify/timers.ts';
import { startWorker } from '../api/worker.ts';
import { startKeeping } from '../support/keeping.ts';

const worker = await startWorker();
const on = await startKeeping();
const database = openDatabase(inject('databaseUrl'), 'throughline_worker', 2);
afterAll(async () => {
  await database.close();
  await on.stop();
  await worker.stop();
});

/** Other tests keep cases in the same database: only ours are looked at. */
const flawsOf = async (id: string): Promise<string> => (await auditTimers(database.pool, on.client, 1)).broken.filter((flaw) => flaw.includes(id.slice('case/'.length))).join('\n');

let id: string;
beforeAll(async () => { id = await on.launch('TIMED CASE', 'starter'); });

describe('what verify -- timers sees', () => {
  it('nothing, while all is well', async () => {
    await vi.waitFor(async () => expect(await flawsOf(id)).toBe(''), { timeout: 4_000, interval: 100 });
  });

  it('a clock that comes before the timer of its keeper', async () => {
    const move = (by: string) => on.owner.query(`update clock set due_at = due_at ${by} where ledger_id = $1 and state = 'open'`, [id]);
    await move(`- interval '10 minutes'`);
    expect(await flawsOf(id)).toMatch(/has a timer that rings \d+ s too late/);
    await move(`+ interval '10 minutes'`);
    expect(await flawsOf(id)).toBe('');
  });

  it('an overdue clock', async () => {
    await on.owner.query(`update clock set due_at = due_at - interval '6 years' where ledger_id = $1 and state = 'open'`, [id]);
    expect(await flawsOf(id)).toMatch(/is overdue by \d+ s/);
    await on.owner.query(`update clock set due_at = due_at + interval '6 years' where ledger_id = $1 and state = 'open'`, [id]);
  });

  it('a clock whose keeper is closed', async () => {
    await on.owner.query(`update keeper set open = false where id = $1`, [id]);
    expect(await flawsOf(id)).toMatch(/its keeper is not open/);
    await on.owner.query(`update keeper set open = true where id = $1`, [id]);
  });

  it('a terminated workflow, until it is taken up with its clock', async () => {
    await on.client.workflow.getHandle(id).terminate('negative control');
    expect(await flawsOf(id)).toMatch(/no workflow runs for it/);
    expect((await auditTimers(database.pool, on.client, 1)).absent).toContain(id);
    await takeUpAll(database.pool, on.client, (_what, error) => { throw error; });
    await vi.waitFor(async () => expect(await flawsOf(id)).toBe(''), { timeout: 4_000, interval: 100 });
  });
});
