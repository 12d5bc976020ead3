-- Consents of seven kinds, kept apart (domain 5b, consent rule 5): only SHARE names classes and opens anything to read. A wish to be notified has no end.
alter table consent_view add column kind text not null;
alter table consent_view alter column until_at drop not null;
alter table consent_view add constraint consent_view_ends check ((kind = 'NOTIFIED') = (until_at is null));
alter table consent_view add constraint consent_view_opens check ((kind = 'SHARE') = (cardinality(classes) > 0));

-- The consent, and the assignment, by which a class or a paper is open now to who asks: what a reading rests on is noted with it.
create function grant_of(of_ledger text, of_class text) returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select c.id from public.consent_view c where c.ledger_id = of_ledger and of_class = any(c.classes) and c.withdrawn_at is null
    and c.agency = current_setting('app.agency', true) and (c.person is null or c.person = current_setting('app.person', true))
    -- What a guardian granted holds for a child only, at whatever moment the clock of her birthday is heard (consent rule 3).
    and (c.grantor <> 'GUARDIAN' or not public.is_of_age(of_ledger))
    and c.from_at <= public.now_here() and public.now_here() < c.until_at order by c.from_at, c.id limit 1
$$;
create or replace function is_granted(of_ledger text, of_class text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select public.grant_of(of_ledger, of_class) is not null
$$;
create function assignment_of(of_ledger text, of_class text, of_paper uuid) returns table (id uuid, basis text) language sql stable security definer set search_path = pg_catalog, public as $$
  select a.id, a.basis from public.assignment_view a where a.ledger_id = of_ledger and a.class = of_class and (a.paper is null or a.paper = of_paper)
    and a.agency = current_setting('app.agency', true) and a.person = current_setting('app.person', true)
    and a.from_at <= public.now_here() and (a.until_at is null or public.now_here() < a.until_at) order by a.from_at, a.id limit 1
$$;
revoke all on function grant_of(text, text), assignment_of(text, text, uuid) from public;
grant execute on function grant_of(text, text), assignment_of(text, text, uuid) to throughline_api;
-- An agency may keep its file outside (rule 9); what police and system specialists record may have to be disclosed to the defence (rule 13).
alter table standing_view add column outside boolean not null default false;
alter table paper_view add column disclosable boolean not null default false;
create index access_log_basis on access_log (basis_id) where basis_id is not null;

-- Whom a hand-off is about, with the classes of its package.
alter table hand_off_view add column about jsonb;

-- What is open without her consent: what the law compels, of the records of the agency that discloses; and what somebody opens for themselves in an emergency.
-- Never advocates' notes, and never to a unit that enforces removal what is closed to it. Both end by themselves.
create table disclosure_view (
  ledger_id text not null, id uuid not null, grounds text[] not null, glass boolean not null, classes text[] not null check (not 'D5' = any(classes)), agency text not null, person text, recorder text, told_her text,
  steps text[] not null, from_at timestamptz(3) not null, until_at timestamptz(3) not null, ended_at timestamptz(3), finding text,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id), check (glass = (recorder is null))
);
create index disclosure_view_agency on disclosure_view (agency);
create function disclosure_of(of_ledger text, of_class text, of_recorder text) returns table (id uuid, glass boolean) language sql stable security definer set search_path = pg_catalog, public as $$
  select d.id, d.glass from public.disclosure_view d where d.ledger_id = of_ledger and of_class = any(d.classes) and d.ended_at is null
    and d.agency = current_setting('app.agency', true) and (d.person is null or d.person = current_setting('app.person', true))
    and (d.recorder is null or d.recorder = of_recorder) and d.from_at <= public.now_here() and public.now_here() < d.until_at
    and not (of_class in ('D3', 'D4', 'D9') and exists (select 1 from public.agency a where a.id = current_setting('app.agency', true) and a.removal))
   order by d.glass, d.from_at, d.id limit 1
$$;
-- That something of hers is disclosed to who asks: then they know that there is such a file, and no more than that by it.
create function is_disclosed_to(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.disclosure_view d where d.ledger_id = of_ledger and d.ended_at is null and d.agency = current_setting('app.agency', true)
    and (d.person is null or d.person = current_setting('app.person', true)) and d.from_at <= public.now_here() and public.now_here() < d.until_at)
$$;
-- Whether something of hers was given to who asks: by her consent, by an assignment, by a disclosure.
create function is_given(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select public.is_disclosed_to(of_ledger)
      or exists (select 1 from public.consent_view c where c.ledger_id = of_ledger and c.kind = 'SHARE' and c.withdrawn_at is null and c.agency = current_setting('app.agency', true)
                  and (c.person is null or c.person = current_setting('app.person', true)) and c.from_at <= public.now_here() and public.now_here() < c.until_at)
      or exists (select 1 from public.assignment_view a where a.ledger_id = of_ledger and a.agency = current_setting('app.agency', true) and a.person = current_setting('app.person', true)
                  and a.from_at <= public.now_here() and (a.until_at is null or public.now_here() < a.until_at))
$$;
revoke all on function disclosure_of(text, text, text), is_disclosed_to(text), is_given(text) from public;
grant execute on function disclosure_of(text, text, text), is_disclosed_to(text), is_given(text) to throughline_api;
alter table disclosure_view enable row level security;
alter table disclosure_view force row level security;
create policy owner_all on disclosure_view to current_user using (true) with check (true);
create policy worker_all on disclosure_view to throughline_worker using (true) with check (true);
grant select, insert, update, delete on disclosure_view to throughline_worker;
grant select on disclosure_view to throughline_api;
-- Its parties, who stands by her, and the privacy officer of the agency that keeps her file.
create policy api_read on disclosure_view for select to throughline_api
  using (mine(exercise_id) and (agency = current_setting('app.agency', true) or recorder = current_setting('app.agency', true) or exists (select 1 from stands_as(ledger_id))
    or (agency_id = current_setting('app.agency', true) and 'PRIVACY_OFFICER' = any(my_roles()))));
create policy api_read_disclosed on paper_view for select to throughline_api using (mine(exercise_id) and exists (select 1 from disclosure_of(ledger_id, class, recorder)));
create policy api_read_disclosed on vault_item for select to throughline_api
  using (mine(exercise_id) and paper is not null and owner like 'victim/%' and exists (select 1 from disclosure_of(owner, regexp_replace(data_class, '[a-z]$', ''), agency_id)));
create policy api_read_disclosed on vault_key for select to throughline_api using (mine(exercise_id) and owner like 'victim/%' and is_disclosed_to(owner));
create policy api_read_disclosed on victim_view for select to throughline_api using (mine(exercise_id) and is_disclosed_to(ledger_id));
-- A privacy officer looks after the files that the own agency keeps.
create policy api_read_privacy on victim_view for select to throughline_api
  using (mine(exercise_id) and agency_id = current_setting('app.agency', true) and 'PRIVACY_OFFICER' = any(my_roles()));

-- What narrows access waits for no machine. When the engine is silent the API has it take hold here: the rows both walls read are closed at once, and the word is
-- left for the engine, which records it when it is back. A row that was closed so stays closed, whatever is written over it meanwhile.
alter table consent_view add column standing uuid;
create table narrowing (
  ledger_id text not null, subject uuid not null, command_id text not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, subject)
);
create index narrowing_command on narrowing (command_id);
alter table narrowing enable row level security;
alter table narrowing force row level security;
create policy owner_all on narrowing to current_user using (true) with check (true);
create policy worker_read on narrowing for select to throughline_worker using (true);
grant select on narrowing to throughline_worker;
create trigger narrowing_append_only before update or delete or truncate on narrowing for each statement execute function refuse_change();

create function stay_narrowed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare since timestamptz;
begin
  select n.at into since from public.narrowing n where n.ledger_id = new.ledger_id and n.subject = new.id;
  if since is null then return new; end if;
  if tg_table_name = 'consent_view' then new.withdrawn_at := coalesce(new.withdrawn_at, since);
  elsif tg_table_name = 'disclosure_view' then new.ended_at := coalesce(new.ended_at, since);
  elsif new.until_at is null or new.until_at > public.now_here() then new.until_at := since; end if;
  return new;
end $$;
do $$ declare t text; begin
  foreach t in array array['consent_view','standing_view','assignment_view','disclosure_view'] loop
    execute format('create trigger %I before insert or update on %I for each row execute function stay_narrowed()', t || '_stays_narrowed', t);
  end loop;
end $$;

-- For a command of who asks that was not answered yet and only takes away. Answers where its ledger stands; nothing when this is no such command.
create function narrow(of_command text) returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare said public.command; act jsonb; named uuid;
begin
  select * into said from public.command c where c.id = of_command and c.agency_id = current_setting('app.agency', true) and c.actor = current_setting('app.person', true) and c.receipt is null;
  if said.id is null or said.type <> 'victim' then return null; end if;
  act := said.body -> 'act';
  if act ->> 'act' not in ('withdraw-consent', 'end-standing', 'suspect-standing', 'end-assignment', 'end-disclosure') then return null; end if;
  named := coalesce(act ->> 'consent', act ->> 'standing', act ->> 'assignment', act ->> 'disclosure')::uuid;
  -- A suspicion takes with it whatever the same people had of hers, and what was agreed to in their standing.
  insert into public.narrowing (ledger_id, subject, command_id, at, agency_id, exercise_id)
  select said.ledger_id, s.id, said.id, public.now_here(), l.agency_id, l.exercise_id from public.ledger l, (
    with stood as (select v.agency, v.person from public.standing_view v where act ->> 'act' = 'suspect-standing' and v.ledger_id = said.ledger_id and v.id = named and v.until_at is null),
    theirs as (select v.id from public.standing_view v, stood t where v.ledger_id = said.ledger_id and v.agency = t.agency and (t.person is null or v.person = t.person))
    select named as id union select id from theirs
    union select c.id from public.consent_view c, stood t where c.ledger_id = said.ledger_id and (c.standing in (select id from theirs) or c.standing = named or (c.agency = t.agency and (t.person is null or c.person = t.person)))
    union select a.id from public.assignment_view a, stood t where a.ledger_id = said.ledger_id and a.agency = t.agency and (t.person is null or a.person = t.person)
    union select d.id from public.disclosure_view d, stood t where d.ledger_id = said.ledger_id and d.agency = t.agency and (t.person is null or d.person = t.person)) s
   where l.id = said.ledger_id on conflict do nothing;
  update public.consent_view c set withdrawn_at = withdrawn_at from public.narrowing n where n.command_id = said.id and c.ledger_id = n.ledger_id and c.id = n.subject;
  update public.standing_view c set until_at = until_at from public.narrowing n where n.command_id = said.id and c.ledger_id = n.ledger_id and c.id = n.subject;
  update public.assignment_view c set until_at = until_at from public.narrowing n where n.command_id = said.id and c.ledger_id = n.ledger_id and c.id = n.subject;
  update public.disclosure_view c set ended_at = ended_at from public.narrowing n where n.command_id = said.id and c.ledger_id = n.ledger_id and c.id = n.subject;
  insert into public.outbox (ledger_id, keeper, word, agency_id, exercise_id)
  select said.ledger_id, said.keeper, said.id, said.agency_id, said.exercise_id where not exists (select 1 from public.outbox o where o.word = said.id);
  return (select l.seq from public.ledger l where l.id = said.ledger_id);
end $$;
revoke all on function narrow(text) from public;
grant execute on function narrow(text) to throughline_api;
