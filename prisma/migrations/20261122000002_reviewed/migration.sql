-- When something last moved on a track, whether or not it could stall: metric M4 asks that.
alter table track_view add column moved_at timestamptz(3);

-- Who was asked and said no, or whose offer was withdrawn, has nothing more to know.
drop policy api_read on hand_off_view;
create policy api_read on hand_off_view for select to throughline_api
  using (mine(exercise_id) and (engaged(ledger_id)
    or (receiver = current_setting('app.agency', true) and state in ('PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO'))));
create or replace function asked_for(of_hand_off uuid) returns table (playbook_id text, playbook_version integer, role text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.playbook_id, c.playbook_version, s.role
    from public.hand_off_view h
    join public.case_view c on c.ledger_id = h.ledger_id
    join public.step_view s on s.ledger_id = h.ledger_id and s.code = h.step
   where h.id = of_hand_off and public.mine(h.exercise_id)
     and (public.engaged(h.ledger_id)
       or (h.receiver = current_setting('app.agency', true) and h.state in ('PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO')))
$$;

-- A command is somebody's own word, with no more roles than they hold: the worker believes what stands here.
drop policy api_write on command;
create policy api_write on command for insert to throughline_api
  with check (agency_id = current_setting('app.agency', true) and actor = current_setting('app.person', true) and mine(exercise_id) and receipt is null
    and roles <@ (select p.roles from person p where p.id = actor and p.active));

-- Text belongs to the ledger its command speaks of; a key is made for a ledger that is not there yet, or by who is engaged in it.
create function may_keep(of_owner text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select public.engaged(of_owner) or not exists (select 1 from public.ledger l where l.id = of_owner)
$$;
drop policy api_write on vault_key;
create policy api_write on vault_key for insert to throughline_api
  with check (mine(exercise_id) and agency_id = current_setting('app.agency', true) and may_keep(owner));
drop policy api_write on vault_item;
create policy api_write on vault_item for insert to throughline_api
  with check (mine(exercise_id) and agency_id = current_setting('app.agency', true) and owner = (select c.ledger_id from command c where c.id = command_id));
