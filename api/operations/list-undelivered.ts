import { z } from 'zod';
import { pageFrom, pageQuery, positionKey, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { pageOf, undeliveredShape } from '../shapes.ts';
import { caseIdOf, deskSubject } from '../views/subjects.ts';

const position = z.tuple([z.number().min(-1e12).max(1e12), positionKey]);
type Item = z.input<typeof undeliveredShape>;

interface Row extends Pick<Item, 'notice' | 'subject' | 'agency' | 'state'> {
  readonly nearness: number;
  readonly key: string;
  readonly ledger_id: string;
  readonly code_name: string | null;
  readonly level: string | null;
  readonly role: Item['role'] | null;
  readonly person: string | null;
  readonly at: Date;
  readonly tried: Item['tried'];
}

export const listUndelivered = reading({
  id: 'list-undelivered',
  path: '/notices/undelivered',
  summary: 'Who could not be told',
  description: 'Notices of the cases my agency leads that nobody has opened although everybody in turn was written to, and those the mail could not bring to anybody yet. The newest come first. Somebody must be called.',
  query: z.strictObject(pageQuery),
  answer: pageOf(undeliveredShape),
  action: 'undelivered.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ ask, actor }, { query }) => {
    const [nearness, key] = positionOf(position, query.cursor) ?? [-1e12, ''];
    const rows = await ask<Row>`
      with untold as (
        select -extract(epoch from n.at)::float8 as nearness, t.ledger_id || '/' || t.seq || '/' || t.part as key, t.ledger_id, c.code_name,
               n.kind as notice, n.level, n.subject, n.at, n.to_agency as agency, n.to_role as role, n.to_person as person,
               case when t.outcome is null then 'TRYING' else 'UNTOLD' end as state, coalesce(d.tried, '[]') as tried
          from telling t
          join notice n on n.ledger_id = t.ledger_id and n.seq = t.seq and n.part = t.part
          left join case_view c on c.ledger_id = t.ledger_id
          left join lateral (
            select jsonb_agg(jsonb_build_object('person', d.person, 'state', d.state, 'attempts', d.attempts) order by d.person) as tried, bool_or(d.attempts > 0) as was_tried, bool_or(d.sent_at is not null) as was_sent
              from delivery d where d.ledger_id = t.ledger_id and d.seq = t.seq and t.part = any(d.parts)) d on true
         where t.agency_id = ${actor.agency} and (t.outcome = 'UNTOLD' or (t.outcome is null and d.was_tried and not d.was_sent))
           and not exists (select 1 from seen s where s.ledger_id = t.ledger_id and s.seq = t.seq and s.part = t.part)
           and not exists (select 1 from step_view f where f.ledger_id = n.ledger_id and f.code = n.subject and n.kind in ('task', 'reminder', 'level', 'unresolved')
                             and (f.state in ('DONE', 'NOT_APPLICABLE', 'CANCELLED') or f.opened_at > n.at))
      )
      select * from untold where (nearness, key) > (${nearness}::float8, ${key}::text) order by nearness, key limit ${query.limit + 1}`;
    const { items, next } = pageFrom(rows, query.limit, (row) => [row.nearness, row.key], itemOf);
    return { body: { items: [...items], next } };
  },
});

function itemOf({ ledger_id: ledger, code_name: codeName, level, role, person, at, notice, subject, agency, state, tried }: Row): Item {
  return {
    caseId: caseIdOf(ledger), ...(codeName !== null && { codeName }), notice, ...(level !== null && { level }), subject, at: at.toISOString(),
    agency, ...(role !== null && { role }), ...(person !== null && { person }), state, tried,
  };
}
