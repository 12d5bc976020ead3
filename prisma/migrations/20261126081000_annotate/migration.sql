-- A date that the coordinator grants is nobody's answer to a lapse but the coordinator's (metric M7). Rows of the time before are made again from the
-- ledgers: `npm run verify -- readmodels --rebuild`, once after this migration.
alter table term_view drop constraint term_view_answer_check;
alter table term_view add constraint term_view_answer_check check (answer in ('MET', 'MET_LATE', 'RECOMMITTED', 'RE_DATED', 'REASSIGNED', 'RELEASED'));
