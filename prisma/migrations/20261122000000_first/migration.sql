-- The record. Every table says whose it is, its data class, whether a legal hold lies on it and which exercise it belongs to.
-- Roles: the owner migrates; throughline_api takes commands and reads; throughline_worker decides and appends.

do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'throughline_api') then create role throughline_api nologin; end if;
  if not exists (select 1 from pg_roles where rolname = 'throughline_worker') then create role throughline_worker nologin; end if;
end $$;

-- The one clock of an exercise. `without` names guards left out on purpose, so that a test can show it needs them.
create table exercise (
  id uuid primary key,
  now_at timestamptz(3) not null,
  without text[] not null default '{}',
  agency_id text, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid
);

create table agency (
  id text primary key check (length(id) <= 80),
  name text not null, type text not null, zone text not null, holidays text not null default '',
  agency_id text generated always as (id) stored, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid
);

create table person (
  id text primary key check (length(id) <= 120),
  agency_id text not null references agency (id),
  roles text[] not null, active boolean not null default true,
  data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid
);

create table playbook (
  id text not null, version integer not null, hash text not null, body text not null,
  agency_id text, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (id, version)
);

-- Heads: one row a ledger; locking it is what makes commands of one matter follow each other.
create table ledger (
  id text primary key, kind text not null,
  seq integer not null, hash text not null, state text not null, domain_version integer not null,
  agency_id text not null references agency (id), data_class text not null default 'D2', legal_hold boolean not null default false,
  exercise_id uuid references exercise (id)
);

create table event (
  ledger_id text not null, seq integer not null,
  type text not null, at timestamptz(3) not null, body text not null, prev_hash text not null, hash text not null, command_id text not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);
create index event_command on event (command_id);

-- What somebody asked, and (once) what was answered. Ids are derived from agency, actor and Idempotency-Key.
create table command (
  id text primary key, ledger_id text not null, keeper text not null, type text not null, body jsonb not null,
  actor text not null, roles text[] not null, fingerprint text not null,
  occurred_at timestamptz(3) not null, received_at timestamptz(3) not null default clock_timestamp(),
  decided_at timestamptz(3), facts jsonb, receipt jsonb,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid
);
create index command_ledger on command (ledger_id);
create index command_unanswered on command (received_at) where receipt is null;

-- The second home of every clock.
create table clock (
  id text primary key, ledger_id text not null, keeper text not null, name text not null, subject text not null,
  due_at timestamptz(3) not null, state text not null default 'open' check (state in ('open', 'fired', 'cancelled')),
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid
);
create index clock_open on clock (due_at) where state = 'open';
create index clock_keeper on clock (keeper, due_at) where state = 'open';
create index clock_ledger on clock (ledger_id);

-- Who keeps what, and in which phase: each open row must have a workflow of that id.
create table keeper (
  id text primary key, ledger_id text not null, phase text not null, open boolean not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid
);
create index keeper_open on keeper (ledger_id) where open;

create table outbox (
  id bigint generated always as identity primary key, ledger_id text not null, keeper text not null,
  not_before timestamptz(3) not null default clock_timestamp(), attempts integer not null default 0,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid
);

-- Read models. Each row belongs to one ledger and can be thrown away and made again from it.
create table engagement (
  ledger_id text not null, agency_id text not null, roles text[] not null, from_at timestamptz(3) not null, until_at timestamptz(3),
  data_class text not null default 'D1', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, agency_id)
);
create index engagement_agency on engagement (agency_id, ledger_id);

create table case_view (
  ledger_id text primary key, id uuid not null unique, code_name text not null, status text not null,
  playbook_id text not null, playbook_version integer not null, opened_at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D1', legal_hold boolean not null default false, exercise_id uuid
);

create table step_view (
  ledger_id text not null, code text not null, keeper text not null,
  track text not null, pacing text not null, role text not null, state text not null, occurrence integer not null, version integer not null, rev integer not null,
  holder text not null, accountable text not null, owner text, accepted boolean not null,
  opened_at timestamptz(3) not null, since_at timestamptz(3) not null, due_at timestamptz(3), review_by timestamptz(3), unlocks_at timestamptz(3), horizon_at timestamptz(3),
  level text, blocker text, hand_off uuid, signal text,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, code),
  -- Promise I5, here for the column: nothing victim-paced has a date (domain rule R1).
  constraint no_date_on_victim_paced check (pacing <> 'VICTIM_PACED' or (due_at is null and review_by is null and unlocks_at is null and horizon_at is null))
);
create index step_view_holder on step_view (holder) where state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED');

create table hand_off_view (
  ledger_id text not null, id uuid primary key, code_name text not null, keeper text not null, step text not null, kind text not null, state text not null, rev integer not null, version integer not null,
  sender text not null, receiver text not null, proposed_by text not null, accepted_by text, reason text, items text[] not null, bounces integer not null,
  determined boolean not null, proposed_at timestamptz(3) not null, since_at timestamptz(3) not null, due_at timestamptz(3), level text, note text,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid
);
create index hand_off_view_receiver on hand_off_view (receiver);
create index hand_off_view_ledger on hand_off_view (ledger_id);

create table track_view (
  ledger_id text not null, track text not null, quiet_since timestamptz(3) not null, stalls_at timestamptz(3), stalled_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, track)
);

create table notice (
  ledger_id text not null, seq integer not null, part integer not null,
  kind text not null, level text, subject text not null, to_agency text not null, to_role text, to_person text, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq, part)
);
create index notice_to on notice (to_agency, at);

-- Free text and identity. Keys are wrapped; who destroys a key destroys what it opened, and the ledger still verifies.
create table vault_key (
  owner text primary key, wrapped text,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid
);
create table vault_item (
  id uuid primary key, owner text not null references vault_key (owner), field text not null, sealed text not null, command_id text not null,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid
);
create index vault_item_command on vault_item (command_id);

-- The ledger is insert-only for everybody, its owner too.
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege'; end $$;
create trigger event_append_only before update or delete or truncate on event for each statement execute function refuse_change();

-- An agency sees a ledger while it is engaged in it. Definer's rights: the policy on engagement must not ask itself.
create function engaged(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.engagement e where e.ledger_id = of_ledger
    and e.agency_id = current_setting('app.agency', true) and e.until_at is null)
$$;
create function mine(of_exercise uuid) returns boolean language sql stable as $$
  select of_exercise is not distinct from nullif(current_setting('app.exercise', true), '')::uuid
$$;

do $$ declare t text; begin
  foreach t in array array['exercise','agency','person','playbook','ledger','event','command','clock','keeper','outbox','engagement','case_view',
                           'step_view','hand_off_view','track_view','notice','vault_key','vault_item'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
  end loop;
  foreach t in array array['exercise','agency','person','playbook','ledger','event','command','clock','keeper','outbox','engagement','case_view',
                           'step_view','hand_off_view','track_view','notice'] loop
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select on %I to throughline_worker', t);
  end loop;
  -- What the API may read of a ledger: only while its agency is engaged, and only within its own exercise or outside all of them.
  foreach t in array array['ledger','event','clock','keeper','engagement','case_view','step_view','track_view'] loop
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id) and engaged(%s))', t,
                   case t when 'ledger' then 'id' else 'ledger_id' end);
    execute format('grant select on %I to throughline_api', t);
  end loop;
  foreach t in array array['exercise','agency','person','playbook'] loop
    execute format('create policy api_read on %I for select to throughline_api using (true)', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;

grant insert on event to throughline_worker;
grant insert, update on ledger, clock, keeper, engagement, case_view, step_view, hand_off_view, track_view, notice, command to throughline_worker;
grant insert, update, delete on outbox to throughline_worker;
grant delete on engagement, case_view, step_view, hand_off_view, track_view, notice, clock, keeper, command to throughline_worker;
-- Locking facts of others FOR SHARE needs a right to change them on one column that means nothing.
grant update (legal_hold) on agency, exercise to throughline_worker;

-- A hand-off is also seen by the agency that is asked, and by nobody else.
create policy api_read on hand_off_view for select to throughline_api
  using (mine(exercise_id) and (receiver = current_setting('app.agency', true) or engaged(ledger_id)));
create policy api_read on notice for select to throughline_api using (mine(exercise_id) and to_agency = current_setting('app.agency', true));
create policy api_read on command for select to throughline_api using (agency_id = current_setting('app.agency', true));
create policy api_write on command for insert to throughline_api with check (agency_id = current_setting('app.agency', true) and mine(exercise_id) and receipt is null);
create policy api_read on vault_key for select to throughline_api
  using (mine(exercise_id) and (engaged(owner) or agency_id = current_setting('app.agency', true)));
create policy api_write on vault_key for insert to throughline_api with check (mine(exercise_id) and agency_id = current_setting('app.agency', true));
create policy api_read on vault_item for select to throughline_api using (mine(exercise_id) and engaged(owner));
create policy api_write on vault_item for insert to throughline_api with check (mine(exercise_id) and agency_id = current_setting('app.agency', true));
grant select on hand_off_view, notice, command, vault_key, vault_item to throughline_api;
grant insert on command, vault_key, vault_item to throughline_api;

-- Expired commands take their vault rows with them (worker), and nothing else of the vault.
create policy worker_expire on vault_item to throughline_worker using (true);
grant select (id, command_id), delete on vault_item to throughline_worker;
