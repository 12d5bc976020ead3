/** `verify -- timers` on the real engine: a workflow that is gone, a clock without a timer, a clock that is overdue, and taking up again (I3). */
import { randomUUID } from 'node:crypto';
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
const flawsOf = async (id: string): Promise<string> => (await auditTimers(database.pool, on.client, 1)).broken.filter((flaw) => flaw.includes(id.slice(id.indexOf('/') + 1))).join('\n');

let id: string;
let compact: string;
beforeAll(async () => {
  id = await on.launch('TIMED CASE', 'starter');
  compact = await openedCompact();
});

/** Sent to its leaders: a clock runs for each of them until their signatures. */
async function openedCompact(): Promise<string> {
  const compactId = randomUUID();
  const ledger = `compact/${compactId}`;
  const agencies = [{ agency: 'kept-lead', roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: 'kept-police', roles: ['INVESTIGATOR'] }];
  const opening = { type: 'open-compact', compactId, codeName: 'TIMED COMPACT', playbook: { id: 'starter', version: 1 }, startsOn: '2026-01-01', endsOn: '2035-12-31', agencies, pledges: [] };
  await on.send(ledger, await on.store('coordinator', ledger, opening));
  await on.send(ledger, await on.store('coordinator', ledger, { type: 'compact', act: { act: 'request-signatures' } }));
  return ledger;
}

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
    for (const ledger of [id, compact]) {
      await on.client.workflow.getHandle(ledger).terminate('negative control');
      expect(await flawsOf(ledger)).toMatch(/no workflow runs for it/);
      expect((await auditTimers(database.pool, on.client, 1)).absent).toContain(ledger);
    }
    await takeUpAll(database.pool, on.client, (_what, error) => { throw error; });
    for (const ledger of [id, compact]) await vi.waitFor(async () => expect(await flawsOf(ledger)).toBe(''), { timeout: 4_000, interval: 100 });
  });

  it('nothing of a compact that was taken up and goes on: it hears the next word where it stood', async () => {
    const receipt = await on.send(compact, await on.store('coordinator', compact, { type: 'compact', act: { act: 'activate' } }));
    expect(receipt?.refusal).toBe('COMPACT_UNSIGNED');
    const standing = await on.client.workflow.getHandle(compact).query<{ readonly phase: string }>('standing');
    expect(standing.phase).toBe('open-for-signature');
  });
});
