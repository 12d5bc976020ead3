import { z } from 'zod';
import type { HandOffState } from '#domain/terms.ts';
import { seenCases, withCase } from '../boards/seen.ts';
import { pageFrom, pageQuery, positionKey, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { pageOf } from '../shapes.ts';
import { openHandOffShape } from '../shapes-boards.ts';
import { handOffDepth, openHandOffStates } from '../views/answers.ts';
import { depthsOf } from '../views/readable.ts';
import { deskSubject } from '../views/subjects.ts';

const position = z.strictObject({ since: positionKey, id: z.uuid() });

interface Row {
  readonly ledger: string;
  readonly handOff: string;
  readonly step: string;
  readonly state: HandOffState;
  readonly sender: string;
  readonly receiver: string;
  readonly accountable: string;
  readonly track: string;
  readonly bounces: number;
  readonly proposed: Date;
  readonly due: Date | null;
}

export const readHandOffBoard = reading({
  id: 'read-hand-off-board',
  path: '/boards/hand-offs',
  summary: 'Whether work changes hands',
  description: 'Hand-offs that nobody has accepted yet, the oldest first: who was asked, who answers meanwhile, how often it came back, and whether the answer is late. Left out where the step tells by its name what is not yours to know (rule R12). A step at the survivor\'s pace has no date here either.',
  query: z.strictObject(pageQuery),
  answer: pageOf(openHandOffShape),
  action: 'boards.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const after = positionOf(position, query.cursor);
    const seen = await seenCases(reader);
    const rows = await reader.ask<Row>`
      select h.ledger_id as ledger, h.id as "handOff", h.step, h.state, h.sender, h.receiver, s.accountable, s.track, h.bounces, h.proposed_at as proposed, h.due_at as due
        from hand_off_view h join step_view s on s.ledger_id = h.ledger_id and s.code = h.step
       where h.ledger_id = any(${[...seen.keys()]}::text[]) and h.state = any(${openHandOffStates.filter((state) => state !== 'IN_PROGRESS')}::text[])
         and (${after?.id ?? null}::uuid is null or (h.proposed_at, h.id) > (${after?.since ?? null}::timestamptz, ${after?.id ?? null}::uuid))
       order by h.proposed_at, h.id limit ${query.limit + 1}`;
    const page = pageFrom(rows, query.limit, ({ proposed, handOff }) => ({ since: proposed.toISOString(), id: handOff }), (row) => row);
    const depths = await depthsOf(reader, rows.map(({ ledger }) => ledger));
    const mine = page.items.filter((row) => {
      const depth = depths.get(row.ledger);
      return depth !== undefined && handOffDepth(row, { actor: reader.actor, depth }, { code: row.step, track: row.track }) !== undefined;
    });
    const items = withCase(mine, seen).map(({ proposed, due, track: _track, ...item }) => ({
      ...item, proposedAt: proposed.toISOString(), late: due !== null && due.toISOString() <= reader.actor.now, ...(due !== null && { due: due.toISOString() }),
    }));
    return { body: { items, next: page.next } };
  },
});
