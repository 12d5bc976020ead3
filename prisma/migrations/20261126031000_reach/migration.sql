-- Who is reachable: where mail goes and when it rests, parts at other agencies, and what an agency records of its people: away, stood in for, on duty, gone.

alter table person add column email text check (email ~ '^[^@\s]+@[^@\s]+$' and length(email) <= 254);
-- Local time of the agency, `HH:MM`, between which no mail is sent that can wait; both or neither.
alter table agency add column quiet_from text check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
alter table agency add column quiet_until text check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
alter table agency add constraint quiet_hours_have_both_ends check ((quiet_from is null) = (quiet_until is null));

-- A part that somebody plays at an agency besides the home roles. From the directory (`ledger_id` '') or from the agency's ledger.
create table hat (
  ledger_id text not null, id text not null, person text not null, agency text not null, roles text[] not null,
  from_at timestamptz(3) not null, until_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index hat_person on hat (person);
create index hat_agency on hat (agency);

-- Read models of the agency ledgers. Each row belongs to one ledger and can be thrown away and made again from it. Why somebody is away is not kept.
create table absence (
  ledger_id text not null, id text not null, person text not null, deputy text, from_at timestamptz(3) not null, until_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index absence_person on absence (person);
create table deputy (
  ledger_id text not null, id text not null, person text not null, deputy text not null, roles text[] not null, from_at timestamptz(3) not null, until_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index deputy_deputy on deputy (deputy);
create table shift (
  ledger_id text not null, id text not null, person text not null, from_at timestamptz(3) not null, until_at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
-- Who has left, and when; until they came back, if they did. Kept apart from the directory, which is loaded anew at each start.
create table departure (
  ledger_id text not null, person text not null, from_at timestamptz(3) not null, until_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, person)
);
create index departure_person on departure (person);

do $$ declare t text; begin
  foreach t in array array['hat','absence','deputy','shift','departure'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    -- Who is away is told to the agency whose people they are, and to nobody else.
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id) and agency_id = current_setting(''app.agency'', true))', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;

-- Whether an account is open at an instant: the directory says so, and nobody has recorded that the person left.
create function is_active(of_person text, at timestamptz) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.person p where p.id = of_person and p.active)
     and not exists (select 1 from public.departure d where d.person = of_person and d.from_at <= at and (d.until_at is null or at < d.until_at))
$$;
-- With which roles somebody acts for an agency at an instant: their own there, and those they stand in for, within dates and scope. Definer's rights:
-- this is asked before anybody's context is set, and by the policy on commands.
create function roles_at(of_person text, of_agency text, at timestamptz) returns text[] language sql stable security definer set search_path = pg_catalog, public as $$
  with held as (
    select p.id as person, unnest(p.roles) as role from public.person p where p.agency_id = of_agency
    union select h.person, unnest(h.roles) from public.hat h where h.agency = of_agency and h.from_at <= at and (h.until_at is null or at < h.until_at)),
  standing as (
    select d.person, unnest(d.roles) as role from public.deputy d
     where d.deputy = of_person and d.agency_id = of_agency and d.from_at <= at and (d.until_at is null or at < d.until_at)
    union select a.person, h.role from public.absence a join held h on h.person = a.person
     where a.deputy = of_person and a.agency_id = of_agency and a.from_at <= at and (a.until_at is null or at < a.until_at))
  select coalesce(array_agg(distinct role order by role), '{}') from (
    select role from held where person = of_person
    union select s.role from standing s join held h on h.person = s.person and h.role = s.role
     where exists (select 1 from held mine where mine.person = of_person)) all_roles
$$;
revoke all on function is_active(text, timestamptz), roles_at(text, text, timestamptz) from public;
grant execute on function is_active(text, timestamptz), roles_at(text, text, timestamptz) to throughline_api, throughline_worker;

-- A command is somebody's own word for the agency they act for, with no more roles than they hold there at that instant.
drop policy api_write on command;
create policy api_write on command for insert to throughline_api
  with check (agency_id = current_setting('app.agency', true) and actor = current_setting('app.person', true) and mine(exercise_id) and receipt is null
    and exists (select 1 from (select coalesce((select x.now_at from exercise x where x.id = exercise_id), clock_timestamp()) as now) t
                 where is_active(actor, t.now) and roles <@ roles_at(actor, agency_id, t.now)
                   and (roles_at(actor, agency_id, t.now) <> '{}' or exists (select 1 from person p where p.id = actor and p.agency_id = command.agency_id))));

-- What somebody who leaves leaves behind.
create index step_view_owner on step_view (owner) where state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED');

-- Whom a level or an offer passed over, with the reason, so that it is said where the notice is read.
alter table notice add column skipped jsonb;
