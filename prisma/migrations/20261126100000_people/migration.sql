-- Her file: who stands by her, in which cases she is, what is agreed to be shared, who is assigned to what, and the papers of every data class.
-- What may be read of it is decided twice: by the policies (Cedar), and here, from the same facts and by rules of its own.

-- A unit that enforces removal: no way leads from it to who and where she is, nor to her immigration status (domain 5b, consent rule 12).
alter table agency add column removal boolean not null default false;

create table victim_view (
  ledger_id text primary key, id uuid not null unique, keeper text not null, playbook_id text not null, playbook_version integer not null, rev integer not null,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid
);
create table involvement_view (
  ledger_id text not null, case_ledger text not null, pseudonym text not null, from_at timestamptz(3) not null, until_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, case_ledger)
);
create index involvement_view_case on involvement_view (case_ledger);
create table standing_view (
  ledger_id text not null, id uuid not null, role text not null, agency text not null, person text, from_at timestamptz(3) not null, until_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index standing_view_agency on standing_view (agency);
create table consent_view (
  ledger_id text not null, id uuid not null, agency text not null, person text, purpose text not null, classes text[] not null,
  from_at timestamptz(3) not null, until_at timestamptz(3) not null, grantor text not null, method text not null, withdrawn_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index consent_view_agency on consent_view (agency);
-- Of a case or of her file: which ledger it is in says which.
create table assignment_view (
  ledger_id text not null, id uuid not null, person text not null, agency text not null, class text not null, paper uuid, basis text not null, from_at timestamptz(3) not null, until_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);
create index assignment_view_person on assignment_view (person);
-- That a paper exists. Its words are in the vault under its own class.
create table paper_view (
  ledger_id text not null, id uuid not null, class text not null, kind text not null, recorder text not null, author text not null, at timestamptz(3) not null, text uuid not null, summary uuid, supersedes uuid,
  agency_id text not null, data_class text not null default 'D3', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, id)
);

alter table vault_item add column paper uuid;

-- What opens the words of a class, by role (domain 5b, the matrix). F whoever works on the case in that role, O the own agency's records, OWN who stands by her,
-- C a consent that holds now, A an assignment, CA either. M opens no words: it lets one know that there is something; MOWN the same to who stands by her. Whoever may read a
-- summary, which has a class of its own, knows it too. Typed from the matrix, apart from the policies: one wall does not copy the other.
create table need_to_know (
  class text not null, role text not null, mark text not null check (mark in ('F', 'O', 'OWN', 'C', 'A', 'CA', 'M', 'MOWN')),
  agency_id text, data_class text not null default 'D18', legal_hold boolean not null default false, exercise_id uuid,
  primary key (class, role)
);
insert into need_to_know (class, role, mark)
select class, role, mark from (values
  ('D3', 'OWN', 'COMMUNITY_ADVOCATE VICTIM_COUNSEL CHILD_GUARDIAN'),
  ('D3', 'CA', 'SYSTEM_VICTIM_SPECIALIST'),
  ('D3', 'A', 'INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER IMMIGRATION_OFFICER CHILD_EXPLOITATION_INVESTIGATOR COMPETENT_AUTHORITY_OFFICER PROSECUTOR REDRESS_OFFICER CHILD_PROTECTION_WORKER'),
  ('D3', 'M', 'COORDINATOR SPECIALIST_ADVISOR LABOUR_INSPECTOR'),
  ('D4', 'OWN', 'COMMUNITY_ADVOCATE VICTIM_COUNSEL CHILD_GUARDIAN'),
  ('D4', 'C', 'SYSTEM_VICTIM_SPECIALIST INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER CHILD_EXPLOITATION_INVESTIGATOR'),
  ('D4', 'A', 'CHILD_PROTECTION_WORKER'),
  ('D5', 'O', 'COMMUNITY_ADVOCATE'),
  ('D7', 'F', 'COMMUNITY_ADVOCATE SYSTEM_VICTIM_SPECIALIST'),
  ('D7', 'OWN', 'CHILD_GUARDIAN'),
  ('D7', 'C', 'VICTIM_COUNSEL'),
  ('D7', 'A', 'INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER CHILD_EXPLOITATION_INVESTIGATOR CHILD_PROTECTION_WORKER'),
  ('D7s', 'F', 'COORDINATOR SPECIALIST_ADVISOR PROSECUTOR'),
  ('D8', 'F', 'PROSECUTOR'),
  ('D8', 'C', 'VICTIM_COUNSEL CHILD_GUARDIAN COMPETENT_AUTHORITY_OFFICER'),
  ('D8', 'A', 'SPECIALIST_ADVISOR INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER CHILD_EXPLOITATION_INVESTIGATOR'),
  ('D8', 'M', 'COORDINATOR SYSTEM_VICTIM_SPECIALIST'),
  ('D8', 'MOWN', 'CHILD_PROTECTION_WORKER'),
  ('D9', 'OWN', 'VICTIM_COUNSEL CHILD_GUARDIAN'),
  ('D9', 'C', 'COMMUNITY_ADVOCATE'),
  ('D9', 'A', 'IMMIGRATION_OFFICER'),
  ('D9', 'M', 'COORDINATOR SPECIALIST_ADVISOR SYSTEM_VICTIM_SPECIALIST INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER CHILD_EXPLOITATION_INVESTIGATOR PROSECUTOR OVERSIGHT_AUDITOR'),
  ('D10', 'F', 'COORDINATOR SPECIALIST_ADVISOR INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER FINANCIAL_INVESTIGATOR FRAUD_ANALYST ORGANISED_CRIME_ANALYST CHILD_EXPLOITATION_INVESTIGATOR PROSECUTOR'),
  ('D10s', 'F', 'COMMUNITY_ADVOCATE SYSTEM_VICTIM_SPECIALIST IMMIGRATION_OFFICER LABOUR_INSPECTOR COMPETENT_AUTHORITY_OFFICER REDRESS_OFFICER AGENCY_LEADER'),
  ('D10', 'M', 'OVERSIGHT_AUDITOR'),
  ('D11', 'A', 'INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER FINANCIAL_INVESTIGATOR FRAUD_ANALYST ORGANISED_CRIME_ANALYST IMMIGRATION_OFFICER LABOUR_INSPECTOR CHILD_EXPLOITATION_INVESTIGATOR PROSECUTOR'),
  ('D11s', 'F', 'COORDINATOR SPECIALIST_ADVISOR SYSTEM_VICTIM_SPECIALIST'),
  ('D11', 'M', 'OVERSIGHT_AUDITOR'),
  ('D12', 'F', 'PROSECUTOR'),
  ('D12', 'A', 'SPECIALIST_ADVISOR INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER FINANCIAL_INVESTIGATOR FRAUD_ANALYST ORGANISED_CRIME_ANALYST CHILD_EXPLOITATION_INVESTIGATOR'),
  ('D12', 'M', 'OVERSIGHT_AUDITOR'),
  ('D13', 'F', 'FINANCIAL_INVESTIGATOR FRAUD_ANALYST ORGANISED_CRIME_ANALYST'),
  ('D13', 'A', 'INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER PROSECUTOR'),
  ('D13', 'M', 'OVERSIGHT_AUDITOR'),
  ('D14', 'F', 'CHILD_EXPLOITATION_INVESTIGATOR'),
  ('D14', 'A', 'INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER PROSECUTOR'),
  ('D14', 'M', 'COORDINATOR OVERSIGHT_AUDITOR'),
  ('D15', 'F', 'SPECIALIST_ADVISOR PROSECUTOR'),
  ('D15r', 'F', 'COORDINATOR COMMUNITY_ADVOCATE SYSTEM_VICTIM_SPECIALIST INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER FINANCIAL_INVESTIGATOR FRAUD_ANALYST ORGANISED_CRIME_ANALYST CHILD_EXPLOITATION_INVESTIGATOR VICTIM_COUNSEL CHILD_GUARDIAN REDRESS_OFFICER AGENCY_LEADER'),
  ('D15', 'M', 'OVERSIGHT_AUDITOR'),
  ('D16', 'F', 'PROSECUTOR REDRESS_OFFICER'),
  ('D16', 'OWN', 'VICTIM_COUNSEL CHILD_GUARDIAN'),
  ('D16', 'C', 'COMMUNITY_ADVOCATE'),
  ('D16', 'M', 'OVERSIGHT_AUDITOR'),
  ('D16s', 'F', 'COORDINATOR SPECIALIST_ADVISOR SYSTEM_VICTIM_SPECIALIST FINANCIAL_INVESTIGATOR FRAUD_ANALYST ORGANISED_CRIME_ANALYST LABOUR_INSPECTOR'),
  ('D17', 'OWN', 'VICTIM_COUNSEL CHILD_GUARDIAN'),
  ('D17', 'C', 'COMMUNITY_ADVOCATE SYSTEM_VICTIM_SPECIALIST INVESTIGATOR FORENSIC_INTERVIEWER DIGITAL_EXAMINER CHILD_EXPLOITATION_INVESTIGATOR COMPETENT_AUTHORITY_OFFICER PROSECUTOR'),
  ('D17', 'A', 'CHILD_PROTECTION_WORKER')
) as m(class, mark, roles), unnest(string_to_array(m.roles, ' ')) as role;

-- Who asks and when, from the context every transaction sets first; roles afresh from the directory, never from a token.
create function now_here() returns timestamptz language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((select x.now_at from public.exercise x where x.id = nullif(current_setting('app.exercise', true), '')::uuid), clock_timestamp())
$$;
create function my_roles() returns text[] language sql stable security definer set search_path = pg_catalog, public as $$
  select public.roles_at(current_setting('app.person', true), current_setting('app.agency', true), public.now_here())
$$;
-- My agency's part in a case, or in any case of hers.
create function engagements_in(of_ledger text) returns setof public.engagement language sql stable security definer set search_path = pg_catalog, public as $$
  select e.* from public.engagement e where e.agency_id = current_setting('app.agency', true) and e.until_at is null
     and (e.ledger_id = of_ledger or e.ledger_id in (select i.case_ledger from public.involvement_view i where i.ledger_id = of_ledger and i.until_at is null))
$$;
-- Roles in which somebody works on a case, or on any case of hers: those they hold and their agency fills there. Who supervises, leads or audits does so for the whole agency.
create function roles_in(of_ledger text) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct r from unnest(public.my_roles()) r join public.engagements_in(of_ledger) e on r = any(e.roles) or r in ('AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'OVERSIGHT_AUDITOR')
$$;
-- For a supervisor: the roles in which their agency works on a case, or on any case of hers, or stands by her. Leading and auditing are no disciplines that are supervised.
create function supervises_in(of_ledger text) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select r from public.engagements_in(of_ledger) e, unnest(e.roles) r where r not in ('AGENCY_LEADER', 'OVERSIGHT_AUDITOR') and 'AGENCY_SUPERVISOR' = any(public.my_roles())
  union select s.role from public.standing_view s
   where s.ledger_id = of_ledger and s.agency = current_setting('app.agency', true) and s.until_at is null and 'AGENCY_SUPERVISOR' = any(public.my_roles())
$$;
create function removal_here() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.agency a where a.id = current_setting('app.agency', true) and a.removal)
$$;
-- Roles in which somebody stands by her.
create function stands_as(of_ledger text) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct s.role from public.standing_view s
   where s.ledger_id = of_ledger and s.agency = current_setting('app.agency', true) and (s.person is null or s.person = current_setting('app.person', true))
     and s.role = any(public.my_roles()) and s.until_at is null
$$;
create function is_granted(of_ledger text, of_class text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.consent_view c where c.ledger_id = of_ledger and of_class = any(c.classes) and c.withdrawn_at is null
    and c.agency = current_setting('app.agency', true) and (c.person is null or c.person = current_setting('app.person', true))
    and c.from_at <= public.now_here() and public.now_here() < c.until_at)
$$;
-- Without a paper: to the class as a whole.
create function is_assigned(of_ledger text, of_class text, of_paper uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.assignment_view a where a.ledger_id = of_ledger and a.class = of_class and (a.paper is null or a.paper = of_paper)
    and a.agency = current_setting('app.agency', true) and a.person = current_setting('app.person', true)
    and a.from_at <= public.now_here() and (a.until_at is null or public.now_here() < a.until_at))
$$;
-- Accounts and keys, playbooks and aggregates: never a case, whatever else somebody is.
create function no_content() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select public.my_roles() && array['SYSTEM_ADMIN', 'SURVIVOR_CONSULTANT']
$$;
-- Whether the words of a class, recorded by an agency, are open to who asks. In a case (D10 to D15) a supervisor has the part of the discipline supervised.
create function is_open(of_ledger text, of_class text, of_recorder text, of_paper uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  held text[] := public.my_roles();
  working text[] := array(select public.roles_in(of_ledger));
begin
  if public.no_content() or (of_class in ('D3', 'D4', 'D9') and public.removal_here()) then return false; end if;
  if of_class ~ '^D1[0-5]' then working := working || array(select public.supervises_in(of_ledger)); end if;
  return exists (select 1 from public.need_to_know k where k.class = of_class and case k.mark
    when 'F' then k.role = any(working)
    when 'O' then of_recorder = current_setting('app.agency', true) and k.role = any(held)
    when 'OWN' then k.role in (select public.stands_as(of_ledger))
    when 'C' then k.role = any(held) and public.is_granted(of_ledger, of_class)
    when 'A' then k.role = any(held || working) and public.is_assigned(of_ledger, of_class, of_paper)
    when 'CA' then k.role = any(held) and (public.is_granted(of_ledger, of_class) or public.is_assigned(of_ledger, of_class, of_paper))
    else false end);
end $$;
-- Whether who asks may know that there is anything of a class: by its words, by its summary, by that alone; and who supervises one of those who may, in her file.
create function is_known(of_ledger text, of_class text, of_recorder text, of_paper uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  working text[] := array(select public.roles_in(of_ledger));
  supervised text[] := array(select public.supervises_in(of_ledger));
begin
  if public.is_open(of_ledger, of_class, of_recorder, of_paper) then return true; end if;
  if public.no_content() or (of_class in ('D3', 'D4', 'D9') and public.removal_here()) then return false; end if;
  return exists (select 1 from public.need_to_know k where k.class in (of_class, of_class || 's', of_class || 'r') and (
    (k.role = any(working) and (k.class <> of_class or k.mark = 'M'))
    or (k.mark = 'MOWN' and k.role in (select public.stands_as(of_ledger)))
    or (k.role = any(supervised) and case when of_class ~ '^D1[0-5]' then k.class <> of_class or k.mark = 'M'
        else of_class <> 'D5' or of_recorder = current_setting('app.agency', true) end)));
end $$;
-- That there is such a person: to who works on a case of hers, stands by her, supervises one of those, or was given something of hers to read.
create function in_sight(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select not public.removal_here() and (exists (select 1 from public.engagements_in(of_ledger)) or exists (select 1 from public.stands_as(of_ledger)) or exists (select 1 from public.supervises_in(of_ledger))
      or exists (select 1 from public.consent_view c where c.ledger_id = of_ledger and c.withdrawn_at is null and c.agency = current_setting('app.agency', true)
                  and (c.person is null or c.person = current_setting('app.person', true)) and c.from_at <= public.now_here() and public.now_here() < c.until_at)
      or exists (select 1 from public.assignment_view a where a.ledger_id = of_ledger and a.agency = current_setting('app.agency', true) and a.person = current_setting('app.person', true)
                  and a.from_at <= public.now_here() and (a.until_at is null or public.now_here() < a.until_at)))
$$;
-- What stayed shut to who asked, for the access log alone. Of the classes nobody else may know of only what was asked for by its id: people read what is logged of themselves.
create function shut_papers(of_ledger text, only_paper uuid) returns table (class text, id uuid) language sql stable security definer set search_path = pg_catalog, public as $$
  select p.class, p.id from public.paper_view p
   where p.ledger_id = of_ledger and (p.id = only_paper or (only_paper is null and p.class not in ('D5', 'D12', 'D13')))
     and (public.in_sight(of_ledger) or public.engaged(of_ledger)) and not public.is_known(p.ledger_id, p.class, p.recorder, p.id)
$$;
do $$ declare f text; begin
  foreach f in array array['now_here()', 'my_roles()', 'engagements_in(text)', 'roles_in(text)', 'supervises_in(text)', 'removal_here()', 'stands_as(text)', 'is_granted(text, text)',
    'is_assigned(text, text, uuid)', 'no_content()', 'is_open(text, text, text, uuid)', 'is_known(text, text, text, uuid)', 'shut_papers(text, uuid)', 'in_sight(text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_api', f);
  end loop;
end $$;

do $$ declare t text; begin
  foreach t in array array['victim_view','involvement_view','standing_view','consent_view','assignment_view','paper_view','need_to_know'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
  end loop;
  foreach t in array array['victim_view','involvement_view','standing_view','consent_view','assignment_view','paper_view'] loop
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to throughline_worker', t);
    execute format('grant select on %I to throughline_api', t);
  end loop;
end $$;
create policy api_read on victim_view for select to throughline_api using (mine(exercise_id) and in_sight(ledger_id));
create policy api_read on involvement_view for select to throughline_api using (mine(exercise_id) and in_sight(ledger_id));
create policy api_read on standing_view for select to throughline_api using (mine(exercise_id) and in_sight(ledger_id));
create policy api_read on consent_view for select to throughline_api
  using (mine(exercise_id) and (agency = current_setting('app.agency', true) or exists (select 1 from stands_as(ledger_id)) or 'COORDINATOR' in (select roles_in(ledger_id))));
create policy api_read on assignment_view for select to throughline_api using (mine(exercise_id) and (in_sight(ledger_id) or engaged(ledger_id)));
-- Even that there is something is for those who may know of its class: an advocate's note, a sealed matter, whether money was ever reported as suspicious.
create policy api_read on paper_view for select to throughline_api using (mine(exercise_id) and is_known(ledger_id, class, recorder, id));

-- Papers, and whatever lies under her file, open by their class; all other texts of a case as before.
drop policy api_read on vault_item;
create policy api_read on vault_item for select to throughline_api using (mine(exercise_id) and paper is null and engaged(owner));
create policy api_read_by_class on vault_item for select to throughline_api
  using (mine(exercise_id) and (paper is not null or owner like 'victim/%')
    and (is_open(owner, data_class, agency_id, paper) or (data_class ~ '[a-z]$' and is_open(owner, regexp_replace(data_class, '[a-z]$', ''), agency_id, paper))));
create policy api_read_hers on vault_key for select to throughline_api using (mine(exercise_id) and owner like 'victim/%' and in_sight(owner));

create or replace function may_keep(of_owner text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select case when of_owner like 'agency/%' then of_owner = 'agency/' || current_setting('app.agency', true)
              else public.engaged(of_owner) or public.in_sight(of_owner) or not exists (select 1 from public.ledger l where l.id = of_owner) end
$$;

-- Who read what, and who was told no: written before the answer leaves, by a role that can neither change nor take it back.
create table access_log (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null, person text not null, agency text not null, roles text[] not null, operation text not null,
  ledger_id text not null, class text not null, paper uuid, outcome text not null check (outcome in ('READ', 'DENIED')),
  -- On what it rested: ROLE, OWN, STANDING, CONSENT, ASSIGNMENT; and which one.
  basis text, basis_id uuid,
  agency_id text not null, data_class text not null default 'D19', legal_hold boolean not null default false, exercise_id uuid
);
create index access_log_ledger on access_log (ledger_id, at);
create index access_log_person on access_log (person, at);
alter table access_log enable row level security;
alter table access_log force row level security;
create policy owner_all on access_log to current_user using (true) with check (true);
create policy api_write on access_log for insert to throughline_api
  with check (mine(exercise_id) and person = current_setting('app.person', true) and agency = current_setting('app.agency', true) and agency_id = agency);
-- Her log is hers and her professionals' (rule 11); auditors and privacy officers see all of it; everybody sees what they did themselves.
create policy api_read on access_log for select to throughline_api
  using (mine(exercise_id) and (person = current_setting('app.person', true) or exists (select 1 from stands_as(ledger_id)) or my_roles() && array['OVERSIGHT_AUDITOR', 'PRIVACY_OFFICER']));
grant select, insert on access_log to throughline_api;
create trigger access_log_append_only before update or delete or truncate on access_log for each statement execute function refuse_change();
