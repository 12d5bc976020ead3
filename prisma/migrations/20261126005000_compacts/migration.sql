-- A row may carry a word to its keeper: the id of a stored command. Without one it only wakes.
alter table outbox add column word text;
