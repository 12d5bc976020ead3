/** Folding a stored ledger: onto the state that is stored with it; whole when the state's shape has changed, when it is verified, when read models are made again. */
import type pg from 'pg';
import { rule } from './fault.ts';
import { kindOf, type LedgerEvent, type LedgerState } from './ledgers.ts';

export interface StoredEvent {
  readonly seq: number;
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
  readonly command_id: string;
}

export async function readLedger(client: pg.Pool | pg.ClientBase, ledger: string): Promise<readonly StoredEvent[]> {
  const { rows } = await client.query<StoredEvent>('select seq, body, prev_hash, hash, command_id from event where ledger_id = $1 order by seq', [ledger]);
  return rows;
}

/** Old shapes of events are brought to today's here, in memory; the stored text is never rewritten. */
export function upcast(body: string): LedgerEvent {
  const { ledger: _ledger, seq: _seq, command: _command, occurredAt: _occurredAt, ...event } = JSON.parse(body) as Record<string, unknown>;
  return event as unknown as LedgerEvent;
}

/** The columns of a head that say its state: as it was after event `state_seq`, or after the last where that is null. */
export interface StoredState {
  readonly state: string;
  readonly domain_version: number;
  readonly state_seq: number | null;
}

/** A state of today's shape is taken as it is stored, and what has happened since is folded onto it; any other is folded from the first event. */
export async function stateFrom(client: pg.Pool | pg.ClientBase, ledger: string, { state, domain_version: version, state_seq: seq }: StoredState): Promise<LedgerState> {
  const kind = kindOf(ledger);
  if (version !== kind.version) return foldOnto(client, ledger, 0, kind.absent);
  const stored = JSON.parse(state) as LedgerState;
  return seq === null ? stored : foldOnto(client, ledger, seq, stored);
}

async function foldOnto(client: pg.Pool | pg.ClientBase, ledger: string, seq: number, from: LedgerState): Promise<LedgerState> {
  const kind = kindOf(ledger);
  const { rows } = await client.query<{ body: string }>({ name: 'events since', text: 'select body from event where ledger_id = $1 and seq > $2 order by seq', values: [ledger, seq] });
  return rule(() => rows.reduce((state, { body }) => kind.evolve(state, upcast(body)), from));
}
