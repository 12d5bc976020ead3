/** Lists: the database narrows, the policy decides each case again, and nothing is counted before it has. */
import type { CaseResource } from '../policies/authorise.ts';
import type { Reader } from '../route.ts';
import { caseIdOf, workingIn } from './subjects.ts';

interface Row {
  readonly ledger_id: string;
  readonly lead: string;
  readonly agencies: readonly string[];
  readonly mine: readonly string[] | null;
}

/** Those of the ledgers whose case the caller may read, each with what the policy is asked about. */
export async function readable({ ask, actor, may }: Reader, ledgers: readonly string[]): Promise<ReadonlyMap<string, CaseResource>> {
  const wanted = [...new Set(ledgers)];
  if (wanted.length === 0) return new Map();
  const rows = await ask<Row>`
    select c.ledger_id, c.agency_id as lead, array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies,
           (select e.roles from engagement e where e.ledger_id = c.ledger_id and e.agency_id = ${actor.agency} and e.until_at is null) as mine
      from case_view c where c.ledger_id = any(${wanted}::text[])`;
  const cases = rows.map(({ ledger_id: ledger, lead, agencies, mine }): [string, CaseResource] => [ledger, { kind: 'Case', id: caseIdOf(ledger), lead, agencies, ...workingIn(actor, mine) }]);
  return new Map(cases.filter(([, resource]) => may('case.read', resource)));
}
