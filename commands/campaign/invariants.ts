/** What must hold, checked against the real system: at intervals while it is being killed, and at the end when it has come to rest. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { auditLedger } from '../verify/ledger.ts';
import { auditReadModels } from '../verify/read-models.ts';
import { atOneInstant, ledgerIds, readStored, type StoredLedger } from '../verify/stored.ts';
import { auditTimers } from '../verify/timers.ts';
import type { Acknowledged } from './journal.ts';

const lookEveryMs = 250;

/** Ledger by ledger on a snapshot, so it may run while others write: chain, fold, decisions made again, read models, levels. */
export async function auditRecord(pool: pg.Pool): Promise<{ readonly flaws: readonly string[]; readonly events: number; readonly answers: number }> {
  const flaws: string[] = [];
  const count = { events: 0, answers: 0 };
  for (const id of await ledgerIds(pool)) {
    await atOneInstant(pool, async (client) => {
      const stored = await readStored(client, id);
      count.events += stored.events.length;
      count.answers += stored.commands.length;
      const own = [...auditLedger(stored), ...levelFlaws(stored)];
      // Rows folded from a ledger that does not hang together would only repeat that it does not.
      const rows = own.length > 0 ? [] : (await auditReadModels(client, id)).map(({ table, key, what }) => `${id}: ${table} ${key} ${what}`);
      flaws.push(...own, ...rows);
    });
  }
  return { flaws, ...count };
}

/** A level is said once for each promised date, and never before its time. Read from the bare events, without asking a rule. */
function levelFlaws({ id, events }: StoredLedger): string[] {
  const said = new Set<string>();
  return events.filter(({ type }) => type === 'LevelReached').flatMap(({ seq, body }) => {
    const { subject, version, level, dueAt, at } = JSON.parse(body) as { subject: string; version: number; level: string; dueAt: string; at: string };
    const name = `${subject} ${version} ${level}`;
    const isAgain = said.has(name);
    said.add(name);
    return [...(isAgain ? [`${id}: event ${seq} says ${level} of ${subject} a second time`] : []), ...(at < dueAt ? [`${id}: event ${seq} says ${level} of ${subject} too early`] : [])];
  });
}

/** Answers of the policy and of the door: nothing is recorded for them. */
const unrecorded = ['NOT_FOUND', 'NOT_ALLOWED'];

/** Every acknowledgement against the record: there exactly once, with the same answer. */
export async function auditJournal(pool: pg.Pool, journal: readonly Acknowledged[]): Promise<readonly string[]> {
  type Row = { id: string; receipt: { seq: number; refusal?: { code: string } } | null };
  const { rows } = await pool.query<Row>('select id, receipt from command where id = any($1)', [journal.map(({ command }) => command)]);
  const stored = new Map(rows.map(({ id, receipt }) => [id, receipt]));
  return journal.flatMap(({ command, seq, code, status }) => {
    const receipt = stored.get(command);
    if (status < 300 && (receipt === undefined || receipt === null)) return [`command ${command} was acknowledged and is lost`];
    if (status < 300 && (receipt?.seq !== seq || receipt?.refusal !== undefined)) return [`command ${command} was acknowledged at ${seq ?? 0}, the record says ${receipt?.seq ?? 0} ${receipt?.refusal?.code ?? ''}`];
    if (status < 300) return [];
    const isKept = receipt?.refusal?.code === code;
    return isKept || (receipt === undefined && unrecorded.includes(code ?? '')) ? [] : [`command ${command} was refused with ${code ?? ''}, the record says ${receipt?.refusal?.code ?? 'something else'}`];
  });
}

export interface Lateness {
  readonly fired: number;
  readonly early: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** How late the clocks were that have fired, from the record alone. */
export async function readLateness(pool: pg.Pool): Promise<Lateness> {
  const { rows } = await pool.query<{ ms: number }>(
    `select extract(epoch from co.decided_at - cl.due_at)::float8 * 1000 as ms from clock cl join command co on co.id = 'clock/' || cl.id where cl.state = 'fired' order by 1`,
  );
  const at = (share: number): number => Math.round(rows[Math.min(rows.length - 1, Math.floor(rows.length * share))]?.ms ?? 0);
  return { fired: rows.length, early: rows.filter(({ ms }) => ms < 0).length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

/** Waits until nothing is left to deliver and no clock is more than two seconds late; gives up after `withinMs` and lets the audit say what is wrong. */
export async function atRest(pool: pg.Pool, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const { rows } = await pool.query<{ busy: boolean }>(
      `select exists (select 1 from outbox) or exists (select 1 from clock where state = 'open' and due_at < clock_timestamp() - interval '2 seconds') as busy`,
    );
    if (rows[0]?.busy === false) return;
    await pause(lookEveryMs);
  }
}

/** Everything, at the end. */
export async function auditAtRest(pool: pg.Pool, client: Client, journal: readonly Acknowledged[]): Promise<readonly string[]> {
  const { flaws } = await auditRecord(pool);
  const { broken } = await auditTimers(pool, client);
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from outbox');
  const { early } = await readLateness(pool);
  const left = rows[0]?.n ?? 0;
  return [
    ...flaws, ...broken, ...(await auditJournal(pool, journal)),
    ...(left === 0 ? [] : [`${left} rows wait in the outbox`]), ...(early === 0 ? [] : [`${early} clocks fired too early`]),
  ];
}
