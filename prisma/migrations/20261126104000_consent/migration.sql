-- Consents of seven kinds, kept apart (domain 5b, consent rule 5): only SHARE names classes and opens anything to read. A wish to be notified has no end.
alter table consent_view add column kind text not null;
alter table consent_view alter column until_at drop not null;
alter table consent_view add constraint consent_view_ends check ((kind = 'NOTIFIED') = (until_at is null));
alter table consent_view add constraint consent_view_opens check ((kind = 'SHARE') = (cardinality(classes) > 0));

-- The consent, and the assignment, by which a class or a paper is open now to who asks: what a reading rests on is noted with it.
create function grant_of(of_ledger text, of_class text) returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select c.id from public.consent_view c where c.ledger_id = of_ledger and of_class = any(c.classes) and c.withdrawn_at is null
    and c.agency = current_setting('app.agency', true) and (c.person is null or c.person = current_setting('app.person', true))
    -- What a guardian granted holds for a child only, at whatever moment the clock of her birthday is heard (consent rule 3).
    and (c.grantor <> 'GUARDIAN' or not public.is_of_age(of_ledger))
    and c.from_at <= public.now_here() and public.now_here() < c.until_at order by c.from_at, c.id limit 1
$$;
create or replace function is_granted(of_ledger text, of_class text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select public.grant_of(of_ledger, of_class) is not null
$$;
create function assignment_of(of_ledger text, of_class text, of_paper uuid) returns table (id uuid, basis text) language sql stable security definer set search_path = pg_catalog, public as $$
  select a.id, a.basis from public.assignment_view a where a.ledger_id = of_ledger and a.class = of_class and (a.paper is null or a.paper = of_paper)
    and a.agency = current_setting('app.agency', true) and a.person = current_setting('app.person', true)
    and a.from_at <= public.now_here() and (a.until_at is null or public.now_here() < a.until_at) order by a.from_at, a.id limit 1
$$;
revoke all on function grant_of(text, text), assignment_of(text, text, uuid) from public;
grant execute on function grant_of(text, text), assignment_of(text, text, uuid) to throughline_api;
create index access_log_basis on access_log (basis_id) where basis_id is not null;
