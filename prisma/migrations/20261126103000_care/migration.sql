-- What staff owe in the file of a victim: to whom it falls, until when, how far its ladder has climbed. The kind of a duty whose very existence belongs to a
-- protected class is PROTECTED here (rule R12): what it is about is a row under that class.
create table duty_view (
  ledger_id text not null, id text not null, kind text not null, agency text not null, role text not null, person text, subject text, rev integer not null, with_lead boolean not null,
  opened_at timestamptz(3) not null, starts_at timestamptz(3) not null, due_at timestamptz(3) not null, level text, ended_at timestamptz(3), outcome text, done_by text,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index duty_view_agency on duty_view (agency) where ended_at is null;
create index duty_view_person on duty_view (person) where ended_at is null;

-- What is done for her. Levels of danger (D7s) and what they rest on (D7) lie apart, and so does everything of her status (D9): a row opens by its class.
create table risk_view (
  ledger_id text not null, id uuid not null, level text not null, trigger text not null, recorder text not null, at timestamptz(3) not null, next date not null, rose_after_participation boolean not null,
  agency_id text not null, data_class text not null default 'D7s', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table risk_detail_view (
  ledger_id text not null, id uuid not null, recorder text not null, factors text[] not null, measures text[] not null,
  agency_id text not null, data_class text not null default 'D7', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table support_view (
  ledger_id text not null, id uuid not null, kind text not null, agency text not null, health boolean not null, opened_at timestamptz(3) not null, ended_at timestamptz(3), reason text,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table promise_to_her_view (
  ledger_id text not null, id uuid not null, agency text not null, role text not null, person text, due date, condition uuid, made_at timestamptz(3) not null, answer text, answered_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table reach_view (
  ledger_id text not null, state text not null, plan uuid, since_at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id)
);
create table incident_view (
  ledger_id text not null, id uuid not null, kind text not null, raised_by text not null, unit text not null, answerer text not null, raised_at timestamptz(3) not null, outcome text, answered_at timestamptz(3), answered_by text,
  agency_id text not null, data_class text not null default 'D7', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table status_measure_view (
  ledger_id text not null, id uuid not null, kind text not null, recorder text not null, officer text not null, filed date not null, granted date, ends date, ended date, reason text,
  agency_id text not null, data_class text not null default 'D9', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table measure_step_view (
  ledger_id text not null, seq integer not null, measure uuid not null, recorder text not null, step text not null, day date not null, ends date, source text not null,
  agency_id text not null, data_class text not null default 'D9', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);
create table non_punishment_view (
  ledger_id text not null, id uuid not null, recorder text not null, nexus text not null, asked text not null, asked_at timestamptz(3) not null, result text, answered_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D9', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);

-- For the letters about it: whether it is over, whoever asks.
create function duty_is_over(of_ledger text, of_duty text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.duty_view d where d.ledger_id = of_ledger and d.id = of_duty and d.ended_at is not null)
$$;
revoke all on function duty_is_over(text, text) from public;
grant execute on function duty_is_over(text, text) to throughline_api, throughline_worker;

do $$ declare t text; begin
  foreach t in array array['duty_view','risk_view','risk_detail_view','support_view','promise_to_her_view','reach_view','incident_view','status_measure_view','measure_step_view','non_punishment_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;
-- To who owes it, who stands by her, and who coordinates: that something is owed says much about her.
create policy api_read on duty_view for select to throughline_api
  using (mine(exercise_id) and ((agency = current_setting('app.agency', true) and (person = current_setting('app.person', true) or my_roles() && array[role, 'AGENCY_SUPERVISOR']))
    or exists (select 1 from stands_as(ledger_id)) or 'COORDINATOR' in (select roles_in(ledger_id))));

create policy api_read on risk_view for select to throughline_api using (mine(exercise_id) and (is_open(ledger_id, 'D7', recorder, id) or is_open(ledger_id, 'D7s', recorder, id)));
create policy api_read on risk_detail_view for select to throughline_api using (mine(exercise_id) and is_open(ledger_id, 'D7', recorder, id));
-- That she is in care of her health is health data (D17).
create policy api_read on support_view for select to throughline_api
  using (mine(exercise_id) and (agency = current_setting('app.agency', true) and in_sight(ledger_id)
    or case when health then is_open(ledger_id, 'D17', agency, id) else exists (select 1 from stands_as(ledger_id)) or 'COORDINATOR' in (select roles_in(ledger_id)) end));
create policy api_read on promise_to_her_view for select to throughline_api
  using (mine(exercise_id) and (exists (select 1 from stands_as(ledger_id)) or 'COORDINATOR' in (select roles_in(ledger_id)) or (agency = current_setting('app.agency', true) and my_roles() && array[role, 'AGENCY_SUPERVISOR'])));
create policy api_read on reach_view for select to throughline_api using (mine(exercise_id) and (exists (select 1 from stands_as(ledger_id)) or 'COORDINATOR' in (select roles_in(ledger_id))));
-- The unit it is about hears of it from who answers it, not from here.
create policy api_read on incident_view for select to throughline_api
  using (mine(exercise_id) and unit <> current_setting('app.agency', true)
    and (exists (select 1 from stands_as(ledger_id)) or 'COORDINATOR' in (select roles_in(ledger_id)) or (answerer = current_setting('app.agency', true) and not (my_roles() <@ array['AGENCY_LEADER', 'OVERSIGHT_AUDITOR', 'SURVIVOR_CONSULTANT', 'SYSTEM_ADMIN', 'PLAYBOOK_STEWARD']))));
create policy api_read on status_measure_view for select to throughline_api using (mine(exercise_id) and is_open(ledger_id, 'D9', recorder, id));
create policy api_read on measure_step_view for select to throughline_api using (mine(exercise_id) and is_open(ledger_id, 'D9', recorder, measure));
create policy api_read on non_punishment_view for select to throughline_api using (mine(exercise_id) and is_open(ledger_id, 'D9', recorder, id));

-- What somebody owes in her file is open work like all else.
drop function open_work_of(text, uuid);
create function open_work_of(of_person text, in_exercise uuid)
returns table (ledger text, keeper text, rev integer, step text, commitment text, hand_off text, plan text, leads text, duty text) language sql stable as $$
  select s.ledger_id, s.keeper, s.rev, s.code, null, null, null, null, null from step_view s
   where s.owner = of_person and s.exercise_id is not distinct from in_exercise and s.state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')
  union all
  select s.ledger_id, s.keeper, s.rev, null, null, null, s.code, null, null from step_view s
   where s.planned_by = of_person and s.exercise_id is not distinct from in_exercise and s.state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')
  union all
  select c.ledger_id, c.keeper, c.rev, null, c.id::text, null, null, null, null from commitment_view c
   where c.accepted_by = of_person and c.exercise_id is not distinct from in_exercise and c.state in ('ACTIVE', 'SUSPENDED', 'LAPSED')
  union all
  select h.ledger_id, h.keeper, h.rev, null, null, h.id::text, null, null, null from hand_off_view h
   where h.proposed_by = of_person and h.exercise_id is not distinct from in_exercise and not h.sender_left
     and h.state not in ('COMPLETED', 'WITHDRAWN', 'KEPT_BY_SENDER', 'RETURNED_AFTER_ACCEPT')
  union all
  select p.ledger_id, c.keeper, c.rev, null, null, null, null, p.agency, null from party_view p join compact_view c on c.ledger_id = p.ledger_id
   where p.leader = of_person and p.exercise_id is not distinct from in_exercise and p.status = 'REQUIRED' and c.state <> 'ENDED'
  union all
  select d.ledger_id, d.ledger_id, d.rev, null, null, null, null, null, d.id from duty_view d
   where d.person = of_person and d.exercise_id is not distinct from in_exercise and d.ended_at is null
$$;
-- And an agency that leaves leaves what it owes there, unless it is its own case.
create or replace function agency_parts_of(of_agency text, in_exercise uuid) returns table (ledger text) language sql stable as $$
  select e.ledger_id from engagement e join case_view c on c.ledger_id = e.ledger_id
   where e.agency_id = of_agency and e.until_at is null and c.agency_id <> of_agency and e.exercise_id is not distinct from in_exercise
  union
  select h.ledger_id from hand_off_view h
   where h.receiver = of_agency and not h.receiver_left and h.agency_id <> of_agency and h.exercise_id is not distinct from in_exercise
     and h.state in ('PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'DECLINED', 'DISPUTED')
  union
  select p.ledger_id from party_view p join compact_view c on c.ledger_id = p.ledger_id
   where p.agency = of_agency and p.status = 'REQUIRED' and c.state <> 'ENDED' and c.agency_id <> of_agency and p.exercise_id is not distinct from in_exercise
     and exists (select 1 from signature_view s where s.ledger_id = p.ledger_id and s.agency = of_agency and s.signed_at is not null)
  union
  select d.ledger_id from duty_view d
   where d.agency = of_agency and d.ended_at is null and d.exercise_id is not distinct from in_exercise and not d.with_lead
$$;
revoke all on function open_work_of(text, uuid) from public;
grant execute on function open_work_of(text, uuid) to throughline_api, throughline_worker;
