/** Folding a stored ledger: when the state's shape has changed, when it is verified, when read models are made again. */
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

export async function foldLedger(client: pg.Pool | pg.ClientBase, ledger: string): Promise<LedgerState> {
  const kind = kindOf(ledger);
  const events = await readLedger(client, ledger);
  return rule(() => events.reduce((state, { body }) => kind.evolve(state, upcast(body)), kind.absent));
}
