/** `verify -- timers`: every open process has a workflow, every open clock a timer armed in the engine, and nothing is overdue. */
import { isGrpcServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import type pg from 'pg';

/** How late a clock may be before somebody else than its timer sees to it (activities/sweep.ts): the promise that is checked here. */
const graceMs = 60_000;
const atOnce = 8;
/** Between two lines of a decision the engine and the record differ for a moment: what is wrong must be wrong for longer than that. */
const patience = 6;
const pauseMs = 1_000;

interface Kept {
  readonly id: string;
  readonly clock: string | null;
  readonly due_at: Date | null;
  readonly now: Date;
}

const open = `
select k.id, c.id as clock, c.due_at, clock_timestamp() as now from keeper k
left join lateral (select id, due_at from clock where keeper = k.id and state = 'open' order by due_at, id limit 1) c on true
where k.open and k.exercise_id is null and ($1::text[] is null or k.id = any($1)) order by k.id`;
/** A clock whose keeper is closed or unknown would be heard by nobody. */
const homeless = `select c.id from clock c where c.state = 'open' and c.exercise_id is null and not exists (select 1 from keeper k where k.id = c.keeper and k.open) order by c.id`;

export interface TimersReport {
  readonly keepers: number;
  readonly clocks: number;
  /** Keepers without a running workflow: what `--take-up` starts. */
  readonly absent: readonly string[];
  readonly broken: readonly string[];
}

/** Real cases only: the time of an exercise does not run by itself. */
export async function auditTimers(pool: pg.Pool, client: Client, looks = patience): Promise<TimersReport> {
  const first = (await pool.query<Kept>(open, [null])).rows;
  let flaws = await lookAt(client, first);
  for (let look = 1; look < looks && flaws.length > 0; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    flaws = await lookAt(client, (await pool.query<Kept>(open, [flaws.map(({ keeper }) => keeper)])).rows);
  }
  const strays = (await pool.query<{ id: string }>(homeless)).rows.map(({ id }) => `clock ${id}: its keeper is not open`);
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from clock where state = 'open' and exercise_id is null`);
  return {
    keepers: first.length, clocks: rows[0]?.n ?? 0, absent: flaws.filter(({ isAbsent }) => isAbsent).map(({ keeper }) => keeper),
    broken: [...flaws.map(({ keeper, text }) => `${keeper}: ${text}`), ...strays],
  };
}

interface Flaw {
  readonly keeper: string;
  readonly isAbsent: boolean;
  readonly text: string;
}

async function lookAt(client: Client, keepers: readonly Kept[]): Promise<readonly Flaw[]> {
  const queue = [...keepers];
  const found: Flaw[] = [];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let kept = queue.shift(); kept !== undefined; kept = queue.shift()) {
      const flaw = await flawOf(client, kept);
      if (flaw !== undefined) found.push({ keeper: kept.id, ...flaw });
    }
  }));
  return found;
}

async function flawOf(client: Client, { id, clock, due_at: due, now }: Kept): Promise<Omit<Flaw, 'keeper'> | undefined> {
  const history = await runningHistory(client, id);
  if (history === undefined) return { isAbsent: true, text: 'no workflow runs for it' };
  if (clock === null || due === null) return undefined;
  if (now.getTime() - due.getTime() > graceMs) return { isAbsent: false, text: `clock ${clock} is overdue by ${Math.round((now.getTime() - due.getTime()) / 1000)} s` };
  // Due this moment: the timer has rung and the decision is on its way, or the clock will soon be overdue.
  if (due <= now) return undefined;
  const rings = earliestTimer(history);
  if (rings === undefined) return { isAbsent: false, text: `clock ${clock} has no timer` };
  if (rings - due.getTime() > graceMs) return { isAbsent: false, text: `clock ${clock} has a timer that rings ${Math.round((rings - due.getTime()) / 1000)} s too late` };
  return undefined;
}

/** The engine's own word, read from its history: a worker need not run, and a timer that only a worker believes in does not count. */
async function runningHistory(client: Client, workflowId: string): Promise<readonly temporal.api.history.v1.IHistoryEvent[] | undefined> {
  try {
    const handle = client.workflow.getHandle(workflowId);
    const { status: state } = await handle.describe();
    if (state.name !== 'RUNNING') return undefined;
    return (await handle.fetchHistory()).events ?? [];
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const grpcNotFound = 5;
const isNotFound = (error: unknown): boolean => error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && (error.code as number) === grpcNotFound);

const ms = (time: { readonly seconds?: unknown; readonly nanos?: number | null } | null | undefined): number => Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;

/** When the next running timer rings, in milliseconds since the epoch. */
function earliestTimer(events: readonly temporal.api.history.v1.IHistoryEvent[]): number | undefined {
  const running = new Map<string, number>();
  for (const { eventTime, timerStartedEventAttributes: started, timerFiredEventAttributes: fired, timerCanceledEventAttributes: cancelled } of events) {
    if (started) running.set(started.timerId ?? '', ms(eventTime) + ms(started.startToFireTimeout));
    const ended = fired?.timerId ?? cancelled?.timerId;
    if (ended !== undefined && ended !== null) running.delete(ended);
  }
  return running.size === 0 ? undefined : Math.min(...running.values());
}
