-- Blind deconfliction: teams learn whom to call when they work on the same thing, and nothing else. What a team registers is kept here as a keyed mark (HMAC-SHA256) that nobody
-- reads: neither the API, which adds marks, nor the worker. What two marks have in common is found by a function that answers nothing and has each side told.
create table deconfliction_mark (
  target uuid primary key, ledger_id text not null, mark text not null, command_id text not null, looked_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D10', legal_hold boolean not null default false, exercise_id uuid
);
create index deconfliction_mark_same on deconfliction_mark (mark);
create index deconfliction_mark_new on deconfliction_mark (target) where looked_at is null;
alter table deconfliction_mark enable row level security;
alter table deconfliction_mark force row level security;
create policy owner_all on deconfliction_mark to current_user using (true) with check (true);
create policy api_write on deconfliction_mark for insert to throughline_api
  with check (mine(exercise_id) and agency_id = current_setting('app.agency', true) and engaged(case_of(ledger_id)) and looked_at is null
    and exists (select 1 from command c where c.id = command_id and c.type = 'target' and c.ledger_id = deconfliction_mark.ledger_id and c.receipt is null and c.body -> 'act' ->> 'target' = target::text));
grant insert on deconfliction_mark to throughline_api;

-- One key makes the marks of all teams; whoever reads the tables cannot try guesses without what wraps it.
create policy api_read_deconfliction on vault_key for select to throughline_api using (mine(exercise_id) and owner like 'deconfliction/%' and current_setting('app.agency', true) <> '');

-- What is said by the record itself is the worker's to write.
create policy api_no_words_of_deconfliction on command as restrictive for insert to throughline_api with check (type <> 'deconfliction');

-- That it is registered, by whom is the contact of its case and whether that case goes on: from the read model of its venture.
create function deconfliction_targets() returns table (target uuid, mark text, ledger_id text, exercise_id uuid, agency_id text, contact_agency text, contact_person text) language sql stable as $$
  select m.target, m.mark, m.ledger_id, m.exercise_id, l.agency_id, c.data ->> 'agency',
         (select p.id from person p where p.id = c.data ->> 'person' and is_active(p.id, clock_timestamp()))
    from deconfliction_mark m
    join record_view r on r.ledger_id = m.ledger_id and r.kind = 'venture-target' and r.id = m.target::text and r.state = 'ACTIVE'
    join record_view c on c.ledger_id = m.ledger_id and c.kind = 'venture-contact' and c.id = 'contact'
    join case_view v on v.ledger_id = case_of(m.ledger_id) and v.phase not in ('closed-monitoring', 'closed')
    join ledger l on l.id = m.ledger_id
$$;

-- Looks once at each mark that came to be in force, after its command is answered: how long an answer takes tells nothing of anybody else's. Answers how many marks it looked at.
create function deconflict() returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare looked integer;
begin
  with due as (
    select m.target from public.deconfliction_mark m
      join public.record_view r on r.ledger_id = m.ledger_id and r.kind = 'venture-target' and r.id = m.target::text
     where m.looked_at is null order by m.target limit 50 for update of m skip locked),
  seen as (update public.deconfliction_mark m set looked_at = clock_timestamp() from due d where m.target = d.target returning m.target),
  pairs as (
    select a.target as one, b.target as two from seen s join public.deconfliction_targets() a on a.target = s.target
      join public.deconfliction_targets() b on b.mark = a.mark and b.ledger_id <> a.ledger_id and b.exercise_id is not distinct from a.exercise_id),
  words as (
    -- Named by the pair and the person to call: the same is said once, and again when somebody else is to be called.
    select distinct on (id) * from (
      select 'match/' || a.target || '/' || encode(sha256(convert_to(b.target || ' ' || b.contact_agency || ' ' || coalesce(b.contact_person, ''), 'UTF8')), 'hex') as id,
             a.ledger_id, a.agency_id, a.exercise_id,
             jsonb_build_object('type', 'deconfliction', 'act', jsonb_build_object('act', 'tell', 'target', a.target,
               'contact', jsonb_strip_nulls(jsonb_build_object('agency', b.contact_agency, 'person', b.contact_person)))) as body
        from (select one, two from pairs union select two, one from pairs) p
        join public.deconfliction_targets() a on a.target = p.one join public.deconfliction_targets() b on b.target = p.two
       where b.contact_person is distinct from a.contact_person or b.contact_person is null) w),
  said as (
    insert into public.command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, exercise_id)
    select id, ledger_id, ledger_id, 'deconfliction', body, 'deconfliction', '{}', '', coalesce((select x.now_at from public.exercise x where x.id = exercise_id), clock_timestamp()), agency_id, exercise_id from words
    on conflict (id) do nothing returning id, ledger_id, agency_id, exercise_id),
  sent as (insert into public.outbox (ledger_id, keeper, word, agency_id, exercise_id) select ledger_id, ledger_id, id, agency_id, exercise_id from said returning 1),
  rang as (select pg_notify('outbox', '') from sent limit 1)
  select (select count(*) from seen) + 0 * (select count(*) from rang) into looked;
  return looked;
end $$;

-- Once a minute: what was refused, forgotten or withdrawn leaves no mark; a case that was closed withdraws what it has; who is to be called since somebody else was is told anew.
create function tidy_deconfliction() returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  delete from public.deconfliction_mark m
   where not exists (select 1 from public.command c where c.id = m.command_id and (c.receipt is null or not c.receipt ? 'refusal'))
      or exists (select 1 from public.record_view r where r.ledger_id = m.ledger_id and r.kind = 'venture-target' and r.id = m.target::text and r.state = 'WITHDRAWN');
  update public.deconfliction_mark m set looked_at = null
    from public.record_view c where c.ledger_id = m.ledger_id and c.kind = 'venture-contact' and m.exercise_id is null and m.looked_at < c.at + interval '1 minute';
  with over as (
    select distinct l.id, l.seq, l.agency_id, l.exercise_id from public.deconfliction_mark m join public.ledger l on l.id = m.ledger_id
      join public.case_view v on v.ledger_id = public.case_of(m.ledger_id) and v.phase in ('closed-monitoring', 'closed')
      join public.record_view r on r.ledger_id = m.ledger_id and r.kind = 'venture-target' and r.id = m.target::text and r.state = 'ACTIVE'),
  said as (
    insert into public.command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, exercise_id)
    select 'case-closed/' || id || '/' || seq, id, id, 'deconfliction', '{"type":"deconfliction","act":{"act":"case-closed"}}', 'deconfliction', '{}', '',
           coalesce((select x.now_at from public.exercise x where x.id = exercise_id), clock_timestamp()), agency_id, exercise_id from over
    on conflict (id) do nothing returning id, ledger_id, agency_id, exercise_id)
  insert into public.outbox (ledger_id, keeper, word, agency_id, exercise_id) select ledger_id, ledger_id, id, agency_id, exercise_id from said;
  perform pg_notify('outbox', '');
end $$;
revoke all on function deconfliction_targets(), deconflict(), tidy_deconfliction() from public;
grant execute on function deconflict(), tidy_deconfliction() to throughline_worker;
