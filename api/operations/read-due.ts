import { z } from 'zod';
import { holidaysOf } from '#start/holidays.ts';
import { nextMorning, uncovered } from '../boards/morning.ts';
import { seenCases, withCase } from '../boards/seen.ts';
import { reading, type Reader } from '../route.ts';
import { instant } from '../shapes.ts';
import { dueShape } from '../shapes-boards.ts';
import { looksAsWaiting } from '../views/commitments.ts';
import { eyesIn } from '../views/readable.ts';
import { deskSubject } from '../views/subjects.ts';

interface DueRow {
  readonly ledger: string;
  readonly kind: 'step' | 'hand-off' | 'commitment' | 'signature';
  readonly subject: string;
  readonly due: Date;
  readonly owner: string | null;
  /** Of a promise: how it stands, and on whose word. */
  readonly state: string | null;
  readonly agency: string | null;
  readonly offeredTo: string | null;
  readonly waitsOnHer: boolean | null;
}
interface ShiftRow {
  readonly person: string;
  readonly from: Date;
  readonly until: Date;
}

export const readDue = reading({
  id: 'read-due',
  path: '/boards/due',
  summary: 'What falls due before an hour',
  description: 'The Friday view: every date of my agency that falls before `before` (usually nine in the morning of its next working day), and who is on duty until then. Where the rota names nobody, that is said. Nothing at the survivor\'s pace is ever in it.',
  query: z.strictObject({ before: instant.optional() }),
  answer: dueShape,
  action: 'boards.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const { ask, actor } = reader;
    const { agency, now } = actor;
    const [home] = await ask<{ readonly zone: string; readonly region: string }>`select zone, holidays as region from agency where id = ${agency}`;
    const year = Number(now.slice(0, 4));
    const calendar = { zone: home?.zone ?? 'UTC', holidays: holidaysOf(home?.region ?? '', year, year + 1), closesAt: '17:00', weekend: [6, 7] };
    const before = query.before ?? nextMorning(now, calendar);
    const seen = await seenCases(reader);
    const ledgers = [...seen.keys()];
    const rows = await ask<DueRow>`
      select ledger_id as ledger, 'step' as kind, code as subject, coalesce(due_at, review_by) as due, owner, null::text as state, null::text as agency, null::text as "offeredTo", null::boolean as "waitsOnHer" from step_view
       where ledger_id = any(${ledgers}::text[]) and coalesce(due_at, review_by) < ${before}::timestamptz and state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED') and pacing <> 'VICTIM_PACED'
         and (holder = ${agency} or (not accepted and accountable = ${agency}))
      union all
      select ledger_id, 'hand-off', id::text, due_at, null, null, null, null, null from hand_off_view
       where ledger_id = any(${ledgers}::text[]) and due_at < ${before}::timestamptz
         and case when state in ('PROPOSED', 'TIMED_OUT') then receiver when state in ('RETURNED_FOR_INFO', 'DECLINED') then sender when state = 'DISPUTED' then agency_id end = ${agency}
      union all
      select case_ledger, 'commitment', id::text, due_at, accepted_by, state, agency, offered_to, waits_on_her from commitment_view where case_ledger = any(${ledgers}::text[]) and due_at < ${before}::timestamptz and agency = ${agency}
      union all
      select k.case_ledger, 'signature', k.id::text, s.due_at, s.leader, null, null, null, null from signature_view s join compact_view k on k.ledger_id = s.ledger_id
       where k.case_ledger = any(${ledgers}::text[]) and s.state = 'ASKED' and s.due_at < ${before}::timestamptz and s.agency = ${agency}
      order by due, kind, subject limit 1000`;
    const shifts = (await ask<ShiftRow>`
      select person, greatest(from_at, ${now}::timestamptz) as from, least(until_at, ${before}::timestamptz) as until from shift
       where agency_id = ${agency} and until_at > ${now}::timestamptz and from_at < ${before}::timestamptz order by 2, 1`).map(({ person, from, until }) => ({ person, from: from.toISOString(), until: until.toISOString() }));
    const items = withCase(await withoutHers(reader, rows), seen).map(({ due, owner, state: _state, agency: _agency, offeredTo: _offered, waitsOnHer: _waits, ...item }) => ({ ...item, due: due.toISOString(), late: due.toISOString() <= now, ...(owner !== null && { owner }) }));
    return { body: { before, items, onDuty: shifts, nobodyNamed: before > now ? [...uncovered({ from: now, until: before }, shifts)] : [] } };
  },
});

/** Without promises whose date would tell that nothing waits for her (rule R14). */
async function withoutHers(reader: Reader, rows: readonly DueRow[]): Promise<readonly DueRow[]> {
  const eyes = await eyesIn(reader, rows.flatMap(({ ledger, waitsOnHer }) => (waitsOnHer === true ? [ledger] : [])));
  return rows.filter(({ ledger, state, agency, offeredTo, waitsOnHer, owner: acceptedBy }) => {
    const sees = eyes.get(ledger);
    return sees === undefined || waitsOnHer !== true || state === null || agency === null || !looksAsWaiting({ waitsOnHer, state, agency, offeredTo, acceptedBy }, sees);
  });
}
