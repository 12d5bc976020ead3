/** Sees what happens in an exercise: every notice, every task, every change of a step's, a hand-off's, a compact's, a signature's, a commitment's or a stalled track's state, every horizon that is set. Nothing is left out, so that nothing unlisted passes. */
import type { ISO } from '#domain/time/civil-time.ts';
import type { Happening } from './happening.ts';
import type { Stage } from './stage.ts';

interface Notice {
  readonly key: string;
  readonly kind: string;
  readonly level: string | null;
  readonly subject: string;
  readonly to_agency: string;
  readonly to_role: string | null;
  readonly to_person: string | null;
  readonly at: string;
}
interface Seen {
  readonly notices: readonly Notice[];
  readonly steps: readonly { readonly key: string; readonly code: string; readonly state: string; readonly occurrence: number; readonly horizon: string | null }[];
  readonly handOffs: readonly { readonly key: string; readonly step: string; readonly state: string }[];
  readonly stalled: readonly { readonly key: string; readonly track: string }[];
  readonly compacts: readonly { readonly key: string; readonly state: string }[];
  readonly signatures: readonly { readonly key: string; readonly agency: string; readonly state: string }[];
  readonly commitments: readonly { readonly key: string; readonly state: string }[];
}

const list = (select: string): string => `coalesce((select jsonb_agg(r) from (${select}) r), '[]')`;
const look = `select
  ${list(`select ledger_id || ' ' || seq || ' ' || part as key, kind, level, subject, to_agency, to_role, to_person,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from notice where exercise_id = $1 and at >= $2 order by seq, part`)} as notices,
  ${list(`select ledger_id || ' ' || code as key, code, state, occurrence, horizon_at::text as horizon from step_view where exercise_id = $1 order by code`)} as steps,
  ${list(`select id as key, step, state from hand_off_view where exercise_id = $1 order by id`)} as "handOffs",
  ${list(`select ledger_id || ' ' || track as key, track from track_view where exercise_id = $1 and stalled_at is not null`)} as stalled,
  ${list(`select id as key, state from compact_view where exercise_id = $1 order by opened_at, id`)} as compacts,
  ${list(`select ledger_id || ' ' || agency || ' ' || version as key, agency, state from signature_view where exercise_id = $1 order by requested_at, agency, version`)} as signatures,
  ${list(`select id as key, state from commitment_view where exercise_id = $1 order by proposed_at, id`)} as commitments`;

const nothing: Seen = { notices: [], steps: [], handOffs: [], stalled: [], compacts: [], signatures: [], commitments: [] };
const byKey = <T extends { readonly key: string }>(rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row.key, row]));

/** What an id is called: `@alias`, if it belongs to the cast or was saved; else the id itself. */
type NameOf = (id: string) => string;

export function watcher(stage: Stage, nameOf: NameOf, exercise: string, startsAt: ISO) {
  let before = nothing;
  let since = startsAt;
  return {
    /** What happened since the last look; `now` is the exercise's instant. */
    async look(now: ISO): Promise<readonly Happening[]> {
      const { rows } = await stage.pool.query<Seen>(look, [exercise, since]);
      const seen = rows[0] ?? nothing;
      const known = byKey(before.notices);
      const told = seen.notices.filter(({ key }) => !known.has(key));
      const changed = [...changes(before, seen, announced(told, 'task')), ...promises(before, seen, announced(told, 'offer'), nameOf)];
      before = seen;
      since = now;
      return [...told.map((notice) => ({ at: notice.at, text: textOf(notice, nameOf) })), ...changed.map((text) => ({ at: now, text }))];
    },
  };
}

const announced = (told: readonly Notice[], what: string): ReadonlySet<string> => new Set(told.flatMap(({ kind, subject }) => (kind === what ? [subject] : [])));

function textOf({ kind, level, subject, to_agency: agency, to_role: role, to_person: person }: Notice, nameOf: NameOf): string {
  return `${kind}${level === null ? '' : ` ${level}`} ${nameOf(subject)} -> ${person === null ? `${nameOf(agency)} ${role ?? ''}` : nameOf(person)}`;
}

/** A step that somebody was asked to take on is there by its task already; every other one is named. */
function changes(before: Seen, now: Seen, asked: ReadonlySet<string>): readonly string[] {
  const [steps, handOffs, stalled] = [byKey(before.steps), byKey(before.handOffs), byKey(now.stalled)];
  return [
    ...now.steps.flatMap(({ key, code, state, occurrence }) => {
      const old = steps.get(key);
      if (old === undefined) return asked.has(code) && state !== 'SUSPENDED' ? [] : [`step ${code} is ${state}`];
      if (old.occurrence !== occurrence) return [`step ${code} opened again`];
      return old.state === state ? [] : [`step ${code} is ${state}`];
    }),
    ...now.steps.flatMap(({ key, code, horizon }) => (horizon === null || steps.get(key)?.horizon === horizon ? [] : [`horizon ${code} is set`])),
    ...now.handOffs.flatMap(({ key, step, state }) => (handOffs.get(key)?.state === state ? [] : [`hand-off ${step} is ${state}`])),
    ...before.stalled.flatMap(({ key, track }) => (stalled.has(key) ? [] : [`track ${track} moves again`])),
  ];
}

/** A signature that is asked for is there by its offer already; every other one is named. */
function promises(before: Seen, now: Seen, offered: ReadonlySet<string>, nameOf: NameOf): readonly string[] {
  const [compacts, signatures, commitments] = [byKey(before.compacts), byKey(before.signatures), byKey(before.commitments)];
  return [
    ...now.compacts.flatMap(({ key, state }) => (compacts.get(key)?.state === state ? [] : [`compact ${nameOf(key)} is ${state}`])),
    ...now.signatures.flatMap(({ key, agency, state }) => {
      const old = signatures.get(key);
      return old?.state === state || (old === undefined && state === 'ASKED' && offered.has(agency)) ? [] : [`signature ${nameOf(agency)} is ${state}`];
    }),
    ...now.commitments.flatMap(({ key, state }) => (commitments.get(key)?.state === state ? [] : [`commitment ${nameOf(key)} is ${state}`])),
  ];
}
