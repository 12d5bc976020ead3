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

-- For the letters about it: whether it is over, whoever asks.
create function duty_is_over(of_ledger text, of_duty text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.duty_view d where d.ledger_id = of_ledger and d.id = of_duty and d.ended_at is not null)
$$;
revoke all on function duty_is_over(text, text) from public;
grant execute on function duty_is_over(text, text) to throughline_api, throughline_worker;

do $$ declare t text; begin
  foreach t in array array['duty_view'] loop
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
