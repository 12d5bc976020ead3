/** Lists: the database narrows, the policy decides each case again, and nothing is counted before it has. */
import type { Reader } from '../route.ts';
import { caseIdOf } from './subjects.ts';

interface Row {
  readonly ledger_id: string;
  readonly lead: string;
  readonly agencies: readonly string[];
}

/** Those of the ledgers whose case the caller may read. */
export async function readable({ ask, may }: Reader, ledgers: readonly string[]): Promise<ReadonlySet<string>> {
  const wanted = [...new Set(ledgers)];
  if (wanted.length === 0) return new Set();
  const rows = await ask<Row>`
    select c.ledger_id, c.agency_id as lead, array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies
      from case_view c where c.ledger_id = any(${wanted}::text[])`;
  return new Set(
    rows
      .filter(({ ledger_id: ledger, lead, agencies }) => may('case.read', { kind: 'Case', id: caseIdOf(ledger), lead, agencies }))
      .map(({ ledger_id: ledger }) => ledger),
  );
}
