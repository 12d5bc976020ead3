-- Errands are the worker's own words to other ledgers: that somebody has left, that an agency leaves. Nobody signed in says them, whatever they call the row.
drop policy api_write on command;
create policy api_write on command for insert to throughline_api
  with check (agency_id = current_setting('app.agency', true) and actor = current_setting('app.person', true) and mine(exercise_id) and receipt is null
    and type <> all ('{re-offer,agency-leaves,compact-re-offer,compact-agency-leaves}') and coalesce(body ->> 'type', type) = type
    and coalesce(body -> 'act' ->> 'act', '') <> 'sweep'
    and exists (select 1 from (select coalesce((select x.now_at from exercise x where x.id = exercise_id), clock_timestamp()) as now) t
                 where is_active(actor, t.now) and roles <@ roles_at(actor, agency_id, t.now)
                   and (roles_at(actor, agency_id, t.now) <> '{}' or exists (select 1 from person p where p.id = actor and p.agency_id = command.agency_id))));
