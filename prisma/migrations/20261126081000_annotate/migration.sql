-- A date that the coordinator grants is nobody's answer to a lapse but the coordinator's (metric M7). Rows of the time before are made again from the
-- ledgers: `npm run verify -- readmodels --rebuild`, once after this migration.
alter table term_view drop constraint term_view_answer_check;
alter table term_view add constraint term_view_answer_check check (answer in ('MET', 'MET_LATE', 'RECOMMITTED', 'RE_DATED', 'REASSIGNED', 'RELEASED'));

-- What an agency says itself about its time on the board (domain 5e), for some local days of its own: of one case, or of all that it does ('').
-- Read model of the agency's ledger; said again for the same days and case, the later words take the place of the earlier.
create table time_explanation (
  ledger_id text not null, first_day date not null, last_day date not null, about text not null,
  words uuid not null unique, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, first_day, last_day, about)
);
create index time_explanation_agency on time_explanation (agency_id, last_day);

-- The agencies whose time an agency may read: those of its cases, gone ones too, and those that were asked there. Definer's rights, as with my_ledgers().
create function beside_me() returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select e.agency_id from public.engagement e where e.ledger_id like 'case/%' and e.ledger_id in (select public.my_ledgers())
  union select h.receiver from public.hand_off_view h where h.ledger_id in (select public.my_ledgers())
$$;
revoke all on function beside_me() from public;
grant execute on function beside_me() to throughline_api;

alter table time_explanation enable row level security;
alter table time_explanation force row level security;
create policy owner_all on time_explanation to current_user using (true) with check (true);
create policy worker_all on time_explanation to throughline_worker using (true) with check (true);
-- Words about one case are for those who see that case; words about all, for those who see any of the agency's time.
create policy api_read on time_explanation for select to throughline_api
  using (mine(exercise_id) and (agency_id = current_setting('app.agency', true)
    or case when about = '' then agency_id in (select beside_me()) else about in (select my_ledgers()) end));
grant select, insert, update, delete on time_explanation to throughline_worker;
grant select on time_explanation to throughline_api;

-- The words themselves lie in the vault under their agency, and are read by who may read the row above that names them: its own policy answers here.
create policy api_read_explained on vault_item for select to throughline_api
  using (mine(exercise_id) and exists (select 1 from time_explanation t where t.words = vault_item.id and t.ledger_id = vault_item.owner));
create policy api_read_explained on vault_key for select to throughline_api
  using (mine(exercise_id) and owner in (select t.ledger_id from time_explanation t));

-- What lies under an agency is written by that agency alone, whether or not its ledger is there yet.
create or replace function may_keep(of_owner text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select case when of_owner like 'agency/%' then of_owner = 'agency/' || current_setting('app.agency', true)
              else public.engaged(of_owner) or not exists (select 1 from public.ledger l where l.id = of_owner) end
$$;
drop policy api_write on vault_item;
create policy api_write on vault_item for insert to throughline_api
  with check (mine(exercise_id) and agency_id = current_setting('app.agency', true) and owner = (select c.ledger_id from command c where c.id = command_id)
    and (owner not like 'agency/%' or may_keep(owner)));
