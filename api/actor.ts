/**
 * Entering the record: every transaction says first for whom it runs, and row-level security holds it to that.
 * The same statement reads the person afresh, so that a role taken away is gone at the next request.
 */
import type pg from 'pg';
import { statementName } from '#prisma/client.ts';
import type { PrismaClient } from '#prisma/generated/client.ts';
import { roles, type Role } from '#domain/terms.ts';
import { notSignedIn, type Identity } from './auth.ts';
import { Problem } from './problems.ts';

export interface Actor extends Identity {
  readonly agency: string;
  readonly roles: readonly Role[];
  /** The database's clock, or the exercise's. ISO 8601, UTC, milliseconds. */
  readonly now: string;
  /** Their agency is contained: they hold no role anywhere, and see their desk alone. */
  readonly contained?: true;
  /** They work, or act, for a unit that enforces removal: nothing about a person is theirs to see (domain 5b, consent rule 12). */
  readonly removal?: true;
}

type Value = string | number | boolean | Date | null | readonly string[];
/** One statement with its values apart from its text: the same template works on either connection. */
export type Ask = <Row>(text: TemplateStringsArray, ...values: readonly Value[]) => Promise<readonly Row[]>;
export type ReadTransaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

export const askPg = (client: pg.PoolClient): Ask =>
  async <Row>(text: TemplateStringsArray, ...values: readonly Value[]) => {
    const numbered = text.reduce((whole, part, index) => `${whole}$${index}${part}`);
    return (await client.query({ name: statementName(numbered), text: numbered, values: [...values] })).rows as readonly Row[];
  };

export const askPrisma = (tx: ReadTransaction): Ask =>
  <Row>(text: TemplateStringsArray, ...values: readonly Value[]) => tx.$queryRaw<readonly Row[]>(text, ...values);

interface Entered {
  readonly agency: string;
  readonly home: string;
  readonly roles: readonly string[];
  readonly now: Date;
  readonly contained: boolean;
  readonly removal: boolean;
}

/**
 * Sets the context of this transaction and answers who acts: at home, or for the agency named by `Acting-For`, with the roles held there now and those
 * stood in for. An unknown or inactive person sees nothing, and is told no more than a forged token.
 */
export async function enter(ask: Ask, identity: Identity): Promise<Actor> {
  const { person, exercise, actingFor = null } = identity;
  const [found] = await ask<Entered>`
    select a.agency, p.agency_id as home, roles_at(p.id, a.agency, a.now) as roles, a.now, c.contained, is_removal(a.agency) or is_removal(p.agency_id) as removal,
           set_config('app.contained', case when c.contained then 'yes' else '' end, true),
           set_config('app.agency', a.agency, true), set_config('app.person', p.id, true),
           set_config('app.exercise', coalesce(${exercise}::text, ''), true)
      from person p left join exercise x on x.id = ${exercise}::uuid
           cross join lateral (select coalesce(${actingFor}::text, p.agency_id) as agency, coalesce(x.now_at, date_trunc('milliseconds', clock_timestamp())) as now) a
           cross join lateral (select is_contained(a.agency, a.now) or is_contained(p.agency_id, a.now) as contained) c
     where p.id = ${person} and is_active(p.id, a.now) and p.exercise_id is not distinct from ${exercise}::uuid
       and (${exercise}::uuid is null or x.id is not null)`;
  if (found === undefined) throw notSignedIn();
  const held = found.contained ? [] : roles.filter((role) => found.roles.includes(role));
  // A hat that is not theirs, or that they wear no more. Whoever throws here leaves the transaction, and its context ends with it.
  if (held.length === 0 && found.agency !== found.home) throw new Problem('NOT_ALLOWED');
  return { ...identity, agency: found.agency, roles: held, now: found.now.toISOString(), ...(found.contained && { contained: true as const }), ...(found.removal && { removal: true as const }) };
}

const READ_WAIT_MS = 3_000;

/** A reading transaction, entered. */
export const reading = <T>(prisma: PrismaClient, identity: Identity, work: (tx: ReadTransaction, actor: Actor) => Promise<T>): Promise<T> =>
  prisma.$transaction(async (tx) => work(tx, await enter(askPrisma(tx), identity)), { timeout: READ_WAIT_MS, maxWait: READ_WAIT_MS });

/** A writing transaction, entered: committed if `work` answers, rolled back if it throws. */
export async function writing<T>(pool: pg.Pool, identity: Identity, work: (ask: Ask, actor: Actor) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const ask = askPg(client);
    const done = await work(ask, await enter(ask, identity));
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.release(broken);
  }
}
