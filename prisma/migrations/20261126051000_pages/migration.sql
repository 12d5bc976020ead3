-- Sessions of the pages that were ended by signing out. A session itself is kept by the browser alone; that one is over must be known here, or a copy of its
-- cookie would go on. `id` is a hash of the session's own secret. A row is of use only as long as the session could have lasted.
create table ended_session (
  id text primary key, until_at timestamptz(3) not null,
  agency_id text not null references agency (id), data_class text not null default 'D19', legal_hold boolean not null default false, exercise_id uuid
);
alter table ended_session enable row level security;
alter table ended_session force row level security;
create policy owner_all on ended_session to current_user using (true) with check (true);
-- Asked before anybody's context is set: whoever knows the hash holds the session.
create policy api_read on ended_session for select to throughline_api using (true);
create policy api_write on ended_session for insert to throughline_api with check (agency_id = current_setting('app.agency', true) and mine(exercise_id));
create policy api_expire on ended_session for delete to throughline_api using (until_at < clock_timestamp());
grant select, insert, delete on ended_session to throughline_api;
