-- Whoever is suspected of the exploitation sees nothing of hers, whatever they are besides: at work in a case of hers, one of an agency that stands by her or was given
-- something, somebody who still owes a task (consent rule 4: access ends at once, not consent alone).
alter table standing_view add column suspected boolean not null default false;

-- By name under whatever hat, or as one of an agency. A suspicion that took hold while the engine was silent counts before it is recorded.
create function is_suspected(of_ledger text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.standing_view s
   where s.ledger_id = of_ledger and s.until_at is not null and case when s.person is null then s.agency = current_setting('app.agency', true) else s.person = current_setting('app.person', true) end
     and (s.suspected or exists (select 1 from public.narrowing n join public.command c on c.id = n.command_id
           where n.ledger_id = s.ledger_id and n.subject = s.id and c.body -> 'act' ->> 'act' = 'suspect-standing')))
$$;
revoke all on function is_suspected(text) from public;
grant execute on function is_suspected(text) to throughline_api;

do $$ declare t text; begin
  foreach t in array array['victim_view','involvement_view','standing_view','consent_view','assignment_view','paper_view','disclosure_view','status_view','age_view','contact_view',
    'readiness_signal_view','protected_period_view','participation_view','determination_view','interview_view','session_view','early_contact_view','own_words_view',
    'duty_view','risk_view','risk_detail_view','support_view','promise_to_her_view','reach_view','incident_view','status_measure_view','measure_step_view','non_punishment_view',
    'erasure_view','hold_view'] loop
    execute format('create policy suspects_see_nothing on %I as restrictive for select to throughline_api using (not is_suspected(ledger_id))', t);
  end loop;
  foreach t in array array['vault_item','vault_key'] loop
    execute format($p$create policy suspects_see_nothing on %I as restrictive for select to throughline_api using (owner not like 'victim/%%' or not is_suspected(owner))$p$, t);
  end loop;
end $$;

-- What reminds of her names her file.
create policy suspects_see_nothing on notice as restrictive for select to throughline_api using (ledger_id not like 'victim/%' or not is_suspected(ledger_id));

-- Whom she complains of does not read the complaint, whatever class it lies under: they hear of it from who answers it (as incident_view has it).
create function complains_of_us(of_ledger text, of_paper uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.incident_view i where i.ledger_id = of_ledger and i.id = of_paper and i.unit = current_setting('app.agency', true))
$$;
revoke all on function complains_of_us(text, uuid) from public;
grant execute on function complains_of_us(text, uuid) to throughline_api;
create policy api_no_complaint_of_us on paper_view as restrictive for select to throughline_api using (not complains_of_us(ledger_id, id));
create policy api_no_complaint_of_us on vault_item as restrictive for select to throughline_api using (paper is null or not complains_of_us(owner, paper));

-- The log is no way round the matrix. That a paper stayed shut to somebody would tell them that it is there: of where she is, of her health. And of the classes that nobody else
-- may know of (an agency's own notes, sealed matters, reports of suspicious activity: 31 USC 5318(g)(2)) it tells only who may know of them, and auditors and privacy officers.
create policy api_read_no_hint on access_log as restrictive for select to throughline_api
  using (not (outcome = 'DENIED' and paper is not null and person = current_setting('app.person', true))
    and (class not in ('D5', 'D12', 'D13') or (person = current_setting('app.person', true) and outcome = 'READ')
      or (select my_roles() && array['OVERSIGHT_AUDITOR', 'PRIVACY_OFFICER']) or is_known(ledger_id, class, agency_id, paper)));

-- As before, and an act takes away only what it is about: who may end an assignment does not end a consent by naming it, nor who stands by her.
create or replace function narrow(of_command text) returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare said public.command; act jsonb; named uuid;
begin
  select * into said from public.command c where c.id = of_command and c.agency_id = current_setting('app.agency', true) and c.actor = current_setting('app.person', true) and c.receipt is null;
  if said.id is null or said.type <> 'victim' then return null; end if;
  act := said.body -> 'act';
  if act ->> 'act' not in ('withdraw-consent', 'end-standing', 'suspect-standing', 'end-assignment', 'end-disclosure') then return null; end if;
  named := coalesce(act ->> 'consent', act ->> 'standing', act ->> 'assignment', act ->> 'disclosure')::uuid;
  if not (case act ->> 'act'
    when 'withdraw-consent' then exists (select 1 from public.consent_view v where v.ledger_id = said.ledger_id and v.id = named)
    when 'end-assignment' then exists (select 1 from public.assignment_view v where v.ledger_id = said.ledger_id and v.id = named)
    when 'end-disclosure' then exists (select 1 from public.disclosure_view v where v.ledger_id = said.ledger_id and v.id = named)
    else exists (select 1 from public.standing_view v where v.ledger_id = said.ledger_id and v.id = named) end) then return null; end if;
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
