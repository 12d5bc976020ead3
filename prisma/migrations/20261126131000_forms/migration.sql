-- Forms of steps. A row says who answered which fields, under which data class; the answers lie in the vault under that class (`paper` is the row's id), of a victim under the keys of
-- her own file. Whether somebody may know of a row is what the matrix says of its class, in her file or in the case.

create table form_view (
  ledger_id text not null, id uuid not null, step text not null, occurrence integer not null, class text not null, victim uuid,
  recorder text not null, author text not null, at timestamptz(3) not null, text uuid not null, fields text[] not null, disclosable boolean not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index form_view_step on form_view (ledger_id, step);

alter table form_view enable row level security;
alter table form_view force row level security;
create policy owner_all on form_view to current_user using (true) with check (true);
create policy worker_all on form_view to throughline_worker using (true) with check (true);
create policy api_read on form_view for select to throughline_api
  using (mine(exercise_id) and engaged(ledger_id) and (class in ('D1', 'D2') or is_known(coalesce('victim/' || victim, ledger_id), class, recorder, id)));
create policy suspects_see_nothing on form_view as restrictive for select to throughline_api using (victim is null or not is_suspected('victim/' || victim));
create policy contained_see_nothing on form_view as restrictive for select to throughline_api using (current_setting('app.contained', true) is distinct from 'yes');
grant select, insert, update, delete on form_view to throughline_worker;
grant select on form_view to throughline_api;

-- Answers about a victim are sealed in her file by the command of a case she is in, by whoever has a part in both.
create function is_in_case(of_victim text, of_case text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.involvement_view i where i.ledger_id = of_victim and i.case_ledger = of_case and i.until_at is null)
$$;
revoke all on function is_in_case(text, text) from public;
grant execute on function is_in_case(text, text) to throughline_api;
drop policy api_write on vault_item;
create policy api_write on vault_item for insert to throughline_api
  with check (mine(exercise_id) and agency_id = current_setting('app.agency', true) and (owner not like 'agency/%' or may_keep(owner))
    and (owner = (select c.ledger_id from command c where c.id = command_id)
      or (owner like 'victim/%' and engaged((select c.ledger_id from command c where c.id = command_id)) and is_in_case(owner, (select c.ledger_id from command c where c.id = command_id)))));
