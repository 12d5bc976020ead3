-- What a step is due for, the legal clock that runs on it, and a nearer date that waits for the word of a second person.
alter table step_view add column due_for text, add column clock jsonb, add column nearer text;
