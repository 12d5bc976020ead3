/** Everything a decision leaves, in one statement: events, head, receipt, clocks, keepers, outbox, read models. All or nothing. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type pg from 'pg';
import { Fault } from '#domain/decision.ts';
import type { Change, Clock, Keeper } from '#domain/ledger.ts';
import { destroyKeys } from './erase.ts';
import { shelve } from './shelf.ts';
import { rule } from './fault.ts';
import { appendStatement } from './append-statement.ts';
import { keepAtHand } from './at-hand.ts';
import type { LedgerEvent, LedgerKind, LedgerState, Rows } from './ledgers.ts';
import { isPlaced, type TableName } from './tables.ts';

export const genesis = '0'.repeat(64);

/** The head of a ledger as it was locked. */
export interface Head {
  readonly ledger: string;
  readonly kind: LedgerKind;
  readonly seq: number;
  readonly hash: string;
  readonly state: LedgerState;
  /** The text that is stored of a state of today's shape: its bytes, and the event it was written with. */
  readonly written?: { readonly bytes: number; readonly seq: number };
  readonly agency: string;
  readonly exercise: string | null;
}

export interface Entry {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly body: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** One event as it is kept: canonical JSON (RFC 8785), and that text hashed together with the hash before it. */
export function entryOf(event: LedgerEvent, place: { readonly ledger: string; readonly seq: number; readonly prevHash: string; readonly command: string; readonly occurredAt: string }): Entry {
  const { prevHash, ...rest } = place;
  const body = canonicalize({ ...event, ...rest });
  if (body === undefined) throw new Fault('an event has no canonical form');
  return { seq: place.seq, type: event.type, at: event.at, body, prevHash, hash: hashOf(prevHash, body) };
}

export const hashOf = (prevHash: string, body: string): string => createHash('sha256').update(prevHash).update('\n').update(body).digest('hex');

export interface Answer {
  readonly commandId: string;
  /** For a clock's word there was no row yet: it is made here. */
  readonly clock?: Clock;
  readonly keeper: string;
  readonly receipt: { readonly seq: number; readonly refusal?: unknown };
  readonly facts: unknown;
  readonly occurredAt: string;
  readonly now: string;
}

/** Appends what was decided and answers the new sequence. Errors: `Fault` if the state grew too large; of the database as they come. */
export async function append(client: pg.ClientBase, head: Head, events: readonly LedgerEvent[], after: LedgerState, answer: Answer): Promise<void> {
  const isWhole = isWrittenWhole(head, head.seq + events.length);
  const state = isWhole && events.length > 0 ? JSON.stringify(after) : '';
  if (Buffer.byteLength(state) > head.kind.stateBytesMost) throw new Fault('the open work of this ledger no longer fits its state');
  const { entries, changes } = rule(() => chain(head, events, answer));
  const rows = rule(() => rowLists(head.kind.rowsOf(changes), head.seq, answer.now));
  const last = entries.at(-1);
  const document = {
    ledger: head.ledger, agency: head.agency, exercise: head.exercise, isNew: head.seq === 0 && events.length > 0, isWhole,
    seq: head.seq + events.length, hash: last?.hash ?? head.hash, domainVersion: head.kind.version,
    command: answer.commandId, receipt: answer.receipt, facts: answer.facts, now: answer.now,
    ...(answer.clock !== undefined && { clock: { ...answer.clock, keeper: answer.keeper } }),
    events: entries, ...differences(head, after, answer), rows, errands: changes.flatMap((change) => head.kind.errandsOf?.(change) ?? []),
  };
  await client.query({ ...appendStatement(document), values: [JSON.stringify(document), state] });
  if (!isWhole || state.length > smallBytes) keepAtHand(head.hash, document.hash, after);
  for (const each of changes.flatMap((change) => head.kind.shelves?.(change) ?? [])) await shelve(client, each, head.exercise);
  if (events.some((event) => head.kind.isErased?.(event) === true)) await destroyKeys(client, head.ledger);
}

/** A state below this is written with each decision: it costs less than to find out what of it has changed. */
const smallBytes = 131_072;
/** A larger one is written when as many events have come as it has bytes of this number: an event costs no more of it, however large the case. */
const bytesAnEvent = 8_192;

/** A state that comes near to the most its ledger may hold is written each time: what would not fit is refused when it is said. */
function isWrittenWhole({ written, kind }: Head, seq: number): boolean {
  if (written === undefined || written.bytes <= smallBytes || written.bytes > kind.stateBytesMost * (7 / 8)) return true;
  return (seq - written.seq) * bytesAnEvent >= written.bytes;
}

function chain(head: Head, events: readonly LedgerEvent[], answer: Answer): { readonly entries: readonly Entry[]; readonly changes: readonly Change<LedgerState, LedgerEvent>[] } {
  let prevHash = head.hash;
  let before = head.state;
  const entries: Entry[] = [];
  const changes: Change<LedgerState, LedgerEvent>[] = [];
  for (const [index, event] of events.entries()) {
    const entry = entryOf(event, { ledger: head.ledger, seq: head.seq + index + 1, prevHash, command: answer.commandId, occurredAt: answer.occurredAt });
    const after = head.kind.evolve(before, event);
    entries.push(entry);
    changes.push({ index: index + 1, event, before, after });
    prevHash = entry.hash;
    before = after;
  }
  return { entries, changes };
}

/** What changed among clocks and keepers, and which other keepers must hear of it. */
function differences({ kind, state }: Head, after: LedgerState, answer: Answer) {
  const oldClocks = new Map(kind.clocksOf(state).map((clock) => [clock.id, clock]));
  const newClocks = new Map(kind.clocksOf(after).map((clock) => [clock.id, clock]));
  const gone = [...oldClocks.values()].filter(({ id }) => !newClocks.has(id));
  const moved = [...newClocks.values()].filter((clock) => oldClocks.get(clock.id)?.keeper !== clock.keeper);
  const oldKeepers = kind.keepersOf(state);
  const newKeepers = kind.keepersOf(after);
  return {
    clocksOpened: moved,
    clocksEnded: gone.map(({ id }) => ({ id, state: id === answer.clock?.id ? 'fired' : 'cancelled' })),
    keepers: changedKeepers(oldKeepers, newKeepers),
    wakes: wakes(oldKeepers, newKeepers, [...oldClocks.values()], [...newClocks.values()]).filter((keeper) => keeper !== answer.keeper),
  };
}

function changedKeepers(before: readonly Keeper[], after: readonly Keeper[]) {
  const old = new Map(before.map(({ id, phase }) => [id, phase]));
  const now = new Set(after.map(({ id }) => id));
  return [
    ...after.filter(({ id, phase }) => old.get(id) !== phase).map((keeper) => ({ ...keeper, open: true })),
    ...before.filter(({ id }) => !now.has(id)).map(({ id }) => ({ id, phase: 'ended', open: false })),
  ];
}

function wakes(before: readonly Keeper[], after: readonly Keeper[], oldClocks: readonly Clock[], newClocks: readonly Clock[]): readonly string[] {
  const look = (keepers: readonly Keeper[], clocks: readonly Clock[]) => {
    const next = new Map(clocks.toReversed().map(({ keeper, id }) => [keeper, id]));
    return new Map(keepers.map(({ id, phase }) => [id, `${phase} ${next.get(id) ?? ''}`]));
  };
  const old = look(before, oldClocks);
  const now = look(after, newClocks);
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id));
}

/** A row that is named by the place of its event, from 1 in the batch. */
interface Placed {
  readonly seq: number;
}

/** The rows as they are written; a notice is named by the event that gave it and its place in that event. `seq`: of the event before the first change. */
export function rowLists({ tables, notices }: Rows, seq: number, at: string | ReadonlyMap<number, string>): Readonly<Partial<Record<TableName, readonly object[]>>> {
  let last = 0;
  let part = 0;
  const told = notices.map(({ index, kind, level, subject, to, skipped, urgent = false }) => {
    part = index === last ? part + 1 : 1;
    last = index;
    return { seq: seq + index, part, kind, level, subject, toAgency: to.agency, toRole: to.role ?? null, toPerson: to.person ?? null, skipped: skipped ?? null, urgent, at: typeof at === 'string' ? at : at.get(seq + index) };
  });
  const lists = Object.entries(tables).map(([name, rows]): [string, readonly object[]] => [name, isPlaced(name) ? [...rows].map((row) => ({ ...row, seq: seq + (row as Placed).seq })) : [...rows]]);
  return { ...Object.fromEntries(lists), notices: told };
}
