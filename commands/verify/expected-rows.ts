/** What the tables people read from must hold for one ledger, folded from its events alone. */
import { numbered } from '../../activities/append.ts';
import { upcast } from '../../activities/fold.ts';
import { clocksOf, keepersOf, type Clock, type Keeper } from '#domain/case/clocks.ts';
import { evolve } from '#domain/case/evolve.ts';
import { rowsOf, type Change } from '#domain/case/rows.ts';
import { absentCase, type CaseState } from '#domain/case/state.ts';
import { clockCommand } from '#workflows/contract.ts';
import { batchesOf, foldOf } from './ledger.ts';
import type { StoredLedger } from './stored.ts';

/** A row under its columns' names; instants as ISO text with milliseconds. */
export type Row = Readonly<Record<string, unknown>>;

/** The tables, with the columns that name a row within its ledger. */
export const keysOf = {
  case_view: [], engagement: ['agency_id'], step_view: ['code'], hand_off_view: ['id'], track_view: ['track'], step_time: ['seq', 'step'], progress: ['seq'], stall_view: ['track', 'since_at'],
  escalation_view: ['of', 'subject', 'version'], notice: ['seq', 'part'], clock: ['id'], keeper: ['id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Table = keyof typeof keysOf;
export const tables = Object.keys(keysOf) as readonly Table[];

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columns = (row: object): Row => Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value]));

export function expectedRows(ledger: StoredLedger): Readonly<Record<Table, readonly Row[]>> {
  const { head, id } = ledger;
  if (head === undefined) return { case_view: [], engagement: [], step_view: [], hand_off_view: [], track_view: [], step_time: [], progress: [], stall_view: [], escalation_view: [], notice: [], clock: [], keeper: [] };
  const rows = rowsOf(changesOf(ledger));
  const at = new Map(ledger.events.map((event) => [event.seq, event.at]));
  const all = (list: Iterable<object>, isOwned = true): Row[] => [...list].map((row) => ({ ledger_id: id, ...columns(row), ...(isOwned && { agency_id: head.agency }), exercise_id: head.exercise }));
  return {
    case_view: all(rows.cases.values()),
    engagement: all([...rows.engagements.values()].map(({ agency, roles, fromAt, untilAt }) => ({ agencyId: agency, roles, fromAt, untilAt })), false),
    step_view: all(rows.steps.values()),
    hand_off_view: all(rows.handOffs.values()),
    track_view: all(rows.tracks.values()),
    step_time: all(rows.stepTimes),
    progress: all(rows.progress),
    stall_view: all(rows.stalls.values()),
    escalation_view: all(rows.escalations.values()),
    notice: all(numbered(rows, 0).map((notice) => ({ ...notice, at: at.get(notice.seq) }))),
    clock: all(everyClock(ledger)),
    keeper: all(everyKeeper(ledger)),
  };
}

function changesOf({ events }: StoredLedger): readonly Change[] {
  let before: CaseState = absentCase;
  return events.map(({ seq, body }) => {
    const event = upcast(body);
    const change = { index: seq, event, before, after: evolve(before, event) };
    before = change.after;
    return change;
  });
}

/** Clocks and keepers are derived from the state after each decision: what a decision passes through on its way leaves none. */
const statesOf = ({ events }: StoredLedger): readonly CaseState[] => batchesOf(events).map((batch) => foldOf(batch.events, batch.before));

function everyClock(ledger: StoredLedger) {
  const states = statesOf(ledger);
  const ever = new Map<string, Clock>(states.flatMap((state) => clocksOf(state).map((clock): [string, Clock] => [clock.id, clock])));
  const open = new Set(clocksOf(states.at(-1) ?? absentCase).map(({ id }) => id));
  const answered = new Set(ledger.commands.map(({ id }) => id));
  return [...ever.values()].map((clock) => ({ ...clock, state: open.has(clock.id) ? 'open' : answered.has(clockCommand(clock.id)) ? 'fired' : 'cancelled' }));
}

function everyKeeper(ledger: StoredLedger) {
  const states = statesOf(ledger);
  const now = new Map(keepersOf(states.at(-1) ?? absentCase).map((keeper): [string, Keeper] => [keeper.id, keeper]));
  const ever = new Set(states.flatMap((state) => keepersOf(state).map(({ id }) => id)));
  return [...ever].map((id) => ({ id, phase: now.get(id)?.phase ?? 'ended', open: now.has(id) }));
}
