/** Reading who sits where, now: only what runs at this instant, so that what is kept with a decision stays small. Codes, ids and instants only. */
const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Whether a span of a table runs at `t.now`. */
export const runs = (table: string): string => `${table}.from_at <= t.now and (${table}.until_at is null or t.now < ${table}.until_at)`;

const list = (columns: string, from: string, order: string): string => `(select coalesce(jsonb_agg(jsonb_build_object(${columns}) order by ${order}), '[]') from ${from})`;
const hats = list(`'agency', h.agency, 'roles', h.roles, 'from', ${iso('h.from_at')}`, `hat h where h.person = p.id and h.agency = any($5::text[]) and ${runs('h')}`, 'h.ledger_id, h.id');
const people = `person p where p.exercise_id is not distinct from $2::uuid and (p.agency_id = any($5::text[]) or p.id = any($6::text[])
  or exists (select 1 from hat h where h.person = p.id and h.agency = any($5::text[]) and ${runs('h')}))`;

/** As an expression beside `t`: $2 is the exercise, $5 the agencies, $6 people named besides. */
export const chairsOf = `jsonb_strip_nulls(jsonb_build_object(
  'people', ${list(`'person', p.id, 'agency', p.agency_id, 'roles', p.roles, 'active', is_active(p.id, t.now), 'hats', ${hats}`, people, 'p.id')},
  'absences', ${list(`'person', a.person, 'deputy', a.deputy, 'from', ${iso('a.from_at')}`, `absence a where ${runs('a')} and a.person in (select p.id from ${people})`, 'a.ledger_id, a.id')},
  'deputies', ${list(`'agency', d.agency_id, 'person', d.person, 'deputy', d.deputy, 'roles', d.roles, 'from', ${iso('d.from_at')}`, `deputy d where d.agency_id = any($5::text[]) and ${runs('d')}`, 'd.ledger_id, d.id')},
  'shifts', ${list(`'agency', s.agency_id, 'person', s.person, 'from', ${iso('s.from_at')}, 'until', ${iso('s.until_at')}`, `shift s where s.agency_id = any($5::text[]) and ${runs('s')}`, 's.ledger_id, s.id')}))`;
