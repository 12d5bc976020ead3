-- Who leaves: everything a person has open, and a whole agency.

-- A partner that the directory has closed is asked for nothing any more.
alter table agency add column active boolean not null default true;

alter table step_view add column planned_by text;
alter table hand_off_view add column sender_left boolean not null default false;
alter table hand_off_view add column receiver_left boolean not null default false;

create index step_view_planned_by on step_view (planned_by) where planned_by is not null;
create index hand_off_view_proposed_by on hand_off_view (proposed_by) where not sender_left and state not in ('COMPLETED', 'WITHDRAWN', 'KEPT_BY_SENDER', 'RETURNED_AFTER_ACCEPT');
create index commitment_view_owner on commitment_view (accepted_by) where state in ('ACTIVE', 'SUSPENDED', 'LAPSED');
create index party_view_leader on party_view (leader) where leader is not null;

-- Whether an agency may be asked for anything at an instant: the directory says so, and its leader has not said that it left (the row of nobody).
create function agency_is_active(of_agency text, at timestamptz) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.agency a where a.id = of_agency and a.active)
     and not exists (select 1 from public.departure d where d.ledger_id = 'agency/' || of_agency and d.person = '' and d.from_at <= at and (d.until_at is null or at < d.until_at))
$$;

-- What a person has open, each piece with the ledger that keeps it, who takes words on it and its revision. With the caller's rights: an agency sees what it
-- may see, the worker everything. One definition for the sweep, the sentinel and the dry run.
create function open_work_of(of_person text, in_exercise uuid)
returns table (ledger text, keeper text, rev integer, step text, commitment text, hand_off text, plan text, leads text) language sql stable as $$
  select s.ledger_id, s.keeper, s.rev, s.code, null, null, null, null from step_view s
   where s.owner = of_person and s.exercise_id is not distinct from in_exercise and s.state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')
  union all
  select s.ledger_id, s.keeper, s.rev, null, null, null, s.code, null from step_view s
   where s.planned_by = of_person and s.exercise_id is not distinct from in_exercise and s.state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')
  union all
  select c.ledger_id, c.keeper, c.rev, null, c.id::text, null, null, null from commitment_view c
   where c.accepted_by = of_person and c.exercise_id is not distinct from in_exercise and c.state in ('ACTIVE', 'SUSPENDED', 'LAPSED')
  union all
  select h.ledger_id, h.keeper, h.rev, null, null, h.id::text, null, null from hand_off_view h
   where h.proposed_by = of_person and h.exercise_id is not distinct from in_exercise and not h.sender_left
     and h.state not in ('COMPLETED', 'WITHDRAWN', 'KEPT_BY_SENDER', 'RETURNED_AFTER_ACCEPT')
  union all
  select p.ledger_id, c.keeper, c.rev, null, null, null, null, p.agency from party_view p join compact_view c on c.ledger_id = p.ledger_id
   where p.leader = of_person and p.exercise_id is not distinct from in_exercise and p.status = 'REQUIRED' and c.state <> 'ENDED'
$$;

-- Where an agency has a part that it can leave: cases it is engaged in or asked in, compacts it has signed. What it leads is not among them.
create function agency_parts_of(of_agency text, in_exercise uuid) returns table (ledger text) language sql stable as $$
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
$$;
revoke all on function agency_is_active(text, timestamptz), open_work_of(text, uuid), agency_parts_of(text, uuid) from public;
grant execute on function agency_is_active(text, timestamptz), open_work_of(text, uuid), agency_parts_of(text, uuid) to throughline_api, throughline_worker;
