/** What a life leaves: states that are the fold of their events, clocks that somebody keeps, rows and notices that say the same as the events. */
import { isDeepStrictEqual } from 'node:util';
import { kindOf, type Rows } from '../../../activities/ledgers.ts';
import type { Ledger, Realm } from './realm.ts';

type CheckTerms = (id: string, rows: Iterable<object>) => void;
type Key = Readonly<Record<string, unknown>>;

/** What names a row, by table. */
const keys = { compacts: ['id'], parties: ['agency'], signatures: ['agency', 'version'], commitments: ['id'], terms: ['commitment', 'version'] } as const;
type Table = keyof typeof keys;

const stateBytesMax = 30_000;

export function checkFolds(realm: Realm, checkTerms: CheckTerms, alsoInBatches: boolean): void {
  for (const ledger of realm.ledgers.values()) {
    checkState(ledger);
    if (ledger.id.startsWith('agency/')) continue;
    const rows = kindOf(ledger.id).rowsOf(ledger.changes);
    checkNotices(ledger, rows);
    const terms = [...(rows.tables.terms ?? [])];
    checkTerms(ledger.id, terms);
    if (alsoInBatches && ledger.id.startsWith('compact/')) checkBatches(ledger, { ...rows, tables: { ...rows.tables, terms } });
  }
}

function checkState({ id, state, changes }: Ledger): void {
  const kind = kindOf(id);
  if (!isDeepStrictEqual(changes.map(({ event }) => event).reduce((before, event) => kind.evolve(before, event), kind.absent), state)) throw new Error(`the state of ${id} is not the fold of its events`);
  if (JSON.stringify(state).length > stateBytesMax) throw new Error(`the state of ${id} is large`);
  const keepers = new Set(kind.keepersOf(state).map((keeper) => keeper.id));
  const clocks = kind.clocksOf(state);
  for (const { name, keeper } of clocks) if (kind.wordOf[name] === undefined || !keepers.has(keeper)) throw new Error(`nobody keeps ${name} of ${id}`);
  if (new Set(clocks.map((clock) => clock.id)).size !== clocks.length) throw new Error(`two clocks of ${id} have one id`);
}

/** Whoever is told is told as well who was passed over. */
function checkNotices({ id, changes }: Ledger, { notices }: Rows): void {
  for (const { index, skipped } of notices) {
    const event = changes[index - 1]?.event;
    const said = event !== undefined && 'skipped' in event ? event.skipped : undefined;
    if (!isDeepStrictEqual(skipped, said)) throw new Error(`a notice of ${event?.type} in ${id} does not say who was passed over`);
  }
}

/** Written event by event or at once, the rows are the same. */
function checkBatches({ id, changes }: Ledger, whole: Rows): void {
  const batches = changes.map((change) => kindOf(id).rowsOf([change]));
  for (const table of Object.keys(keys) as Table[]) {
    if (!isDeepStrictEqual(byKey(table, batches), byKey(table, [whole]))) throw new Error(`the rows ${table} of ${id}, event by event and all at once, are not the same`);
  }
}

const byKey = (table: Table, all: readonly Rows[]): ReadonlyMap<string, object> =>
  new Map(all.flatMap(({ tables }) => [...(tables[table] ?? [])]).map((row) => [keys[table].map((key) => String((row as Key)[key])).join('/'), row]));
