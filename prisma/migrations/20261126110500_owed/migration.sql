-- What staff owe survivors climbs like everything else, and is counted where leaders look (metric M13).
alter table escalation_view drop constraint escalation_view_of_check;
alter table escalation_view add constraint escalation_view_of_check check ("of" in ('step', 'hand-off', 'commitment', 'signature', 'duty'));

-- Of the cases of my agency: how far such duties climbed, and who owes them. Whose they are and what they are is told to nobody here: `survivor` is a number that holds for this
-- answer alone, so that it can be said how many stand behind a figure. A duty stands here once, under one of the cases that were asked for.
-- Definer's rights, as with engaged(): who owes something to her, and that she is there, are rows that a leader does not see.
create function owed_to_survivors(in_ledgers text[]) returns table (ledger text, survivor bigint, agency text, keeper_agency text, level text, opened_at timestamptz, resolved_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct on (e.ledger_id, e.subject, e.version) i.case_ledger, dense_rank() over (order by e.ledger_id), d.agency, e.agency_id, e.level, e.opened_at, e.resolved_at
    from public.involvement_view i join public.escalation_view e on e.ledger_id = i.ledger_id and e."of" = 'duty' join public.duty_view d on d.ledger_id = e.ledger_id and d.id = e.subject
   where i.case_ledger = any(in_ledgers) and i.until_at is null and public.engaged(i.case_ledger) and public.mine(e.exercise_id) and not public.removal_here()
   order by e.ledger_id, e.subject, e.version, i.case_ledger
$$;
-- When the next of them reaches a leader of my agency, if nobody does anything.
create function next_owed(in_ledgers text[], after timestamptz) returns timestamptz language sql stable security definer set search_path = pg_catalog, public as $$
  select min((l ->> 'at')::timestamptz)
    from public.involvement_view i join public.ledger g on g.id = i.ledger_id
         cross join lateral jsonb_each(g.state::jsonb -> 'duties') d(id, duty) cross join lateral jsonb_array_elements(duty -> 'climb' -> 'deadline' -> 'levels') l
   where i.case_ledger = any(in_ledgers) and i.until_at is null and public.engaged(i.case_ledger) and public.mine(g.exercise_id) and not public.removal_here()
     and (l ->> 'at')::timestamptz > after and l ->> 'level' in ('L4', 'L5')
     and (duty -> 'to' ->> 'agency' = current_setting('app.agency', true) or (l ->> 'level' = 'L5' and g.agency_id = current_setting('app.agency', true)))
$$;
revoke all on function owed_to_survivors(text[]), next_owed(text[], timestamptz) from public;
grant execute on function owed_to_survivors(text[]), next_owed(text[], timestamptz) to throughline_api;
-- The worker, which sees every row, measures for the campaign of metrics.
grant execute on function owed_to_survivors(text[]) to throughline_worker;
