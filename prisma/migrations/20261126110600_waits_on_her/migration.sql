-- Whether a promise waits for what is at the survivor's pace: then how it stands tells what she said, and looks alike to who may not know it (rule R14).
alter table commitment_view add column waits_on_her boolean not null default false;
update commitment_view c set waits_on_her = true from ledger g
 where g.id = c.ledger_id and jsonb_array_length(coalesce(g.state::jsonb -> 'commitments' -> c.id::text -> 'waitsOn', '[]')) > 0;
