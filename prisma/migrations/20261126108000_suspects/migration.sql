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
