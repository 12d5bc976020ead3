/** The cases a board is about, and the compacts above cases: those the policy lets the reader see, with the names to show for them. */
import type { Reader } from '../route.ts';
import { readable } from '../views/readable.ts';
import { caseIdOf } from '../views/subjects.ts';

export interface SeenCase {
  readonly caseId: string;
  readonly codeName: string;
  readonly playbookId: string;
  readonly playbookVersion: number;
}

/** By ledger. */
export async function seenCases(reader: Reader): Promise<ReadonlyMap<string, SeenCase>> {
  const all = await reader.tx.caseView.findMany({ select: { ledgerId: true, codeName: true, playbookId: true, playbookVersion: true }, orderBy: { ledgerId: 'asc' } });
  const seen = await readable(reader, all.map(({ ledgerId }) => ledgerId));
  return new Map(all.filter(({ ledgerId }) => seen.has(ledgerId)).map(({ ledgerId, ...shown }) => [ledgerId, { caseId: caseIdOf(ledgerId), ...shown }]));
}

interface CompactRow {
  readonly ledger: string;
  readonly compact: string;
  readonly codeName: string;
  readonly lead: string;
  readonly agencies: readonly string[];
}

/** The compacts above cases that the policy lets the reader see, by ledger. What belongs to a case is seen with its case. */
export async function seenCompacts({ ask, may }: Reader): Promise<ReadonlyMap<string, Pick<CompactRow, 'compact' | 'codeName'>>> {
  const all = await ask<CompactRow>`
    select c.ledger_id as ledger, c.id as compact, c.code_name as "codeName", c.agency_id as lead, array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies
      from compact_view c where c.case_ledger is null order by c.ledger_id`;
  const seen = all.filter(({ compact, lead, agencies }) => may('compact.read', { kind: 'Compact', id: compact, lead, agencies }));
  return new Map(seen.map(({ ledger, compact, codeName }) => [ledger, { compact, codeName }]));
}

/** Rows with the case they belong to; without those whose case is out of sight. */
export function withCase<T extends { readonly ledger: string }>(rows: readonly T[], seen: ReadonlyMap<string, SeenCase>): readonly (Omit<T, 'ledger'> & Pick<SeenCase, 'caseId' | 'codeName'>)[] {
  return rows.flatMap(({ ledger, ...row }) => {
    const found = seen.get(ledger);
    return found === undefined ? [] : [{ caseId: found.caseId, codeName: found.codeName, ...row }];
  });
}
