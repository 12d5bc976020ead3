import { z } from 'zod';
import type { CommitmentKind, Track } from '#domain/terms.ts';
import { seenCases, withCase } from '../boards/seen.ts';
import { reading } from '../route.ts';
import { lapsedShape } from '../shapes-boards.ts';
import { looksAsWaiting, placeOf } from '../views/commitments.ts';
import { eyesIn } from '../views/readable.ts';
import { deskSubject } from '../views/subjects.ts';

interface Row {
  readonly ledger: string;
  readonly commitment: string;
  readonly agency: string;
  readonly kind: CommitmentKind;
  readonly track: Track | null;
  readonly step: string | null;
  readonly offeredTo: string | null;
  readonly state: string;
  readonly waitsOnHer: boolean;
  readonly acceptedBy: string | null;
  readonly version: number;
  readonly level: string | null;
  readonly due: Date;
  readonly asked: Date | null;
}

export const readLapsed = reading({
  id: 'read-lapsed',
  path: '/boards/lapsed',
  summary: 'Which promises have lapsed',
  description: 'Commitments of the cases you may see whose effective due has passed without delivery, suspension or release (metric M6), agencies by name. What waits for the survivor is not in it.',
  answer: z.strictObject({ items: z.array(lapsedShape).max(1_000) }),
  action: 'boards.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader) => {
    const seen = await seenCases(reader);
    const rows = await reader.ask<Row>`
      select c.case_ledger as ledger, c.id as commitment, c.agency, c.kind, c.track, c.step, c.offered_to as "offeredTo", c.version, c.level, c.state, c.waits_on_her as "waitsOnHer", c.accepted_by as "acceptedBy", t.due_at as due, t.leader_asked_at as asked
        from commitment_view c join term_view t on t.commitment = c.id and t.ledger_id = c.ledger_id and t.version = c.version
       where c.case_ledger = any(${[...seen.keys()]}::text[]) and t.answer is null and not t.suspended and t.due_at < ${reader.actor.now}::timestamptz
       order by c.agency, t.due_at, c.id limit 1000`;
    const eyes = await eyesIn(reader, rows.map(({ ledger }) => ledger));
    const placed = rows.flatMap((row) => {
      const sees = eyes.get(row.ledger);
      // That it has lapsed would tell that nothing waits for her (rule R14).
      return sees !== undefined && looksAsWaiting(row, sees) ? [] : [{ ...row, isTold: placeOf(row, sees).track !== null }];
    });
    const items = withCase(placed, seen).map(({ track, step: _step, offeredTo: _offeredTo, state: _state, waitsOnHer: _waits, acceptedBy: _owner, isTold, level, due, asked, ...item }) => ({
      ...item, lapsedSince: due.toISOString(), ...(track !== null && isTold && { track }), ...(level !== null && { level }), ...(asked !== null && { leaderAskedAt: asked.toISOString() }),
    }));
    return { body: { items } };
  },
});
