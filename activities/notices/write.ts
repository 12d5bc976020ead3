/** Keeps what has become of one event: deliveries, outcomes, the keeper's phase and its one clock. */
import type pg from 'pg';
import { standing, type Delivery, type Telling } from '#domain/notice/telling.ts';
import type { Place } from './read.ts';

const deliveryColumns = `"person" text, "agency" text, "parts" int[], "state" text, "attempts" int, "notBefore" timestamptz, "triedAt" timestamptz, "sentAt" timestamptz, "readBy" timestamptz`;

const deliveriesQuery = `
insert into delivery (ledger_id, seq, person, keeper, parts, state, attempts, not_before, tried_at, sent_at, read_by, agency_id, exercise_id)
select $2, $3, r."person", $4, r."parts", r."state", r."attempts", r."notBefore", r."triedAt", r."sentAt", r."readBy", r."agency", $5
  from jsonb_to_recordset($1) as r(${deliveryColumns})
on conflict (ledger_id, seq, person) do update set parts = excluded.parts, state = excluded.state, attempts = excluded.attempts, not_before = excluded.not_before,
  tried_at = excluded.tried_at, sent_at = excluded.sent_at, read_by = excluded.read_by, claimed_at = case when excluded.state = 'SENDING' then delivery.claimed_at end`;

const partsQuery = `
update telling t set rank = r."rank", outcome = r."outcome", ended_at = case when r."outcome" is null then null else coalesce(t.ended_at, $4) end
  from jsonb_to_recordset($1) as r("part" int, "rank" int, "outcome" text) where t.ledger_id = $2 and t.seq = $3 and t.part = r."part"`;

/** One clock at most: another one takes the place of the one that was there. Clocks are numbered, for the same one never runs twice. */
const clockQuery = `
with wanted as (select $2::text as name, $3::timestamptz as due_at where $2::text is not null),
gone as (
  update clock c set state = case when c.due_at <= $4 then 'fired' else 'cancelled' end
   where c.keeper = $1 and c.state = 'open' and not exists (select 1 from wanted w where w.name = c.name and w.due_at = c.due_at) returning 1)
insert into clock (id, ledger_id, keeper, name, subject, due_at, agency_id, exercise_id)
select $1 || '/' || (select count(*) from clock where ledger_id = $1) || '@' || to_char(w.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), $1, $1, w.name, 'notice', w.due_at, $5, $6
  from wanted w where not exists (select 1 from clock c where c.keeper = $1 and c.state = 'open' and c.name = w.name and c.due_at = w.due_at)`;

const changed = (before: readonly Delivery[], after: readonly Delivery[]): readonly Delivery[] => after.filter((delivery) => !before.includes(delivery));

/** Writes what differs from `before`. Under the keeper's lock. */
export async function write(client: pg.ClientBase, { keeper, ledger, seq, agency, exercise }: Place, before: Telling, after: Telling, now: string): Promise<void> {
  const deliveries = changed(before.deliveries, after.deliveries);
  if (deliveries.length > 0) await client.query({ name: 'keep deliveries', text: deliveriesQuery, values: [JSON.stringify(deliveries), ledger, seq, keeper, exercise] });
  const parts = after.parts.map(({ part, rank, outcome }) => ({ part, rank, outcome: outcome ?? null }));
  await client.query({ name: 'keep tellings', text: partsQuery, values: [JSON.stringify(parts), ledger, seq, now] });
  const { phase, clock } = standing(after);
  await client.query('update keeper set phase = $2, open = $3 where id = $1', [keeper, phase, phase !== 'ended']);
  await client.query({ name: 'keep notice clock', text: clockQuery, values: [keeper, clock?.name ?? null, clock?.dueAt ?? null, now, agency, exercise] });
  if (deliveries.some(({ state }) => state === 'SENDING')) await client.query(`select pg_notify('mail', '')`);
}
