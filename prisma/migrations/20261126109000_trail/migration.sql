-- Whose log somebody reads is worked out once a statement and not once a row: a long log must not outlast the patience of who asks.

-- The files of those they stand by.
create function my_files() returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct s.ledger_id from public.standing_view s
   where s.agency = current_setting('app.agency', true) and (s.person is null or s.person = current_setting('app.person', true)) and s.until_at is null
     and exists (select 1 from public.stands_as(s.ledger_id))
$$;
-- The cases they coordinate; and with the files of who is in them, the agencies that met in them: what another agency did with her elsewhere is not theirs to read.
create function reviewed_cases() returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select e.ledger_id from public.engagement e
   where 'COORDINATOR' = any(public.my_roles()) and e.agency_id = current_setting('app.agency', true) and e.until_at is null and 'COORDINATOR' = any(e.roles)
$$;
create function reviewed_files() returns table (ledger text, by_agency text) language sql stable security definer set search_path = pg_catalog, public as $$
  select i.ledger_id, o.agency_id from public.involvement_view i join public.engagement o on o.ledger_id = i.case_ledger and o.until_at is null
   where i.until_at is null and i.case_ledger in (select public.reviewed_cases())
$$;
revoke all on function my_files(), reviewed_cases(), reviewed_files() from public;
grant execute on function my_files(), reviewed_cases(), reviewed_files() to throughline_api;

drop policy api_read on access_log;
create policy api_read on access_log for select to throughline_api
  using (mine(exercise_id) and (person = current_setting('app.person', true) or (select my_roles() && array['OVERSIGHT_AUDITOR', 'PRIVACY_OFFICER'])
    or ledger_id in (select my_files()) or ledger_id in (select reviewed_cases()) or (ledger_id, agency) in (select f.ledger, f.by_agency from reviewed_files() f)));
-- Asked row by row, and by nobody any more.
drop function reviews(text, text);
