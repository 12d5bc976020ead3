/**
 * The second home of every clock. An engine restored from an older copy loses the timers armed since, without a word; here they are found in the
 * ledger's own clock rows and ticked. Exercises are left out: their time does not run by itself.
 */
import { randomUUID } from 'node:crypto';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import type pg from 'pg';
import { taskQueue } from '#workflows/contract.ts';
import { ensure, say, tick } from './engine.ts';

/** How late a clock may be before somebody else than its timer sees to it. */
const overdueSeconds = 60;
const atOnce = 10;
/** A command that nobody could deliver is forgotten, with its free text, after a day: the answer was "unknown, the same key is safe". What took hold at once is kept until it is recorded. */
const expiryHours = 24;
const scheduleId = 'sentinel';

const overdue = `
select distinct on (keeper) keeper, id from clock
where state = 'open' and exercise_id is null and due_at < clock_timestamp() - make_interval(secs => $1) order by keeper, due_at, id`;

export type Report = (what: string, error: unknown) => void;

/** Each by itself: one that fails is reported and holds up nobody. Answers how many did not. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>, report: Report): Promise<number> {
  const queue = [...items];
  let done = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item).then(() => { done += 1; }, (error: unknown) => report('keeper', error));
    }
  }));
  return done;
}

/** Ticks overdue clocks until none is left that was not tried, one a keeper at a time; answers how many answered. */
export async function sweep(pool: pg.Pool, client: Client, report: Report): Promise<number> {
  await expire(pool);
  await pool.query('select tidy_deconfliction()');
  let healed = 0;
  for (let found = await readOverdue(pool), seen = new Set<string>(); found.length > 0; found = (await readOverdue(pool)).filter(({ id }) => !seen.has(id))) {
    for (const { id } of found) seen.add(id);
    healed += await inParallel(found, ({ keeper, id }) => tick(client, keeper, id), report);
  }
  return healed;
}

/** People whose account is closed and agencies that are gone, with open work that no sweep is at: the directory was edited by hand. Without a person: the agency itself. */
const left = `
select gone.person, gone.agency from (
  select p.id as person, p.agency_id as agency from person p
   where p.exercise_id is null and not is_active(p.id, clock_timestamp()) and exists (select 1 from open_work_of(p.id, null))
  union all select null, a.id from agency a where a.exercise_id is null and not agency_is_active(a.id, clock_timestamp()) and exists (select 1 from agency_parts_of(a.id, null))) gone
where not exists (select 1 from keeper k where k.ledger_id = 'agency/' || gone.agency and k.id like 'leaverSweep/%' and k.open) order by 2, 1 limit 50`;
const askForSweep = `
insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id)
values ($1, $2, $2, 'desk', $3, $4, '{}', '', clock_timestamp(), $5)`;

/** Has the open work of such people and agencies offered anew. Answers how many desks were asked. */
export async function sweepLeavers(pool: pg.Pool, client: Client, report: Report): Promise<number> {
  const { rows } = await pool.query<{ person: string | null; agency: string }>(left);
  return inParallel(rows, async ({ person, agency }) => {
    const id = randomUUID();
    const keeper = `agency/${agency}`;
    await pool.query(askForSweep, [`sweep/${id}`, keeper, JSON.stringify({ type: 'desk', agency, id, act: { act: 'sweep', ...(person !== null && { person }) } }), person ?? agency, agency]);
    await say(client, keeper, `sweep/${id}`);
  }, report);
}

async function readOverdue(pool: pg.Pool): Promise<readonly { readonly keeper: string; readonly id: string }[]> {
  return (await pool.query<{ keeper: string; id: string }>(overdue, [overdueSeconds])).rows;
}

async function expire(pool: pg.Pool): Promise<void> {
  await pool.query(
    `with gone as (delete from command where receipt is null and not exists (select 1 from narrowing n where n.command_id = command.id) and received_at < clock_timestamp() - make_interval(hours => $1) returning id)
     delete from vault_item where command_id in (select id from gone)`,
    [expiryHours],
  );
  // What was only begun goes on the day that was announced, unless the law holds it.
  await pool.query('delete from draft where exercise_id is null and not legal_hold and expires_at < clock_timestamp()');
  // What was begun at an agency that is contained may have been written by somebody else.
  await pool.query(`delete from draft d using containment c where c.ledger_id = 'agency/' || d.agency_id and c.until_at is null and d.exercise_id is null and not d.legal_hold`);
}

/** Takes up every open process from the ledger; those that run already are left alone. Answers how many run now. */
export async function takeUpAll(pool: pg.Pool, client: Client, report: Report): Promise<number> {
  const { rows } = await pool.query<{ id: string }>('select id from keeper where open and exercise_id is null order by id');
  return inParallel(rows, ({ id }) => ensure(client, id), report);
}

/** Makes sure the schedule exists. True when it had to be made: then this engine is new, or was emptied, and knows none of our processes. */
export async function ensureSentinel(client: Client): Promise<boolean> {
  try {
    await client.schedule.create({
      scheduleId, spec: { intervals: [{ every: '1 minute' }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      action: { type: 'startWorkflow', workflowType: 'sentinel', taskQueue, workflowId: 'sentinel' },
    });
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
}
