/** Writes lives into the database: their events as they are kept, the read models that follow from them, and people who come, go and are away. */
import type pg from 'pg';
import { columnOf, tables, type TableName } from '../../../activities/tables.ts';
import { rowsOf, type Life } from './lives.ts';

const atOnce = 50;
const needed: readonly TableName[] = ['cases', 'engagements', 'steps', 'handOffs', 'tracks', 'stepTimes', 'progress', 'stalls', 'escalations', 'commitments', 'terms', 'deliveries'];
const peopleOf = [0, 1];

type Row = Readonly<Record<string, unknown>>;

export async function storeLives(owner: pg.ClientBase, lives: readonly Life[], chance: () => number): Promise<void> {
  for (let from = 0; from < lives.length; from += atOnce) {
    const some = lives.slice(from, from + atOnce);
    await insert(owner, 'agency', some.flatMap(({ known }) => Object.entries(known).map(([id, { zone, region }]) => ({ id, name: 'Campaign', type: 'PROSECUTION', zone, holidays: region }))));
    await storePeople(owner, some, chance);
    await insert(owner, 'ledger', some.map((life) => ({ id: life.ledger, kind: 'case', seq: life.events.length, hash: '', state: '{}', domain_version: 0, agency_id: `${life.mark}a0` })));
    await insert(owner, 'event', some.flatMap(({ ledger, mark, events }) => events.map((event) => ({ ledger_id: ledger, ...event, prev_hash: '', hash: '', command_id: '', agency_id: `${mark}a0` }))));
    const written = some.map((life) => ({ life, rows: rowsOf(life) }));
    for (const name of needed) await insert(owner, tables[name].name, written.flatMap(({ life, rows }) => [...(rows[name] ?? [])].map((row) => columnsOf(life, row))));
    await storeCompacts(owner, some, chance);
  }
}

const columnsOf = ({ ledger, mark }: Life, row: object): Row => ({ agency_id: `${mark}a0`, ...Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value])), ledger_id: ledger });

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

/** Signatures asked for over the life of the case; in half of the cases all have signed. */
async function storeCompacts(owner: pg.ClientBase, lives: readonly Life[], chance: () => number): Promise<void> {
  const made = lives.filter(() => chance() < 0.7).map(({ ledger, mark, known, from, until }) => {
    const length = Date.parse(until) - Date.parse(from);
    const requested = Date.parse(from) + chance() * length * 0.5;
    const isComplete = chance() < 0.5;
    const signed = Object.keys(known).slice(0, 2 + Math.floor(chance() * 4)).map((agency) => ({ agency, at: isComplete || chance() < 0.5 ? requested + chance() * length * 0.45 : null, released: !isComplete && chance() < 0.1 }));
    return { ledger, mark, id: ledger.slice('case/'.length).replace('0c0c', '0d0d'), requested, active: isComplete ? Math.max(...signed.map(({ at }) => at ?? 0)) : null, ended: chance() < 0.15 ? Date.parse(until) - length * 0.01 : null, signed };
  });
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  await insert(owner, 'compact_view', made.map((one) => ({
    ledger_id: `compact/${one.id}`, id: one.id, code_name: 'CAMPAIGN', keeper: '', case_ledger: one.ledger, playbook_id: 'any', playbook_version: 1, state: one.active === null ? 'OPEN_FOR_SIGNATURE' : 'ACTIVE', rev: 1, version: 1, starts_on: '2021-01-01', ends_on: '2022-01-01',
    opened_at: iso(one.requested), requested_at: iso(one.requested), active_at: iso(one.active), ended_at: iso(one.ended), agency_id: `${one.mark}a0`,
  })));
  await insert(owner, 'signature_view', made.flatMap((one) => one.signed.map(({ agency, at, released }) => ({
    ledger_id: `compact/${one.id}`, agency, version: 1, state: released ? 'RELEASED' : at === null ? 'ASKED' : 'SIGNED', requested_at: iso(one.requested), signed_at: iso(at), agency_id: `${one.mark}a0`,
  }))));
}
