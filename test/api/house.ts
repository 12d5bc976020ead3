/** An agency of its own for each test, so that nobody else's desk is touched; and waiting for what an engine does by itself. */
import { randomUUID } from 'node:crypto';
import { auditLedger } from '../../commands/verify/ledger.ts';
import { auditReadModels } from '../../commands/verify/read-models.ts';
import { readStored } from '../../commands/verify/stored.ts';
import { asOwner } from './support.ts';

export interface House { readonly agency: string; readonly supervisor: string; readonly leader: string; readonly one: string; readonly two: string }

export const advocates = ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST'];

export async function house(roles: readonly string[] = advocates): Promise<House> {
  const agency = `h${randomUUID().slice(0, 8)}`;
  const named = { supervisor: `${agency}.supervisor`, leader: `${agency}.leader`, one: `${agency}.one`, two: `${agency}.two` };
  await asOwner(async (client) => {
    await client.query(`insert into agency (id, name, type, zone) values ($1, $1, 'VICTIM_SERVICES_NGO', 'America/Chicago')`, [agency]);
    const held: Record<string, readonly string[]> = { [named.supervisor]: ['AGENCY_SUPERVISOR'], [named.leader]: ['AGENCY_LEADER'], [named.one]: roles, [named.two]: roles };
    for (const [id, of] of Object.entries(held)) await client.query(`insert into person (id, agency_id, roles) values ($1, $2, $3)`, [id, agency, of]);
  });
  return { agency, ...named };
}

/** Looks again and again for as long as a hook may take: a quick machine looks more often, and waits as long. */
export const until = async <T>(look: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> => {
  const from = Date.now();
  let found = await look();
  while (!isThere(found) && Date.now() - from < 9_000) found = await look();
  return found;
};

export const rowsOf = <T extends object>(text: string, ...values: readonly unknown[]) => asOwner(async (client) => (await client.query<T>(text, [...values])).rows);

export const eventsOf = (ledger: string, type: string) => rowsOf<{ body: string }>(`select body from event where ledger_id = $1 and type = $2 order by seq`, ledger, type);

/** Waits until the sweep of an agency's desk has ended; answers how many have. */
export const sweptAt = async (agency: string): Promise<number> => (await until(() => eventsOf(`agency/${agency}`, 'SweepEnded'), (ended) => ended.length > 0)).length;

/** What is wrong with a ledger when it is decided again, and with its tables. */
export const audit = (ledger: string) => asOwner(async (client) => [...auditLedger(await readStored(client, ledger)), ...(await auditReadModels(client, ledger))]);
