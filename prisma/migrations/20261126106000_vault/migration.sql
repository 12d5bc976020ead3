-- Keys that can be destroyed: one for each part of what lies under an owner, wrapped by a key-encryption key that is known by its name.
alter table vault_item drop constraint vault_item_owner_fkey;
alter table vault_key drop constraint vault_key_pkey;
alter table vault_key add column part text not null default 'rest', add column kid text not null default '000000-first', add column destroyed_at timestamptz(3);
alter table vault_key add primary key (owner, part);
create index vault_key_kid_idx on vault_key (kid);
alter table vault_item add column part text not null default 'rest';
alter table vault_item add constraint vault_item_owner_fkey foreign key (owner, part) references vault_key (owner, part);
create index vault_item_owner on vault_item (owner);

-- Advocates' notes lie under a key of their own agency, whatever the API says; no other agency sees even the wrapped key.
alter table vault_item add constraint vault_item_notes check (data_class <> 'D5' or owner not like 'victim/%' or part = 'notes/' || agency_id) not valid;
create policy api_notes on vault_key as restrictive to throughline_api
  using (part not like 'notes/%' or part = 'notes/' || current_setting('app.agency', true)) with check (part not like 'notes/%' or part = 'notes/' || current_setting('app.agency', true));

-- The life of the key-encryption keys, by name only. They themselves lie in a file or in a key module.
create table kek (
  name text primary key, made_at timestamptz(3) not null default clock_timestamp(), destroyed_at timestamptz(3),
  agency_id text, data_class text not null default 'D19', legal_hold boolean not null default false, exercise_id uuid
);
alter table kek enable row level security;
alter table kek force row level security;
create policy owner_all on kek to current_user using (true) with check (true);
create policy api_read on kek for select to throughline_api using (true);
grant select on kek to throughline_api;

-- Who wraps a new key holds this until it is committed; a rotation that wants to destroy the old key-encryption key waits for all of them.
create function wrapping_a_key() returns void language sql as $$ select pg_advisory_xact_lock_shared(hashtext('throughline.keks')) $$;
create function no_key_is_wrapped() returns void language sql as $$ select pg_advisory_xact_lock(hashtext('throughline.keks')) $$;
-- Who seals under a person's keys holds this until it is committed; the erasure of her file waits for all of them.
create function sealing_under(of_owner text) returns void language sql as $$ select pg_advisory_xact_lock_shared(hashtext('throughline.owner'), hashtext(of_owner)) $$;
-- A process that still held a destroyed key-encryption key would wrap what nobody can open: its row is refused.
create policy api_living_kek on vault_key as restrictive for insert to throughline_api with check (not exists (select 1 from kek k where k.name = kid and k.destroyed_at is not null));
