/** Rule R14 in what is measured: a promise whose standing tells her word waits, to who may not know it, whatever she says; so no figure moves with her word. */
import type { Reader } from '../route.ts';
import { looksAsWaiting, type CommitmentShown } from '../views/commitments.ts';
import { eyesIn } from '../views/readable.ts';
import type { Picture } from './picture.ts';

type Row = Pick<CommitmentShown, 'waitsOnHer' | 'state' | 'agency' | 'offeredTo' | 'acceptedBy'> & { readonly ledger: string; readonly id: string };

/** The picture as who asks may know it. */
export async function pictureAlike(reader: Reader, picture: Picture): Promise<Picture> {
  if (picture.terms.length === 0 && picture.commitments.length === 0) return picture;
  const ledgers = [...new Set([...picture.terms, ...picture.commitments].map(({ ledger }) => ledger))];
  const rows = await reader.ask<Row>`
    select case_ledger as ledger, id, agency, state, waits_on_her as "waitsOnHer", offered_to as "offeredTo", accepted_by as "acceptedBy" from commitment_view where waits_on_her and case_ledger = any(${ledgers}::text[])`;
  const eyes = await eyesIn(reader, rows.map(({ ledger }) => ledger));
  const alike = new Set(rows.filter((row) => { const sees = eyes.get(row.ledger); return sees !== undefined && looksAsWaiting(row, sees); }).map(({ id }) => id));
  return {
    ...picture,
    terms: picture.terms.map((term) => (term.answer === null && alike.has(term.commitment) ? { ...term, suspended: true } : term)),
    commitments: picture.commitments.map((one) => (alike.has(one.id) ? { ...one, state: 'SUSPENDED' } : one)),
  };
}
