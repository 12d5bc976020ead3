-- What leaders promised: compacts with their signatures, commitments of a compact or of a case, lapses by version, resources delivered.
-- Read models: each row belongs to one ledger (compact/<id> or case/<id>) and can be thrown away and made again from it.

create table compact_view (
  ledger_id text primary key, id uuid not null unique, code_name text not null, keeper text not null, case_ledger text,
  playbook_id text not null, playbook_version integer not null,
  state text not null, rev integer not null,
  -- Version of the list of required agencies.
  version integer not null,
  opened_at timestamptz(3) not null, requested_at timestamptz(3), active_at timestamptz(3), ended_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid
);
create index compact_view_case on compact_view (case_ledger);

-- One row for each agency that is or was required, and each leader who was asked.
create table signature_view (
  ledger_id text not null, agency text not null, version integer not null, leader text,
  state text not null check (state in ('ASKED', 'SIGNED', 'RELEASED')),
  requested_at timestamptz(3) not null, due_at timestamptz(3), signed_at timestamptz(3), signed_by text, level text,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, agency, version)
);

create table commitment_view (
  ledger_id text not null, id uuid primary key, code_name text not null, keeper text not null,
  -- The case it is for, whichever ledger keeps it.
  case_ledger text, track text, step text,
  kind text not null check (kind in ('DELIVERABLE', 'RESOURCE', 'RESPONSE')),
  agency text not null, state text not null, version integer not null, rev integer not null,
  text text, proposed_by text not null, accepted_by text,
  proposed_at timestamptz(3) not null, active_at timestamptz(3), since_at timestamptz(3) not null,
  -- Effective due (due + suspended time); absent while suspended and when it has ended.
  due_at timestamptz(3), lapsed_at timestamptz(3), ended_at timestamptz(3), level text, recommitments integer not null,
  pledged_amount numeric, pledged_unit text, pledged_from date, pledged_until date,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid
);
create index commitment_view_ledger on commitment_view (ledger_id);
create index commitment_view_case on commitment_view (case_ledger);

-- One row for each version of a commitment that had a date: when it was effectively due, whether it lapsed, how and when it was answered.
create table term_view (
  ledger_id text not null, commitment uuid not null, version integer not null, agency text not null,
  due_at timestamptz(3) not null, suspended boolean not null, lapsed_at timestamptz(3), leader_asked_at timestamptz(3),
  answer text check (answer in ('MET', 'MET_LATE', 'RECOMMITTED', 'REASSIGNED', 'RELEASED')), answered_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, commitment, version)
);

create table resource_delivery_view (
  ledger_id text not null, commitment uuid not null, seq integer not null, agency text not null,
  period_from date not null, period_until date not null, amount numeric not null, unit text not null, at timestamptz(3) not null, by_person text not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, commitment, seq)
);

do $$ declare t text; begin
  foreach t in array array['compact_view','signature_view','commitment_view','term_view','resource_delivery_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id) and engaged(ledger_id))', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;
