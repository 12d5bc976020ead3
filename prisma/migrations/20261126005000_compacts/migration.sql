-- A row may carry a word to its keeper: the id of a stored command. Without one it only wakes.
alter table outbox add column word text;

-- First and last local day of a compact.
alter table compact_view add column starts_on date not null, add column ends_on date not null;

-- One row for each agency that is or was required: what it brings, who leads it, whom it named for the work.
create table party_view (
  ledger_id text not null, agency text not null, place integer not null, roles text[] not null,
  status text not null check (status in ('REQUIRED', 'TAKEN_OFF', 'LEFT')), leader text, lead text, deputy text,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, agency)
);
alter table party_view enable row level security;
alter table party_view force row level security;
create policy owner_all on party_view to current_user using (true) with check (true);
create policy worker_all on party_view to throughline_worker using (true) with check (true);
create policy api_read on party_view for select to throughline_api using (mine(exercise_id) and engaged(ledger_id));
grant select, insert, update, delete on party_view to throughline_worker;
grant select on party_view to throughline_api;
