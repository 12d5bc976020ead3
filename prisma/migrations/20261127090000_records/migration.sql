-- Records of matters: evidence, a venture, restitution, fair process, what a case was worth. A matter has a ledger of its own (`kind/<case>` or `kind/<case>/<id>`) and belongs to one case.
-- Each row has one data class and is known to whom the matrix lets know of that class: in her file where it is hers, in the case otherwise. Its words lie in the vault under that class.

create function case_of(of_ledger text) returns text language sql immutable as $$
  select case when of_ledger ~ '^(case|victim|agency|compact|playbook)/' then of_ledger else 'case/' || split_part(of_ledger, '/', 2) end
$$;

create table record_view (
  ledger_id text not null, kind text not null, id text not null, class text not null, case_ledger text not null, subject text, victim uuid, state text,
  recorder text not null, author text not null, at timestamptz(3) not null, data jsonb not null, summary jsonb, texts jsonb not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, kind, id)
);
create index record_view_case on record_view (case_ledger, kind);

-- An assignment names a record by its UUID; a record whose name is none is assigned with its class alone.
create function uuid_of(of_id text) returns uuid language sql immutable as $$
  select case when of_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then of_id::uuid end
$$;

alter table record_view enable row level security;
alter table record_view force row level security;
create policy owner_all on record_view to current_user using (true) with check (true);
create policy worker_all on record_view to throughline_worker using (true) with check (true);
create policy api_read on record_view for select to throughline_api
  using (mine(exercise_id) and engaged(case_ledger) and (class in ('D1', 'D2') or is_known(coalesce('victim/' || victim, case_ledger), class, recorder, uuid_of(id))));
create policy suspects_see_nothing on record_view as restrictive for select to throughline_api using (victim is null or not is_suspected('victim/' || victim));
create policy suspects_see_no_case on record_view as restrictive for select to throughline_api using ((case_ledger in (select suspect_cases())) is not true);
create policy contained_see_nothing on record_view as restrictive for select to throughline_api using (current_setting('app.contained', true) is distinct from 'yes');
grant select, insert, update, delete on record_view to throughline_worker;
grant select on record_view to throughline_api;

-- What is written down in a matter is sealed under the keys of its case, or of her whom it is about.
drop policy api_write on vault_item;
create policy api_write on vault_item for insert to throughline_api
  with check (mine(exercise_id) and agency_id = current_setting('app.agency', true) and (owner not like 'agency/%' or may_keep(owner))
    and (owner = (select case_of(c.ledger_id) from command c where c.id = command_id)
      or (owner like 'victim/%' and engaged((select case_of(c.ledger_id) from command c where c.id = command_id)) and is_in_case(owner, (select case_of(c.ledger_id) from command c where c.id = command_id)))));

-- What matters say to their case is the worker's to write.
create policy api_no_errands_of_matters on command as restrictive for insert to throughline_api with check (type <> 'matter-says');
