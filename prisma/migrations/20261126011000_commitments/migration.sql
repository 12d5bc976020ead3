-- Who is asked to promise and by when it owes an answer; when the leader owes one; the day the owner asks for; what the leader added when recommitting.
alter table commitment_view
  add column offered_to text,
  add column answer_due_at timestamptz(3),
  add column leader_answer_due_at timestamptz(3),
  add column asked_due date,
  add column added_amount numeric,
  add column added_unit text;
