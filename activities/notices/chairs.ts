/** Who sits where at the agencies concerned, now, with the addresses their mail goes to. */
import type pg from 'pg';
import type { Chairs } from '#domain/reach/chairs.ts';

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const span = (alias: string): string => `'from', ${instant(`${alias}.from_at`)}, 'until', ${instant(`${alias}.until_at`)}`;
const list = (of: string, from: string): string => `coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(${of}))) from ${from}), '[]')`;

const query = `
with there as (
  select p.id, p.agency_id, p.roles, p.email, is_active(p.id, $3::timestamptz) as active from person p
   where p.exercise_id is not distinct from $2::uuid
     and (p.agency_id = any($1) or exists (select 1 from hat h where h.person = p.id and h.agency = any($1))))
select ${list(`'person', p.id, 'agency', p.agency_id, 'roles', p.roles, 'active', p.active, 'email', p.email,
         'hats', ${list(`'agency', h.agency, 'roles', h.roles, ${span('h')}`, 'hat h where h.person = p.id')}`, 'there p')} as people,
       ${list(`'person', a.person, 'deputy', a.deputy, ${span('a')}`, 'absence a join there p on p.id = a.person')} as absences,
       ${list(`'agency', d.agency_id, 'person', d.person, 'deputy', d.deputy, 'roles', d.roles, ${span('d')}`, 'deputy d where d.agency_id = any($1)')} as deputies,
       ${list(`'agency', s.agency_id, 'person', s.person, ${span('s')}`, 'shift s where s.agency_id = any($1) and s.until_at > $3')} as shifts`;

export async function readChairs(client: pg.ClientBase, agencies: readonly string[], exercise: string | null, now: string): Promise<Chairs> {
  const { rows } = await client.query<Chairs>({ name: 'mail chairs', text: query, values: [agencies, exercise, now] });
  return rows[0] ?? { people: [], absences: [], deputies: [], shifts: [] };
}
