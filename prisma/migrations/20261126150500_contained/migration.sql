-- Who is contained sees no subject of a case and nothing that is known of one either.
do $$ declare t text; begin
  foreach t in array array['subject_view', 'fact_view'] loop
    execute format('create policy contained_see_nothing on %I as restrictive for select to throughline_api using (current_setting(''app.contained'', true) is distinct from ''yes'')', t);
  end loop;
end $$;
