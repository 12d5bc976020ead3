-- A case in its full breadth: dates asked for, packets that wait for a successor, steps a coordinator added.
-- Whoever had the work before, until the successor has acknowledged what comes with it; the words of an added step, by reference.
alter table step_view
  add column recommitments integer not null default 0,
  add column asked_due text, -- a local day
  add column asked_reason text,
  add column packet_from text,
  add column packet_since timestamptz(3),
  add column title uuid;
