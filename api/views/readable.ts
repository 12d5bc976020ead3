/** Lists: the database narrows, the policy decides each case again, and nothing is counted before it has. */
import type { CaseResource } from '../policies/authorise.ts';
import type { Reader } from '../route.ts';
import type { PromiseEyes } from './commitments.ts';
import { depthsIn, type Depths } from './depth.ts';
import { caseIdOf, workingIn } from './subjects.ts';

interface Row {
  readonly ledger_id: string;
  readonly lead: string;
  readonly agencies: readonly string[];
  readonly mine: readonly string[] | null;
}

/** Those of the ledgers whose case the caller may read, each with what the policy is asked about. */
export async function readable({ ask, actor, may }: Pick<Reader, 'ask' | 'actor' | 'may'>, ledgers: readonly string[]): Promise<ReadonlyMap<string, CaseResource>> {
  const wanted = [...new Set(ledgers)];
  if (wanted.length === 0) return new Map();
  const rows = await ask<Row>`
    select c.ledger_id, c.agency_id as lead, array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies,
           (select e.roles from engagement e where e.ledger_id = c.ledger_id and e.agency_id = ${actor.agency} and e.until_at is null) as mine
      from case_view c where c.ledger_id = any(${wanted}::text[])`;
  const cases = rows.map(({ ledger_id: ledger, lead, agencies, mine }): [string, CaseResource] => [ledger, { kind: 'Case', id: caseIdOf(ledger), lead, agencies, ...workingIn(actor, mine) }]);
  return new Map(cases.filter(([, resource]) => may('case.read', resource)));
}

/** How deep the reader sees into each of these cases (D2, rule R12); none for a case that is out of sight. */
export const depthsOf = async (reader: Asking, ledgers: readonly string[]): Promise<ReadonlyMap<string, Depths>> =>
  new Map([...(await eyesIn(reader, ledgers))].map(([ledger, { depth }]) => [ledger, depth]));

type Asking = Pick<Reader, 'ask' | 'actor' | 'may' | 'deps'>;

/** The same, with whether they may know what she says there (D6, rule R14). */
export async function eyesIn(reader: Asking, ledgers: readonly string[]): Promise<ReadonlyMap<string, PromiseEyes>> {
  const { ask, deps, may, actor } = reader;
  const seen = await readable(reader, ledgers);
  const shells = await ask<{ ledger: string; playbook: string; version: number }>`select ledger_id as ledger, playbook_id as playbook, playbook_version as version from case_view where ledger_id = any(${[...seen.keys()]}::text[])`;
  const eyes = new Map<string, PromiseEyes>();
  for (const { ledger, playbook, version } of shells) {
    const resource = seen.get(ledger);
    if (resource !== undefined) eyes.set(ledger, { actor, signal: may('step.read-signal', resource), depth: depthsIn(reader, resource, await deps.playbooks.told(ask, playbook, version)) });
  }
  return eyes;
}
