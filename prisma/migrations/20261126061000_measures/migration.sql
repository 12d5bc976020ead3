-- What was, for the measures: how each step stood over time, what moved, where nothing did, what climbed.
-- Read models: each row belongs to one ledger and is made again from it (`npm run verify -- readmodels --rebuild`, once after this migration).

alter table hand_off_view add column accepted_at timestamptz(3);

-- From `at` on the step stands so, until its next row.
create table step_time (
  ledger_id text not null, seq integer not null, step text not null, occurrence integer not null,
  class text not null check (class in ('OFFERED', 'OWNED', 'SUSPENDED', 'WAITING', 'PACED', 'PROTECTED', 'HORIZON', 'DONE', 'NOT_APPLICABLE', 'CANCELLED')),
  holder text not null, accountable text not null, owner text, due_at timestamptz(3), rests boolean not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq, step),
  -- Promise I5 for what is kept of the past: nothing victim-paced, protected or suspended has a date.
  constraint no_date_on_what_waits_for_her check (due_at is null or class not in ('PACED', 'PROTECTED', 'SUSPENDED'))
);

create table progress (
  ledger_id text not null, seq integer not null, track text not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);

create table stall_view (
  ledger_id text not null, track text not null, since_at timestamptz(3) not null, ended_at timestamptz(3), cause text,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, track, since_at)
);

create table escalation_view (
  ledger_id text not null, "of" text not null check ("of" in ('step', 'hand-off', 'commitment', 'signature')), subject text not null, version integer not null,
  level text not null, opened_at timestamptz(3) not null, resolved_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, "of", subject, version)
);

-- The ledgers an agency sees, read once a statement: a measure looks at very many rows, and asking for each of them costs more than the rest.
-- Definer's rights, as with engaged().
create function my_ledgers() returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select e.ledger_id from public.engagement e where e.agency_id = current_setting('app.agency', true) and e.until_at is null
$$;
revoke all on function my_ledgers() from public;
grant execute on function my_ledgers() to throughline_api;

do $$ declare t text; begin
  foreach t in array array['step_time','progress','stall_view','escalation_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id) and ledger_id in (select my_ledgers()))', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;

-- An instant as a whole number of milliseconds, as the measures count.
create function ms(at timestamptz) returns float8 language sql immutable as $$ select round(extract(epoch from at) * 1000)::float8 $$;
