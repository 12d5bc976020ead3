/** `npm run campaign -- replay --record`: plays cases on the real engine and keeps histories of every story, and one ledger, for the tests of replay. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { openDatabase, type Database } from '#prisma/client.ts';
import { seeded } from '#start/fault-points.ts';
import { readStored } from '../verify/stored.ts';
import { Fleet } from './clients.ts';
import { playCompacts } from './compacts.ts';
import { playFiles, type Files } from './files.ts';
import { Journal } from './journal.ts';
import { openPostOffice } from './post-office.ts';
import { startSystem } from './system.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'test/replay');
const loadMs = 45_000;
const handOffsKept = 8;
const escalationsKept = 3;

interface Kept {
  readonly story: string;
  readonly what: string;
  readonly workflowId: string;
  readonly runId?: string;
}

/** Plays for a minute and writes the files anew, under this release's version. Files of earlier releases stay. */
export async function recordHistories(log: (line: string) => void): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  // A mail server that knows one agency no more: its letters bounce, all others lie unread.
  const office = await openPostOffice();
  for (const name of ['coordinator', 'supervisor', 'leader', 'prosecutor']) office.refuse(`${name}@district-prosecutor.example`, 550);
  const system = await startSystem(undefined, { url: office.url, from: 'throughline@line.example' });
  const database = openDatabase(system.config.databaseUrl ?? '', 'throughline_worker', 2);
  const connection = await Connection.connect({ address: system.config.temporalAddress ?? '' });
  const client = new Client({ connection });
  const journal = new Journal(join(system.dataDir, 'acknowledged.jsonl'));
  try {
    const fleet = new Fleet(system, journal, seeded(1));
    await fleet.open(3);
    fleet.start(8, 10);
    await client.schedule.getHandle('sentinel').trigger();
    await pause(loadMs);
    await fleet.stop();
    const compacts = await playCompacts(system);
    const files = await playFiles(system);
    const kept = [...(await casesToKeep(client, database)), ...(await othersToKeep(client, database)), ...compactsToKeep(compacts), ...filesToKeep(files), ...(await noticesToKeep(database))];
    for (const each of kept) await keep(client, each, version);
    await keepLedger(database, version);
    log(`${kept.length} histories and a ledger of ${version} written`);
    return kept.length;
  } finally {
    journal.close();
    await connection.close();
    await database.close();
    await system.stop(false);
    await office.close();
  }
}

/** What people must hear of: told to nobody, over before it was sent, waiting for its reader. */
async function noticesToKeep({ pool }: Database): Promise<readonly Kept[]> {
  const { rows } = await pool.query<{ id: string; what: string }>(
    `select distinct on (what) id, what from (
       select k.id, case when k.open then k.phase else lower(t.outcome) end as what from keeper k join telling t on t.keeper = k.id where k.id like 'notice/%' and (k.phase = 'sent' or not k.open)) as told
      order by what, id`,
  );
  return rows.map(({ id, what }) => ({ story: 'notice', what, workflowId: id }));
}

/** A compact of each kind, and the ladder of the signature that was late. */
const compactsToKeep = ({ ended, open }: Awaited<ReturnType<typeof playCompacts>>): readonly Kept[] => [
  { story: 'compact', what: 'signed-late-active-ended', workflowId: `compact/${ended}` }, { story: 'compact', what: 'goes-on', workflowId: `compact/${open}` },
  { story: 'escalation', what: 'of-a-signature', workflowId: `escalation/${ended}/city-police/1` },
];

/** A file that goes on and one that is over; an erasure that was done and one that was taken back. */
const filesToKeep = ({ goesOn, erased, kept }: Files): readonly Kept[] => [
  { story: 'victimLife', what: 'goes-on', workflowId: `victim/${goesOn}` }, { story: 'victimLife', what: 'erased', workflowId: `victim/${erased}` },
  { story: 'erasure', what: 'done', workflowId: `erasure/${erased}` }, { story: 'erasure', what: 'taken-back', workflowId: `erasure/${kept}` },
];

/** The busiest case: the run it was continued from, and the run that goes on. */
async function casesToKeep(client: Client, { pool }: Database): Promise<readonly Kept[]> {
  const { rows } = await pool.query<{ id: string }>(`select id from ledger order by seq desc limit 1`);
  const workflowId = rows[0]?.id ?? '';
  const runId = (await client.workflow.getHandle(workflowId).describe()).runId;
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
  if (before === '') throw new Error('no case was busy enough to change runs: let it play longer');
  return [{ story: 'caseLife', what: 'changes-runs', workflowId, runId: before }, { story: 'caseLife', what: 'goes-on', workflowId, runId }];
}

/** Hand-offs that went different ways, told by the events of their ledger; escalations that ended and one that climbs; the sentinel. */
async function othersToKeep(client: Client, { pool }: Database): Promise<readonly Kept[]> {
  const ways = await pool.query<{ id: string; way: string }>(
    `select distinct on (way) id, way from (
       select h.keeper as id, string_agg(distinct regexp_replace(e.type, '^HandOff|^Ownership', ''), '-') as way from hand_off_view h
       join event e on e.ledger_id = h.ledger_id and e.body like '%"handOff":"' || h.id || '"%' group by h.keeper) as told order by way, id`,
  );
  const longestFirst = ways.rows.toSorted((a, b) => b.way.length - a.way.length).slice(0, handOffsKept);
  const escalations = await pool.query<{ id: string; open: boolean }>(
    `(select id, open from keeper where id like 'escalation/%' and not open order by id limit $1) union all (select id, open from keeper where id like 'escalation/%' and open order by id limit 1)`, [escalationsKept],
  );
  const sentinels: Kept[] = [];
  for await (const { workflowId, runId } of client.workflow.list({ query: `WorkflowType = 'sentinel'` })) sentinels.push({ story: 'sentinel', what: 'sweeps', workflowId, runId });
  return [
    ...longestFirst.map(({ id, way }) => ({ story: 'handOff', what: way.toLowerCase(), workflowId: id })),
    ...escalations.rows.map(({ id, open }, index) => ({ story: 'escalation', what: open ? 'climbs' : `ends-${index + 1}`, workflowId: id })),
    ...sentinels.slice(0, 1),
  ];
}

async function keep(client: Client, { story, what, workflowId, runId }: Kept, version: string): Promise<void> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const json = JSON.parse(historyToJSON(history)) as unknown;
  const file = join(folder, 'histories', story, `${version}-${what}.json`);
  mkdirSync(join(folder, 'histories', story), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify({ workflowId, history: withoutMachines(json) })}\n`);
}

/** Process ids, host names and paths say nothing about a story. */
function withoutMachines(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMachines);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (key === 'stackTrace' ? [] : [[key, key === 'identity' ? 'worker' : withoutMachines(each)]])));
}

async function keepLedger({ pool }: Database, version: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(`select id from ledger order by seq desc limit 1`);
  const client = await pool.connect();
  try {
    mkdirSync(join(folder, 'ledgers'), { recursive: true });
    writeFileSync(join(folder, 'ledgers', `${version}-minutes.json`), `${JSON.stringify(await readStored(client, rows[0]?.id ?? ''))}\n`);
  } finally {
    client.release();
  }
}
