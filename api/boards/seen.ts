/** The cases a board is about: those the policy lets the reader see, with the names to show for them. */
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

/** Rows with the case they belong to; without those whose case is out of sight. */
export function withCase<T extends { readonly ledger: string }>(rows: readonly T[], seen: ReadonlyMap<string, SeenCase>): readonly (Omit<T, 'ledger'> & Pick<SeenCase, 'caseId' | 'codeName'>)[] {
  return rows.flatMap(({ ledger, ...row }) => {
    const found = seen.get(ledger);
    return found === undefined ? [] : [{ caseId: found.caseId, codeName: found.codeName, ...row }];
  });
}
