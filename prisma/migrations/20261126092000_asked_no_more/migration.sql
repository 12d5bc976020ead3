-- Who was asked and said no, or whose engagement has ended, has nothing more to know of a case: what once asked them for something is no longer theirs to read,
-- as with hand_off_view. That an offer was withdrawn they still hear. Definer's rights, as with engaged(): it asks about the agency that was told, whoever reads.
create function is_asked(of_ledger text, of_agency text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.engagement e where e.ledger_id = of_ledger and e.agency_id = of_agency and e.until_at is null)
      or exists (select 1 from public.hand_off_view h where h.ledger_id = of_ledger and h.receiver = of_agency and h.state in ('PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO'))
$$;
revoke all on function is_asked(text, text) from public;
grant execute on function is_asked(text, text) to throughline_api;

drop policy api_read on notice;
create policy api_read on notice for select to throughline_api
  using (mine(exercise_id) and (agency_id = current_setting('app.agency', true)
    or ((to_agency = current_setting('app.agency', true)
         or exists (select 1 from delivery d where d.ledger_id = notice.ledger_id and d.seq = notice.seq and notice.part = any(d.parts) and d.person = current_setting('app.person', true)))
        and (kind not in ('task', 'offer', 'reminder', 'level', 'unresolved') or ledger_id not like 'case/%' or ledger_id in (select my_ledgers()) or is_asked(ledger_id, to_agency)))));
