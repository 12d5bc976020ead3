/** What a decision may look at, read inside its transaction: the time, the pinned playbook, the agencies it names, their holidays. */
import type { Civil, Facts } from '#domain/facts.ts';
import type pg from 'pg';
import { Fault } from '#domain/decision.ts';
import type { CaseState } from '#domain/case/state.ts';
import type { CaseCommandBody } from '#domain/case/schema.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { rule } from './fault.ts';
import { holidaysOf } from './holidays.ts';

/** Holidays are read this many years around now: no period of a case in the playbooks reaches further in working days. */
const years = { back: 1, ahead: 3 } as const;

/** Version of the zone data this process computes civil dates with. */
export const tzdb = process.versions['tz'] ?? 'unknown';

export interface Published {
  readonly playbook: Playbook;
  readonly hash: string;
}

/** What a decision was made on, as it is kept with its command: with the state before it and the pinned playbook it can be decided again. */
export interface KeptFacts {
  readonly now: string;
  readonly tzdb: string;
  readonly agencies: Readonly<Record<string, Civil>>;
  readonly without: readonly string[];
}
const playbooks = new Map<string, Published>();
const holidays = new Map<string, readonly string[]>();

/** Published playbooks never change, so one reading serves the life of the process. */
async function playbookOf(client: pg.ClientBase, id: string, version: number): Promise<Published | undefined> {
  const key = `${id}@${version}`;
  const known = playbooks.get(key);
  if (known !== undefined) return known;
  const { rows } = await client.query<{ body: string; hash: string }>('select body, hash from playbook where id = $1 and version = $2', [id, version]);
  if (rows[0] === undefined) return undefined;
  const published = { playbook: playbookSchema.parse(JSON.parse(rows[0].body)), hash: rows[0].hash };
  playbooks.set(key, published);
  return published;
}

function holidaysAround(region: string, now: string): readonly string[] {
  const year = Number(now.slice(0, 4));
  const key = `${region} ${year}`;
  const known = holidays.get(key) ?? holidaysOf(region, year - years.back, year + years.ahead);
  holidays.set(key, known);
  return known;
}

function agenciesNamed(body: CaseCommandBody | undefined): readonly string[] {
  if (body === undefined) return [];
  if (body.type === 'launch') return body.agencies.map(({ agency }) => agency);
  if (body.type === 'propose-hand-off') return [body.to];
  if (body.type === 'step') return body.act.act === 'reassign' ? [body.act.to] : [];
  if (body.type !== 'hand-off') return [];
  if (body.act.act === 'determine') return [body.act.owner];
  return body.act.act === 're-propose' && body.act.to !== undefined ? [body.act.to] : [];
}

/** The answer to a command as it is kept. */
export interface StoredReceipt {
  readonly seq: number;
  readonly refusal?: { readonly code: string };
}

interface Read {
  readonly now: Date;
  readonly receipt: StoredReceipt | null;
  readonly without: readonly string[];
  readonly agencies: readonly { readonly id: string; readonly zone: string; readonly holidays: string }[];
}

const read = `
select coalesce((select now_at from exercise where id = $2), clock_timestamp()) as now,
  (select receipt from command where id = $3) as receipt,
  coalesce((select without from exercise where id = $2), '{}') as without,
  coalesce((select jsonb_agg(a) from (
    select id, zone, holidays from agency where id = any($1::text[]) and exercise_id is not distinct from $2::uuid order by id for share) a), '[]') as agencies`;

export interface Known {
  readonly now: string;
  /** Absent when there is no case and the command names no published playbook. */
  readonly facts?: Facts;
  /** The command was answered before its ledger was ours: nothing is to be decided. */
  readonly receipt?: StoredReceipt;
}

/**
 * Reads the facts of one decision, in a statement of its own after the lock: what was committed while we waited is seen. `commandId` is null for a clock's
 * word: that has no row until it is decided.
 */
export async function readFacts(client: pg.ClientBase, state: CaseState, body: CaseCommandBody | undefined, exercise: string | null, commandId: string | null): Promise<Known> {
  const { rows } = await client.query<Read>({ name: 'facts', text: read, values: [agenciesNamed(body), exercise, commandId] });
  const row = rows[0];
  if (row === undefined) throw new Fault('the database did not say what time it is');
  const now = row.now.toISOString();
  if (row.receipt !== null) return { now, receipt: row.receipt };
  const pinned = state.phase === 'absent' ? (body?.type === 'launch' ? body.playbook : undefined) : state.playbook;
  const published = pinned === undefined ? undefined : await playbookOf(client, pinned.id, pinned.version);
  if (published === undefined) return { now };
  if (state.phase !== 'absent' && published.hash !== state.playbook.hash) throw new Fault('the playbook of this case is not the one it was launched with');
  const agencies = Object.fromEntries(row.agencies.map(({ id, zone, holidays: region }): [string, Civil] => [id, { zone, region }]));
  return { now, facts: rule(() => factsFrom(state, published, { now, tzdb, agencies, without: row.without })) };
}

/** The facts of one decision from what is kept of them: the same when it is decided and whenever it is decided again. */
export function factsFrom(state: CaseState, { playbook, hash }: Published, { now, tzdb, agencies, without }: KeptFacts): Facts {
  const team = state.phase === 'absent' ? [] : [...Object.values(state.agencies), ...Object.values(state.handOffs).map(({ receiverCivil }) => receiverCivil)];
  const regions = new Set([...Object.values(agencies), ...team].map(({ region }) => region).filter((region) => region !== ''));
  return { now, tzdb, playbook, playbookHash: hash, agencies, without, holidays: Object.fromEntries([...regions].map((region) => [region, holidaysAround(region, now)])) };
}
