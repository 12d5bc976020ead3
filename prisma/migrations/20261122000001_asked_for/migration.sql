-- What the agency that is asked may know of the work before it accepts, beside the hand-off itself: which role it is for, and which
-- playbook names it. Definer's rights, because the case and its steps stay out of sight until then.
create function asked_for(of_hand_off uuid) returns table (playbook_id text, playbook_version integer, role text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.playbook_id, c.playbook_version, s.role
    from public.hand_off_view h
    join public.case_view c on c.ledger_id = h.ledger_id
    join public.step_view s on s.ledger_id = h.ledger_id and s.code = h.step
   where h.id = of_hand_off and public.mine(h.exercise_id)
     and (h.receiver = current_setting('app.agency', true) or public.engaged(h.ledger_id))
$$;
revoke all on function asked_for(uuid) from public;
grant execute on function asked_for(uuid) to throughline_api;
