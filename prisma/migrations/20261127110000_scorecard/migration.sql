-- How many cases hold each rating of each criterion, as their last review that was held says it: of the cases of the agency that asks; of all, to survivors who advise.
-- No number of cases below `smallest` leaves here (5 inside, 11 outside: domain 5e). Outside, one small part closes all parts of its criterion, or it could be worked out.
create function scorecard_portfolio(smallest integer) returns table (criterion text, rating text, cases integer, assessed integer) language sql stable security definer set search_path = pg_catalog, public as $$
  with k as (select greatest(smallest, 5) as least),
  held as (
    select r.ledger_id, (r.data ->> 'nth')::int as nth from public.record_view r
     where r.kind = 'review' and r.state = 'HELD' and public.mine(r.exercise_id) and current_setting('app.contained', true) is distinct from 'yes'
       and r.case_ledger not in (select public.suspect_cases()) and (public.engaged(r.case_ledger) or 'SURVIVOR_CONSULTANT' = any(public.my_roles()))),
  said as (
    select distinct on (a.ledger_id, a.data ->> 'criterion') a.data ->> 'criterion' as criterion, a.data ->> 'rating' as rating
      from public.record_view a join held h on h.ledger_id = a.ledger_id and h.nth = (a.data ->> 'nth')::int where a.kind = 'assessment'
     order by a.ledger_id, a.data ->> 'criterion', h.nth desc),
  counted as (select s.criterion, s.rating, count(*)::int as cases, (sum(count(*)) over (partition by s.criterion))::int as assessed from said s group by 1, 2)
  select c.criterion, c.rating,
         case when c.assessed < k.least or (k.least > 5 and min(c.cases) over (partition by c.criterion) < k.least) then null else c.cases end,
         case when c.assessed < k.least then null else c.assessed end
    from counted c, k order by 1, 2
$$;
revoke all on function scorecard_portfolio(integer) from public;
grant execute on function scorecard_portfolio(integer) to throughline_api;
