-- Notices that arrive: what has become of each notice, whom it was sent to, and who has opened it. What was said stays in `notice`.
-- Mail goes out only where the worker knows a mail server; a notice that nobody took up is read in the inbox.

-- About a clock of hours: mail about it does not wait for the morning.
alter table notice add column urgent boolean not null default false;
-- Whether the mail has taken it up; no event says so.
alter table notice add column taken boolean not null default false;
create index notice_untaken on notice (at) where not taken;
-- What was said before there was mail is old news.
update notice set taken = true;

-- Mail of an exercise goes to its own mail server, an SMTP URL, and nowhere else: never to a real person.
alter table exercise add column mail_sink text;

-- One row for each notice taken up. `rank`: how many ranks of its chain were asked (role or person, supervisor, leader, the lead's coordinator).
create table telling (
  ledger_id text not null, seq integer not null, part integer not null,
  keeper text not null, rank integer not null default 0, outcome text check (outcome in ('TOLD', 'UNTOLD', 'OVER')), ended_at timestamptz(3),
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq, part)
);
create index telling_untold on telling (agency_id) where outcome is distinct from 'TOLD' and outcome is distinct from 'OVER';

-- One event tells a person once, whichever of its notices (`parts`) bring it. `mail` names the letter and its Message-ID, and stays the same however often it is tried.
create table delivery (
  ledger_id text not null, seq integer not null, person text not null,
  keeper text not null, parts integer[] not null,
  state text not null check (state in ('DUE', 'SENDING', 'SENT', 'BOUNCED', 'UNREACHABLE', 'UNREAD', 'SEEN', 'GIVEN_UP', 'OVER')),
  attempts integer not null default 0, not_before timestamptz(3) not null, tried_at timestamptz(3), sent_at timestamptz(3), read_by timestamptz(3),
  mail uuid, claimed_at timestamptz(3),
  -- The agency for which the person is told.
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq, person)
);
create index delivery_sending on delivery (not_before) where state = 'SENDING';
create index delivery_person on delivery (person, not_before) where state in ('DUE', 'SENDING');
create index delivery_mail on delivery (mail);

-- Who has opened what after signing in: the only thing that counts as read. Insert-only.
create table seen (
  ledger_id text not null, seq integer not null, part integer not null, person text not null, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, seq, part, person)
);

do $$ declare t text; begin
  foreach t in array array['telling','delivery','seen'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('grant select on %I to throughline_worker, throughline_api', t);
  end loop;
end $$;
grant insert, update on telling, delivery to throughline_worker;
create policy api_read on telling for select to throughline_api using (mine(exercise_id) and engaged(ledger_id));
create policy api_read on delivery for select to throughline_api using (mine(exercise_id) and (person = current_setting('app.person', true) or engaged(ledger_id)));
create policy api_read on seen for select to throughline_api using (mine(exercise_id) and (person = current_setting('app.person', true) or engaged(ledger_id)));
-- Each for themselves, and only of what was said to their agency or sent to them.
create policy api_write on seen for insert to throughline_api
  with check (mine(exercise_id) and person = current_setting('app.person', true) and agency_id = current_setting('app.agency', true)
    and exists (select 1 from notice n where n.ledger_id = seen.ledger_id and n.seq = seen.seq and n.part = seen.part));
grant insert on seen to throughline_api;

-- What was passed on to somebody is theirs to read, although it was said to others; and whose matter it is sees whom nobody could tell.
drop policy api_read on notice;
create policy api_read on notice for select to throughline_api
  using (mine(exercise_id) and (to_agency = current_setting('app.agency', true) or agency_id = current_setting('app.agency', true)
    or exists (select 1 from delivery d where d.ledger_id = notice.ledger_id and d.seq = notice.seq and notice.part = any(d.parts) and d.person = current_setting('app.person', true))));
