/**
 * `npm run campaign -- erasure`: plants canaries in every class of many files, erases half of them, and then looks for them wherever data lies:
 * behind every route, in every file of the database, its log of changes, the engine's store and the logs, in every table, and in a backup from before.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { keysInFile } from '#start/keks/in-file.ts';
import type { Keks } from '#start/keks/keks.ts';
import { migrate } from '#start/migrate.ts';
import { askPg } from '../../api/actor.ts';
import { operations } from '../../api/operations/index.ts';
import { openVault } from '../../api/vault.ts';
import { rotate } from '../keys/rotate.ts';
import { auditLedger } from '../verify/ledger.ts';
import { auditReadModels } from '../verify/read-models.ts';
import { readStored } from '../verify/stored.ts';
import { control, mark, team, World, type Member, type Person } from './erasure-world.ts';
import { startSystem } from './system.ts';

/** Longer than any playbook lets an erasure wait. */
const WAIT_DAYS = 60;
/** Files that are opened at a time. */
const AT_ONCE = 6;

export interface ErasureReport {
  readonly victims: number;
  readonly erased: number;
  readonly canaries: number;
  /** Of the erased: readable behind a route, by anybody. */
  readonly readable: number;
  /** Of the others: texts that open, of how many. */
  readonly kept: { readonly open: number; readonly of: number };
  /** Canaries in clear, of anybody: in files, in tables. */
  readonly clear: { readonly files: number; readonly tables: number };
  /** Texts of the erased that a backup from before gives: with the keys of that day, with today's, with none. */
  readonly backup: { readonly oldKeys: number; readonly newKeys: number; readonly noKeys: number };
  /** Texts that a dump of today gives somebody without any key. */
  readonly dump: number;
  readonly holds: { readonly asked: number; readonly executed: number };
  readonly failed: number;
  readonly flaws: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;
interface Backup {
  readonly vault_key: readonly Row[];
  readonly vault_item: readonly Row[];
}

async function backUp(owner: pg.ClientBase): Promise<Backup> {
  const read = async (table: string): Promise<readonly Row[]> => (await owner.query<{ row: Row }>(`select to_jsonb(t) as row from ${table} t`)).rows.map(({ row }) => row);
  return { vault_key: await read('vault_key'), vault_item: await read('vault_item') };
}

/** How many of these texts whoever restores this backup can read, for each set of keys. */
async function openedFrom(world: World, backup: Backup, tries: readonly (readonly [Keks, readonly string[]])[]): Promise<readonly number[]> {
  const name = `restored_${randomBytes(4).toString('hex')}`;
  await world.owner.query(`create database ${name}`);
  const url = new URL(world.system.config.databaseUrl ?? '');
  url.pathname = `/${name}`;
  await migrate(url.href);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const [table, rows] of Object.entries(backup)) await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)]);
    const found: number[] = [];
    for (const [keks, refs] of tries) found.push((await opened(client, keks, refs)).filter((text) => text?.startsWith(mark) === true).length);
    return found;
  } finally {
    await client.end();
    await world.owner.query(`drop database ${name} with (force)`);
  }
}

async function opened(client: pg.ClientBase, keks: Keks, refs: readonly string[]): Promise<readonly (string | undefined)[]> {
  const vault = openVault(keks);
  // As the owner: no row-level security stands in the way, only the keys.
  const ask = askPg(client as pg.PoolClient);
  const texts: (string | undefined)[] = [];
  for (const ref of refs) texts.push(await vault.get(ask, ref).catch(() => undefined));
  return texts;
}

async function refsOf(owner: pg.ClientBase, people: readonly Person[]): Promise<readonly string[]> {
  return (await owner.query<{ id: string }>('select id::text from vault_item where owner = any($1) order by 1', [people.map(({ ledger }) => ledger)])).rows.map(({ id }) => id);
}

/** From the request to the second approval, as people do it. */
async function erase(world: World, people: readonly Person[]): Promise<void> {
  for (const { path } of people) await world.done('advocate', `${path}/erasure/acts`, { act: 'request-erasure', basis: 'CONSENT_WITHDRAWN' });
  await world.pass(WAIT_DAYS);
  for (const { path } of people) {
    const [erasure] = (await world.call('privacy', `${path}/erasure`)).body['erasures'] as { id: string }[];
    for (const who of ['privacy', 'coordinator'] as const) await world.done(who, `${path}/erasure/acts`, { act: 'approve-erasure', erasure: erasure?.id });
  }
}

/** Asks again and again while the law forbids it. */
async function askUnderHold(world: World, { path }: Person, times: number): Promise<ErasureReport['holds']> {
  await world.done('prosecutor', `${path}/erasure/acts`, { act: 'place-hold', basis: 'CRIMINAL_PROCEEDINGS' });
  let refused = 0;
  for (let turn = 0; turn < times; turn += 1) {
    const { status, body } = await world.call('advocate', `${path}/erasure/acts`, { act: 'request-erasure', basis: 'CONSENT_WITHDRAWN' });
    refused += status === 409 && body['code'] === 'LEGAL_HOLD' ? 1 : 0;
  }
  return { asked: times, executed: times - refused };
}

/** Every route that can be asked about a file or its case, as each of these; answers the canaries that were seen. */
async function seen(world: World, people: readonly Person[], members: readonly Member[]): Promise<ReadonlySet<string>> {
  const routes = operations.filter(({ method, path }) => method === 'get' && !/\{(?!caseId\}|victimId\})/.test(path)).map(({ path }) => path);
  const found = new Set<string>();
  const look = async (who: Member, path: string): Promise<void> => {
    for (const [text] of (await world.call(who, path)).text.matchAll(new RegExp(`${mark}[\\w-]+`, 'g'))) found.add(text);
  };
  await Promise.all(members.map(async (who) => {
    for (const route of routes)
      for (const { path } of route.includes('{victimId}') ? people : people.slice(0, 1)) await look(who, route.replace('/victims/{victimId}', path).replace('/cases/{caseId}', world.casePath));
  }));
  return found;
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
}

/** In how many places of the files a word stands in clear. A file that goes away meanwhile holds nothing. */
function inFiles(folder: string, word: string): number {
  return filesUnder(folder).filter((file) => {
    try {
      return readFileSync(file).includes(word);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }).length;
}

/** In how many rows of all tables a word stands in clear. */
async function inTables(owner: pg.ClientBase, word: string): Promise<number> {
  const { rows } = await owner.query<{ name: string }>(`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`);
  let found = 0;
  for (const { name } of rows) found += (await owner.query<{ n: number }>(`select count(*)::int as n from ${name} t where t::text like '%' || $1 || '%'`, [word])).rows[0]?.n ?? 0;
  return found;
}

async function ledgerFlaws(world: World, people: readonly Person[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { ledger } of people) found.push(...auditLedger(await readStored(world.owner, ledger)), ...(await auditReadModels(world.owner, ledger)).map(({ table, key, what }) => `${ledger}: ${table} ${key} ${what}`));
  return found;
}

/** The proof names exactly what was there, and says when older backups are shut too. */
async function proofFlaws(world: World, erased: readonly Person[], refs: ReadonlyMap<string, readonly string[]>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path } of erased) {
    const [proof] = (await world.call('auditor', `${path}/erasure`)).body['erasures'] as { state: string; unreadable?: string[]; backups?: string }[];
    if (proof?.state !== 'DONE' || proof.backups !== 'CLOSED' || JSON.stringify(proof.unreadable) !== JSON.stringify(refs.get(path))) found.push(`${path}: the proof does not name what was there`);
  }
  return found;
}

export async function runErasure({ victims, plant, log }: { readonly victims: number; readonly plant?: string; readonly log: (line: string) => void }): Promise<ErasureReport> {
  const system = await startSystem(plant);
  let world: World | undefined;
  try {
    world = await World.open(system);
    return await tryErasure(world, victims, log);
  } finally {
    await world?.close();
    await system.stop(false);
  }
}

async function tryErasure(world: World, victims: number, log: (line: string) => void): Promise<ErasureReport> {
  const { system, owner } = world;
  const keks = keysInFile(system.config.keyFile);
  const people: Person[] = [];
  for (let number = 1; number <= victims; number += AT_ONCE) people.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, victims + 1 - number) }, (_, index) => world.plant(number + index)))));
  const [erased, others] = [people.slice(0, Math.ceil(victims / 2)), people.slice(Math.ceil(victims / 2))];
  log(`${people.length} files with ${people.flatMap(({ canaries }) => canaries).length} canaries`);
  const [refs, kept] = [await refsOf(owner, erased), await refsOf(owner, others)];
  const proofs = new Map<string, readonly string[]>();
  for (const person of erased) proofs.set(person.path, await refsOf(owner, [person]));
  const before = await seen(world, erased, ['advocate']);
  const backup = await backUp(owner);
  const oldFile = join(system.dataDir, 'old.key');
  writeFileSync(oldFile, readFileSync(system.config.keyFile), { mode: 0o600 });
  await erase(world, erased);
  const holds = await askUnderHold(world, others[0] ?? erased[0] as Person, victims * 2);
  const rotation = await whileReading(world, others[0] ?? erased[0] as Person, () => rotate(owner, keks));
  log(`${erased.length} erased, keys rotated`);
  for (const sql of ['checkpoint', 'select pg_switch_wal()', 'checkpoint']) await owner.query(sql);
  const after = await seen(world, erased, Object.keys(team) as Member[]);
  const strange = strangeKeys(system.dataDir);
  const [oldKeys = 0, newKeys = 0, noKeys = 0] = await openedFrom(world, backup, [[keysInFile(oldFile), refs], [keks, refs], [strange, [...refs, ...kept]]]);
  const [dump = 0] = await openedFrom(world, await backUp(owner), [[strange, [...refs, ...kept]]]);
  const hers = new Set(erased.flatMap(({ canaries }) => canaries.map(({ text }) => text)));
  const found: Omit<ErasureReport, 'flaws'> = {
    victims, erased: erased.length, canaries: people.flatMap(({ canaries }) => canaries).length,
    readable: [...after].filter((text) => hers.has(text)).length,
    kept: { open: (await opened(owner, keks, kept)).filter((text) => text?.startsWith(mark) === true).length, of: others.flatMap(({ canaries }) => canaries).length },
    clear: { files: inFiles(system.dataDir, mark), tables: await inTables(owner, mark) },
    backup: { oldKeys, newKeys, noKeys }, dump, holds, failed: rotation.failed,
  };
  const flaws = [...judge(found, before.size, refs.length), ...controls(system.dataDir, world), ...(await ledgerFlaws(world, people)), ...(await proofFlaws(world, erased, proofs)), ...system.bugs()];
  return { ...found, flaws };
}

/** Keys of somebody else: what a thief without ours could make. */
function strangeKeys(folder: string): Keks {
  const file = join(folder, 'strange.key');
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return keysInFile(file);
}

/** Does something while her advocate reads on; answers how often she was not given what is hers to read. */
async function whileReading(world: World, { path }: Person, work: () => Promise<unknown>): Promise<{ readonly failed: number }> {
  const ended = new AbortController();
  let failed = 0;
  const working = work().finally(() => ended.abort());
  do failed += (await world.call('advocate', `${path}/papers`)).text.includes(mark) ? 0 : 1; while (!ended.signal.aborted);
  await working;
  return { failed };
}

function judge({ readable, kept, clear, backup, dump, holds, failed }: Omit<ErasureReport, 'flaws'>, seenBefore: number, texts: number): readonly string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [seenBefore === 0, 'nothing of theirs could be read before: the look proves nothing'],
    [backup.oldKeys !== texts, 'a backup with its own keys did not open: the restoring proves nothing'],
    [readable > 0, `${readable} canaries of the erased are readable behind a route`],
    [kept.open !== kept.of, `of ${kept.of} canaries of the others ${kept.open} open`],
    [clear.files > 0, `${clear.files} files hold a canary in clear`],
    [clear.tables > 0, `${clear.tables} rows hold a canary in clear`],
    [backup.newKeys > 0, `${backup.newKeys} texts of the erased came back from a backup`],
    [backup.noKeys + dump > 0, `${backup.noKeys + dump} texts open without a key`],
    [holds.executed > 0, `${holds.executed} erasures were begun under a legal hold`],
    [failed > 0, `${failed} requests failed while keys were rotated`],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, flaw]) => flaw);
}

/** What is no secret must be found where canaries are looked for. */
function controls(dataDir: string, world: World): readonly string[] {
  const caseId = world.casePath.split('/').at(-1) ?? '';
  return [
    ...(inFiles(join(dataDir, 'postgres'), control) > 0 ? [] : ['the code name was not found in the files of the database: the look proves nothing']),
    ...(inFiles(join(dataDir, 'temporal'), caseId) > 0 ? [] : ['the case was not found in the store of the engine: the look proves nothing']),
  ];
}

export const erasureFigure = ({ victims, erased, canaries, readable, kept, clear, backup, dump, holds, flaws }: ErasureReport): string =>
  `erasure: ${victims} files, ${erased} erased, ${canaries} canaries: ${readable} of the erased readable, ${backup.newKeys} from a backup, ${clear.files + clear.tables} in clear anywhere, ${backup.noKeys + dump} without a key, ` +
  `${kept.open} of ${kept.of} others readable, ${holds.executed} of ${holds.asked} under a hold: ${flaws.length} flaws`;
