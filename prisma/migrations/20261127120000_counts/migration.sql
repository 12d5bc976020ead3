-- What the measures of outcomes look at: rows without names, of the cases that whoever asks may count. Whom a row is about is told by a number that holds for this answer alone, so that it can be
-- said how many people stand behind a figure. Definer's rights, as with owed_to_survivors(): a leader does not see these rows, and is told of them where enough people stand behind.

-- Of these cases, or of all (null): those that may be counted. Survivors who advise count over all cases; an agency that enforces removal, or that is contained, over none.
-- The worker, which sees every row, measures for the campaign of metrics.
create function countable(in_ledgers text[]) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select c.ledger_id from public.case_view c
   where (in_ledgers is null or c.ledger_id = any(in_ledgers))
     and (current_setting('role', true) = 'throughline_worker'
       or (public.mine(c.exercise_id) and current_setting('app.contained', true) is distinct from 'yes' and not public.removal_here() and c.ledger_id not in (select public.suspect_cases())
         and (public.engaged(c.ledger_id) or (in_ledgers is null and 'SURVIVOR_CONSULTANT' = any(public.my_roles())))))
$$;

-- Each suspect, what became of them, and how far restitution has come that names them.
create function suspects_counted(in_ledgers text[]) returns table (ledger text, suspect bigint, outcome text, under text, convicted boolean, redress text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.ledger_id, dense_rank() over (order by s.ledger_id, s.label), o.state, o.data ->> 'under', coalesce((o.data ->> 'addressed')::boolean, false),
         (select r.state from public.record_view r
           where r.case_ledger = s.ledger_id and r.kind = 'restitution-order' and (r.data -> 'defendants' ? s.label or r.data -> 'liable' @> jsonb_build_array(jsonb_build_object('defendant', s.label)))
           order by array_position(array['OVER', 'ORDERED', 'REQUESTED', 'EXCEPTION_PROPOSED', 'NOT_REQUESTED', 'CLAIM'], r.state), r.ledger_id limit 1)
    from public.countable(in_ledgers) c(ledger) join public.subject_view s on s.ledger_id = c.ledger and s.kind = 'suspect'
         left join public.record_view o on o.ledger_id = s.ledger_id and o.kind = 'outcome' and o.id = s.label
$$;

-- Each decision of a route, in the step that the playbook names and in those that supersede it; with how far the proof relied on testimony by then.
create function routes_counted(in_ledgers text[]) returns table (ledger text, suspect bigint, route text, charges boolean, at timestamptz, reliance text)
language sql stable security definer set search_path = pg_catalog, public as $$
  with asked as materialized (select v.ledger_id, v.id, v.playbook_id, v.playbook_version from public.countable(in_ledgers) c(ledger) join public.case_view v on v.ledger_id = c.ledger),
  book as materialized (
    select p.id, p.version, p.body::jsonb as body from public.playbook p where exists (select 1 from asked a where a.playbook_id = p.id and a.playbook_version = p.version)),
  deciding as materialized (
    select b.id, b.version, s ->> 'code' as code, b.body -> 'suspects' -> 'charging' -> 'charges' as charges,
           (select jsonb_agg(o -> 'option') from jsonb_array_elements(b.body -> 'steps') d, jsonb_array_elements(d -> 'decides' -> 'options') o where d ->> 'code' = b.body -> 'suspects' -> 'charging' ->> 'decided') as routes
      from book b, jsonb_array_elements(b.body -> 'steps') s
     where s ->> 'code' = b.body -> 'suspects' -> 'charging' ->> 'decided' or s -> 'decides' -> 'supersedes' ? (b.body -> 'suspects' -> 'charging' ->> 'decided'))
  select a.ledger_id, dense_rank() over (order by a.ledger_id, d.subject), d.data ->> 'option', k.charges ? (d.data ->> 'option'), d.at,
         (select r.state from public.record_view r where r.ledger_id = 'evidence/' || a.id and r.kind = 'reliance' and r.subject = d.subject and r.at <= d.at order by r.at desc limit 1)
    from asked a join deciding k on k.id = a.playbook_id and k.version = a.playbook_version
         join public.record_view d on d.ledger_id = a.ledger_id and d.kind = 'decision' and d.subject is not null and d.data ->> 'code' = k.code and k.routes ? (d.data ->> 'option')
$$;

-- What the last review that was held says of each criterion. Takes the place of the counts of ratings: they are made, and withheld, where all counts are.
drop function scorecard_portfolio(integer);
create function ratings_counted(in_ledgers text[]) returns table (ledger text, criterion text, rating text) language sql stable security definer set search_path = pg_catalog, public as $$
  with held as (
    select c.ledger, r.ledger_id, (r.data ->> 'nth')::int as nth from public.countable(in_ledgers) c(ledger) join public.record_view r on r.case_ledger = c.ledger and r.kind = 'review' and r.state = 'HELD')
  select distinct on (h.ledger, a.data ->> 'criterion') h.ledger, a.data ->> 'criterion', a.data ->> 'rating'
    from held h join public.record_view a on a.ledger_id = h.ledger_id and a.kind = 'assessment' and (a.data ->> 'nth')::int = h.nth
   order by h.ledger, a.data ->> 'criterion', h.nth desc
$$;

-- What criteria, outcomes and routes are called, in the playbooks of these cases: they agree on what each is.
create function titles_counted(in_ledgers text[]) returns table (code text, title text) language sql stable security definer set search_path = pg_catalog, public as $$
  with book as materialized (
    select p.id, p.version, p.body::jsonb as body from public.playbook p
     where (p.id, p.version) in (select v.playbook_id, v.playbook_version from public.countable(in_ledgers) c(ledger) join public.case_view v on v.ledger_id = c.ledger))
  select distinct on (n.code) n.code, n.title from book b, lateral (
    select c ->> 'criterion' as code, c ->> 'title' as title from jsonb_array_elements(b.body -> 'scorecard' -> 'criteria') c
    union all select o ->> 'outcome', o ->> 'title' from jsonb_array_elements(b.body -> 'suspects' -> 'outcomes') o
    union all select o ->> 'option', o ->> 'title' from jsonb_array_elements(b.body -> 'steps') s, jsonb_array_elements(s -> 'decides' -> 'options') o
               where s ->> 'code' = b.body -> 'suspects' -> 'charging' ->> 'decided') n
   order by n.code, b.id, b.version desc
$$;

-- Orders of restitution: their sums, how those who owe them stand, what each share is and what of it was paid. Days and whole cents.
create function orders_counted(in_ledgers text[]) returns table (ledger text, stage text, currency text, ordered_on date, total float8, paid float8, outstanding float8, first_paid_on date, standings jsonb, shares jsonb)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.ledger, o.state, o.data ->> 'currency', (o.data ->> 'on')::date, (o.data ->> 'total')::float8, (o.data ->> 'paid')::float8, (o.data ->> 'outstanding')::float8,
         (select min((p.data ->> 'on')::date) from public.record_view p where p.ledger_id = o.ledger_id and p.kind = 'restitution-payment' and p.state = 'RECEIVED'),
         coalesce((select jsonb_agg(l -> 'standing') from jsonb_array_elements(o.data -> 'liable') l), '[]'),
         coalesce((select jsonb_agg(jsonb_build_object('cents', s.data -> 'cents', 'paid', s.data -> 'paid') order by s.id) from public.record_view s where s.ledger_id = o.ledger_id and s.kind = 'restitution-share'), '[]')
    from public.countable(in_ledgers) c(ledger) join public.record_view o on o.case_ledger = c.ledger and o.kind = 'restitution-order'
$$;

-- Each survivor of a case: whether she counts as a child, when sessions were held, and when a request was denied by which gate.
create function sessions_counted(in_ledgers text[]) returns table (ledger text, survivor bigint, child boolean, held jsonb, denied jsonb)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i.case_ledger, dense_rank() over (order by i.ledger_id), not public.is_of_age(i.ledger_id),
         coalesce((select jsonb_agg(public.ms(s.at) order by s.seq) from public.session_view s where s.ledger_id = i.ledger_id and s.case_ledger = i.case_ledger), '[]'),
         coalesce((select jsonb_agg(jsonb_build_object('by', v.result, 'at', public.ms(v.at)) order by v.at) from public.interview_view v
                    where v.ledger_id = i.ledger_id and v.case_ledger = i.case_ledger and v.result in ('DENIED_GATE', 'DENIED_LIMIT')), '[]')
    from public.countable(in_ledgers) c(ledger) join public.involvement_view i on i.case_ledger = c.ledger and i.until_at is null
$$;

-- What was promised to survivors, and what she says became of it. A promise stands here once, under one of the cases that were asked for.
create function promises_counted(in_ledgers text[]) returns table (ledger text, survivor bigint, made_at timestamptz, due text, answer text, answered_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct on (p.ledger_id, p.id) i.case_ledger, dense_rank() over (order by p.ledger_id), p.made_at, p.due::text, p.answer, p.answered_at
    from public.countable(in_ledgers) c(ledger) join public.involvement_view i on i.case_ledger = c.ledger and i.until_at is null join public.promise_to_her_view p on p.ledger_id = i.ledger_id
   order by p.ledger_id, p.id, i.case_ledger
$$;

revoke all on function countable(text[]) from public;
do $$ declare f text; begin
  foreach f in array array['suspects_counted', 'routes_counted', 'ratings_counted', 'titles_counted', 'orders_counted', 'sessions_counted', 'promises_counted'] loop
    execute format('revoke all on function %I(text[]) from public', f);
    execute format('grant execute on function %I(text[]) to throughline_api, throughline_worker', f);
  end loop;
end $$;
