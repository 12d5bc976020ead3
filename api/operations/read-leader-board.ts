import type { z } from 'zod';
import { seenCases, withCase, type SeenCase } from '../boards/seen.ts';
import { reading, type Reader } from '../route.ts';
import { leaderShape } from '../shapes-boards.ts';
import { handOffDepth, PROTECTED } from '../views/answers.ts';
import type { Depths, StepDepth } from '../views/depth.ts';
import { depthsOf } from '../views/readable.ts';
import { deskSubject } from '../views/subjects.ts';

/** A horizon nearer than this without a decision is a leader's matter (domain 5f, leadership view 1). */
const HORIZON_DAYS_MS = 90 * 86_400_000;

type Need = z.input<typeof leaderShape>['items'][number];
type Seen = ReadonlyMap<string, SeenCase>;

export const readLeaderBoard = reading({
  id: 'read-leader-board',
  path: '/boards/leader',
  summary: 'What needs me now',
  description: 'For a leader: what has climbed to level 4 at my agency or to level 5 anywhere, what my agency owes survivors and has not done, compacts that wait for my agency\'s signature, and legal horizons within 90 days without a decision. When nothing needs you it says so, with the next date that could. Code names only.',
  answer: leaderShape,
  action: 'boards.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader) => {
    const seen = await seenCases(reader);
    const items = [...(await climbed(reader, seen)), ...(await owed(reader, seen)), ...(await unsigned(reader, seen)), ...(await horizons(reader, seen))];
    if (items.length > 0) return { body: { items } };
    const next = await nextThatCould(reader, seen);
    return { body: { items, nothing: next === undefined ? {} : { next } } };
  },
});

interface ClimbedRow {
  readonly ledger: string;
  readonly of: 'step' | 'hand-off' | 'commitment' | 'signature';
  readonly subject: string;
  readonly level: string;
  readonly since: Date;
  readonly agency: string;
  /** Of the step, or of that which changes hands. */
  readonly code: string | null;
  readonly track: string | null;
  readonly holder: string | null;
  readonly accountable: string | null;
  readonly sender: string | null;
  readonly receiver: string | null;
}

/** How deep the reader sees into what has climbed; rule R12 for a step, and for one that changes hands. */
function depthOfClimbed({ of, code, track, holder, accountable, sender, receiver }: ClimbedRow, actor: Reader['actor'], depth: Depths | undefined): StepDepth {
  if (code === null || track === null) return 'full';
  if (of === 'hand-off') return depth && (handOffDepth({ sender: sender ?? '', receiver: receiver ?? '' }, { actor, depth }, { code, track }) ?? (depth.isProtected({ code, track }) ? 'protected' : undefined));
  return depth?.of({ code, track, holder: holder ?? '', accountable: accountable ?? '' });
}

/** What waits for her has climbed as far as it goes for now. */
async function climbed(reader: Reader, seen: Seen): Promise<readonly Need[]> {
  const { ask, actor } = reader;
  const rows = await ask<ClimbedRow>`
    select * from (
      select coalesce(c.case_ledger, k.case_ledger, e.ledger_id) as ledger, e.of, e.subject, e.level, e.opened_at as since,
             coalesce(s.holder, case when h.state in ('PROPOSED', 'TIMED_OUT') then h.receiver when h.state = 'DISPUTED' then h.agency_id else h.sender end, c.agency, g.agency, e.agency_id) as agency,
             t.code, t.track, t.holder, t.accountable, h.sender, h.receiver
        from escalation_view e
        left join step_view s on e.of = 'step' and s.ledger_id = e.ledger_id and s.code = e.subject
        left join hand_off_view h on e.of = 'hand-off' and h.id::text = e.subject
        left join step_view t on t.ledger_id = e.ledger_id and t.code = coalesce(s.code, h.step)
        left join commitment_view c on e.of = 'commitment' and c.id::text = e.subject
        left join compact_view k on k.ledger_id = e.ledger_id
        left join signature_view g on e.of = 'signature' and g.ledger_id = e.ledger_id and g.agency = e.subject and g.version = e.version
       where e.resolved_at is null and e.level in ('L4', 'L5') and coalesce(s.state, c.state, '') <> 'SUSPENDED') as open
     where ledger = any(${[...seen.keys()]}::text[]) and (level = 'L5' or agency = ${actor.agency}) order by since, of, subject limit 500`;
  const depths = await depthsOf(reader, rows.map(({ ledger }) => ledger));
  return rows.flatMap((row): readonly Need[] => {
    const depth = depthOfClimbed(row, actor, depths.get(row.ledger));
    const { ledger, of, subject, level, agency, since: at } = row;
    const since = at.toISOString();
    if (depth === undefined) return [];
    return depth === 'protected'
      ? withCase([{ ledger, kind: 'protected' as const, title: PROTECTED, level, since }], seen)
      : withCase([{ ledger, kind: 'escalation' as const, of, subject, level, agency, since }], seen);
  });
}

/** Small cells: fewer survivors than this are not counted to those who do not work with them (domain 5b). */
const SMALLEST = 5;

/** What is owed to survivors of a case and has climbed to this leader: one line for each case, by the highest level. What it is and to whom is not a leader's to know. */
async function owed({ ask, actor }: Reader, seen: Seen): Promise<readonly Need[]> {
  const rows = await ask<{ readonly ledger: string; readonly level: string; readonly since: Date; readonly duties: number; readonly survivors: number }>`
    select ledger, max(level) as level, min(opened_at) as since, count(*)::int as duties, count(distinct survivor)::int as survivors from owed_to_survivors(${[...seen.keys()]}::text[])
     where resolved_at is null and level in ('L4', 'L5') and (agency = ${actor.agency} or (level = 'L5' and keeper_agency = ${actor.agency})) group by ledger order by since, ledger limit 200`;
  return withCase(rows, seen).map(({ since, duties, survivors, ...row }) => ({ kind: 'owed', ...row, since: since.toISOString(), ...(survivors >= SMALLEST && { count: duties }) }));
}

async function unsigned({ ask, actor }: Reader, seen: Seen): Promise<readonly Need[]> {
  const rows = await ask<{ readonly ledger: string; readonly compact: string; readonly due: Date | null }>`
    select k.case_ledger as ledger, k.id as compact, s.due_at as due from signature_view s join compact_view k on k.ledger_id = s.ledger_id
     where k.case_ledger = any(${[...seen.keys()]}::text[]) and s.state = 'ASKED' and s.agency = ${actor.agency} and k.ended_at is null order by s.due_at, k.id limit 200`;
  return withCase(rows, seen).map(({ due, ...row }) => ({ kind: 'signature', ...row, ...(due !== null && { due: due.toISOString() }) }));
}

/** Rule R3: a decision without testimony, or to let the horizon pass; never an interview. */
async function horizons(reader: Reader, seen: Seen): Promise<readonly Need[]> {
  const { ask, actor, deps, tx } = reader;
  const last = new Date(Date.parse(actor.now) + HORIZON_DAYS_MS);
  const near = await tx.stepView.findMany({ where: { ledgerId: { in: [...seen.keys()] }, horizonAt: { gt: new Date(actor.now), lte: last } }, orderBy: [{ horizonAt: 'asc' }, { ledgerId: 'asc' }], take: 200 });
  const depths = await depthsOf(reader, near.map(({ ledgerId }) => ledgerId));
  const needs: Need[] = [];
  for (const step of near) {
    const { ledgerId, code, horizonAt } = step;
    const found = seen.get(ledgerId);
    const decision = found === undefined ? undefined : await deps.playbooks.decision(ask, found.playbookId, found.playbookVersion, code);
    const depth = depths.get(ledgerId)?.of(step);
    if (found === undefined || decision === undefined || horizonAt === null || depth === undefined) continue;
    const decided = await tx.stepView.findFirst({ where: { ledgerId, code: decision, state: 'DONE' }, select: { code: true } });
    if (decided !== null) continue;
    const inCase = { caseId: found.caseId, codeName: found.codeName, lapsesAt: horizonAt.toISOString() };
    needs.push(depth === 'protected' ? { kind: 'protected', ...inCase, title: PROTECTED } : { kind: 'horizon', ...inCase, step: code, decision });
  }
  return needs;
}

/** The earliest instant at which something of the above could come to be, as things stand. */
async function nextThatCould({ ask, actor }: Reader, seen: Seen): Promise<string | undefined> {
  const ledgers = [...seen.keys()];
  const [row] = await ask<{ readonly next: Date | null }>`
    select min(at) as next from (
      select (l ->> 'at')::timestamptz as at
        from ledger g cross join lateral jsonb_each(g.state::jsonb -> 'steps') s(code, step) cross join lateral jsonb_array_elements(step -> 'climb' -> 'deadline' -> 'levels') l
       where g.id = any(${ledgers}::text[]) and step -> 'suspendedAt' is null and (l ->> 'level' = 'L5' or (l ->> 'level' = 'L4' and step ->> 'holder' = ${actor.agency}))
      union all
      select horizon_at - interval '90 days' from step_view where ledger_id = any(${ledgers}::text[])
      union all
      select next_owed(${ledgers}::text[], ${actor.now}::timestamptz)) as dates
     where at > ${actor.now}::timestamptz`;
  return row?.next?.toISOString();
}
