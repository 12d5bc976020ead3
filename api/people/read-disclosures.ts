/** Disclosures without consent, as far as row-level security lets who asks know of them: their parties, who stands by her, the privacy officer. */
import type { Asker } from '../route.ts';

interface Row {
  readonly id: string;
  readonly glass: boolean;
  readonly grounds: readonly string[];
  readonly classes: readonly string[];
  readonly agency: string;
  readonly person: string | null;
  readonly recorder: string | null;
  readonly told_her: string | null;
  readonly steps: readonly string[];
  readonly from_at: Date;
  readonly until_at: Date;
  readonly ended_at: Date | null;
  readonly finding: string | null;
}

export async function disclosuresOf({ ask }: Asker, ledger: string) {
  const rows = await ask<Row>`
    select id, glass, grounds, classes, agency, person, recorder, told_her, steps, from_at, until_at, ended_at, finding from disclosure_view where ledger_id = ${ledger} order by from_at, id limit 1000`;
  return rows.map(({ id, glass, grounds, classes, agency, steps, person, recorder, told_her: told, from_at: from, until_at: until, ended_at: ended, finding }) => ({
    id, glass, grounds: [...grounds], agency, classes: classes as 'D3'[], steps: steps as 'REDACTED'[], from: from.toISOString(), until: until.toISOString(), ...(person !== null && { person }), ...(recorder !== null && { recorder }),
    ...(told !== null && { toldHer: told as 'GIVEN' }), ...(ended !== null && { endedAt: ended.toISOString() }), ...(finding !== null && { finding: finding as 'JUSTIFIED' }),
  }));
}
