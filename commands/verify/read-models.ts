/** `verify -- readmodels`: the tables people read from, compared with what the ledger says they must hold, and made again from it. */
import canonicalize from 'canonicalize';
import type pg from 'pg';
import { isFolded } from '../../activities/keepers.ts';
import { expectedRows, keyOfTable, tables, type Row } from './expected-rows.ts';
import { readStored } from './stored.ts';

/** Columns that no event says: they stay as they are when a row is made again. `taken`: whether mail has taken up a notice. */
const notFolded = ['data_class', 'legal_hold', 'taken'];

export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly what: 'is missing' | 'should not be there' | `differs in ${string}`;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

async function columnsOf(client: pg.ClientBase, table: string): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>({
    name: 'columns', values: [table], text: 'select column_name as name, data_type as type from information_schema.columns where table_schema = current_schema() and table_name = $1',
  });
  return rows.filter(({ name }) => !notFolded.includes(name));
}

const keyOf = (table: string, row: Row): string => keyOfTable(table).map((column) => String(row[column])).join('/') || 'the head';

/** Instants come as dates from the database and as text from the ledger. */
const plain = (row: Row): Row => JSON.parse(JSON.stringify(row)) as Row;

/** Days and amounts as the ledger says them: a day has no zone, and an amount is a number. */
const asSaid = ({ name, type }: Column): string => (type === 'date' ? `"${name}"::text` : type === 'numeric' ? `"${name}"::float8` : `"${name}"`);

async function actualRows(client: pg.ClientBase, table: string, columns: readonly Column[], ledger: string): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>(`select ${columns.map(asSaid).join(', ')} from ${table} where ledger_id = $1`, [ledger]);
  return rows.map(plain);
}

/** Clocks and keepers whose facts are rows of a table are folded from no event: they are left as they are. */
const isFoldedRow = (table: string, row: Row): boolean => (table !== 'clock' && table !== 'keeper') || isFolded(String(table === 'clock' ? row['keeper'] : row['id']));

function compare(table: string, expected: readonly Row[], actual: readonly Row[]): Difference[] {
  const wanted = new Map(expected.map((row) => [keyOf(table, row), row]));
  const found = new Map(actual.map((row) => [keyOf(table, row), row]));
  const missing = [...wanted].filter(([key]) => !found.has(key)).map(([key]): Difference => ({ table, key, what: 'is missing' }));
  const extra = [...found.keys()].filter((key) => !wanted.has(key)).map((key): Difference => ({ table, key, what: 'should not be there' }));
  const other = [...wanted].flatMap(([key, row]): Difference[] => {
    const there = found.get(key);
    const columns = there === undefined ? [] : Object.keys({ ...row, ...there }).filter((column) => canonicalize(row[column] ?? null) !== canonicalize(there[column] ?? null));
    return columns.length === 0 ? [] : [{ table, key, what: `differs in ${columns.join(', ')}` }];
  });
  return [...missing, ...extra, ...other];
}

/** Every difference between the tables and the ledger, at one instant. */
export async function auditReadModels(client: pg.ClientBase, ledger: string): Promise<readonly Difference[]> {
  const expected = expectedRows(await readStored(client, ledger));
  const found: Difference[] = [];
  for (const table of tables) {
    const columns = await columnsOf(client, table);
    found.push(...compare(table, (expected.get(table) ?? []).map(plain), (await actualRows(client, table, columns, ledger)).filter((row) => isFoldedRow(table, row))));
  }
  return found;
}

/** Makes the rows of one ledger again, under its lock: nobody decides on it meanwhile. Answers what was wrong. */
export async function rebuild(pool: pg.Pool, ledger: string): Promise<readonly Difference[]> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('begin');
    await client.query('select 1 from ledger where id = $1 for update', [ledger]);
    const wrong = await auditReadModels(client, ledger);
    const expected = wrong.length === 0 ? undefined : expectedRows(await readStored(client, ledger));
    for (const table of expected === undefined ? [] : new Set(wrong.map((difference) => difference.table))) await replace(client, table, ledger, expected?.get(table) ?? []);
    await client.query('commit');
    broken = false;
    return wrong;
  } finally {
    client.release(broken);
  }
}

async function replace(client: pg.ClientBase, table: string, ledger: string, rows: readonly Row[]): Promise<void> {
  const columns = await columnsOf(client, table);
  const names = columns.map(({ name }) => name);
  const list = names.map((column) => `"${column}"`).join(', ');
  const same = ['ledger_id', ...keyOfTable(table)].map((column) => `t."${column}" = r."${column}"`).join(' and ');
  const source = `jsonb_populate_recordset(null::${table}, $1)`;
  const others = (await actualRows(client, table, columns, ledger)).filter((row) => !isFoldedRow(table, row));
  const json = JSON.stringify([...rows, ...others]);
  await client.query(`delete from ${table} t where t.ledger_id = $2 and not exists (select 1 from ${source} r where ${same})`, [json, ledger]);
  await client.query(`update ${table} t set ${names.map((column) => `"${column}" = r."${column}"`).join(', ')} from ${source} r where ${same} and t.ledger_id = $2`, [json, ledger]);
  await client.query(`insert into ${table} (${list}) select ${list} from ${source} r where not exists (select 1 from ${table} t where ${same}) and r.ledger_id = $2`, [json, ledger]);
}
