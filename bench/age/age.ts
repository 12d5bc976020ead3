/** Whether the cost of a command grows with the age of its case: the last commands of a long life beside its first. */
import pg from 'pg';
import { openDatabase } from '#prisma/client.ts';
import { playbookSchema } from '#domain/playbook/schema.ts';
import { recorder } from '../../activities/record.ts';
import { percentile } from '../loops.ts';
import { lifeOf, type Cost, type Ground, type Shape } from './life.ts';

/** The case of the issue that asked for this: ten years of forty suspects and two hundred victims. */
export const longLife: Shape = { victims: 200, suspects: 40, agencies: 12, years: 10, commands: 5_000 };
export const ratioMost = 1.2;

export interface Aged extends Shape {
  /** Median cost of the last commands by that of the first, joining and all. */
  readonly ratio: number;
  /** The same by the first after everybody had joined. */
  readonly ratio_joined: number;
  readonly first_ms: number;
  readonly joined_ms: number;
  readonly last_ms: number;
  /** Bytes of state written, a command. */
  readonly state_bytes: { readonly first: number; readonly last: number };
  /** Commands that were compared on each side. */
  readonly compared: number;
  readonly refused: number;
  readonly clocks: number;
}

const median = (costs: readonly Cost[]): number => percentile(costs.map(({ ms }) => ms), 0.5);
const bytes = (costs: readonly Cost[]): number => Math.round(costs.reduce((sum, { stateBytes }) => sum + stateBytes, 0) / costs.length);
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** A refused command is no measurement: it is counted, and left out of every figure. */
export function agedFrom(costs: readonly Cost[], shape: Shape): Aged {
  const done = costs.filter(({ refusal }) => refusal === undefined);
  const compared = Math.min(500, Math.floor(done.length / 2));
  const joined = done.findLastIndex(({ word }) => word === 'victim-joins' || word === 'name-subject') + 1;
  const [first, settled, last] = [done.slice(0, compared), done.slice(joined, joined + compared), done.slice(-compared)];
  return {
    ...shape, ratio: rounded(median(last) / median(first)), ratio_joined: rounded(median(last) / median(settled)),
    first_ms: rounded(median(first)), joined_ms: rounded(median(settled)), last_ms: rounded(median(last)),
    state_bytes: { first: bytes(first), last: bytes(last) }, compared, refused: costs.length - done.length, clocks: done.filter(({ word }) => word === 'clock').length,
  };
}

/** On a database whose playbooks are published. Errors of the database as they come. */
export async function measureAge(databaseUrl: string, shape: Shape, say: (line: string) => void): Promise<Aged> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  const database = openDatabase(databaseUrl, 'throughline_worker', 2);
  try {
    const records = recorder(database.pool, (fault, error) => say(`${fault}: ${String(error)}`));
    const costs: Cost[] = [];
    for await (const cost of lifeOf({ owner, records, playbook: await teamPlaybook(owner) }, shape, '2027-01-04T15:00:00.000Z')) {
      costs.push(cost);
      if (costs.length % 500 === 0) say(`${costs.length} commands, the last 500 at ${rounded(median(costs.slice(-500)))} ms`);
    }
    return agedFrom(costs, shape);
  } finally {
    await database.close();
    await owner.end();
  }
}

/** The newest version of the playbook for a federal task force, and every role that it names. */
export async function teamPlaybook(owner: pg.ClientBase): Promise<Ground['playbook']> {
  const { rows } = await owner.query<{ id: string; version: number; body: string }>(`select id, version, body from playbook where id = 'us-acteam' order by version desc limit 1`);
  const row = rows[0];
  if (row === undefined) throw new Error('us-acteam is not published');
  const roles = [...new Set(playbookSchema.parse(JSON.parse(row.body)).steps.map(({ role }) => role))];
  return { id: row.id, version: row.version, roles };
}
