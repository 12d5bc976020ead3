/** One ledger as it is stored, read at one instant: everything needed to fold it and to decide it again, and nothing from the vault. */
import type pg from 'pg';
import type { Entry } from '../../activities/append.ts';
import { isFolded } from '../../activities/keepers.ts';
import type { KeptFacts } from '../../activities/facts.ts';
import type { Role } from '#domain/terms.ts';

/** The head row, as stored; `state` is JSON text, as it was after event `stateSeq`, or after the last where that is null. */
export interface StoredHead {
  readonly seq: number;
  readonly hash: string;
  readonly state: string;
  readonly stateSeq?: number | null;
  readonly domainVersion: number;
  readonly agency: string;
  readonly exercise: string | null;
}
/** An event row, as stored. `body` is the hashed text; the columns beside it repeat parts of it. */
export interface StoredEvent extends Entry {
  readonly command: string;
}
/** A command with its answer; those that nobody has answered yet are not here. */
export interface AnsweredCommand {
  readonly id: string;
  readonly keeper: string;
  readonly type: string;
  readonly body: unknown;
  readonly actor: string;
  readonly agency: string;
  readonly roles: readonly Role[];
  readonly occurredAt: string;
  readonly facts: KeptFacts;
  readonly receipt: { readonly seq: number; readonly refusal?: { readonly code: string } };
}
export interface StoredPlaybook {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly body: string;
}
export interface StoredLedger {
  readonly id: string;
  /** Absent when nothing was ever appended: a launch that was refused. */
  readonly head?: StoredHead;
  readonly events: readonly StoredEvent[];
  readonly commands: readonly AnsweredCommand[];
  readonly playbooks: readonly StoredPlaybook[];
}

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Every ledger there is a trace of: a head that was deleted must not make its events invisible. */
export async function ledgerIds(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from ledger union select ledger_id from event union select ledger_id from command where receipt is not null
     union select ledger_id from case_view union select ledger_id from compact_view union select ledger_id from clock union select ledger_id from keeper order by id`,
  );
  // Keepers whose facts are rows of a table stand under their own name: no ledger is behind it.
  return rows.map(({ id }) => id).filter(isFolded);
}

/** Runs `work` on one consistent picture of the database, without holding up anybody. */
export async function atOneInstant<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('begin isolation level repeatable read read only');
    const read = await work(client);
    await client.query('commit');
    broken = false;
    return read;
  } finally {
    client.release(broken);
  }
}

export async function readStored(client: pg.ClientBase, id: string): Promise<StoredLedger> {
  const head = await client.query<StoredHead>('select seq, hash, state, state_seq as "stateSeq", domain_version as "domainVersion", agency_id as agency, exercise_id as exercise from ledger where id = $1', [id]);
  const events = await client.query<StoredEvent>(
    `select seq, type, ${instant('at')} as at, body, prev_hash as "prevHash", hash, command_id as command from event where ledger_id = $1 order by seq`, [id],
  );
  const commands = await client.query<AnsweredCommand>(
    `select id, keeper, type, body, actor, agency_id as agency, roles, ${instant('occurred_at')} as "occurredAt", facts, receipt
     from command where ledger_id = $1 and receipt is not null order by decided_at, id`, [id],
  );
  const playbooks = await client.query<StoredPlaybook>(
    `select id, version, hash, body from playbook p where exists (select 1 from command c where c.ledger_id = $1
       and c.body -> 'playbook' ->> 'id' = p.id and (c.body -> 'playbook' ->> 'version')::int = p.version
         or c.ledger_id = $1 and c.facts -> 'case' -> 'playbook' ->> 'id' = p.id and (c.facts -> 'case' -> 'playbook' ->> 'version')::int = p.version)`, [id],
  );
  return { id, ...(head.rows[0] && { head: head.rows[0] }), events: events.rows, commands: commands.rows, playbooks: playbooks.rows };
}
