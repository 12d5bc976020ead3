-- A partner is shut out by the word of who may say so, in one transaction of the database, whatever the engine has to do just then: a thousand hand-offs that lie open with it make
-- nobody wait. Its desk decides when the engine has come to it; what was handed to the partner goes back after that.

create or replace function is_contained(of_agency text, at timestamptz) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from public.containment c where c.ledger_id = 'agency/' || of_agency and c.from_at <= at and (c.until_at is null or at < c.until_at))
      or exists (select 1 from public.narrowing n join public.command c on c.id = n.command_id where n.ledger_id = 'agency/' || of_agency and c.receipt is null and n.at <= at)
$$;

-- As before; and of a desk, that its agency be contained.
create or replace function narrow(of_command text) returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare said public.command; act jsonb; named uuid;
begin
  select * into said from public.command c where c.id = of_command and c.agency_id = current_setting('app.agency', true) and c.actor = current_setting('app.person', true) and c.receipt is null;
  if said.id is null then return null; end if;
  act := said.body -> 'act';
  -- Until its desk has decided: in force by the word alone.
  if said.type = 'desk' and act ->> 'act' = 'contain' and said.ledger_id = 'agency/' || (said.body ->> 'agency') then
    insert into public.narrowing (ledger_id, subject, command_id, at, agency_id, exercise_id)
    values (said.ledger_id, (said.body ->> 'id')::uuid, said.id, public.now_here(), said.agency_id, said.exercise_id) on conflict do nothing;
    insert into public.outbox (ledger_id, keeper, word, agency_id, exercise_id)
    select said.ledger_id, said.keeper, said.id, said.agency_id, said.exercise_id where not exists (select 1 from public.outbox o where o.word = said.id);
    return coalesce((select l.seq from public.ledger l where l.id = said.ledger_id), 0);
  end if;
  if said.type <> 'victim' then return null; end if;
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
