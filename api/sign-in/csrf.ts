/** A form that changes something comes from a page of ours, shown in this very session; whatever else is refused before it is read. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { Problem } from '../problems.ts';
import type { Session } from './session.ts';

/**
 * Two walls. What the browser says of where the form came from (`Origin`, `Sec-Fetch-Site`), where it says it; and the secret that stands in the
 * sealed cookie of the session and in each of its forms. @throws Problem FORM_NOT_OURS.
 */
export function demandOwnForm(req: Request, form: Readonly<Record<string, string>>, session: Session, origin: string): void {
  // Our own pages send no referrer, and browsers then say `null` for where a form of theirs came from.
  const isOurs = [undefined, origin, 'null'].includes(req.get('origin')) && [undefined, 'same-origin'].includes(req.get('sec-fetch-site'));
  if (!isOurs || !same(form['csrf'] ?? '', session.csrf)) throw new Problem('FORM_NOT_OURS');
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
