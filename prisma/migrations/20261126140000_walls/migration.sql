-- Whoever is suspected of exploiting her sees nothing of her cases either: the case says how she may be reached, what is being done about her and who works on it (consent rule 4).
create index standing_view_person on standing_view (person) where person is not null;

-- The cases in which somebody who asks is suspected by the file of a person who is or was in them. An agency that leads the case keeps the case, not her file, when all of it is
-- suspected and nobody by name: somebody must be there to hand it over, and another agency may contain it.
create function suspect_cases() returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select i.case_ledger from public.involvement_view i
   where i.ledger_id in (
       select s.ledger_id from public.standing_view s where s.until_at is not null
          and (s.person = current_setting('app.person', true) or (s.person is null and s.agency = current_setting('app.agency', true))))
     and public.is_suspected(i.ledger_id)
     and (exists (select 1 from public.standing_view s left join public.narrowing n on n.ledger_id = s.ledger_id and n.subject = s.id
           where s.ledger_id = i.ledger_id and s.until_at is not null and s.person = current_setting('app.person', true) and (s.suspected or n.subject is not null))
       or not exists (select 1 from public.case_view c where c.ledger_id = i.case_ledger and c.agency_id = current_setting('app.agency', true)))
$$;
revoke all on function suspect_cases() from public;
grant execute on function suspect_cases() to throughline_api;

-- Everything a case keeps, whatever table it is in; asked once a statement. What somebody sent and read themselves stays theirs.
do $$ declare t text; begin
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'ledger_id' and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity and c.relname <> all (array['command', 'access_log']) loop
    execute format('create policy suspects_see_no_case on %I as restrictive for select to throughline_api using ((ledger_id in (select suspect_cases())) is not true)', t);
  end loop;
  foreach t in array array['vault_item', 'vault_key'] loop
    execute format('create policy suspects_see_no_case on %I as restrictive for select to throughline_api using ((owner in (select suspect_cases())) is not true)', t);
  end loop;
end $$;
create policy suspects_see_no_case on ledger as restrictive for select to throughline_api using ((id in (select suspect_cases())) is not true);
create policy suspects_see_no_case on access_log as restrictive for select to throughline_api
  using (person = current_setting('app.person', true) or (ledger_id in (select suspect_cases())) is not true);

-- Whoever is there for a child only has no part in the file of somebody of age, nor supervises one: as before, and asked at the moment of reading.
create or replace function roles_in(of_ledger text) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct r from unnest(public.my_roles()) r join public.engagements_in(of_ledger) e on r = any(e.roles) or r in ('AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'OVERSIGHT_AUDITOR')
   where r not in ('CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER') or not public.is_of_age(of_ledger)
$$;
create or replace function supervises_in(of_ledger text) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select s.r from (
    select r from public.engagements_in(of_ledger) e, unnest(e.roles) r where r not in ('AGENCY_LEADER', 'OVERSIGHT_AUDITOR') and 'AGENCY_SUPERVISOR' = any(public.my_roles())
    union select s.role from public.standing_view s
     where s.ledger_id = of_ledger and s.agency = current_setting('app.agency', true) and s.until_at is null and 'AGENCY_SUPERVISOR' = any(public.my_roles())) s
   where s.r not in ('CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER') or not public.is_of_age(of_ledger)
$$;
-- An assignment opens the file of a child to a child-protection worker who works on a case of the child, or stands by the child.
create or replace function is_open(of_ledger text, of_class text, of_recorder text, of_paper uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  held text[] := public.my_roles();
  working text[] := array(select public.roles_in(of_ledger));
begin
  if public.no_content() or (of_class in ('D3', 'D4', 'D9') and public.removal_here()) then return false; end if;
  if of_class ~ '^D1[0-5]' then working := working || array(select public.supervises_in(of_ledger)); end if;
  return exists (select 1 from public.need_to_know k where k.class = of_class and case k.mark
    when 'F' then k.role = any(working)
    when 'O' then of_recorder = current_setting('app.agency', true) and k.role = any(held)
    when 'OWN' then k.role in (select public.stands_as(of_ledger))
    when 'C' then k.role = any(held) and public.is_granted(of_ledger, of_class)
    when 'A' then k.role = any(case when k.role = 'CHILD_PROTECTION_WORKER' then working || array(select public.stands_as(of_ledger)) else held || working end) and public.is_assigned(of_ledger, of_class, of_paper)
    when 'CA' then k.role = any(held) and (public.is_granted(of_ledger, of_class) or public.is_assigned(of_ledger, of_class, of_paper))
    else false end);
end $$;

-- What is begun about her is sealed under a key of her file, and goes with it.
alter table draft add column about text;
create index draft_about on draft (about) where about is not null;
create or replace function vault_destroy(of_owner text) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if of_owner not like 'victim/%' then raise exception 'only a person''s file is erased' using errcode = 'insufficient_privilege'; end if;
  if exists (select 1 from public.hold_view where ledger_id = of_owner and until_at is null) then raise exception 'a legal hold lies on this file' using errcode = 'insufficient_privilege'; end if;
  -- A fingerprint of words could be tried against guesses.
  update public.command set fingerprint = '' where id in (select command_id from public.vault_item where owner = of_owner);
  delete from public.vault_item where owner = of_owner;
  delete from public.draft where about = of_owner;
  update public.vault_key set wrapped = null, destroyed_at = clock_timestamp() where owner = of_owner and wrapped is not null;
end $$;

-- A containment by one person's word is confirmed by somebody else, or lapses.
alter table containment add column confirmed_at timestamptz(3), add column lapsed boolean not null default false;
-- What ledgers say to each other is the worker's to write, all of it.
create policy api_no_errands_either on command as restrictive for insert to throughline_api with check (type <> all ('{agency-contained,consent-ended,her-word,her-session,victim-event}'));
-- Who is contained reads no draft of a playbook either. What is published is open to everybody.
do $$ declare t text; begin
  foreach t in array array['edition_view', 'edition_word_view'] loop
    execute format('create policy contained_see_nothing on %I as restrictive for select to throughline_api using (current_setting(''app.contained'', true) is distinct from ''yes'')', t);
  end loop;
end $$;
