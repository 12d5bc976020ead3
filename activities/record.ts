/** The path of a command from its row to the ledger: lock the head, decide, append, all in one transaction. Rules run here and nowhere else. */
import { ApplicationFailure } from '@temporalio/common';
import pg from 'pg';
import { Fault } from '#domain/decision.ts';
import { wordOf } from '#domain/case/clocks.ts';
import type { Facts } from '#domain/case/context.ts';
import type { CaseCommand } from '#domain/case/command.ts';
import { decide, type Decided } from '#domain/case/decide.ts';
import { caseCommandSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { absentCase, domainVersion, type CaseState } from '#domain/case/state.ts';
import type { Role } from '#domain/terms.ts';
import { clockCommand, faultType, type Receipt, type Recorded, type RecordRequest, type Standing } from '#workflows/contract.ts';
import { faultPoint } from '#start/fault-points.ts';
import { append, genesis, type Head } from './append.ts';
import { readFacts, tzdb } from './facts.ts';
import { foldLedger } from './fold.ts';
import { standingIn, standingOf } from './standing.ts';

interface CommandRow {
  readonly id: string;
  readonly ledger_id: string;
  readonly body: unknown;
  readonly actor: string;
  readonly agency_id: string;
  readonly roles: readonly Role[];
  readonly occurred_at: Date;
  readonly receipt: StoredReceipt | null;
  readonly exercise_id: string | null;
}
export interface StoredReceipt {
  readonly seq: number;
  readonly refusal?: { readonly code: string };
}
interface Asked {
  readonly ledger: string;
  readonly command: CaseCommand;
  readonly body?: CaseCommandBody;
  readonly agency: string;
  readonly exercise: string | null;
  readonly occurredAt?: string;
}

/** Errors of the database that no retry can cure: a rule that breaks a constraint is a bug in the rule. */
const isBug = (error: unknown): boolean => error instanceof Fault || (error instanceof pg.DatabaseError && /^(22|23|42)/.test(error.code ?? ''));

export const recorder = (pool: pg.Pool, report: (fault: string, error: unknown) => void) => ({
  stand: (keeper: string, armed?: string): Promise<Standing> => standingOf(pool, keeper, armed),

  async record(request: RecordRequest): Promise<Recorded> {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query('begin');
      const recorded = await recordIn(client, request);
      faultPoint('record.before-commit');
      await client.query('commit');
      faultPoint('record.after-commit');
      broken = false;
      return recorded;
    } catch (error) {
      broken = await client.query('rollback').then(() => false, () => true);
      if (!isBug(error)) throw error;
      // The log says where; the failure that enters a workflow's history says nothing but that it was a fault.
      report(request.commandId, error);
      throw ApplicationFailure.nonRetryable('a rule met a bug', faultType);
    } finally {
      client.release(broken);
    }
  },
});

async function recordIn(client: pg.ClientBase, request: RecordRequest): Promise<Recorded> {
  const { keeper, commandId, armed } = request;
  const isClock = commandId.startsWith(clockCommand(''));
  const asked = isClock ? await clockAsked(client, keeper) : await personAsked(client, commandId);
  if (asked === undefined) return { at: await standingOf(client, keeper, armed) };
  if ('receipt' in asked) return { receipt: receiptOf(asked.receipt), at: await standingOf(client, keeper, armed) };
  const head = await lockHead(client, asked);
  faultPoint('record.after-lock');
  // While we waited for the lock another run may have recorded it.
  const already = isClock ? undefined : await receiptIn(client, commandId);
  if (already !== undefined) return { receipt: receiptOf(already), at: await standingOf(client, keeper, armed) };
  const { now, facts } = await readFacts(client, head.state, asked.body, head.exercise);
  const decided = decideAs(head.state, asked.command, facts);
  if (isClock && decided.clock === undefined) return { at: standingIn(head.state, keeper, now, armed) };
  if (decided.clock !== undefined) assertAllowed(decided.clock.name, request.timeMaySay);
  const receipt = { seq: head.seq + decided.events.length, ...(decided.refusal !== undefined && { refusal: decided.refusal }) };
  await append(client, head, decided.events, decided.state, {
    commandId: decided.clock === undefined ? commandId : clockCommand(decided.clock.id), keeper, receipt, now, occurredAt: asked.occurredAt ?? now,
    facts: { now, tzdb, agencies: facts?.agencies ?? {}, without: facts?.without ?? [] }, ...(decided.clock !== undefined && { clock: decided.clock }),
  });
  return { receipt: receiptOf(receipt), at: standingIn(decided.state, keeper, now, armed) };
}

/** Whatever a rule throws is a bug in the rule: it must fail the command, or a retry would meet it for ever. */
export function decideAs(state: CaseState, command: CaseCommand, facts: Facts | undefined): Decided {
  if (facts === undefined) return { events: [], state, refusal: { code: command.type === 'launch' ? 'PLAYBOOK_UNKNOWN' : 'NOT_FOUND' } };
  try {
    return decide(state, command, facts);
  } catch (error) {
    throw error instanceof Fault ? error : new Fault('a rule threw', { cause: error });
  }
}

const receiptOf = ({ seq, refusal }: StoredReceipt): Receipt => (refusal === undefined ? { seq } : { seq, refusal: refusal.code });

/** Time may say only the word that the story of this phase lets it say. */
function assertAllowed(name: keyof typeof wordOf, timeMaySay: RecordRequest['timeMaySay']): void {
  if (timeMaySay !== undefined && timeMaySay[name] !== wordOf[name]) throw new Fault(`the story does not let time say ${wordOf[name]} here`);
}

async function personAsked(client: pg.ClientBase, commandId: string): Promise<Asked | { readonly receipt: StoredReceipt } | undefined> {
  const { rows } = await client.query<CommandRow>({
    name: 'command', values: [commandId],
    text: 'select id, ledger_id, body, actor, agency_id, roles, occurred_at, receipt, exercise_id from command where id = $1',
  });
  const row = rows[0];
  // An id that was never stored, or has expired: there is nothing to decide and nothing to remember.
  if (row === undefined) return undefined;
  if (row.receipt !== null) return { receipt: row.receipt };
  const parsed = caseCommandSchema.safeParse(row.body);
  if (!parsed.success) throw new Fault('a stored command has no known form', { cause: parsed.error });
  const body = parsed.data;
  const command = { ...body, by: { person: row.actor, agency: row.agency_id, roles: row.roles } };
  return { ledger: row.ledger_id, command, body, agency: row.agency_id, exercise: row.exercise_id, occurredAt: row.occurred_at.toISOString() };
}

async function clockAsked(client: pg.ClientBase, keeper: string): Promise<Asked | undefined> {
  type Row = { ledger_id: string; agency_id: string; exercise_id: string | null };
  const { rows } = await client.query<Row>({ name: 'kept', text: 'select ledger_id, agency_id, exercise_id from keeper where id = $1', values: [keeper] });
  return rows[0] && { ledger: rows[0].ledger_id, command: { type: 'clock', keeper }, agency: rows[0].agency_id, exercise: rows[0].exercise_id };
}

async function receiptIn(client: pg.ClientBase, commandId: string): Promise<StoredReceipt | undefined> {
  const { rows } = await client.query<{ receipt: StoredReceipt | null }>({ name: 'receipt', text: 'select receipt from command where id = $1', values: [commandId] });
  return rows[0]?.receipt ?? undefined;
}

type LedgerRow = { seq: number; hash: string; state: string; domain_version: number; agency_id: string; exercise_id: string | null };

async function lockHead(client: pg.ClientBase, { ledger, agency, exercise }: Asked): Promise<Head> {
  const { rows } = await client.query<LedgerRow>({
    name: 'lock', values: [ledger],
    text: 'select seq, hash, state, domain_version, agency_id, exercise_id from ledger where id = $1 for update',
  });
  const row = rows[0];
  if (row === undefined) return { ledger, seq: 0, hash: genesis, state: absentCase, agency, exercise };
  const state = row.domain_version === domainVersion ? (JSON.parse(row.state) as CaseState) : await foldLedger(client, ledger);
  return { ledger, seq: row.seq, hash: row.hash, state, agency: row.agency_id, exercise: row.exercise_id };
}
