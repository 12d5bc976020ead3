-- A case in its full breadth: dates asked for, packets that wait for a successor, steps a coordinator added.
-- Whoever had the work before, until the successor has acknowledged what comes with it; the words of an added step, by reference.
alter table step_view
  add column recommitments integer not null default 0,
  add column asked_due text, -- a local day
  add column asked_reason text,
  add column packet_from text,
  add column packet_since timestamptz(3),
  add column title uuid;

-- Where a case stands, how often a gate said no, and by reference how she may be contacted; what shall open a closed case again.
alter table case_view
  add column phase text not null default 'open',
  add column denied_statements integer not null default 0,
  add column denied_contacts integer not null default 0,
  add column denied_operations integer not null default 0,
  add column denied_closings integer not null default 0,
  add column safe_contact uuid,
  add column triggers text[] not null default '{}';

-- Readiness notices: what services were told before an operation. There is no column for an hour or a place.
create table readiness_notice_view (
  ledger_id text not null, id uuid not null, step text not null, sender text not null, sent_by text not null, sent_at timestamptz(3) not null,
  time_band text not null, estimated_number integer not null, gender_mix text not null, languages text[] not null, minors_expected boolean not null, special_needs text[] not null,
  acknowledged_by text, acknowledged_agency text, acknowledged_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
do $$ declare t text; begin
  foreach t in array array['readiness_notice_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id) and engaged(ledger_id))', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;

-- Drafts: what somebody has begun to write and not sent. Theirs alone, sealed, of no ledger, and gone when it has expired.
create table draft (
  person text not null, name text not null check (length(name) <= 120), sealed text not null,
  saved_at timestamptz(3) not null, expires_at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (person, agency_id, name)
);
alter table draft enable row level security;
alter table draft force row level security;
create policy owner_all on draft to current_user using (true) with check (true);
create policy api_own on draft to throughline_api
  using (mine(exercise_id) and agency_id = current_setting('app.agency', true) and person = current_setting('app.person', true))
  with check (mine(exercise_id) and agency_id = current_setting('app.agency', true) and person = current_setting('app.person', true));
grant select, insert, update, delete on draft to throughline_api;
create policy worker_expire on draft to throughline_worker using (true);
grant select (expires_at, exercise_id, legal_hold), delete on draft to throughline_worker;

-- Links between cases: each case's own word on it. Seen from both sides; what is not in sight of the other case stays out of sight.
create table case_link_view (
  ledger_id text not null, id uuid not null, side text not null check (side in ('ASKED', 'ANSWERED')), other_ledger text not null, relation text not null,
  state text not null check (state in ('ASKED', 'ACCEPTED', 'DECLINED', 'ENDED')), said_at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index case_link_view_other on case_link_view (other_ledger);
alter table case_link_view enable row level security;
alter table case_link_view force row level security;
create policy owner_all on case_link_view to current_user using (true) with check (true);
create policy worker_all on case_link_view to throughline_worker using (true) with check (true);
create policy api_read on case_link_view for select to throughline_api using (mine(exercise_id) and (engaged(ledger_id) or engaged(other_ledger)));
grant select, insert, update, delete on case_link_view to throughline_worker;
grant select on case_link_view to throughline_api;
