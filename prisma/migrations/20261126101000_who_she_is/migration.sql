-- Who she is: every entry of her status and of her age, how she may be reached and in which languages, and names that are given once in a case.

create table status_view (
  ledger_id text not null, seq integer not null, status text not null, basis text not null, decided_by text, at timestamptz(3) not null, by_person text not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);
create table age_view (
  ledger_id text not null, seq integer not null, basis text not null, of_age_on date, of_age_at timestamptz(3), adult boolean, decided_by text, at timestamptz(3) not null, by_person text not null,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);
create table contact_view (
  ledger_id text primary key, languages text[] not null, interpreter text, safe_paper uuid, safe_since timestamptz(3), rhythm text, rhythm_agency text, rhythm_since timestamptz(3), last_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid
);
alter table victim_view add column safe_contact boolean not null default false;
-- A name is never given twice in a case, not even when who bore it has left.
create unique index involvement_view_name on involvement_view (case_ledger, pseudonym);

do $$ declare t text; begin
  foreach t in array array['status_view','age_view','contact_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;
create policy api_read on status_view for select to throughline_api using (mine(exercise_id) and in_sight(ledger_id));
create policy api_read on age_view for select to throughline_api using (mine(exercise_id) and is_open(ledger_id, 'D3', agency_id, null));
create policy api_read on contact_view for select to throughline_api using (mine(exercise_id) and is_open(ledger_id, 'D3', agency_id, null));

-- Whether she is of age at this instant, by the last word on it: until somebody decided so she is not (rule R6). Asked at the moment of reading, so that
-- a clock that is late opens nothing to a guardian whose time is over.
create function is_of_age(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((select case when a.of_age_at is null then a.adult else public.now_here() >= a.of_age_at end
    from public.age_view a where a.ledger_id = of_ledger order by a.seq desc limit 1), false)
$$;
revoke all on function is_of_age(text) from public;
grant execute on function is_of_age(text) to throughline_api;

-- As before, and nobody stands by somebody of age as by a child.
create or replace function stands_as(of_ledger text) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct s.role from public.standing_view s
   where s.ledger_id = of_ledger and s.agency = current_setting('app.agency', true) and (s.person is null or s.person = current_setting('app.person', true))
     and s.role = any(public.my_roles()) and s.until_at is null
     and (s.role not in ('CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER') or not public.is_of_age(of_ledger))
$$;

-- Her file tells a case that she is in it, and a desk tells her file who has left: words of the worker, whatever somebody calls the row.
create policy api_no_errands on command as restrictive for insert to throughline_api with check (type <> all ('{victim-joins,victim-leaves,victim-re-offer,victim-agency-leaves}'));
