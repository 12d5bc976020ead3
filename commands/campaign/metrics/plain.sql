-- The measures a second time, from their definitions alone (domain 5f): out of the events as they are kept, by no code of the product.
-- Given: temporary tables asked(ledger, from_at, until_at) and holiday(region, day). Left behind: told(ledger, metric, figure, value, n, d).

create temporary table told (ledger text, metric text, figure text, value float8, n float8, d float8);
-- What a compact says belongs to its case, or to itself where it stands above cases; `source` is the ledger it stands in.
create temporary table home as select ledger_id as source, coalesce('case/' || (body::jsonb ->> 'case'), ledger_id) as ledger from event where type in ('CaseLaunched', 'CompactOpened');
create temporary table hand as select ledger_id as ledger, body::jsonb ->> 'handOff' as id, body::jsonb ->> 'step' as step from event where type = 'HandOffProposed';
create temporary table e as
  select home.ledger, v.ledger_id as source, v.seq, v.type, v.at, v.body::jsonb as b, coalesce(v.body::jsonb ->> 'step', hand.step) as step, a.from_at, a.until_at
    from event v join home on home.source = v.ledger_id join asked a on a.ledger = home.ledger left join hand on hand.ledger = v.ledger_id and hand.id = v.body::jsonb ->> 'handOff';
create index on e (ledger, step, seq);
create index on e (ledger, type);
analyze e;
create temporary table lead_zone as select e.ledger, a.zone from e join agency a on a.id = e.b ->> 'lead' where e.type = 'CaseLaunched' or (e.type = 'CompactOpened' and e.source = e.ledger);

-- How each step stood after each of its events: whether finished, whose, suspended, with a known horizon, due when. Null: this event says nothing of it.
create temporary table word as
  select ledger, step, seq, type, at, from_at, until_at,
    case when type = 'StepOpened' then b ->> 'pacing' end as pacing,
    case when type = 'StepOpened' then coalesce((b ->> 'repeats')::boolean, false) end as repeats,
    case when type = 'StepOpened' then '' when type in ('StepCompleted', 'ProtectedPeriodEnded') then 'DONE' when type = 'StepSetAside' then 'NOT_APPLICABLE' when type in ('HorizonPassed', 'StepEnded') then 'CANCELLED' end as over,
    case when type in ('StepOpened', 'StepAccepted', 'StepTakenOver', 'HandOffAccepted') then coalesce(b ->> 'owner', '')
         when type in ('StepDeclined', 'StepPutDown', 'StepReleased', 'HandedBack') or (type = 'LeaderAnswered' and b ->> 'answer' <> 'RECOMMIT' and b ? 'backTo') then '' end as owner,
    case when type = 'StepOpened' then case when b ? 'horizonAt' then 1 else 0 end when type = 'HorizonSet' or (type in ('DateCounted', 'DaysExcluded', 'DaysIncluded', 'ClockExtended') and b ? 'horizonAt') then 1 end as horizon,
    case when type = 'OfferSilenced' then b ->> 'until' when type = 'SilenceEnded' then '' end as silent,
    case when type = 'StepSuspended' then 1 when type in ('StepResumed', 'StepOpened') then 0 end as suspended,
    case when type = 'StepOpened' then coalesce(b ->> 'dueFor', '') when type in ('HandOffWithdrawn', 'OwnershipDetermined') and b ? 'stepDeadline' then 'answer'
         -- A promise let go by its leader is offered anew: an answer is due.
         when type = 'LeaderAnswered' and b ? 'deadline' and b ? 'backTo' and exists (select 1 from e o where o.ledger = e.ledger and o.step = e.step and o.type = 'StepOpened' and o.b ->> 'pacing' = 'AGREED') then 'answer'
         when type in ('StepAccepted', 'HandOffAccepted', 'WaitReviewed', 'LeaderAnswered', 'DecisionMinuted', 'DateCounted', 'DaysExcluded', 'DaysIncluded', 'ClockExtended') and b ? 'deadline' then coalesce(b ->> 'dueFor', 'work') end as due_for,
    case when type = 'StepOpened' then coalesce(b -> 'deadline' ->> 'due', '')
         when type in ('StepAccepted', 'HandOffAccepted', 'StepReleased', 'StepReDated', 'WaitReviewed', 'StepResumed', 'LeaderAnswered', 'DecisionMinuted', 'InformationKept') then b -> 'deadline' ->> 'due'
         when type in ('DateCounted', 'DaysExcluded', 'DaysIncluded', 'ClockExtended') then coalesce(b -> 'deadline' ->> 'due', case when b ? 'horizonAt' then '' end)
         when type in ('HandOffWithdrawn', 'OwnershipDetermined') then b -> 'stepDeadline' ->> 'due' when type = 'HorizonSet' then '' end as due
  from e where step is not null and type not in ('LevelReached', 'StillOpen');

-- The last word on each matter counts on.
create temporary table stood as
  select ledger, step, seq, type, at, from_at, until_at, pacing[array_upper(pacing, 1)] as pacing, repeats[array_upper(repeats, 1)] as repeats, over[array_upper(over, 1)] as over, owner[array_upper(owner, 1)] as owner,
    horizon[array_upper(horizon, 1)] as horizon, times, case when type = 'StepOpened' and silent[array_upper(silent, 1)] > to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') then 1 else suspended[array_upper(suspended, 1)] end as suspended_now,
    due[array_upper(due, 1)] as due, due_for[array_upper(due_for, 1)] as due_for
  from (select ledger, step, seq, type, at, from_at, until_at,
      array_agg(pacing) filter (where pacing is not null) over w as pacing, array_agg(repeats) filter (where repeats is not null) over w as repeats, array_agg(over) filter (where over is not null) over w as over,
      array_agg(owner) filter (where owner is not null) over w as owner, array_agg(horizon) filter (where horizon is not null) over w as horizon, array_agg(silent) filter (where silent is not null) over w as silent,
      array_agg(suspended) filter (where suspended is not null) over w as suspended, array_agg(due) filter (where due is not null) over w as due, array_agg(due_for) filter (where due_for is not null) over w as due_for,
      count(*) filter (where type = 'StepOpened') over w as times
    from word window w as (partition by ledger, step order by seq)) filled;
create index on stood (ledger, step, seq);
analyze stood;
-- A duty that opened silent stays so until somebody resumes it.
create temporary table span as
  select ledger, step, seq, at, from_at, until_at, pacing, repeats, over, owner, horizon, times, due, lead(at) over (partition by ledger, step order by seq) as ends,
    (select s.suspended_now from stood s where s.ledger = o.ledger and s.step = o.step and s.seq <= o.seq and s.type in ('StepOpened', 'StepSuspended', 'StepResumed') order by s.seq desc limit 1) as suspended
  from stood o;
create temporary table part as
  select *, case when over <> '' then over when pacing = 'VICTIM_PACED' then 'PACED' when pacing = 'PROTECTED_PERIOD' then 'PROTECTED' when suspended = 1 then 'SUSPENDED' when horizon = 1 then 'HORIZON'
                 when owner = '' then 'OFFERED' when pacing = 'EXTERNAL_WAIT' then 'WAITING' else 'OWNED' end as whose,
    tstzrange(greatest(at, from_at), greatest(at, from_at, least(coalesce(ends, until_at), until_at))) as during
  from span;
create temporary table now_open as select * from part where ends is null and over = '';
create index on now_open (ledger, step);
analyze now_open;

-- Status OPEN or REOPENED: accepted as a case, and not closed since.
create temporary table live as
  select distinct on (ledger) ledger, type in ('CaseAccepted', 'CaseReopened') or (type = 'CaseLaunched' and not coalesce((b ->> 'information')::boolean, false)) as open
    from e where type in ('CaseLaunched', 'CaseAccepted', 'CaseClosed', 'CaseReopened') order by ledger, seq desc;
-- What stands above cases is no case.
insert into live select ledger, false from asked where ledger not in (select ledger from live);

-- M1
insert into told select ledger, 'M1', 'open', open::int, null::float8, null::float8 from live;
insert into told select ledger, 'M1', 'open-in-stage ' || split_part(step, '.', 1), 1, null::float8, null::float8 from now_open join live using (ledger) where open group by ledger, split_part(step, '.', 1);

-- M2
create temporary table resting as
  select a.ledger, bool_or(l.open) and coalesce(bool_and(whose in ('PACED', 'PROTECTED', 'SUSPENDED') or (whose = 'WAITING' and due::timestamptz > a.until_at)), false) as rests
    from asked a join live l using (ledger) left join now_open o on o.ledger = a.ledger and whose <> 'HORIZON'
     and not (whose in ('OWNED', 'OFFERED') and repeats and (times > 1 or owner <> '') and due <> '' and case when due <> '' then due::timestamptz > a.until_at end) group by a.ledger;
insert into told select ledger, 'M2', 'waiting-properly', rests::int, null::float8, null::float8 from resting;
create temporary table offer as select s ->> 'code' as step from playbook, jsonb_array_elements(body::jsonb -> 'steps') s where id = 'any' and s ->> 'support' = 'true' and s ->> 'repeats' = 'true';
insert into told
  select r.ledger, 'M2', 'support-offered-in-14-days ' || case
      when exists (select 1 from e join offer using (step) where e.ledger = r.ledger and e.type = 'StepCompleted' and e.at > e.until_at - interval '336 hours') then 'YES'
      when exists (select 1 from now_open o join offer using (step) where o.ledger = r.ledger and o.whose = 'SUSPENDED') then 'NOT_DUE' else 'NO' end, 1, null::float8, null::float8
    from resting r where rests;

-- M3: the track's own last word.
create temporary table quiet as
  select distinct on (ledger, b ->> 'track') ledger, b ->> 'track' as track, until_at, case when type = 'TrackStalled' then (b ->> 'dueAt')::timestamptz else (b ->> 'stallsAt')::timestamptz end as since
    from e where type in ('TrackStalled', 'TrackQuiet') order by ledger, b ->> 'track', seq desc;
insert into told select a.ledger, 'M3', 'stalled', count(q.track), null::float8, null::float8 from asked a join live l using (ledger) left join quiet q on q.ledger = a.ledger and q.since <= a.until_at and l.open group by a.ledger;
insert into told select ledger, 'M3', 'stalled-on ' || track, 1, null::float8, null::float8 from quiet join live using (ledger) where since <= until_at and open;

-- M4
create temporary table moved as
  select e.ledger, max(at) as at from e where type in ('StepCompleted', 'HandOffAccepted', 'DecisionMinuted', 'TrackPlanned') or (type = 'ConferenceHeld' and (b ->> 'decisions')::int > 0)
     or (type in ('CommitmentMet', 'CommitmentMetLate') and exists (select 1 from e p where p.ledger = e.ledger and p.type = 'CommitmentProposed' and p.b ->> 'commitment' = e.b ->> 'commitment' and p.b ? 'track')) group by e.ledger;
create temporary table verdict as
  select a.ledger, l.open and exists (select 1 from quiet q where q.ledger = a.ledger and q.since <= a.until_at) as stalled,
    coalesce((a.until_at at time zone z.zone)::date - (m.at at time zone z.zone)::date > 30, true) as still
    from asked a join live l using (ledger) join lead_zone z using (ledger) left join moved m using (ledger);
insert into told select ledger, 'M4', 'stalled', (stalled and still)::int, null::float8, null::float8 from verdict union all select ledger, 'M4', 'partly-stalled', (stalled and not still)::int, null::float8, null::float8 from verdict;

-- M5
create temporary table stall as
  select s.ledger, s.b ->> 'track' as track, (s.b ->> 'dueAt')::timestamptz as since, s.from_at, s.until_at,
    (select min(q.at) from e q where q.ledger = s.ledger and q.type = 'TrackQuiet' and q.b ->> 'track' = s.b ->> 'track' and q.seq > s.seq) as ended
    from e s where s.type = 'TrackStalled'
  union all select q.ledger, q.track, q.since, a.from_at, a.until_at, null from quiet q join asked a using (ledger) where q.since <= a.until_at
     and not exists (select 1 from e s where s.ledger = q.ledger and s.type = 'TrackStalled' and s.b ->> 'track' = q.track and (s.b ->> 'dueAt')::timestamptz = q.since);
create temporary table stood_still as
  select s.*, (least(coalesce(ended, s.until_at), s.until_at) at time zone zone)::date - (since at time zone zone)::date as days from stall s join lead_zone using (ledger)
   where since <= s.until_at and (ended is null or ended > s.from_at);
insert into told select a.ledger, 'M5', 'stood', count(s.track), null::float8, null::float8 from asked a left join stood_still s using (ledger) group by a.ledger
  union all select a.ledger, 'M5', 'age-median', percentile_disc(0.5) within group (order by days), null::float8, null::float8 from asked a left join stood_still s using (ledger) group by a.ledger
  union all select a.ledger, 'M5', 'age-longest', max(days), null::float8, null::float8 from asked a left join stood_still s using (ledger) group by a.ledger;

-- M6 to M8: every dated promise.
create temporary table c as select ledger, seq, type, at, b, b ->> 'commitment' as id, from_at, until_at from e where b ? 'commitment';
create index on c (ledger, id, seq);
analyze c;
create temporary table dated as
  select ledger, id, seq, at, b, from_at, until_at, row_number() over w as version, lead(seq) over w as next
    from c where type in ('CommitmentAccepted', 'CommitmentRecommitted', 'CommitmentReassigned') or (type = 'CommitmentReDated' and b ? 'deadline') window w as (partition by ledger, id order by seq);
create temporary table term as
  select d.ledger, d.id, d.version, d.from_at, d.until_at, f.type as answer, f.at as answered,
    (select x.b -> 'deadline' ->> 'due' from c x where x.ledger = d.ledger and x.id = d.id and x.seq >= d.seq and x.seq < coalesce(f.seq, 1e9) and x.type in ('CommitmentAccepted', 'CommitmentRecommitted', 'CommitmentReassigned', 'CommitmentReDated', 'CommitmentResumed') and x.b ? 'deadline' order by x.seq desc limit 1)::timestamptz as due,
    coalesce((select x.type = 'CommitmentSuspended' from c x where x.ledger = d.ledger and x.id = d.id and x.seq > d.seq and x.seq < coalesce(f.seq, 1e9) and x.type in ('CommitmentSuspended', 'CommitmentResumed') order by x.seq desc limit 1), false) as suspended,
    (select (x.b ->> 'askedAt')::timestamptz from c x where x.ledger = d.ledger and x.id = d.id and x.type = 'LeaderAsked' and (x.b ->> 'version')::int = d.version order by x.seq desc limit 1) as asked,
    (select x.b ->> 'agency' from c x where x.ledger = d.ledger and x.id = d.id and x.seq <= d.seq and x.type in ('CommitmentProposed', 'CommitmentReassigned') order by x.seq desc limit 1) as agency
    from dated d left join lateral (
      select x.seq, x.type, x.at from c x where x.ledger = d.ledger and x.id = d.id and x.seq > d.seq
         and (x.type in ('CommitmentMet', 'CommitmentMetLate', 'CommitmentReleased', 'CommitmentRecommitted', 'CommitmentReassigned') or (x.type = 'CommitmentReDated' and x.b ? 'deadline')) order by x.seq limit 1) f on true;
create temporary table lapse as
  select *, not suspended and due < least(coalesce(answered, until_at), until_at) as lapsed,
    due > from_at and due <= until_at and not suspended and not (answer is not null and answer <> 'CommitmentMet' and answered <= due) as fell from term;
insert into told select a.ledger, 'M6', 'lapse-rate', n / nullif(d, 0), n, d from asked a left join lateral (
    select count(*) filter (where lapsed and least(coalesce(answered, l.until_at), l.until_at) > l.from_at)::float8 as n, count(*) filter (where fell)::float8 as d from lapse l where l.ledger = a.ledger) x on true
  union all select ledger, 'M6', 'lapsed ' || agency, count(*), null::float8, null::float8 from lapse where lapsed and least(coalesce(answered, until_at), until_at) > from_at group by ledger, agency
  union all select a.ledger, 'M6', 'lapsed-now', count(l.id), null::float8, null::float8 from asked a left join lapse l on l.ledger = a.ledger and l.lapsed and l.answered is null group by a.ledger;

-- M7
create temporary table ended as
  select l.*, (answered at time zone g.zone)::date - (due at time zone g.zone)::date as days,
    (select count(*) from generate_series((asked at time zone g.zone)::date + 1, (answered at time zone g.zone)::date, interval '1 day') each
      where extract(isodow from each) < 6 and not exists (select 1 from holiday h where h.region = g.holidays and h.day = each::date)) as working
    from lapse l join agency g on g.id = l.agency where answered > from_at and answered <= until_at;
create temporary table leader as select * from ended where asked is not null and answer in ('CommitmentRecommitted', 'CommitmentReassigned', 'CommitmentReleased');
insert into told select a.ledger, 'M7', 'lapses-ended', count(x.id), null::float8, null::float8 from asked a left join ended x on x.ledger = a.ledger and x.lapsed group by a.ledger
  union all select a.ledger, 'M7', 'lapse-median', percentile_disc(0.5) within group (order by days), null::float8, null::float8 from asked a left join ended x on x.ledger = a.ledger and x.lapsed group by a.ledger
  union all select a.ledger, 'M7', 'lapse-longest', max(days), null::float8, null::float8 from asked a left join ended x on x.ledger = a.ledger and x.lapsed group by a.ledger
  union all select a.ledger, 'M7', 'leaders-answers', count(x.id), null::float8, null::float8 from asked a left join leader x on x.ledger = a.ledger group by a.ledger
  union all select a.ledger, 'M7', 'answer-median', percentile_disc(0.5) within group (order by working), null::float8, null::float8 from asked a left join leader x on x.ledger = a.ledger group by a.ledger
  union all select a.ledger, 'M7', 'answer-longest', max(working), null::float8, null::float8 from asked a left join leader x on x.ledger = a.ledger group by a.ledger
  union all select a.ledger, 'M7', 'leaders-answers-owed', count(l.id), null::float8, null::float8 from asked a left join lapse l on l.ledger = a.ledger and l.asked is not null and l.answered is null and not l.suspended group by a.ledger;

-- M8
create temporary table versions as select ledger, id, count(*)::int as n from term group by ledger, id having not bool_or(suspended and answer is null);
create temporary table owner_of as select distinct on (ledger, id) ledger, id, b ->> 'agency' as agency from c where type in ('CommitmentProposed', 'CommitmentReassigned') order by ledger, id, seq desc;
insert into told select a.ledger, 'M8', 'flagged', count(v.id) filter (where n >= 3)::float8 / nullif(count(v.id), 0), count(v.id) filter (where n >= 3), count(v.id) from asked a left join versions v using (ledger) group by a.ledger
  union all select a.ledger, 'M8', 'versions-most', max(n), null::float8, null::float8 from asked a left join versions v using (ledger) group by a.ledger
  union all select ledger, 'M8', 'flagged-of ' || agency, count(*), null::float8, null::float8 from versions join owner_of using (ledger, id) where n >= 3 group by ledger, agency;

-- M9
create temporary table k as
  select ledger, source, min(at) filter (where type = 'SignatureRequested') as requested_at, max(at) filter (where type = 'CompactActivated') as active_at, max(at) filter (where type = 'CompactEnded') as ended_at
    from e where source like 'compact/%' group by ledger, source;
create temporary table required as
  select distinct k.ledger, r.b ->> 'agency' as agency, exists (select 1 from e s where s.source = k.source and s.type = 'SignatureGiven' and s.b ->> 'agency' = r.b ->> 'agency') as signed
    from k join e r on r.source = k.source and r.type = 'SignatureRequested'
   where k.ended_at is null and not exists (select 1 from e g where g.source = k.source and ((g.type = 'CompactAmended' and g.b -> 'takenOff' ? (r.b ->> 'agency')) or (g.type = 'AgencyLeft' and g.b ->> 'agency' = r.b ->> 'agency')));
insert into told select a.ledger, 'M9', 'signed', count(*) filter (where signed)::float8 / nullif(count(r.agency), 0), count(*) filter (where signed), count(r.agency) from asked a left join required r using (ledger) group by a.ledger
  union all select a.ledger, 'M9', 'active', count(k.active_at), null::float8, null::float8 from asked a left join k on k.ledger = a.ledger group by a.ledger
  union all select a.ledger, 'M9', 'days-to-active-median', percentile_disc(0.5) within group (order by (active_at at time zone zone)::date - (requested_at at time zone zone)::date), null::float8, null::float8
    from asked a join lead_zone using (ledger) left join k on k.ledger = a.ledger and k.active_at is not null group by a.ledger
  union all select ledger, 'M9', 'not-signed ' || agency, count(*), null::float8, null::float8 from required where not signed group by ledger, agency;

-- M10, a day at a time.
create temporary table pledge as
  select p.ledger, p.id, o.agency, g.zone, p.b -> 'pledge' ->> 'unit' as unit, (p.b -> 'pledge' ->> 'amount')::float8 as amount, (p.b -> 'pledge' ->> 'from')::date as first, (p.b -> 'pledge' ->> 'until')::date as last,
    (select (r.at at time zone g.zone)::date from c r where r.ledger = p.ledger and r.id = p.id and r.type = 'CommitmentReleased') as released,
    (p.from_at at time zone g.zone)::date as since, ((p.until_at - interval '1 millisecond') at time zone g.zone)::date as upto
    from c p join owner_of o using (ledger, id) join agency g on g.id = o.agency where p.type = 'CommitmentProposed' and p.b ->> 'kind' = 'RESOURCE' and exists (select 1 from dated d where d.ledger = p.ledger and d.id = p.id);
create temporary table owed as
  select ledger, agency, unit, sum(case unit when 'FTE' then amount else amount / (last - first + 1) end) as amount
    from pledge, generate_series(first, last, interval '1 day') day where day::date between since and upto and (released is null or day::date <= released) group by ledger, agency, unit;
create temporary table given as
  select p.ledger, p.agency, p.unit, sum(case p.unit when 'FTE' then (d.b ->> 'amount')::float8 else (d.b ->> 'amount')::float8 / ((d.b ->> 'until')::date - (d.b ->> 'from')::date + 1) end) as amount
    from pledge p join c d on d.ledger = p.ledger and d.id = p.id and d.type = 'ResourceDelivered', generate_series((d.b ->> 'from')::date, (d.b ->> 'until')::date, interval '1 day') day
   where day::date between p.since and p.upto group by p.ledger, p.agency, p.unit;
insert into told select p.ledger, 'M10', 'delivered ' || p.agency || '/' || p.unit, coalesce(g.amount, 0) / nullif(coalesce(o.amount, 0), 0), coalesce(g.amount, 0), coalesce(o.amount, 0)
  from (select distinct ledger, agency, unit from pledge) p left join owed o using (ledger, agency, unit) left join given g using (ledger, agency, unit);

-- M11: a date of the law never moves.
create temporary table law as
  select o.ledger, o.step, o.at as starts, (o.b -> 'deadline' ->> 'due')::timestamptz as due, f.type as ended_by, f.at as ended, o.from_at, o.until_at
    from e o left join lateral (select x.type, x.at from e x where x.ledger = o.ledger and x.step = o.step and x.seq > o.seq and x.type in ('StepCompleted', 'StepSetAside', 'StepEnded') order by x.seq limit 1) f on true
   where o.type = 'StepOpened' and o.b ->> 'pacing' = 'STATUTORY';
create temporary table judged as
  select *, due > from_at and due <= until_at and not coalesce(ended_by <> 'StepCompleted' and ended <= due, false) as fell, coalesce(ended_by = 'StepCompleted' and ended <= due, false) as met,
    ended is null and due > until_at and due - until_at <= 0.25 * (due - starts) as risky from law;
insert into told select a.ledger, 'M11', 'met', count(*) filter (where fell and met)::float8 / nullif(count(*) filter (where fell), 0), count(*) filter (where fell and met), count(*) filter (where fell) from asked a left join judged j using (ledger) group by a.ledger
  union all select a.ledger, 'M11', 'missed', count(*) filter (where fell and not met), null::float8, null::float8 from asked a left join judged j using (ledger) group by a.ledger
  union all select a.ledger, 'M11', 'at-risk', count(*) filter (where risky), null::float8, null::float8 from asked a left join judged j using (ledger) group by a.ledger
  union all select ledger, 'M11', 'met-of ' || step, count(*) filter (where met)::float8 / count(*), count(*) filter (where met), count(*) from judged where fell group by ledger, step
  union all select ledger, 'M11', 'at-risk-of ' || step, count(*), null::float8, null::float8 from judged where risky group by ledger, step
  union all select ledger, 'M11', 'miss ' || step || ' ' || row_number() over (partition by ledger, step order by extract(epoch from coalesce(ended, until_at) - due)), extract(epoch from coalesce(ended, until_at) - due) / 3600, null::float8, null::float8 from judged where fell and not met;

-- M12
create temporary table handed as
  select p.ledger, p.b ->> 'handOff' as id, p.at as proposed, p.from_at, p.until_at,
    (select min(x.at) from e x where x.ledger = p.ledger and x.type = 'HandOffAccepted' and x.b ->> 'handOff' = p.b ->> 'handOff') as accepted,
    exists (select 1 from e x where x.ledger = p.ledger and x.type in ('HandOffDeclined', 'HandOffReturned') and x.b ->> 'handOff' = p.b ->> 'handOff') as bounced
    from e p where p.type = 'HandOffProposed';
create temporary table took as select ledger, extract(epoch from accepted - proposed) / 3600 as hours from handed where accepted > from_at and accepted <= until_at;
create temporary table away as select person, range_agg(tstzrange(from_at, until_at)) as gone from absence group by person;
insert into told select a.ledger, 'M12', 'accepted', count(t.hours), null::float8, null::float8 from asked a left join took t using (ledger) group by a.ledger
  union all select a.ledger, 'M12', 'to-accepted-median', percentile_disc(0.5) within group (order by hours), null::float8, null::float8 from asked a left join took t using (ledger) group by a.ledger
  union all select a.ledger, 'M12', 'to-accepted-p90', percentile_disc(0.9) within group (order by hours), null::float8, null::float8 from asked a left join took t using (ledger) group by a.ledger
  union all select a.ledger, 'M12', 'bounced', count(*) filter (where bounced)::float8 / nullif(count(h.id), 0), count(*) filter (where bounced), count(h.id) from asked a left join handed h on h.ledger = a.ledger and h.proposed > h.from_at group by a.ledger
  union all select ledger, 'M12', 'orphan', 0, null::float8, null::float8 from asked
  union all select a.ledger, 'M12', 'offered-unaccepted', coalesce(sum(extract(epoch from upper(during) - lower(during))), 0) / 3600, null::float8, null::float8 from asked a left join part p on p.ledger = a.ledger and whose = 'OFFERED' and not isempty(during) group by a.ledger
  union all select a.ledger, 'M12', 'owned-by-absent', coalesce(sum(extract(epoch from upper(r) - lower(r))), 0) / 3600, null::float8, null::float8
    from asked a left join (select p.ledger, unnest(tstzmultirange(p.during) * w.gone) as r from part p join away w on w.person = p.owner where whose in ('OWNED', 'WAITING', 'SUSPENDED', 'HORIZON') and not isempty(p.during)) x using (ledger) group by a.ledger
  union all select a.ledger, 'M12', 'owned-by-closed-account', count(o.step), null::float8, null::float8
    from asked a left join (now_open o join person q on q.id = o.owner and not q.active) on o.ledger = a.ledger and whose not in ('PACED', 'PROTECTED') group by a.ledger;

-- M13: a promise that climbed is resolved when it is kept, dated anew or let go.
create temporary table rung as select ledger, source, seq, b ->> 'of' as of, b ->> 'subject' as subject, (b ->> 'version')::int as version, b ->> 'level' as level, (b ->> 'dueAt')::timestamptz as due, from_at, until_at
  from e where type = 'LevelReached' and b ->> 'level' <> 'L0' and b ->> 'of' in ('step', 'hand-off', 'commitment', 'signature');
create temporary table climb as
  select ledger, source, of, subject, version, max(level) as level, (array_agg(due order by seq))[1] as opened, max(seq) as seq, min(from_at) as from_at, min(until_at) as until_at from rung group by ledger, source, of, subject, version;
create temporary table load as
  select k.*, (select min(x.at) from e x where x.ledger = k.ledger and x.source = k.source and x.seq > k.seq and case k.of
      when 'step' then x.step = k.subject and (x.type in ('StepCompleted', 'StepSetAside', 'StepEnded', 'StepReDated', 'WaitReviewed', 'StepOpened', 'HorizonSet', 'HorizonPassed', 'InformationKept') or (x.type in ('StepAccepted', 'StepReleased', 'HandOffAccepted', 'DecisionMinuted', 'DateCounted', 'DaysExcluded', 'DaysIncluded', 'ClockExtended') and x.b ? 'deadline') or (x.type = 'DateCounted' and x.b ? 'horizonAt')
          or (x.type = 'LeaderAnswered' and x.b ? 'deadline' and (x.b ->> 'answer' = 'RECOMMIT' or x.b ? 'backTo'))
          or (x.type in ('HandOffWithdrawn', 'OwnershipDetermined') and x.b ? 'stepDeadline')
          or (x.type = 'HandOffProposed' and (select s.due_for from stood s where s.ledger = x.ledger and s.step = x.step and s.seq < x.seq order by s.seq desc limit 1) = 'answer'))
      when 'signature' then x.type = 'CompactEnded' or (x.type in ('SignatureGiven', 'AgencyLeft') and x.b ->> 'agency' = k.subject) or (x.type = 'CompactAmended' and x.b -> 'takenOff' ? k.subject)
      when 'hand-off' then x.b ->> 'handOff' = k.subject and x.type not in ('HandOffTimedOut', 'HandOffSenderLeft')
      else x.b ->> 'commitment' = k.subject and (x.type in ('CommitmentMet', 'CommitmentMetLate', 'CommitmentReleased', 'CommitmentRecommitted', 'CommitmentReassigned') or (x.type = 'CommitmentReDated' and x.b ? 'deadline')) end) as resolved,
    case k.of when 'step' then exists (select 1 from now_open o where o.ledger = k.ledger and o.step = k.subject and o.suspended = 1)
              when 'commitment' then coalesce((select x.type = 'CommitmentSuspended' from c x where x.ledger = k.ledger and x.id = k.subject and x.type in ('CommitmentSuspended', 'CommitmentResumed') order by x.seq desc limit 1), false) else false end as waits
    from climb k;
create temporary table climbing as select *, extract(epoch from until_at - opened) / 3600 as hours from load where resolved is null and not waits;
insert into told select a.ledger, 'M13', 'open', count(x.subject), null::float8, null::float8 from asked a left join climbing x using (ledger) group by a.ledger
  union all select ledger, 'M13', 'open-at ' || level, count(*), null::float8, null::float8 from climbing group by ledger, level
  union all select ledger, 'M13', 'open-of ' || of, count(*), null::float8, null::float8 from climbing group by ledger, of
  union all select a.ledger, 'M13', 'age-median', percentile_disc(0.5) within group (order by hours), null::float8, null::float8 from asked a left join climbing x using (ledger) group by a.ledger
  union all select a.ledger, 'M13', 'age-longest', max(hours), null::float8, null::float8 from asked a left join climbing x using (ledger) group by a.ledger
  union all select a.ledger, 'M13', 'resolved-at-L1-L2', count(*) filter (where level <= 'L2')::float8 / nullif(count(x.subject), 0), count(*) filter (where level <= 'L2'), count(x.subject)
    from asked a left join load x on x.ledger = a.ledger and x.resolved > x.from_at group by a.ledger;
-- What is owed to survivors stands in the ledgers of their files, and no life of the campaign has one.
insert into told select ledger, 'M13', 'owed', 0, null::float8, null::float8 from asked;

-- Matters beside a case, and files of survivors.
create temporary table mv as
  select a.ledger, v.ledger_id as source, split_part(v.ledger_id, '/', 1) as room, v.seq, v.type, v.at, v.body::jsonb as b, a.from_at, a.until_at
    from event v join asked a on a.ledger = 'case/' || split_part(v.ledger_id, '/', 2) where v.ledger_id ~ '^(scorecard|evidence|redress)/'
  union all
  select a.ledger, v.ledger_id, 'victim', v.seq, v.type, v.at, v.body::jsonb, a.from_at, a.until_at
    from event v join event j on j.ledger_id = v.ledger_id and j.type = 'CaseJoined' join asked a on a.ledger = 'case/' || (j.body::jsonb ->> 'case') where v.ledger_id like 'victim/%';
create index on mv (ledger, room, type);
analyze mv;
create temporary table rated as
  select distinct on (c.ledger, c.b ->> 'criterion') c.ledger, c.b ->> 'criterion' as criterion, c.b ->> 'rating' as rating from mv c
   where c.room = 'scorecard' and c.type = 'CriterionAssessed' and exists (select 1 from mv h where h.source = c.source and h.type = 'ReviewHeld' and h.b ->> 'nth' = c.b ->> 'nth') order by c.ledger, c.b ->> 'criterion', c.seq desc;
-- Each decision of a route: a decision by one of the routes, in the step that decides it or in the one that decides anew.
create temporary table routed as
  select e.ledger, split_part(e.step, ':', 2) as label, e.b ->> 'option' as route, e.b ->> 'option' in ('TRAFFICKING', 'ALTERNATIVE') as charges, e.at, e.seq, e.from_at, e.until_at,
    coalesce((select nullif(r.b ->> 'level', 'NONE') from mv r where r.ledger = e.ledger and r.type = 'RelianceComputed' and r.b ->> 'about' = split_part(e.step, ':', 2) and r.at <= e.at order by r.at desc, r.seq desc limit 1), 'NOT_KNOWN') as reliance
    from e where e.type = 'StepCompleted' and e.step ~ '^U[57]:' and e.b ->> 'option' in ('TRAFFICKING', 'ALTERNATIVE', 'DECLINE', 'PROTECT');
create temporary table became as select distinct on (ledger, b ->> 'about') ledger, b ->> 'about' as label, b ->> 'outcome' as outcome from e where type = 'OutcomeChanged' order by ledger, b ->> 'about', seq desc;

-- M14
-- Whoever has accepted a step answers for it when it is done.
create temporary table ticked as
  select d.ledger, split_part(d.step, ':', 1) as code, split_part(d.step, ':', 2) as label, d.at, d.from_at, g.zone, g.holidays
    from e d join e o on o.ledger = d.ledger and o.step = d.step and o.type = 'StepOpened' join agency g on g.id = o.b ->> 'holder' where d.type = 'StepCompleted' and d.step ~ '^U[156]:';
create temporary table waited as
  select t.ledger, t.code, s.at as since, case when s.at is not null then (
      select count(*) from generate_series((s.at at time zone t.zone)::date + 1, (t.at at time zone t.zone)::date, interval '1 day') each
       where extract(isodow from each) < 6 and not exists (select 1 from holiday h where h.region = t.holidays and h.day = each::date)) end as days
    from ticked t left join lateral (select max(p.at) as at from ticked p where p.ledger = t.ledger and p.label = t.label and p.code = case t.code when 'U5' then 'U1' else 'U5' end and p.at <= t.at) s on true
   where t.code in ('U5', 'U6') and t.at > t.from_at;
insert into told
  select a.ledger, 'M14', k.counted, count(w.code), null::float8, null::float8 from asked a cross join (values ('U5', 'decided'), ('U6', 'explained')) k(code, counted) left join waited w on w.ledger = a.ledger and w.code = k.code and (k.code = 'U5' or w.since is not null) group by a.ledger, k.counted
  union all select a.ledger, 'M14', k.spread || '-median', percentile_disc(0.5) within group (order by w.days), null::float8, null::float8
    from asked a cross join (values ('U5', 'ready-to-decided'), ('U6', 'decided-to-explained')) k(code, spread) left join waited w on w.ledger = a.ledger and w.code = k.code group by a.ledger, k.spread
  union all select a.ledger, 'M14', k.spread || '-p90', percentile_disc(0.9) within group (order by w.days), null::float8, null::float8
    from asked a cross join (values ('U5', 'ready-to-decided'), ('U6', 'decided-to-explained')) k(code, spread) left join waited w on w.ledger = a.ledger and w.code = k.code group by a.ledger, k.spread;

-- M15
create temporary table heard as
  select j.ledger, j.source, not coalesce((select (g.b ->> 'adult')::boolean from mv g where g.source = j.source and g.type = 'AgeRecorded' order by g.seq desc limit 1), false) as child,
    (select count(*) from mv s where s.source = j.source and s.type = 'SessionHeld' and s.at <= j.until_at) as sessions from mv j where j.type = 'CaseJoined';
insert into told select ledger, 'M15', 'survivors-with-sessions ' || case when sessions > 2 then '3-OR-MORE' else sessions::text end, count(*), null::float8, null::float8 from heard group by 1, 3
  union all select ledger, 'M15', 'denied ' || (b ->> 'result'), count(*), null::float8, null::float8 from mv where type = 'InterviewDenied' and at > from_at and at <= until_at group by 1, 3
  union all select a.ledger, 'M15', 'children-with-more-than-two', count(h.source), null::float8, null::float8 from asked a left join heard h on h.ledger = a.ledger and child and sessions > 2 group by a.ledger;

-- M16
create temporary table first_charged as select * from (select distinct on (ledger, label) * from routed where charges order by ledger, label, at, seq) f where at > from_at;
insert into told select a.ledger, 'M16', 'charged', count(f.label), null::float8, null::float8 from asked a left join first_charged f using (ledger) group by a.ledger
  union all select ledger, 'M16', 'charged-at ' || reliance, count(*), null::float8, null::float8 from first_charged group by ledger, reliance
  union all select ledger, 'M16', 'rating-' || criterion || ' ' || rating, 1, null::float8, null::float8 from rated where criterion in ('C1', 'C5', 'C7') and ledger in (select ledger from first_charged);

-- M20
create temporary table claim as
  select o.ledger, o.source, o.until_at, o.b -> 'defendants' as defendants, o.b ->> 'currency' as currency, m.b as made,
    coalesce((select case s.type when 'RestitutionRequested' then 'REQUESTED' when 'ExceptionProposed' then 'BEING_PREPARED' when 'ExceptionApproved' then 'NOT_REQUESTED' else 'ORDERED' end
       from mv s where s.source = o.source and s.type in ('RestitutionRequested', 'ExceptionProposed', 'ExceptionApproved', 'OrderMade', 'RedressOver', 'RedressReopened') order by s.seq desc limit 1), 'BEING_PREPARED') as stage
    from mv o left join mv m on m.source = o.source and m.type = 'OrderMade' where o.type = 'RedressOpened';
create temporary table came as select p.source, (p.b -> 'payment' ->> 'on')::date as day, (p.b -> 'payment' ->> 'cents')::float8 as cents, p.b -> 'payment' -> 'split' as split from mv p where p.type = 'PaymentReceived'
  and not exists (select 1 from mv r where r.source = p.source and r.type = 'PaymentReversed' and r.b -> 'payment' ->> 'id' = p.b -> 'payment' ->> 'id');
create temporary table sum_of as
  select c.*, (c.made ->> 'on')::date as day, (select sum((s ->> 'cents')::float8) from jsonb_array_elements(c.made -> 'shares') s) as total, coalesce((select sum(cents) from came where came.source = c.source), 0) as paid, (select min(day) from came where came.source = c.source) as first
    from claim c where c.made is not null and (c.made ->> 'on')::date <= (c.until_at at time zone 'UTC')::date;
insert into told
  select b.ledger, 'M20', 'convicted-with ' || coalesce(c.stage, 'NOTHING_YET'), count(*), null::float8, null::float8 from became b left join claim c on c.ledger = b.ledger and (c.defendants ? b.label or c.made -> 'liable' @> jsonb_build_array(jsonb_build_object('defendant', b.label))) where b.outcome = 'CONVICTED' group by 1, 3
  union all select ledger, 'M20', 'rating-' || criterion || ' ' || rating, 1, null::float8, null::float8 from rated where criterion in ('C1', 'C5', 'C7') and ledger in (select ledger from became where outcome = 'CONVICTED')
  union all select ledger, 'M20', k.what || ' ' || currency, case k.what when 'ordered' then total when 'paid' then paid else total - paid end, null::float8, null::float8 from sum_of cross join (values ('ordered'), ('paid'), ('outstanding')) k(what)
  union all select ledger, 'M20', 'owing ' || standing, count(*), null::float8, null::float8 from (
      select o.ledger, coalesce((select case s.type when 'FellDelinquent' then 'DELINQUENT' when 'FellIntoDefault' then 'DEFAULT' else 'CURRENT' end from mv s
        where s.source = o.source and s.b ->> 'defendant' = l ->> 'defendant' and s.type in ('FellDelinquent', 'FellIntoDefault', 'LapseCured') order by s.seq desc limit 1), 'CURRENT') as standing
      from sum_of o, jsonb_array_elements(o.made -> 'liable') l) x group by ledger, standing
  union all select a.ledger, 'M20', 'orders-with-a-payment', count(o.first), null::float8, null::float8 from asked a left join sum_of o using (ledger) group by a.ledger
  union all select a.ledger, 'M20', 'order-to-first-payment-median', percentile_disc(0.5) within group (order by o.first - o.day), null::float8, null::float8 from asked a left join sum_of o using (ledger) group by a.ledger
  union all select ledger, 'M20', 'share-paid ' || part, count(*), null::float8, null::float8 from (
      select o.ledger, case when p.paid = 0 then 'NOTHING' when p.paid < (s ->> 'cents')::float8 then 'PART' else 'WHOLE' end as part
        from sum_of o, jsonb_array_elements(o.made -> 'shares') s, lateral (select coalesce(sum((c.split ->> (s ->> 'victim'))::float8), 0) as paid from came c where c.source = o.source) p where (s ->> 'cents')::float8 > 0) y group by ledger, part;

-- M23
create temporary table vow as
  select p.ledger, p.b ->> 'promise' as id, case when w.answer is not null then w.answer when p.b ? 'due' and (p.b ->> 'due')::date < (p.until_at at time zone z.zone)::date then 'OVERDUE' else 'OPEN' end as stands
    from mv p join lead_zone z using (ledger) left join lateral (select x.b ->> 'answer' as answer from mv x where x.source = p.source and x.type = 'PromiseAnswered' and x.b ->> 'promise' = p.b ->> 'promise' and x.at <= p.until_at) w on true
   where p.type = 'PromisedToHer' and p.at <= p.until_at;
insert into told select ledger, 'M23', 'promises ' || stands, count(*), null::float8, null::float8 from vow group by ledger, stands;

-- M26
insert into told select ledger, 'M26', 'protection-outcome ' || outcome, count(*), null::float8, null::float8 from became where outcome = 'PROTECTED' group by ledger, outcome
  union all select ledger, 'M26', 'rating-C13 ' || rating, 1, null::float8, null::float8 from rated where criterion = 'C13' and ledger in (select ledger from became where outcome = 'PROTECTED')
  union all select ledger, 'M26', 'route ' || route, count(*), null::float8, null::float8 from routed where at > from_at group by ledger, route
  union all select ledger, 'M26', 'rating-' || criterion || ' ' || rating, 1, null::float8, null::float8 from rated where criterion in ('C1', 'C5', 'C7') and ledger in (select ledger from routed where at > from_at);
