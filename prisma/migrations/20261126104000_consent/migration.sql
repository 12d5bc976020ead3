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
-- An agency may keep its file outside (rule 9); what police and system specialists record may have to be disclosed to the defence (rule 13).
alter table standing_view add column outside boolean not null default false;
alter table paper_view add column disclosable boolean not null default false;
create index access_log_basis on access_log (basis_id) where basis_id is not null;

-- What is open without her consent: what the law compels, of the records of the agency that discloses; and what somebody opens for themselves in an emergency.
-- Never advocates' notes, and never to a unit that enforces removal what is closed to it. Both end by themselves.
create table disclosure_view (
  ledger_id text not null, id uuid not null, grounds text[] not null, glass boolean not null, classes text[] not null check (not 'D5' = any(classes)), agency text not null, person text, recorder text, told_her text,
  steps text[] not null, from_at timestamptz(3) not null, until_at timestamptz(3) not null, ended_at timestamptz(3), finding text,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id), check (glass = (recorder is null))
);
create index disclosure_view_agency on disclosure_view (agency);
create function disclosure_of(of_ledger text, of_class text, of_recorder text) returns table (id uuid, glass boolean) language sql stable security definer set search_path = pg_catalog, public as $$
  select d.id, d.glass from public.disclosure_view d where d.ledger_id = of_ledger and of_class = any(d.classes) and d.ended_at is null
    and d.agency = current_setting('app.agency', true) and (d.person is null or d.person = current_setting('app.person', true))
    and (d.recorder is null or d.recorder = of_recorder) and d.from_at <= public.now_here() and public.now_here() < d.until_at
    and not (of_class in ('D3', 'D4', 'D9') and exists (select 1 from public.agency a where a.id = current_setting('app.agency', true) and a.removal))
   order by d.glass, d.from_at, d.id limit 1
$$;
-- That something of hers is disclosed to who asks: then they know that there is such a file, and no more than that by it.
create function is_disclosed_to(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.disclosure_view d where d.ledger_id = of_ledger and d.ended_at is null and d.agency = current_setting('app.agency', true)
    and (d.person is null or d.person = current_setting('app.person', true)) and d.from_at <= public.now_here() and public.now_here() < d.until_at)
$$;
-- Whether something of hers was given to who asks: by her consent, by an assignment, by a disclosure.
create function is_given(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select public.is_disclosed_to(of_ledger)
      or exists (select 1 from public.consent_view c where c.ledger_id = of_ledger and c.kind = 'SHARE' and c.withdrawn_at is null and c.agency = current_setting('app.agency', true)
                  and (c.person is null or c.person = current_setting('app.person', true)) and c.from_at <= public.now_here() and public.now_here() < c.until_at)
      or exists (select 1 from public.assignment_view a where a.ledger_id = of_ledger and a.agency = current_setting('app.agency', true) and a.person = current_setting('app.person', true)
                  and a.from_at <= public.now_here() and (a.until_at is null or public.now_here() < a.until_at))
$$;
revoke all on function disclosure_of(text, text, text), is_disclosed_to(text), is_given(text) from public;
grant execute on function disclosure_of(text, text, text), is_disclosed_to(text), is_given(text) to throughline_api;
alter table disclosure_view enable row level security;
alter table disclosure_view force row level security;
create policy owner_all on disclosure_view to current_user using (true) with check (true);
create policy worker_all on disclosure_view to throughline_worker using (true) with check (true);
grant select, insert, update, delete on disclosure_view to throughline_worker;
grant select on disclosure_view to throughline_api;
-- Its parties, who stands by her, and the privacy officer of the agency that keeps her file.
create policy api_read on disclosure_view for select to throughline_api
  using (mine(exercise_id) and (agency = current_setting('app.agency', true) or recorder = current_setting('app.agency', true) or exists (select 1 from stands_as(ledger_id))
    or (agency_id = current_setting('app.agency', true) and 'PRIVACY_OFFICER' = any(my_roles()))));
create policy api_read_disclosed on paper_view for select to throughline_api using (mine(exercise_id) and exists (select 1 from disclosure_of(ledger_id, class, recorder)));
create policy api_read_disclosed on vault_item for select to throughline_api
  using (mine(exercise_id) and paper is not null and owner like 'victim/%' and exists (select 1 from disclosure_of(owner, regexp_replace(data_class, '[a-z]$', ''), agency_id)));
create policy api_read_disclosed on vault_key for select to throughline_api using (mine(exercise_id) and owner like 'victim/%' and is_disclosed_to(owner));
create policy api_read_disclosed on victim_view for select to throughline_api using (mine(exercise_id) and is_disclosed_to(ledger_id));
-- A privacy officer looks after the files that the own agency keeps.
create policy api_read_privacy on victim_view for select to throughline_api
  using (mine(exercise_id) and agency_id = current_setting('app.agency', true) and 'PRIVACY_OFFICER' = any(my_roles()));
