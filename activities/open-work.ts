/** The open work of who leaves, as the read models say it: what a sweep offers anew; and what an agency leads. */
import type pg from 'pg';
import type { Work } from '#domain/agency/events.ts';

/** So many at once: a sweep goes round until none is left. */
const most = 50;

const ofPerson = `
select jsonb_strip_nulls(jsonb_build_object('ledger', ledger, 'keeper', keeper, 'rev', rev, 'step', step, 'commitment', commitment, 'handOff', hand_off, 'plan', plan, 'leads', leads, 'duty', duty)) as work
  from open_work_of($1, $2::uuid) order by ledger, step, commitment, hand_off, plan, leads, duty limit ${most}`;
/** A part has the revision of its ledger. */
const ofAgency = `
select jsonb_build_object('ledger', p.ledger, 'keeper', p.ledger, 'rev', l.seq, 'part', $1::text) as work
  from agency_parts_of($1, $2::uuid) p join ledger l on l.id = p.ledger order by p.ledger limit ${most}`;
/** What was handed to it, by case: a case takes back all of its own at once. */
const ofContained = `
select jsonb_build_object('ledger', h.ledger_id, 'keeper', h.ledger_id, 'rev', l.seq, 'part', $1::text) as work
  from (select distinct ledger_id from hand_off_view where receiver = $1 and state in ('PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'IN_PROGRESS') and exercise_id is not distinct from $2::uuid) h
  join ledger l on l.id = h.ledger_id order by h.ledger_id limit ${most * 4}`;
const led = `
select (select count(*) from case_view where agency_id = $1 and exercise_id is not distinct from $2::uuid and phase <> 'closed')
     + (select count(*) from compact_view where agency_id = $1 and exercise_id is not distinct from $2::uuid and state <> 'ENDED') as count`;

/** Whose open work is looked at: a person's, all that an agency has a part in, or what was handed to one that is contained. */
export type Swept = { readonly person: string } | { readonly agency: string } | { readonly contained: string };

export async function openWorkOf(client: pg.ClientBase, swept: Swept, exercise: string | null): Promise<readonly Work[]> {
  const { rows } = await client.query<{ work: Work }>(
    'person' in swept ? { name: 'open work', text: ofPerson, values: [swept.person, exercise] }
      : 'agency' in swept ? { name: 'open parts', text: ofAgency, values: [swept.agency, exercise] } : { name: 'handed over', text: ofContained, values: [swept.contained, exercise] },
  );
  return rows.map(({ work }) => work);
}

/** How many cases and compacts it leads that have not ended. */
export async function ledBy(client: pg.ClientBase, agency: string, exercise: string | null): Promise<number> {
  const { rows } = await client.query<{ count: string }>({ name: 'led', text: led, values: [agency, exercise] });
  return Number(rows[0]?.count);
}
