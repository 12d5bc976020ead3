/** The one primitive on the real engine: run changes, faults, garbage, and what a command costs in history. The story is played once, before the tests are declared. */
import { randomUUID } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { clocks, faultType, standing, storyOf, taskQueue, wakeCommand } from '#workflows/contract.ts';
import { auditLedger } from '../../commands/verify/ledger.ts';
import { readStored } from '../../commands/verify/stored.ts';
import { startWorker } from '../api/worker.ts';
import { startKeeping, type History } from '../support/keeping.ts';

const worker = await startWorker();
const on = await startKeeping();
afterAll(async () => {
  await on.stop();
  await worker.stop();
});

const block = { type: 'step', step: 'B1', act: { act: 'name-blocker', blocker: 'CAPACITY' } } as const;
const commands = { oneByOne: 30, atOnce: 240, lines: 12 } as const;
const accepted = (history: History): number => history.filter(({ workflowExecutionUpdateAcceptedEventAttributes: update }) => update).length;

/** Launched with the playbook of years: no clock rings while commands are counted. */
async function busyCase() {
  const id = await on.launch('BUSY CASE', 'starter');
  const receipts: (number | undefined)[] = [];
  const one = async (): Promise<void> => void receipts.push((await on.say('coordinator', id, { ...block, step: 'S1.1' }))?.seq);
  const length = async (): Promise<number> => (await on.runs(id)).at(-1)?.length ?? 0;
  const first = await length();
  for (let n = 0; n < commands.oneByOne; n += 1) await one();
  const second = await length();
  await Promise.all(Array.from({ length: commands.lines }, async () => {
    for (let n = 0; n < commands.atOnce / commands.lines; n += 1) await one();
  }));
  // A new run begins small; from here to the end of this stretch it must not change again.
  const third = await length();
  for (let n = 0; n < commands.oneByOne; n += 1) await one();
  const runs = await on.runs(id);
  return { id, receipts, runs, early: (second - first) / commands.oneByOne, late: ((runs.at(-1)?.length ?? 0) - third) / commands.oneByOne };
}
const busy = await busyCase();

/** A hand-off waits for its second level when it is returned: the items are reminded of before that, so the timer must be set anew. */
async function earlierClock(): Promise<History> {
  const id = await on.launch();
  const handOff = randomUUID();
  const keeper = `handOff/${handOff}`;
  await on.say('coordinator', id, { type: 'propose-hand-off', handOff, step: 'A2', to: 'kept-unit', kind: 'ORDINARY' });
  const armed = async (): Promise<string> => (await on.client.workflow.getHandle(keeper).query(clocks).catch(() => undefined))?.id ?? '';
  await vi.waitUntil(async () => (await armed()).includes('/L1@'), { timeout: 20_000, interval: 100 });
  const before = (await on.runs(keeper))[0]?.length ?? 0;
  await on.say('unit', id, { type: 'hand-off', handOff, act: { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ACCOUNT_LIST'] } }, keeper);
  return (await on.runs(keeper))[0]?.slice(before) ?? [];
}
const earlier = await earlierClock();

/** A case whose first clock meets a bug: its stored state names another playbook than the one it was launched with. */
async function faultyClock(): Promise<{ readonly waitMs: number | undefined; readonly run: History }> {
  const id = await on.launch();
  await on.owner.query(`update ledger set state = jsonb_set(state::jsonb, '{playbook,hash}', '"another"')::text where id = $1`, [id]);
  const handle = on.client.workflow.getHandle(id);
  const failed = async (): Promise<boolean> => ((await on.runs(id))[0] ?? []).some(({ activityTaskFailedEventAttributes: attributes }) => attributes);
  await vi.waitUntil(failed, { timeout: 20_000, interval: 100 });
  // The timer that follows the fault is set in the same task that heard of it.
  const waitMs = await vi.waitUntil(async () => (await handle.query(clocks))?.waitMs, { timeout: 20_000, interval: 100 });
  const [run = []] = await on.runs(id);
  await handle.terminate('the test is over');
  return { waitMs, run };
}
const faulty = await faultyClock();

/** A case that was closed for good: its keeper has ended. Whoever reopens it starts the story again, at the phase the ledger says. */
async function takenUpAgain() {
  const id = await on.launch();
  await on.owner.query(`update ledger set state = jsonb_set(state::jsonb, '{phase}', '"closed"')::text where id = $1`, [id]);
  await on.owner.query(`update keeper set phase = 'ended', open = false where id = $1`, [id]);
  await on.send(id, wakeCommand('closed'));
  const handle = on.client.workflow.getHandle(id);
  await handle.result();
  const ended = (await handle.describe()).status.name;
  const receipt = await on.say('coordinator', id, { type: 'case', act: { act: 'reopen', trigger: 'NEW_EVIDENCE' } });
  const now = { status: (await handle.describe()).status.name, phase: (await handle.query(standing)).phase };
  await handle.terminate('the test is over');
  return { ended, refusal: receipt?.refusal, now };
}
const again = await takenUpAgain();

describe('a keeper that had ended', () => {
  it('goes on with the word that takes its case up again', () => {
    expect(again).toEqual({ ended: 'COMPLETED', refusal: undefined, now: { status: 'RUNNING', phase: 'reopened' } });
  });
});

describe(`${busy.receipts.length} commands on one line`, () => {
  it('go through changes of runs', () => {
    expect(busy.runs.length).toBeGreaterThan(2);
  });

  it('are each recorded once: none lost, none doubled', async () => {
    expect(busy.receipts).toHaveLength(commands.atOnce + 2 * commands.oneByOne);
    expect(new Set(busy.receipts).size).toBe(busy.receipts.length);
    const stored = await readStored(await on.owner.connect().then((client) => { client.release(); return client; }), busy.id);
    expect(stored.events.filter(({ type }) => type === 'BlockerNamed')).toHaveLength(busy.receipts.length);
    expect(auditLedger(stored)).toEqual([]);
  });

  it('cost at most 12 events of history each, late as early', () => {
    expect(busy.early).toBeGreaterThan(5);
    expect(busy.early).toBeLessThanOrEqual(12);
    expect(busy.late).toBeLessThanOrEqual(busy.early + 0.5);
  });

  it('keep every run short', () => {
    for (const run of busy.runs) expect(run.length).toBeLessThan(1_400);
  });

  it('and no run ends with an update half answered', () => {
    for (const run of busy.runs.slice(0, -1)) {
      expect(run.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).toBeTruthy();
      expect(run.filter(({ workflowExecutionUpdateCompletedEventAttributes: update }) => update)).toHaveLength(accepted(run));
    }
  });
});

describe('when the next clock comes earlier', () => {
  it('a command costs two events more, and no third', () => {
    expect(earlier.filter(({ timerCanceledEventAttributes: cancelled }) => cancelled)).toHaveLength(1);
    expect(earlier.length).toBeLessThanOrEqual(14);
  });
});

describe('a row of the outbox', () => {
  it('brings a stored command to its keeper, once', async () => {
    const id = await on.launch('TOLD CASE', 'starter');
    const command = await on.store('coordinator', id, { ...block, step: 'S1.1' });
    await on.owner.query(`insert into outbox (ledger_id, keeper, word, agency_id) select ledger_id, keeper, id, agency_id from command, generate_series(1, 2) where id = $1`, [command]);
    const rows = async (sql: string): Promise<readonly unknown[]> => (await on.owner.query(sql, [id])).rows;
    await vi.waitUntil(async () => (await rows('select 1 from outbox where ledger_id = $1')).length === 0, { timeout: 4_000, interval: 50 });
    expect(await rows(`select command_id from event where ledger_id = $1 and type = 'BlockerNamed'`)).toEqual([{ command_id: command }]);
  });
});

describe('a fault in a rule', () => {
  it('fails the command that met it, and the line goes on', async () => {
    const id = await on.launch();
    const nonsense = await on.store('coordinator', id, { type: 'nonsense' });
    await expect(on.send(id, nonsense)).rejects.toMatchObject({ cause: { cause: { type: faultType, message: 'a rule met a bug' } } });
    expect((await on.say('coordinator', id, block))?.refusal).toBeUndefined();
    expect((await on.owner.query('select receipt from command where id = $1', [nonsense])).rows).toEqual([{ receipt: null }]);
  });

  it('met by a clock is tried again a minute later, not at once', () => {
    expect(faulty.waitMs).toBe(60_000);
    expect(faulty.run.filter(({ activityTaskFailedEventAttributes: failed }) => failed)).toHaveLength(1);
  });
});

describe('garbage', () => {
  it('as an update is refused, and the case lives', async () => {
    const id = await on.launch();
    const payloads = [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{half') }];
    const { outcome } = await on.connection.workflowService.updateWorkflowExecution({
      namespace: 'default', workflowExecution: { workflowId: id }, waitPolicy: { lifecycleStage: temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED },
      request: { meta: { updateId: randomUUID() }, input: { name: 'submit', args: { payloads } } },
    });
    expect(outcome?.failure).toBeTruthy();
    expect((await on.say('coordinator', id, block))?.refusal).toBeUndefined();
  });

  it('as a command id that was never stored changes nothing', async () => {
    const id = await on.launch();
    expect(await on.send(id, 'f'.repeat(64))).toBeUndefined();
    expect(await on.client.workflow.getHandle(id).query(standing)).toMatchObject({ phase: 'open' });
  });

  it.each(['case', 'handOff', 'escalation'])('as the start of an unknown %s ends by itself', async (kind) => {
    const keeper = `${kind}/${randomUUID()}`;
    const handle = await on.client.workflow.start(storyOf(keeper), { workflowId: keeper, taskQueue, args: [{ keeper }] });
    await handle.result();
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });

  it('as the first word to an unknown keeper ends by itself too', async () => {
    const keeper = `case/${randomUUID()}`;
    expect(await on.send(keeper, 'f'.repeat(64))).toBeUndefined();
    await on.client.workflow.getHandle(keeper).result();
  });
});
