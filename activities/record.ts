/** The path of a command from its row to the ledger: lock the head, decide, append, all in one transaction. Rules run here and nowhere else. */
import { ApplicationFailure } from '@temporalio/common';
import pg from 'pg';
import { Fault } from '#domain/decision.ts';
import type { Circumstances } from '#domain/facts.ts';
import type { Decided } from '#domain/ledger.ts';
import type { Role } from '#domain/terms.ts';
import { clockCommand, faultType, type Receipt, type Recorded, type RecordRequest, type Standing } from '#workflows/contract.ts';
import { faultPoint } from '#start/fault-points.ts';
import { append, genesis, type Answer, type Head } from './append.ts';
import { isBug, isTwin, rule } from './fault.ts';
import { readFacts, type StoredReceipt } from './facts.ts';
import { hashesAtHand, stateAt } from './at-hand.ts';
import { stateFrom, type StoredState } from './fold.ts';
import { handlerOf } from './keepers.ts';
import { kindOf, type Command, type CommandBody, type LedgerEvent, type LedgerKind, type LedgerState } from './ledgers.ts';
import { standingIn, standingOf } from './standing.ts';

/** Whose word it is, and the head of its ledger: null in every column of the head where there is no ledger yet. */
interface Locked extends Omit<StoredState, 'state'> {
  readonly ledger_id: string;
  readonly agency_id: string;
  readonly exercise_id: string | null;
  readonly seq: number | null;
  readonly hash: string;
  /** Null also where this process has it at hand. */
  readonly state: string | null;
  readonly state_bytes: number;
  readonly head_agency: string;
  readonly head_exercise: string | null;
}
interface CommandRow extends Locked {
  readonly keeper: string;
  readonly body: unknown;
  readonly actor: string;
  readonly roles: readonly Role[];
  readonly occurred_at: Date;
  readonly receipt: StoredReceipt | null;
}
interface Asked {
  readonly head: Head;
  readonly command: Command;
  readonly body?: CommandBody;
  readonly occurredAt?: string;
}

export const recorder = (pool: pg.Pool, report: (fault: string, error: unknown) => void) => ({
  stand: (keeper: string, armed?: string): Promise<Standing> => standingOf(pool, keeper, armed),

  async record(request: RecordRequest): Promise<Recorded> {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query('begin');
      const recorded = await (handlerOf(request.keeper) ?? recordIn)(client, request);
      faultPoint('record.before-commit');
      await client.query('commit');
      faultPoint('record.after-commit');
      broken = false;
      return recorded;
    } catch (error) {
      broken = await client.query('rollback').then(() => false, () => true);
      // The log says where; the failure that enters a workflow's history says nothing but that it was a fault.
      report(request.commandId, error);
      if (!isBug(error)) throw error;
      throw ApplicationFailure.nonRetryable('a rule met a bug', faultType);
    } finally {
      client.release(broken);
    }
  },
});

async function recordIn(client: pg.ClientBase, request: RecordRequest): Promise<Recorded> {
  const { keeper, commandId, armed } = request;
  const isClock = commandId.startsWith(clockCommand(''));
  const asked = isClock ? await clockAsked(client, keeper) : await personAsked(client, commandId, keeper);
  if (asked === undefined) return { at: await standingOf(client, keeper, armed) };
  if ('receipt' in asked) return { receipt: receiptOf(asked.receipt), at: await standingOf(client, keeper, armed) };
  const { head } = asked;
  faultPoint('record.after-lock');
  const { now, facts, kept, receipt: already } = await readFacts(client, { ledger: head.ledger, kind: head.kind, state: head.state, body: asked.body, exercise: head.exercise, keeper, commandId: isClock ? null : commandId });
  // While we waited for the lock another run may have recorded it.
  if (already !== undefined) return { receipt: receiptOf(already), at: await standingOf(client, keeper, armed) };
  const decided = decideAs(head.kind, head.state, asked.command, facts);
  if (isClock && decided.clock === undefined) return { at: standingIn(head.kind, head.state, keeper, now, armed) };
  if (decided.clock !== undefined) assertAllowed(head.kind, decided.clock.name, request.timeMaySay);
  const receipt = { seq: head.seq + decided.events.length, ...(decided.refusal !== undefined && { refusal: decided.refusal }) };
  await appendOrAgain(client, head, decided, {
    commandId: decided.clock === undefined ? commandId : clockCommand(decided.clock.id), keeper, receipt, now, occurredAt: asked.occurredAt ?? now,
    facts: kept, ...(decided.clock !== undefined && { clock: decided.clock }),
  });
  return { receipt: receiptOf(receipt), at: standingIn(head.kind, decided.state, keeper, now, armed) };
}

/** Whatever a rule throws is a bug in the rule: it must fail the command, or a retry would meet it for ever. */
export function decideAs(kind: LedgerKind, state: LedgerState, command: Command, facts: Circumstances | undefined): Decided<LedgerState, LedgerEvent> {
  if (facts !== undefined) return rule(() => kind.decide(state, command, facts));
  return { events: [], state, refusal: { code: kind.pinOf?.(state, command) === undefined ? 'NOT_FOUND' : 'PLAYBOOK_UNKNOWN' } };
}

/** A name in a case is unique over ledgers: whoever came second is tried again, and finds it among the facts. */
const isNameTaken = (error: unknown): boolean => error instanceof pg.DatabaseError && error.constraint === 'involvement_view_name';

/** A ledger that is made has no head to lock: of two runs that make it at once the second meets the first one's rows, is tried again and finds the receipt. */
async function appendOrAgain(client: pg.ClientBase, head: Head, { events, state }: Decided<LedgerState, LedgerEvent>, answer: Answer): Promise<void> {
  try {
    await append(client, head, events, state, answer);
  } catch (error) {
    if (isTwin(error) && (head.seq === 0 || isNameTaken(error))) throw new Error('another run made this ledger, or took this name, meanwhile', { cause: error });
    throw error;
  }
}

const receiptOf = ({ seq, refusal }: StoredReceipt): Receipt => (refusal === undefined ? { seq } : { seq, refusal: refusal.code });

/** Time may say only the word that the story of this phase lets it say. */
function assertAllowed({ wordOf }: LedgerKind, name: string, timeMaySay: RecordRequest['timeMaySay']): void {
  if (timeMaySay !== undefined && timeMaySay[name] !== wordOf[name]) throw new Fault(`the story does not let time say ${wordOf[name] ?? name} here`);
}

async function personAsked(client: pg.ClientBase, commandId: string, keeper: string): Promise<Asked | { readonly receipt: StoredReceipt } | undefined> {
  const { rows } = await client.query<CommandRow>({ ...commandQuery, values: [commandId, hashesAtHand()] });
  const row = rows[0];
  // An id that was never stored, has expired, or is another keeper's word: there is nothing to decide here.
  if (row === undefined || row.keeper !== keeper) return undefined;
  if (row.receipt !== null) return { receipt: row.receipt };
  const body = kindOf(row.ledger_id).parse(row.body);
  if (body === undefined) throw new Fault('a stored command has no known form');
  const command = { ...body, by: { person: row.actor, agency: row.agency_id, roles: row.roles } };
  return { head: await headOf(client, row), command, body, occurredAt: row.occurred_at.toISOString() };
}

async function clockAsked(client: pg.ClientBase, keeper: string): Promise<Asked | undefined> {
  const { rows } = await client.query<Locked>({ ...keeperQuery, values: [keeper, hashesAtHand()] });
  return rows[0] && { head: await headOf(client, rows[0]), command: { type: 'clock', keeper } };
}

/** One round trip reads whose word it is and locks the head of that ledger. A command that was answered already locks nothing. */
const locking = (whose: string, unless = ''): string => `
with asked as (${whose}),
head as (
  select seq, hash, case when hash = any($2::text[]) then null else state end as state, octet_length(state) as state_bytes, state_seq, domain_version, agency_id, exercise_id
  from ledger where id = (select ledger_id from asked${unless}) for update)
select asked.*, head.seq, head.hash, head.state, head.state_bytes, head.state_seq, head.domain_version, head.agency_id as head_agency, head.exercise_id as head_exercise from asked left join head on true`;

const commandQuery = {
  name: 'command',
  text: locking('select ledger_id, keeper, body, actor, agency_id, roles, occurred_at, receipt, exercise_id from command where id = $1', ' where receipt is null'),
};
/** A desk is its own agency's, whoever said the first word at it. */
const houseOf = (ledger: string): string | undefined => (ledger.startsWith('agency/') ? ledger.slice('agency/'.length) : undefined);
const keeperQuery = { name: 'kept', text: locking('select ledger_id, agency_id, exercise_id from keeper where id = $1') };

async function headOf(client: pg.ClientBase, row: Locked): Promise<Head> {
  const { ledger_id: ledger, seq, hash } = row;
  const kind = kindOf(ledger);
  if (seq === null) return { ledger, kind, seq: 0, hash: genesis, state: kind.absent, agency: houseOf(ledger) ?? row.agency_id, exercise: row.exercise_id };
  const state = stateAt(hash) ?? (await stateFrom(client, ledger, { ...row, state: row.state ?? '' }));
  const written = row.domain_version === kind.version ? { written: { bytes: row.state_bytes, seq: row.state_seq ?? seq } } : {};
  return { ledger, kind, seq, hash, state, ...written, agency: row.head_agency, exercise: row.head_exercise };
}
