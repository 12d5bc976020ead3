/** Where a keeper stands: its phase, and how long until its next clock. */
import type pg from 'pg';
import type { ArmedClock, Standing } from '#workflows/contract.ts';
import type { LedgerKind, LedgerState } from './ledgers.ts';

interface Next {
  readonly id: string;
  readonly name: string;
  readonly dueAt: string;
}

/** A timer set for a clock that is not later than the next one is left alone: it rings in time. Clock ids end in `@` and their instant. */
function clockFor(next: Next | undefined, now: string, armed: string | undefined): Standing['clock'] {
  if (armed !== undefined && (next === undefined || (armed.split('@').at(-1) ?? '') <= next.dueAt)) return 'armed';
  return next === undefined ? undefined : wait(next, now);
}

const wait = ({ id, name, dueAt }: Next, now: string): ArmedClock => ({ id, name, waitMs: Math.max(0, Date.parse(dueAt) - Date.parse(now)) });

const standingFrom = (phase: string, clock: Standing['clock']): Standing => (clock === undefined ? { phase } : { phase, clock });

/** From a state at hand, as after a decision. */
export function standingIn(kind: LedgerKind, state: LedgerState, keeper: string, now: string, armed: string | undefined): Standing {
  const phase = kind.keepersOf(state).find(({ id }) => id === keeper)?.phase ?? (state.phase === 'absent' ? 'absent' : 'ended');
  return standingFrom(phase, clockFor(kind.clocksOf(state).find((clock) => clock.keeper === keeper), now, armed));
}

const select = `
select k.phase, k.open, c.id, c.name, c.due_at, coalesce(e.now_at, clock_timestamp()) as now
from keeper k left join exercise e on e.id = k.exercise_id
left join lateral (select id, name, due_at from clock where keeper = k.id and state = 'open' order by due_at, id limit 1) c on true
where k.id = $1`;

/** From the record: `absent` when nothing of that name was ever kept, `ended` when it has ended. */
export async function standingOf(client: pg.Pool | pg.ClientBase, keeper: string, armed?: string): Promise<Standing> {
  type Row = { phase: string; open: boolean; id: string | null; name: string | null; due_at: Date | null; now: Date };
  const { rows } = await client.query<Row>({ name: 'standing', text: select, values: [keeper] });
  const row = rows[0];
  if (row === undefined) return { phase: 'absent' };
  const next = row.id === null || row.name === null || row.due_at === null ? undefined : { id: row.id, name: row.name, dueAt: row.due_at.toISOString() };
  return standingFrom(row.open ? row.phase : 'ended', clockFor(next, row.now.toISOString(), armed));
}
