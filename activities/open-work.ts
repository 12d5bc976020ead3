/** The open work of one person, as the read models say it: what a sweep offers anew, and what a dry run lists. */
import type pg from 'pg';
import type { Work } from '#domain/agency/events.ts';

/** So many at once: a sweep goes round until none is left. */
const most = 50;

const openWork = `
select s.ledger_id as ledger, s.keeper, s.code as step, s.rev from step_view s
where s.owner = $1 and s.exercise_id is not distinct from $2::uuid and s.state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')
order by s.ledger_id, s.code limit ${most}`;

/** Undefined when nobody is swept. */
export async function openWorkOf(client: pg.ClientBase, person: string | undefined, exercise: string | null): Promise<readonly Work[] | undefined> {
  if (person === undefined) return undefined;
  return (await client.query<Work>({ name: 'open work', text: openWork, values: [person, exercise] })).rows;
}
