-- The life of a playbook: texts by their hash, where each version stands, what readers said of it, and packs (ladders and legal clocks that several playbooks share).
-- Nothing here is about a case or a person: everybody who is signed in may read it. Who may do what is the policy's and the ledger's to say.

-- A text as it was drafted. `body` is the resolved document (canonical JSON) and null where the text is no sound playbook. Written once.
create table playbook_text (
  hash text primary key, "of" text not null check ("of" in ('playbook', 'pack')), name text not null, version integer not null, text text not null, body text,
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid
);

create table edition_view (
  ledger_id text not null, name text not null, "of" text not null, version integer not null,
  state text not null check (state in ('DRAFT', 'IN_REVIEW', 'PUBLISHED', 'SUPERSEDED', 'WITHDRAWN')),
  hash text not null, author text not null, rev integer not null, drafted_at timestamptz(3) not null, ended_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, version)
);

create table edition_word_view (
  ledger_id text not null, seq integer not null, version integer not null, hash text not null, said text not null check (said in ('COMMENT', 'APPROVAL', 'RETURN')),
  person text not null, agency text not null, note uuid, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq)
);

create table pack (
  name text not null, version integer not null, hash text not null, body text not null,
  agency_id text, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (name, version)
);

-- Superseded or withdrawn: launches no case any more. Cases that run on it go on.
alter table playbook add column shut text check (shut in ('SUPERSEDED', 'WITHDRAWN'));

do $$ declare t text; begin
  foreach t in array array['playbook_text','edition_view','edition_word_view','pack'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select on %I to throughline_worker, throughline_api', t);
  end loop;
  foreach t in array array['edition_view','edition_word_view','playbook_text'] loop
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id))', t);
  end loop;
end $$;
-- What was published for all is there in an exercise, too.
create policy api_read on pack for select to throughline_api using (exercise_id is null or mine(exercise_id));
create policy api_write on playbook_text for insert to throughline_api with check (mine(exercise_id) and agency_id = current_setting('app.agency', true));
grant insert on playbook_text to throughline_api;
grant insert, update, delete on edition_view, edition_word_view to throughline_worker;
grant insert, delete on pack to throughline_worker;
grant insert on playbook to throughline_worker;
grant update (shut) on playbook to throughline_worker;

-- What readers wrote lies in the vault, under the shelf it is about.
create policy api_read_shelf on vault_item for select to throughline_api
  using (mine(exercise_id) and exists (select 1 from edition_word_view w where w.note = vault_item.id and w.ledger_id = vault_item.owner));
create policy api_read_shelf on vault_key for select to throughline_api using (mine(exercise_id) and owner like 'playbook/%');

-- Under a shelf anybody who is heard there may leave words.
create or replace function may_keep(of_owner text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select case when of_owner like 'agency/%' then of_owner = 'agency/' || current_setting('app.agency', true)
              else of_owner like 'playbook/%' or public.engaged(of_owner) or public.in_sight(of_owner) or not exists (select 1 from public.ledger l where l.id = of_owner) end
$$;
