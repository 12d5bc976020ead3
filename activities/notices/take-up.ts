/** Takes up what was said: gives each event that people must hear of a keeper of its own, off the path of the command that caused it. */
import type pg from 'pg';
import { parseDuration } from '#domain/time/duration.ts';
import type { MailTerms } from '#domain/notice/schema.ts';

/**
 * One statement: so many events are marked as taken, and each gets a telling for each notice, an open keeper, a clock that is due at once and a wake-up.
 * `fresh`: not older than the terms allow. The clock is the second home: a wake-up that is lost is found by the sentinel.
 */
const query = `
with events as (
  select n.ledger_id, n.seq from notice n left join exercise x on x.id = n.exercise_id
   where not n.taken and (n.exercise_id is null or x.mail_sink is not null) order by n.at limit $1),
found as (
  select n.ledger_id, n.seq, n.part from notice n where not n.taken and (n.ledger_id, n.seq) in (select ledger_id, seq from events) for update skip locked),
taken as (
  update notice n set taken = true from found f where n.ledger_id = f.ledger_id and n.seq = f.seq and n.part = f.part
  returning n.ledger_id, n.seq, n.part, n.at, n.agency_id, n.exercise_id, 'notice/' || n.ledger_id || '/' || n.seq as keeper),
fresh as (
  select t.*, coalesce(x.now_at, clock_timestamp()) as now from taken t left join exercise x on x.id = t.exercise_id
   where t.at > coalesce(x.now_at, clock_timestamp()) - $2::interval),
told as (
  insert into telling (ledger_id, seq, part, keeper, agency_id, exercise_id) select ledger_id, seq, part, keeper, agency_id, exercise_id from fresh on conflict do nothing),
kept as (
  insert into keeper (id, ledger_id, phase, open, agency_id, exercise_id) select distinct keeper, keeper, 'due', true, agency_id, exercise_id from fresh
  on conflict (id) do update set phase = 'due', open = true),
ticking as (
  insert into clock (id, ledger_id, keeper, name, subject, due_at, agency_id, exercise_id)
  select distinct keeper || '/' || (select count(*) from clock c where c.ledger_id = keeper) || '@' || to_char(now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    keeper, keeper, 'attempt-due', 'notice', now, agency_id, exercise_id from fresh on conflict do nothing),
woken as (insert into outbox (ledger_id, keeper, agency_id, exercise_id) select distinct keeper, keeper, agency_id, exercise_id from fresh returning 1),
rang as (select pg_notify('outbox', '') from woken limit 1)
select (select count(*)::int from taken) as taken, (select count(*)::int from rang) as rang`;

const atOnce = 100;
const unit: Readonly<Record<string, string>> = { m: 'minutes', h: 'hours', d: 'days', wd: 'days', mo: 'months', y: 'years' };

function intervalOf(duration: string): string {
  const { amount, unit: name } = parseDuration(duration);
  return `${amount} ${unit[name] ?? 'days'}`;
}

/** Answers how many notices were taken up. */
export async function takeUp(pool: pg.Pool, terms: MailTerms): Promise<number> {
  const { rows } = await pool.query<{ taken: number }>({ name: 'take up notices', text: query, values: [atOnce, intervalOf(terms.staleAfter)] });
  return rows[0]?.taken ?? 0;
}
