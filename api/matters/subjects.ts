/** The papers of a case as the policy is asked about them. */
import type { Ask } from '../actor.ts';
import type { MatterResource, Met } from '../policies/authorise.ts';
import type { Subject } from '../views/subjects.ts';

interface Row {
  readonly ledger_id: string;
  readonly lead: string;
  readonly agencies: readonly string[];
  readonly working: readonly string[];
  readonly supervised: readonly string[];
  readonly class: string | null;
  readonly suspect: boolean;
}

/** Of a class, of the class of an assignment, or of none in particular. In a case who supervises a discipline has its part. */
export async function matterSubject(ask: Ask, caseId: string, about: { readonly class?: string | undefined; readonly assignment?: string | undefined } = {}): Promise<Subject<MatterResource> | undefined> {
  const [row] = await ask<Row>`
    select c.ledger_id, c.agency_id as lead, array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies,
           array(select roles_in(c.ledger_id)) as working, array(select supervises_in(c.ledger_id)) as supervised, c.ledger_id in (select suspect_cases()) as suspect,
           coalesce(${about.class ?? null}::text, (select a.class from assignment_view a where a.ledger_id = c.ledger_id and a.id = ${about.assignment ?? null}::uuid)) as class
      from case_view c where c.id = ${caseId}::uuid`;
  if (row === undefined) return undefined;
  const { ledger_id: ledger, lead, agencies, working, supervised, suspect } = row;
  return { kind: 'Matter', id: caseId, lead, agencies, class: row.class ?? '', ...(suspect && { suspect }), working: [...new Set([...working, ...supervised])].toSorted(), ledger, keeper: ledger };
}

/** Nobody stands by anybody in a matter, and what is reduced for supervisors is about persons only. */
export const metIn = ({ working }: MatterResource): Met => ({ working, standing: [], supervised: [], removal: false });
