/** What somebody has opened after signing in: the only thing that counts as read. */
import type { Reader } from '../route.ts';

/** One notice: its ledger, the place of its event, and its place in that event. */
export interface NoticePlace {
  readonly ledgerId: string;
  readonly seq: number;
  readonly part: number;
}

/** Notes that the caller has been shown these; whoever was shown them before stays noted as they were. */
export async function markSeen({ ask, actor }: Reader, places: readonly NoticePlace[]): Promise<void> {
  if (places.length === 0) return;
  const { person, agency, now } = actor;
  await ask`
    insert into seen (ledger_id, seq, part, person, at, agency_id, exercise_id)
    select n.ledger_id, n.seq, n.part, ${person}, ${now}::timestamptz, ${agency}, n.exercise_id
      from unnest(${places.map(({ ledgerId }) => ledgerId)}::text[], ${places.map(({ seq }) => String(seq))}::text[]::int[], ${places.map(({ part }) => String(part))}::text[]::int[]) as p (ledger_id, seq, part)
      join notice n on n.ledger_id = p.ledger_id and n.seq = p.seq and n.part = p.part
        on conflict do nothing`;
}
