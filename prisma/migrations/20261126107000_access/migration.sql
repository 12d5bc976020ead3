-- Who saw what, when, on what basis: how deep a reading went, what was asked and refused; and a chain of seals, so that nobody changes the log unseen.

-- `depth` is a letter of the matrix (domain 5b): the words (F), their summary (S), that there is something (M). `action` and `resource`: what the policy was asked.
alter table access_log add column depth text check (depth in ('FULL', 'SUMMARY', 'METADATA')), add column action text, add column resource text,
  add column noted_at timestamptz(3) not null default clock_timestamp();
create index access_log_agency on access_log (agency, id);
create index access_log_paper on access_log (paper) where paper is not null;

-- A row's id is drawn after its transaction has a number: a row below an id that is seen can then come only from a transaction that was under way. The sealer waits for those.
create function number_first() returns trigger language plpgsql as $$ begin perform pg_current_xact_id(); return null; end $$;
create trigger access_log_number_first before insert on access_log for each statement execute function number_first();

-- One seal a minute at most: the rows after the seal before, up to `last_id`, as canonical JSON, hashed together with the hash before it.
create table access_seal (
  seq integer primary key, first_id bigint not null, last_id bigint not null, count integer not null, prev_hash text not null, hash text not null, sealed_at timestamptz(3) not null default clock_timestamp(),
  agency_id text, data_class text not null default 'D19', legal_hold boolean not null default false, exercise_id uuid
);
alter table access_seal enable row level security;
alter table access_seal force row level security;
create policy owner_all on access_seal to current_user using (true) with check (true);
create policy worker_all on access_seal to throughline_worker using (true) with check (true);
create policy worker_read on access_log for select to throughline_worker using (true);
grant select, insert on access_seal to throughline_worker;
grant select on access_log to throughline_worker;
create trigger access_seal_append_only before update or delete or truncate on access_seal for each statement execute function refuse_change();

-- What a reading rested on: the mark of the matrix that opens the class to who asks, and the consent or assignment itself.
create function basis_of(of_ledger text, of_class text, of_paper uuid, of_recorder text) returns table (basis text, basis_id uuid)
language sql stable security definer set search_path = pg_catalog, public as $$
  select b.basis, b.id from (
    select 1 as rank, 'STANDING' as basis, null::uuid as id from public.need_to_know k where k.class = of_class and k.mark = 'OWN' and k.role in (select public.stands_as(of_ledger))
    union all select 2, 'OWN', null from public.need_to_know k where k.class = of_class and k.mark = 'O' and of_recorder = current_setting('app.agency', true) and k.role = any(public.my_roles())
    union all select 3, 'ROLE', null from public.need_to_know k where k.class = of_class and k.mark = 'F' and k.role in (select public.roles_in(of_ledger))
    union all select 4, 'CONSENT', g.id from public.grant_of(of_ledger, of_class) g(id) where g.id is not null
    union all select 5, case when a.basis = 'BREAK_GLASS' then a.basis else 'ASSIGNMENT' end, a.id from public.assignment_of(of_ledger, of_class, of_paper) a
    union all select 6, 'STANDING', null where exists (select 1 from public.stands_as(of_ledger))
    union all select 7, 'ROLE', null) b
   order by b.rank limit 1
$$;
-- Who coordinates a case reviews who read in it; of her file only the readers of agencies in a case they coordinate: that she is in another is nobody's to learn here.
create function reviews(of_ledger text, of_agency text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select 'COORDINATOR' = any(public.my_roles()) and exists (
    select 1 from public.engagement e
     where e.agency_id = current_setting('app.agency', true) and e.until_at is null and 'COORDINATOR' = any(e.roles)
       and (e.ledger_id = of_ledger or e.ledger_id in (
         select i.case_ledger from public.involvement_view i join public.engagement o on o.ledger_id = i.case_ledger and o.agency_id = of_agency and o.until_at is null
          where i.ledger_id = of_ledger and i.until_at is null)))
$$;
revoke all on function basis_of(text, text, uuid, text), reviews(text, text) from public;
grant execute on function basis_of(text, text, uuid, text), reviews(text, text) to throughline_api;

-- Roles are asked for once a statement, not once a row.
drop policy api_read on access_log;
create policy api_read on access_log for select to throughline_api
  using (mine(exercise_id) and (person = current_setting('app.person', true) or (select my_roles() && array['OVERSIGHT_AUDITOR', 'PRIVACY_OFFICER'])
    or exists (select 1 from stands_as(ledger_id)) or reviews(ledger_id, agency)));

-- A partner whose accounts may be in the wrong hands: said at its desk by another agency, in force at the next request of anybody of it. Kept when it has ended.
create table containment (
  ledger_id text not null, from_at timestamptz(3) not null, until_at timestamptz(3), reason text not null,
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, from_at)
);
alter table containment enable row level security;
alter table containment force row level security;
create policy owner_all on containment to current_user using (true) with check (true);
create policy worker_all on containment to throughline_worker using (true) with check (true);
grant select, insert, update, delete on containment to throughline_worker;
create function is_contained(of_agency text, at timestamptz) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.containment c where c.ledger_id = 'agency/' || of_agency and c.from_at <= at and (c.until_at is null or at < c.until_at))
$$;
-- Whether a browser that signed in at an instant was signed in when its agency was contained: then it is signed in no more.
create function was_contained(of_person text, since timestamptz) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.person p join public.containment c on c.ledger_id = 'agency/' || p.agency_id where p.id = of_person and (c.until_at is null or c.until_at > since) and c.from_at > since)
$$;
revoke all on function is_contained(text, timestamptz), was_contained(text, timestamptz) from public;
grant execute on function is_contained(text, timestamptz), was_contained(text, timestamptz) to throughline_api;
grant select (agency_id) on draft to throughline_worker;

-- The second wall for its people: no row but the directory's and their own desk's, whatever any other policy allows.
do $$ declare t text; begin
  for t in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
             and c.relname <> all (array['agency', 'person', 'exercise', 'playbook', 'hat', 'absence', 'deputy', 'shift', 'departure', 'containment', 'ended_session', 'access_log', 'need_to_know']) loop
    execute format('create policy contained_see_nothing on %I as restrictive for select to throughline_api using (current_setting(''app.contained'', true) is distinct from ''yes'')', t);
  end loop;
end $$;
create policy contained_say_nothing on command as restrictive for insert to throughline_api with check (current_setting('app.contained', true) is distinct from 'yes');
