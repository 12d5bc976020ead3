import { z } from 'zod';
import { pageFrom, pageQuery, positionKey, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { clockShape, instant, pageOf } from '../shapes.ts';
import { readable } from '../views/readable.ts';
import { caseIdOf, deskSubject, ledgerOf } from '../views/subjects.ts';

const position = z.strictObject({ dueAt: instant, id: positionKey });
/** It rings on the day before which she does not wish to be asked: her word, told by its date. */
const herSilence = 'silence-end';
const keeperKind = z.enum(['case', 'handOff', 'escalation']);

interface Row {
  readonly id: string;
  readonly ledger_id: string;
  readonly keeper: string;
  readonly name: string;
  readonly subject: string;
  readonly due_at: Date;
}

export const listClocks = reading({
  id: 'list-clocks',
  path: '/clocks',
  summary: 'List the clocks ahead',
  description: 'Every clock that runs in the cases of my agency, the next one first. None ever runs on a step at the survivor\'s own pace. The end of a silence that the survivor asked for is shown to those who may see the signal.',
  query: z.strictObject({ ...pageQuery, before: instant.optional(), case: z.uuid().toLowerCase().optional() }),
  answer: pageOf(clockShape),
  action: 'clocks.read',
  parts: ['step.read-signal'],
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const after = positionOf(position, query.cursor);
    const ledger = query.case === undefined ? null : ledgerOf(query.case);
    // Rule R1 is kept by the rules themselves; the last condition is the wall behind them.
    const rows = await reader.ask<Row>`
      select k.id, k.ledger_id, k.keeper, k.name, k.subject, k.due_at from clock k
       where k.state = 'open' and (${ledger}::text is null or k.ledger_id = ${ledger}::text)
         and (${query.before ?? null}::timestamptz is null or k.due_at < ${query.before ?? null}::timestamptz)
         and (${after?.id ?? null}::text is null or (k.due_at, k.id) > (${after?.dueAt ?? null}::timestamptz, ${after?.id ?? null}::text))
         and not exists (select 1 from step_view s where s.ledger_id = k.ledger_id and s.code = k.subject and s.pacing = 'VICTIM_PACED')
       order by k.due_at, k.id limit ${query.limit + 1}`;
    const seen = await readable(reader, rows.map(({ ledger_id: of }) => of));
    const page = pageFrom(rows, query.limit, ({ due_at: dueAt, id }) => ({ dueAt: dueAt.toISOString(), id }), (row) => row);
    const items = page.items
      .filter(({ ledger_id: of, name }) => {
        const resource = seen.get(of);
        return resource !== undefined && (name !== herSilence || reader.may('step.read-signal', resource));
      })
      .map(({ ledger_id: of, name, subject, due_at: dueAt, keeper }) => ({ caseId: caseIdOf(of), name, subject, dueAt: dueAt.toISOString(), keeper: keeperKind.parse(keeper.split('/')[0]) }));
    return { body: { items, next: page.next } };
  },
});
