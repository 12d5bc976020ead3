/** Two rules of the second wall lie over every table, so that one made later cannot be forgotten: who is contained sees their desk alone, and who is suspected nothing of her case. */
import { describe, expect, it } from 'vitest';
import { rowsOf } from './house.ts';

/** Who is there, what was read, and what is published: that is no case's. */
const desk = ['absence', 'access_log', 'agency', 'departure', 'deputy', 'ended_session', 'exercise', 'hat', 'pack', 'person', 'playbook', 'playbook_text', 'shift'];

/** Tables with a column that the API may read anything of, without a restrictive policy of this name for reading. */
const without = async (policy: string, column: string): Promise<string[]> => (await rowsOf<{ table: string }>(`
  select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = $2 and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_any_column_privilege('throughline_api', c.oid, 'select')
     and not exists (select 1 from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and p.policyname = $1 and p.permissive = 'RESTRICTIVE' and p.cmd = 'SELECT')
   order by 1`, policy, column)).map(({ table }) => table);

describe('a table with agency_id', () => {
  it('is shut to who is contained, but for those of the desk', async () => {
    expect(await without('contained_see_nothing', 'agency_id')).toEqual(desk);
  });

  it('is shut to who is suspected, where a ledger is named in it', async () => {
    expect([...(await without('suspects_see_no_case', 'ledger_id')), ...(await without('suspects_see_no_case', 'owner'))].filter((table) => table !== 'command')).toEqual([]);
  });
});
