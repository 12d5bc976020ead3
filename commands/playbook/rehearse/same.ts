/** Two exercises held against each other, event by event: what happened, in which ledger, when, by whom. Ids and hashes are of one play only and count for nothing. */
import type pg from 'pg';

interface Told {
  /** The ledger and the place in it, as both plays call them. */
  readonly place: string;
  readonly text: string;
}

export interface Played {
  readonly exercise: string;
  /** By name: the ids that were saved in this play. */
  readonly saved: ReadonlyMap<string, string>;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** The mark that the ids of people and agencies of one play end with. */
const mark = /\.x[0-9a-f]{8}\b/g;
const hash = /\b[0-9a-f]{64}\b/g;

async function eventsOf(pool: pg.Pool, { exercise, saved }: Played): Promise<readonly Told[]> {
  const names = new Map([...saved].map(([name, id]) => [id, `@${name}`]));
  const masked = (text: string): string => text.replaceAll(uuid, (id) => names.get(id) ?? '#').replaceAll(mark, '').replaceAll(hash, '#');
  const { rows } = await pool.query<{ ledger_id: string; seq: number; body: string }>('select ledger_id, seq, body from event where exercise_id = $1 order by ledger_id, seq', [exercise]);
  return rows.map(({ ledger_id: ledger, seq, body }) => {
    const { command: _command, ...told } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    return { place: `${masked(ledger)} ${String(seq).padStart(6, '0')}`, text: masked(JSON.stringify(told)) };
  }).toSorted((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
}

export interface Compared {
  readonly events: number;
  /** A line for each event that differs, is missing, or is one too many. */
  readonly differences: readonly string[];
}

export async function compare(pool: pg.Pool, one: Played, other: Played): Promise<Compared> {
  const [left, right] = await Promise.all([eventsOf(pool, one), eventsOf(pool, other)]);
  const differences = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const [a, b] = [left[index], right[index]];
    return a?.place === b?.place && a?.text === b?.text ? [] : [`${a?.place ?? 'nothing'}: ${a?.text ?? ''}\n  ${b?.place ?? 'nothing'}: ${b?.text ?? ''}`];
  }).flat();
  return { events: left.length, differences };
}
