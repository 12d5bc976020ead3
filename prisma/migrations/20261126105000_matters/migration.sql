-- Papers of a case (data classes D10 to D15). That one was filed, and who was assigned to it, is asked of the papers, by class: no list of what happened tells it, not even to the API.
create policy api_read_no_papers on event as restrictive for select to throughline_api using (type not in ('PaperFiled', 'Assigned', 'AssignmentEnded'));

-- Who is on the list of a sealed matter tells that there is one. People see their own, and those of classes they may know of; who keeps a file sees whom they assigned in it.
drop policy api_read on assignment_view;
create policy api_read on assignment_view for select to throughline_api
  using (mine(exercise_id) and (person = current_setting('app.person', true) or is_known(ledger_id, class, agency_id, paper)
    or (class not in ('D5', 'D12', 'D13') and 'COORDINATOR' in (select roles_in(ledger_id))) or (ledger_id like 'victim/%' and exists (select 1 from stands_as(ledger_id)))));
