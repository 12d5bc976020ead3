-- No way leads from a unit that enforces removal to a victim (consent rule 12): of her file nothing at all, of no class, whoever agreed and whoever was assigned; also where a form of the
-- case asks for it, beside her file.
create or replace function is_open(of_ledger text, of_class text, of_recorder text, of_paper uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  held text[] := public.my_roles();
  working text[] := array(select public.roles_in(of_ledger));
begin
  if public.no_content() or (of_ledger like 'victim/%' and public.removal_here()) then return false; end if;
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
  if public.no_content() or (of_ledger like 'victim/%' and public.removal_here()) then return false; end if;
  return exists (select 1 from public.need_to_know k where k.class in (of_class, of_class || 's', of_class || 'r') and (
    (k.role = any(working) and (k.class <> of_class or k.mark = 'M'))
    or (k.mark = 'MOWN' and k.role in (select public.stands_as(of_ledger)))
    or (k.role = any(supervised) and case when of_class ~ '^D1[0-5]' then k.class <> of_class or k.mark = 'M'
        else of_class <> 'D5' or of_recorder = current_setting('app.agency', true) end)));
end $$;
