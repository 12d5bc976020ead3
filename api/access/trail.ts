/** Reading the access log: one query for all who may, each seeing the rows that row-level security leaves them. The newest come first. */
import { z } from 'zod';
import type { DataClass, Role } from '#domain/terms.ts';
import type { Ask } from '../actor.ts';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { instant } from '../shapes.ts';
import type { AccessAnswer } from './shapes.ts';

const position = z.string().regex(/^\d{1,19}$/);
/** Between which instants, and one page. */
export const trailQuery = { ...pageQuery, from: instant.optional(), until: instant.optional() };

export interface Asked {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly ledger?: string | undefined;
  /** All of a case: its own ledger, and the files of those who are in it. */
  readonly caseLedger?: string | undefined;
  readonly person?: string | undefined;
  readonly agency?: string | undefined;
  readonly class?: string | undefined;
  readonly paper?: string | undefined;
  readonly basisId?: string | undefined;
  readonly outcome?: string | undefined;
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly person: string;
  readonly agency: string;
  readonly roles: readonly Role[];
  readonly operation: string;
  readonly action: string | null;
  readonly ledger_id: string;
  readonly class: DataClass;
  readonly paper: string | null;
  readonly outcome: 'READ' | 'DENIED';
  readonly depth: 'FULL' | null;
  readonly basis: string | null;
  readonly basis_id: string | null;
}

/** `readers`: numbers to stand in place of names. */
export async function trail(ask: Ask, asked: Asked, readers?: ReadonlyMap<string, number>): Promise<{ items: AccessAnswer[]; next: string | null }> {
  const before = positionOf(position, asked.cursor) ?? null;
  const { limit, from = null, until = null, ledger = null, caseLedger = null, person = null, agency = null, class: of = null, paper = null, basisId = null, outcome = null } = asked;
  const rows = await ask<Row>`
    select id::text as id, at, person, agency, roles, operation, action, ledger_id, class, paper, outcome, depth, basis, basis_id from access_log
     where (${before}::bigint is null or access_log.id < ${before}::bigint)
       and (${ledger}::text is null or ledger_id = ${ledger})
       and (${caseLedger}::text is null or ledger_id = ${caseLedger} or ledger_id in (select i.ledger_id from involvement_view i where i.case_ledger = ${caseLedger} and i.until_at is null))
       and (${person}::text is null or person = ${person}) and (${agency}::text is null or agency = ${agency}) and (${of}::text is null or class = ${of})
       and (${paper}::uuid is null or paper = ${paper}::uuid) and (${basisId}::uuid is null or basis_id = ${basisId}::uuid) and (${outcome}::text is null or outcome = ${outcome})
       and (${from}::timestamptz is null or at >= ${from}::timestamptz) and (${until}::timestamptz is null or at < ${until}::timestamptz)
     order by access_log.id desc limit ${limit + 1}`;
  const { items, next } = pageFrom(rows, limit, ({ id }) => id, (row) => answerOf(row, readers));
  return { items: [...items], next };
}

/** Each reader of a ledger with a number, in the order in which they came first. */
export async function readersOf(ask: Ask, ledger: string): Promise<ReadonlyMap<string, number>> {
  const rows = await ask<{ person: string }>`select person from access_log where ledger_id = ${ledger} group by person order by min(id)`;
  return new Map(rows.map(({ person }, index) => [person, index + 1]));
}

function answerOf({ at, person, agency, roles, operation, action, ledger_id: ledger, class: of, paper, outcome, depth, basis, basis_id: basisId }: Row, readers: ReadonlyMap<string, number> | undefined): AccessAnswer {
  const reader = readers?.get(person);
  return {
    at: at.toISOString(), agency, roles: [...roles], ...(readers === undefined && { person }), ...(reader !== undefined && { reader }), operation, ...(action !== null && { action }), ledger, class: of,
    ...(paper !== null && { paper }), outcome, ...(depth !== null && { depth }), ...(basis !== null && { basis }), ...(basisId !== null && { basisId }),
  };
}
