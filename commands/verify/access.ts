/** `verify -- access`: the access log is what was sealed, row by row, and its sealer keeps up. */
import type pg from 'pg';
import { genesis } from '../../activities/append.ts';
import { lowestId, rowsBetween, sealOf, type LogRow, type Seal } from '../../activities/access-seal.ts';

/** Twice over what a checkpoint may miss: rows that wait longer were written while nobody sealed. */
const waitsMostMinutes = 10;
const sealsAtOnce = 100;

export interface AccessAudit {
  readonly seals: number;
  readonly rows: number;
  /** Not sealed yet. */
  readonly waiting: number;
  readonly broken: readonly string[];
}

const sealsQuery = `select seq, first_id::text, last_id::text, count, prev_hash, hash from access_seal where seq > $1 order by seq limit ${sealsAtOnce}`;
const waitingQuery = `select count(*)::int as waiting, coalesce(extract(epoch from clock_timestamp() - min(noted_at)) / 60, 0)::float8 as minutes from access_log where id > $1::bigint`;

/** Everything that is wrong with the log, a line each. Reads a seal's rows at a time. */
export async function auditAccess(client: pg.Pool | pg.ClientBase): Promise<AccessAudit> {
  const broken: string[] = [];
  let last: Seal | undefined;
  let [seals, rows] = [0, 0];
  for (;;) {
    const { rows: next } = await client.query<Seal>(sealsQuery, [last?.seq ?? 0]);
    for (const seal of next) {
      const { rows: sealed } = await client.query<LogRow>(rowsBetween, [last?.last_id ?? lowestId, seal.last_id]);
      broken.push(...flawsOf(seal, sealed, last));
      rows += sealed.length;
      seals += 1;
      last = seal;
    }
    if (next.length < sealsAtOnce) break;
  }
  const { rows: [rest] } = await client.query<{ waiting: number; minutes: number }>(waitingQuery, [last?.last_id ?? lowestId]);
  if (rest !== undefined && rest.minutes > waitsMostMinutes) broken.push(`access log: a row has waited ${Math.round(rest.minutes)} minutes to be sealed`);
  return { seals, rows, waiting: rest?.waiting ?? 0, broken };
}

function flawsOf(seal: Seal, rows: readonly LogRow[], before: Seal | undefined): readonly string[] {
  const anew = sealOf(rows, before);
  const name = `access log: seal ${seal.seq}`;
  return [
    ...(seal.seq === (before?.seq ?? 0) + 1 ? [] : [`${name} stands where ${(before?.seq ?? 0) + 1} should`]),
    ...(seal.prev_hash === (before?.hash ?? genesis) ? [] : [`${name} does not follow the one before it`]),
    ...(anew.count === seal.count ? [] : [`${name} was put on ${seal.count} rows, and there are ${anew.count}`]),
    ...(anew.hash === seal.hash && anew.first_id === seal.first_id && anew.last_id === seal.last_id ? [] : [`${name}: its rows ${seal.first_id} to ${seal.last_id} are not those that were sealed`]),
  ];
}
