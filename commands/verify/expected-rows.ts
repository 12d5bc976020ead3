/** What the tables people read from must hold for one ledger, folded from its events alone. */
import { rowLists } from '../../activities/append.ts';
import { upcast } from '../../activities/fold.ts';
import { kindOf, type LedgerEvent, type LedgerState } from '../../activities/ledgers.ts';
import { columnOf, saysWhose, tableNames, tables as written } from '../../activities/tables.ts';
import type { Change, Clock, Keeper } from '#domain/ledger.ts';
import { clockCommand } from '#workflows/contract.ts';
import { batchesOf, foldOf } from './ledger.ts';
import type { StoredLedger } from './stored.ts';

/** A row under its columns' names; instants as ISO text with milliseconds. */
export type Row = Readonly<Record<string, unknown>>;

const keys = new Map<string, readonly string[]>([...Object.values(written).map(({ name, key }): [string, readonly string[]] => [name, key]), ['clock', ['id']], ['keeper', ['id']]]);
export const tables = [...keys.keys()];
/** The columns that name a row of a table within its ledger. */
export const keyOfTable = (table: string): readonly string[] => (keys.get(table) ?? []).filter((column) => column !== 'ledger_id');

const columns = (row: object): Row => Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value]));

export function expectedRows(ledger: StoredLedger): ReadonlyMap<string, readonly Row[]> {
  const { head, id, events } = ledger;
  if (head === undefined) return new Map();
  const rows = rowLists(kindOf(id).rowsOf(changesOf(ledger)), 0, new Map(events.map((event) => [event.seq, event.at])));
  const all = (list: Iterable<object>, isOwned = true): Row[] => [...list].map((row) => ({ ledger_id: id, ...columns(row), ...(isOwned && { agency_id: head.agency }), exercise_id: head.exercise }));
  const folded = tableNames.map((name): [string, Row[]] => [written[name].name, all(rows[name] ?? [], !saysWhose(written[name]))]);
  return new Map([...folded, ['clock', all(everyClock(ledger))], ['keeper', all(everyKeeper(ledger))]]);
}

function changesOf({ id, events }: StoredLedger): readonly Change<LedgerState, LedgerEvent>[] {
  const kind = kindOf(id);
  let before = kind.absent;
  return events.map(({ seq, body }) => {
    const event = upcast(body);
    const change = { index: seq, event, before, after: kind.evolve(before, event) };
    before = change.after;
    return change;
  });
}

/** Clocks and keepers are derived from the state after each decision: what a decision passes through on its way leaves none. */
const statesOf = (ledger: StoredLedger): readonly LedgerState[] => batchesOf(ledger).map((batch) => foldOf(kindOf(ledger.id), batch.events, batch.before));

function everyClock(ledger: StoredLedger) {
  const kind = kindOf(ledger.id);
  const states = statesOf(ledger);
  const ever = new Map<string, Clock>(states.flatMap((state) => kind.clocksOf(state).map((clock): [string, Clock] => [clock.id, clock])));
  const open = new Set(kind.clocksOf(states.at(-1) ?? kind.absent).map(({ id }) => id));
  const answered = new Set(ledger.commands.map(({ id }) => id));
  return [...ever.values()].map((clock) => ({ ...clock, state: open.has(clock.id) ? 'open' : answered.has(clockCommand(clock.id)) ? 'fired' : 'cancelled' }));
}

function everyKeeper(ledger: StoredLedger) {
  const kind = kindOf(ledger.id);
  const states = statesOf(ledger);
  const now = new Map(kind.keepersOf(states.at(-1) ?? kind.absent).map((keeper): [string, Keeper] => [keeper.id, keeper]));
  const ever = new Set(states.flatMap((state) => kind.keepersOf(state).map(({ id }) => id)));
  return [...ever].map((id) => ({ id, phase: now.get(id)?.phase ?? 'ended', open: now.has(id) }));
}
