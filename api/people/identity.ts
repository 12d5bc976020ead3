/** How old she is and how she may be reached: for whom identity and contact (D3) are open. */
import type { Asker } from '../route.ts';

interface AgeRow {
  readonly basis: string;
  readonly of_age_on: string | null;
  readonly adult: boolean | null;
  readonly decided_by: string | null;
  readonly at: Date;
}
interface ContactRow {
  readonly languages: readonly string[];
  readonly interpreter: string | null;
  readonly safe_paper: string | null;
  readonly rhythm: string | null;
  readonly last_at: Date | null;
}

export async function identityOf({ ask }: Asker, ledger: string) {
  const [age] = await ask<AgeRow>`select basis, of_age_on::text, adult, decided_by, at from age_view where ledger_id = ${ledger} order by seq desc limit 1`;
  const [contact] = await ask<ContactRow>`select languages, interpreter, safe_paper, rhythm, last_at from contact_view where ledger_id = ${ledger}`;
  return { ...(age !== undefined && { age: ageOf(age) }), ...(contact !== undefined && { contact: contactOf(contact) }) };
}

const ageOf = ({ basis, of_age_on: on, adult, decided_by: decidedBy, at }: AgeRow) => ({
  basis: basis as 'KNOWN', at: at.toISOString(), ...(on !== null && { ofAgeOn: on }), ...(adult !== null && { adult }), ...(decidedBy !== null && { decidedBy }),
});

const contactOf = ({ languages, interpreter, safe_paper: rule, rhythm: every, last_at: last }: ContactRow) => ({
  languages: [...languages], ...(interpreter !== null && { interpreter: interpreter as 'NONE' }), ...(rule !== null && { rule }), ...(every !== null && { every }), ...(last !== null && { lastAt: last.toISOString() }),
});
