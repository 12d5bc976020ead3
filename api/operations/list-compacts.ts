import { z } from 'zod';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { instant, pageOf } from '../shapes.ts';
import { compactSummaryShape } from '../shapes-compacts.ts';
import { compactSummary, type SummaryRow } from '../views/compacts.ts';
import { deskSubject, ledgerOf } from '../views/subjects.ts';

const position = z.strictObject({ openedAt: instant, id: z.uuid() });
type Row = SummaryRow & { readonly agencies: readonly string[] };

export const listCompacts = reading({
  id: 'list-compacts',
  path: '/compacts',
  summary: 'List the compacts of my agency',
  description: 'Every compact my agency leads or is required in, the newest first; with `case`, those of one case you may read.',
  query: z.strictObject({ ...pageQuery, case: z.uuid().toLowerCase().optional() }),
  answer: pageOf(compactSummaryShape),
  action: 'compact.list',
  parts: ['compact.read'],
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ ask, may }, { query }) => {
    const after = positionOf(position, query.cursor);
    const ofCase = query.case === undefined ? null : ledgerOf(query.case);
    const rows = await ask<Row>`
      select c.id, c.code_name as "codeName", case when engaged(c.case_ledger) then c.case_ledger end as "caseLedger", c.agency_id as lead, c.state, c.opened_at as "openedAt", c.requested_at as "requestedAt", c.active_at as "activeAt",
             c.ended_at as "endedAt", array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies
        from compact_view c
       where (${ofCase}::text is null or (c.case_ledger = ${ofCase}::text and engaged(${ofCase}::text)))
         and (${after?.id ?? null}::uuid is null or c.opened_at < ${after?.openedAt ?? null}::timestamptz or (c.opened_at = ${after?.openedAt ?? null}::timestamptz and c.id > ${after?.id ?? null}::uuid))
       order by c.opened_at desc, c.id limit ${query.limit + 1}`;
    const page = pageFrom(rows, query.limit, ({ openedAt, id }) => ({ openedAt: openedAt.toISOString(), id }), (row) => row);
    const seen = page.items.filter(({ id, lead, agencies }) => may('compact.read', { kind: 'Compact', id, lead, agencies }));
    return { body: { items: seen.map(compactSummary), next: page.next } };
  },
});
