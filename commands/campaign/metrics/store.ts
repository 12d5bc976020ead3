/** Writes lives into the database: their events as they are kept, the read models that follow from them, and people of whom some are away. */
import type pg from 'pg';
import { columnOf, tables, type TableName } from '../../../activities/tables.ts';
import { rowsOf, type Life } from './lives.ts';

const atOnce = 50;
const needed: readonly TableName[] = ['cases', 'engagements', 'steps', 'handOffs', 'tracks', 'stepTimes', 'progress', 'stalls', 'escalations', 'commitments', 'terms', 'deliveries', 'compacts', 'signatures', 'subjects', 'records', 'involvements', 'ages', 'interviews', 'sessions', 'promisesToHer'];
const peopleOf = [0, 1];

type Row = Readonly<Record<string, unknown>>;

export async function storeLives(owner: pg.ClientBase, lives: readonly Life[], chance: () => number): Promise<void> {
  for (let from = 0; from < lives.length; from += atOnce) {
    const some = lives.slice(from, from + atOnce);
    await insert(owner, 'agency', some.flatMap(({ known }) => Object.entries(known).map(([id, { zone, region }]) => ({ id, name: 'Campaign', type: 'PROSECUTION', zone, holidays: region }))));
    await storePeople(owner, some, chance);
    const kept = some.flatMap((life) => [life, ...(life.compact === undefined ? [] : [life.compact]), ...life.matters].map(({ ledger, events }) => ({ ledger, events, lead: `${life.mark}a0` })));
    await insert(owner, 'ledger', kept.map(({ ledger, events, lead }) => ({ id: ledger, kind: ledger.split('/')[0], seq: events.length, hash: '', state: '{}', domain_version: 0, agency_id: lead })));
    await insert(owner, 'event', kept.flatMap(({ ledger, events, lead }) => events.map((event) => ({ ledger_id: ledger, ...event, prev_hash: '', hash: '', command_id: '', agency_id: lead }))));
    const written = kept.map((each) => ({ ...each, rows: rowsOf(each) }));
    for (const name of needed) await insert(owner, tables[name].name, written.flatMap(({ ledger, lead, rows }) => [...(rows[name] ?? [])].map((row) => columnsOf(ledger, lead, row))));
  }
}

const columnsOf = (ledger: string, lead: string, row: object): Row => ({ agency_id: lead, ...Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value])), ledger_id: ledger });

async function insert(owner: pg.ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const list = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((column) => `"${column}"`).join(', ');
  await owner.query(`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)]);
}

/** One account in six is closed, and four people in ten are away for a while, some of them twice. */
async function storePeople(owner: pg.ClientBase, lives: readonly Life[], chance: () => number): Promise<void> {
  const people = lives.flatMap(({ known, from, until }) => Object.keys(known).flatMap((agency) => peopleOf.map((n) => ({ id: `${agency}-p${n}`, agency, from, until }))));
  await insert(owner, 'person', people.map(({ id, agency }) => ({ id, agency_id: agency, roles: [], active: chance() > 1 / 6 })));
  const away = people.flatMap(({ id, agency, from, until }) => [0.4, 0.1].flatMap((share, turn) => {
    if (chance() > share) return [];
    const start = Date.parse(from) + chance() * (Date.parse(until) - Date.parse(from));
    const [from_at, until_at] = [new Date(start).toISOString(), chance() < 0.2 ? null : new Date(start + chance() * 20 * 86_400_000).toISOString()];
    return [{ ledger_id: `agency/${agency}`, id: `${id}/${turn}`, person: id, from_at, until_at, agency_id: agency }];
  }));
  await insert(owner, 'absence', away);
}
