-- Whom steps stand for besides the victims, and what is known of a case and of them. Codes, days and instants: never a name, never people's words.
alter table step_view
  -- The name of whoever the step stands for (V2), where it stands for somebody.
  add column subject text,
  -- Nobody on the team fills its role: the lead's coordinator has it.
  add column unfilled boolean not null default false,
  -- What was decided last.
  add column option text;

create table subject_view (
  ledger_id text not null, label text not null, kind text not null check (kind in ('suspect', 'charge', 'hand-off')), suspect text, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, label)
);

-- As last recorded; `about` is empty where it is known of the case. Its data class is the playbook's to say.
create table fact_view (
  ledger_id text not null, fact text not null, about text not null, value text not null, occurred_at timestamptz(3), step text, at timestamptz(3) not null,
  agency_id text not null, data_class text not null default 'D2', legal_hold boolean not null default false, exercise_id uuid,
  primary key (ledger_id, fact, about)
);

do $$ declare t text; begin
  foreach t in array array['subject_view','fact_view'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy worker_all on %I to throughline_worker using (true) with check (true)', t);
    execute format('create policy api_read on %I for select to throughline_api using (mine(exercise_id) and engaged(ledger_id))', t);
    execute format('grant select on %I to throughline_worker, throughline_api', t);
    execute format('grant insert, update, delete on %I to throughline_worker', t);
  end loop;
end $$;
