/**
 * The one clock of an exercise. It stands still while people act; between their acts it goes from clock to clock, and the keeper of each is
 * carried forward on the real engine by exactly what its timer still has to wait. No other workflow notices.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { ISO } from '#domain/time/civil-time.ts';
import { clocks, type ArmedClock } from '#workflows/contract.ts';
import type { Stage } from './stage.ts';

const patienceMs = 20_000;
const lookEveryMs = 4;
/** A timer that rang for a clock that is gone sets itself anew: after this long we ask for what it waits now. */
const looksBeforeAsking = 60;

interface OpenClock {
  readonly id: string;
  readonly keeper: string;
  readonly due_at: Date;
}

export function exerciseClock(stage: Stage, exercise: string) {
  const { pool } = stage;

  async function next(until: ISO): Promise<OpenClock | undefined> {
    const { rows } = await pool.query<OpenClock>(
      `select id, keeper, due_at from clock where exercise_id = $1 and state = 'open' and due_at <= $2 order by due_at, id limit 1`, [exercise, until],
    );
    return rows[0];
  }

  const nowAt = async (): Promise<ISO> => (await pool.query<{ now_at: Date }>('select now_at from exercise where id = $1', [exercise])).rows[0]?.now_at.toISOString() ?? '';

  const setNow = (at: ISO) => pool.query('update exercise set now_at = $2 where id = $1 and now_at <= $2', [exercise, at]);

  /** Until every keeper has heard what others' decisions mean for it. */
  async function heard(): Promise<void> {
    const sql = 'select count(*)::int as n from outbox where exercise_id = $1';
    await until('the outbox of the exercise to be delivered', async () => (await pool.query<{ n: number }>(sql, [exercise])).rows[0]?.n === 0);
  }

  async function ring(clock: OpenClock): Promise<void> {
    const isOver = async () => (await pool.query(`select 1 from clock where id = $1 and state = 'open'`, [clock.id])).rows.length === 0;
    const deadline = performance.now() + patienceMs;
    while (performance.now() < deadline) {
      const armed = await armedClock(stage, clock.keeper);
      if (armed !== undefined) await fastForward(stage, clock.keeper, armed.waitMs);
      for (let look = 0; look < looksBeforeAsking; look += 1) {
        if (await isOver()) return;
        await pause(lookEveryMs);
      }
    }
    throw new Error(`a clock of the exercise does not ring: ${clock.id}`);
  }

  /** What is due rings, and what follows from it, until nothing more is due. */
  async function settle(): Promise<void> {
    await heard();
    const now = await nowAt();
    for (let clock = await next(now); clock !== undefined; clock = await next(now)) {
      await ring(clock);
      await heard();
    }
  }

  return {
    settle,
    /** Time passes to an instant; on the way each clock rings when it is due, those due at the instant itself too. `look` is called at every instant at which one rang. */
    async passTo(until: ISO, look: (at: ISO) => Promise<void>): Promise<void> {
      for (let clock = await next(until); clock !== undefined; clock = await next(until)) {
        await setNow(clock.due_at.toISOString());
        await settle();
        await look(clock.due_at.toISOString());
      }
      await setNow(until);
    },
  };
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await pause(lookEveryMs);
  }
}

/** What the keeper's timer is set for. Undefined while it is busy or not there yet. */
async function armedClock(stage: Stage, keeper: string): Promise<ArmedClock | undefined> {
  try {
    return await stage.temporal.workflow.getHandle(keeper).query(clocks);
  } catch {
    return undefined; // asked again until our patience ends, and then it is said which clock did not ring
  }
}

/** The SDK has no method for it yet; its raw client does. Without a limit the server would run on to the next timer for ever. */
async function fastForward({ temporal }: Stage, workflowId: string, ms: number): Promise<void> {
  await temporal.workflowService.updateWorkflowExecutionOptions({
    namespace: temporal.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id: randomUUID(), duration: msToTs(ms) } } },
    updateMask: { paths: ['time_skipping_config'] },
  });
}
