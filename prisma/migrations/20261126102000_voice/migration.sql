-- What she says and decides, and what was asked of her and held. No column here is a date by which she must do anything: `not_before` binds staff, `until_at` unlocks.
create table readiness_signal_view (
  ledger_id text not null, seq integer not null, signal text not null, voice text not null, not_before timestamptz(3), at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D6', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);
create table protected_period_view (
  ledger_id text not null, id uuid not null, basis text not null, source text not null, from_at timestamptz(3) not null, until_at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D6', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table participation_view (
  ledger_id text not null, seq integer not null, case_ledger text not null, mode text not null, support text[] not null, voice text not null, from_at timestamptz(3) not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D6', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);
create table determination_view (
  ledger_id text not null, id uuid not null, purposes text[] not null, result text not null, factors text[] not null, views text not null, deciders text[] not null, day date not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D6', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
-- A request that was denied stays, with what was missing: that it was made says something of who made it, and nothing of her.
create table interview_view (
  ledger_id text not null, id uuid not null, case_ledger text not null, purpose text not null, agency text not null, person text not null, survivor_asked boolean not null,
  sessions integer not null, held integer not null, result text not null check (result in ('SCHEDULED', 'DENIED_GATE', 'DENIED_LIMIT', 'WITHDRAWN')), missing text[] not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D6', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table session_view (
  ledger_id text not null, seq integer not null, interview uuid not null, case_ledger text not null, day date not null, minutes integer not null, breaks integer not null, present text[] not null,
  stop_requested boolean not null, wellbeing text not null, interviewer text not null, same_interviewer boolean not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D8m', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);
-- Held, or denied with what was missing.
create table early_contact_view (
  ledger_id text not null, seq integer not null, case_ledger text not null, minutes integer, purpose text, agency text not null, person text not null, missing text[] not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D8m', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);
-- Her own words are papers; here is how they stand.
create table own_words_view (
  ledger_id text not null, id uuid not null, kind text not null, at timestamptz(3) not null, withdrawn_at timestamptz(3), presented_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D8', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);

-- Data class D6 (domain 5b, the matrix), typed from it apart from the policy: who acts on what she said, and who stands by her. All others see that something waits.
create function hears_her(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select not public.no_content() and (exists (select 1 from public.roles_in(of_ledger) r where r in ('COORDINATOR', 'SPECIALIST_ADVISOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'INVESTIGATOR',
                   'FORENSIC_INTERVIEWER', 'DIGITAL_EXAMINER', 'CHILD_EXPLOITATION_INVESTIGATOR', 'PROSECUTOR'))
      or exists (select 1 from public.stands_as(of_ledger) s where s in ('COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_GUARDIAN')))
$$;
-- Words of hers that she took back.
create function is_withdrawn(of_ledger text, of_paper uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.own_words_view w where w.ledger_id = of_ledger and w.id = of_paper and w.withdrawn_at is not null)
     and not exists (select 1 from public.stands_as(of_ledger))
$$;
revoke all on function hears_her(text), is_withdrawn(text, uuid) from public;
grant execute on function hears_her(text), is_withdrawn(text, uuid) to throughline_api;

do $$ declare t text; begin
  foreach t in array array['readiness_signal_view','protected_period_view','participation_view','determination_view','interview_view','session_view','early_contact_view','own_words_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
  foreach t in array array['readiness_signal_view','protected_period_view','participation_view','determination_view','interview_view'] loop
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id) and hears_her(ledger_id))', t);
  end loop;
  foreach t in array array['session_view','early_contact_view'] loop
    execute format($p$create policy api_read on %I for select to throughline_api using (mine(exercise_id) and is_known(ledger_id, 'D8', agency_id, null))$p$, t);
  end loop;
end $$;
create policy api_read on own_words_view for select to throughline_api
  using (mine(exercise_id) and (is_open(ledger_id, 'D8', agency_id, id) or exists (select 1 from stands_as(ledger_id))));

-- What she took back is read by nobody but those who stand by her, whatever else is open to them.
create policy api_not_withdrawn on paper_view as restrictive for select to throughline_api using (not is_withdrawn(ledger_id, id));
create policy api_not_withdrawn on vault_item as restrictive for select to throughline_api using (paper is null or not is_withdrawn(owner, paper));

-- What she says reaches her cases by the word of the worker alone, whatever somebody calls the row.
create policy api_no_words_of_hers on command as restrictive for insert to throughline_api
  with check (type <> all ('{her-word,her-session}') and coalesce(body ->> 'type', type) = type);
