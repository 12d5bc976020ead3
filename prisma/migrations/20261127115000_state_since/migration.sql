-- A large state is not written with each decision: it stands as it was after this event, and what has happened since is folded onto it. Null: after the last.
alter table ledger add column state_seq integer;
