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
-- Who seals under a person's keys holds this until it is committed; the erasure of her file waits for all of them. False: her keys were destroyed, and nothing is sealed any more.
create function sealing_under(of_owner text) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('throughline.owner'), hashtext(of_owner));
  return not exists (select 1 from public.vault_key where owner = of_owner and destroyed_at is not null);
end $$;
-- A process that still held a destroyed key-encryption key would wrap what nobody can open: its row is refused.
create policy api_living_kek on vault_key as restrictive for insert to throughline_api with check (not exists (select 1 from kek k where k.name = kid and k.destroyed_at is not null));

-- Erasing her file, and what forbids it.
create table erasure_view (
  ledger_id text not null, id uuid not null, basis text not null, requested_by text not null, requested_at timestamptz(3) not null, unlocks_at timestamptz(3) not null,
  state text not null check (state in ('WAITING', 'UNLOCKED', 'CANCELLED', 'DONE')), approvers text[] not null, ended_at timestamptz(3), keys integer, unreadable text[],
  agency_id text not null, data_class text not null default 'D19', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create table hold_view (
  ledger_id text not null, id uuid not null, basis text not null, agency text not null, from_at timestamptz(3) not null, until_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D19', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
do $$ declare t text; begin
  foreach t in array array['erasure_view', 'hold_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id) and in_sight(ledger_id))', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;

-- The worker opens nothing of the vault. Of a person's keys it may know how many there are and which references they open, and destroy them all.
create function no_text_is_sealed(of_owner text) returns void language sql as $$ select pg_advisory_xact_lock(hashtext('throughline.owner'), hashtext(of_owner)) $$;
create function vault_contents(of_owner text) returns table (keys integer, texts text[]) language sql stable security definer set search_path = pg_catalog, public as $$
  select (select count(*)::int from public.vault_key where owner = of_owner and wrapped is not null),
         coalesce((select array_agg(id::text order by id) from public.vault_item where owner = of_owner), '{}')
$$;
create function vault_destroy(of_owner text) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if of_owner not like 'victim/%' then raise exception 'only a person''s file is erased' using errcode = 'insufficient_privilege'; end if;
  if exists (select 1 from public.hold_view where ledger_id = of_owner and until_at is null) then raise exception 'a legal hold lies on this file' using errcode = 'insufficient_privilege'; end if;
  -- A fingerprint of words could be tried against guesses.
  update public.command set fingerprint = '' where id in (select command_id from public.vault_item where owner = of_owner);
  delete from public.vault_item where owner = of_owner;
  update public.vault_key set wrapped = null, destroyed_at = clock_timestamp() where owner = of_owner and wrapped is not null;
end $$;
revoke all on function wrapping_a_key(), no_key_is_wrapped(), sealing_under(text), no_text_is_sealed(text), vault_contents(text), vault_destroy(text) from public;
grant execute on function wrapping_a_key(), sealing_under(text) to throughline_api;
grant execute on function no_text_is_sealed(text), vault_contents(text), vault_destroy(text) to throughline_worker;
