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
const lookEveryMs = 6;
/** A keeper whose timer was set for another clock sets it anew as soon as it has rung; and one that is at work is asked again. */
const looksBeforeAsking = 3;
/** A timer that we carried on and that has not rung after this long is taken for lost. */
const looksBeforeLost = 80;
const lostAfterMs = 500;

interface OpenClock {
  readonly id: string;
  readonly keeper: string;
  readonly due_at: Date;
}

/** What is due by an instant, and whether some keeper has still to hear of another's decision, or the mail of the exercise is at work. Without an instant: by the exercise's own. */
const ahead = `
select (select count(*)::int from outbox where exercise_id = $1) + (select count(*)::int from delivery where exercise_id = $1 and state = 'SENDING')
       + case when e.mail_sink is null then 0 else (select count(*)::int from notice where exercise_id = $1 and not taken) end as unheard, c.id, c.keeper, c.due_at
from exercise e left join lateral (
  select id, keeper, due_at from clock where exercise_id = e.id and state = 'open' and due_at <= coalesce($2, e.now_at) order by due_at, id limit 1) c on true
where e.id = $1`;

export function exerciseClock(stage: Stage, exercise: string) {
  /** Every instant at which this clock has stood, in milliseconds. */
  const stood = new Set<number>();

  const look = (until?: ISO) => lookAhead(stage, exercise, until);

  async function setNow(at: ISO): Promise<void> {
    stood.add(Date.parse(at));
    await stage.pool.query('update exercise set now_at = $2 where id = $1 and now_at <= $2', [exercise, at]);
  }

  /** Every keeper hears what others' decisions mean for it, and what is due rings, until nothing more follows. */
  async function settle(): Promise<void> {
    const deadline = performance.now() + patienceMs;
    for (let found = await look(); found.unheard > 0 || found.clock !== undefined; found = await look()) {
      if (performance.now() > deadline) throw new Error('the outbox of the exercise is not delivered');
      if (found.unheard > 0) await pause(lookEveryMs);
      else if (found.clock !== undefined) await ring(stage, found.clock, stood);
    }
  }

  /** To the next instant at which a clock is due, and that clock rings; where none is due by `until`, to that instant itself: then undefined. */
  async function toNext(until: ISO): Promise<ISO | undefined> {
    const { clock } = await look(until);
    if (clock === undefined) {
      await setNow(until);
      return undefined;
    }
    const at = clock.due_at.toISOString();
    await setNow(at);
    await settle();
    return at;
  }

  return {
    settle,
    toNext,
    /** Time passes to an instant; on the way each clock rings when it is due, those due at the instant itself too. `seen` is called at every instant at which one rang. */
    async passTo(until: ISO, seen: (at: ISO) => Promise<void>): Promise<void> {
      for (let at = await toNext(until); at !== undefined; at = await toNext(until)) await seen(at);
    },
  };
}

async function lookAhead({ pool }: Stage, exercise: string, until: ISO | undefined): Promise<{ readonly unheard: number; readonly clock: OpenClock | undefined }> {
  const { rows } = await pool.query<{ unheard: number } & OpenClock>({ name: 'ahead', text: ahead, values: [exercise, until ?? null] });
  const row = rows[0];
  return { unheard: row?.unheard ?? 0, clock: row?.id == null ? undefined : row };
}

async function ring(stage: Stage, clock: OpenClock, stood: ReadonlySet<number>): Promise<void> {
  const isOver = async () => (await stage.pool.query({ name: 'is over', text: `select 1 from clock where id = $1 and state = 'open'`, values: [clock.id] })).rows.length === 0;
  const deadline = performance.now() + patienceMs;
  let carried: (ArmedClock & { readonly at: number }) | undefined;
  while (performance.now() < deadline) {
    const armed = await armedClock(stage, clock.keeper);
    // A timer that we have carried on already is not carried on again, unless it is lost.
    const isCarried = armed?.id === carried?.id && armed?.waitMs === carried?.waitMs && performance.now() - (carried?.at ?? 0) < lostAfterMs;
    if (armed !== undefined && !isCarried) {
      assertSetRightly(armed, clock, stood);
      // What is due already rings by itself.
      if (armed.waitMs > 0) await fastForward(stage, clock.keeper, armed.waitMs);
      carried = { ...armed, at: performance.now() };
    }
    for (let looks = 0; looks < (armed?.id === clock.id ? looksBeforeLost : looksBeforeAsking); looks += 1) {
      if (await isOver()) return;
      await pause(lookEveryMs);
    }
  }
  throw new Error(`a clock of the exercise does not ring: ${clock.id}`);
}

/** We carry a keeper on by what its timer waits, so a timer that was set wrongly would go unseen. It can only have been set at an instant at which we stood. */
function assertSetRightly(armed: ArmedClock, clock: OpenClock, stood: ReadonlySet<number>): void {
  if (armed.id !== clock.id || stood.has(clock.due_at.getTime() - armed.waitMs)) return;
  throw new Error(`the timer of ${clock.id} was set to wait ${armed.waitMs} ms, which is not until its time`);
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
