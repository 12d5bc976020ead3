-- A unit that enforces removal gets nothing of any class about a person (domain 5b: no victim data through this system; consent rule 12), by no way: not by a consent, not by an
-- assignment, not by a disclosure, not for another agency that its people stand in for. Not in her file alone:
-- neither in what a case keeps of such a class.

create function is_removal(of_agency text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.agency a where a.id = of_agency and a.removal)
$$;
revoke all on function is_removal(text) from public;
grant execute on function is_removal(text) to throughline_api;
create or replace function removal_here() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select public.is_removal(current_setting('app.agency', true)) or public.is_removal((select p.agency_id from public.person p where p.id = current_setting('app.person', true)))
$$;
-- Classes about a person, with their summaries.
create function is_about_a_person(of_class text) returns boolean language sql immutable as $$ select of_class ~ '^D([3-9]|16|17)[a-z]?$' $$;

create or replace function is_open(of_ledger text, of_class text, of_recorder text, of_paper uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  held text[] := public.my_roles();
  working text[] := array(select public.roles_in(of_ledger));
begin
  if public.no_content() or ((of_ledger like 'victim/%' or public.is_about_a_person(of_class)) and public.removal_here()) then return false; end if;
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

create or replace function is_known(of_ledger text, of_class text, of_recorder text, of_paper uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  working text[] := array(select public.roles_in(of_ledger));
  supervised text[] := array(select public.supervises_in(of_ledger));
begin
  if public.is_open(of_ledger, of_class, of_recorder, of_paper) then return true; end if;
  if public.no_content() or ((of_ledger like 'victim/%' or public.is_about_a_person(of_class)) and public.removal_here()) then return false; end if;
  return exists (select 1 from public.need_to_know k where k.class in (of_class, of_class || 's', of_class || 'r') and (
    (k.role = any(working) and (k.class <> of_class or k.mark = 'M'))
    or (k.mark = 'MOWN' and k.role in (select public.stands_as(of_ledger)))
    or (k.role = any(supervised) and case when of_class ~ '^D1[0-5]' then k.class <> of_class or k.mark = 'M'
        else of_class <> 'D5' or of_recorder = current_setting('app.agency', true) end)));
end $$;

create or replace function disclosure_of(of_ledger text, of_class text, of_recorder text) returns table (id uuid, glass boolean) language sql stable security definer set search_path = pg_catalog, public as $$
  select d.id, d.glass from public.disclosure_view d where d.ledger_id = of_ledger and of_class = any(d.classes) and d.ended_at is null
    and d.agency = current_setting('app.agency', true) and (d.person is null or d.person = current_setting('app.person', true))
    and (d.recorder is null or d.recorder = of_recorder) and d.from_at <= public.now_here() and public.now_here() < d.until_at
    and not public.no_content() and not public.removal_here()
   order by d.glass, d.from_at, d.id limit 1
$$;
-- That something of hers is disclosed to who asks: never to such a unit, nor to accounts and consultants, who see no case content whatever else is so.
create or replace function is_disclosed_to(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select not public.removal_here() and not public.no_content() and exists (select 1 from public.disclosure_view d where d.ledger_id = of_ledger and d.ended_at is null and d.agency = current_setting('app.agency', true)
    and (d.person is null or d.person = current_setting('app.person', true)) and d.from_at <= public.now_here() and public.now_here() < d.until_at)
$$;
