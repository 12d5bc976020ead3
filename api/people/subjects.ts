/** Her file and its compartments as the policy is asked about them: by the same facts as the wall in the database, read at this instant. */
import type { Ask } from '../actor.ts';
import type { CompartmentResource, Met, VictimResource } from '../policies/authorise.ts';
import type { Subject } from '../views/subjects.ts';

interface VictimRow extends Met {
  readonly id: string;
  readonly ledger_id: string;
  readonly keeper: string;
  readonly agencies: readonly string[];
  readonly given: boolean;
}

export async function victimSubject(ask: Ask, victimId: string): Promise<Subject<VictimResource> | undefined> {
  const [subject] = await victimSubjects(ask, [victimId]);
  return subject;
}

/** Of several files at once, as far as they are in sight; in no order. */
export async function victimSubjects(ask: Ask, victimIds: readonly string[]): Promise<readonly Subject<VictimResource>[]> {
  const rows = await ask<VictimRow>`
    select v.id, v.ledger_id, v.keeper, array(select roles_in(v.ledger_id)) as working, array(select stands_as(v.ledger_id)) as standing, array(select supervises_in(v.ledger_id)) as supervised, removal_here() as removal, is_given(v.ledger_id) as given,
           array(select distinct e.agency_id from involvement_view i join engagement e on e.ledger_id = i.case_ledger and e.until_at is null where i.ledger_id = v.ledger_id and i.until_at is null) as agencies
      from victim_view v where v.id = any(${victimIds}::uuid[])`;
  return rows.map(({ ledger_id: ledger, working, standing, supervised, ...rest }) => ({ kind: 'Victim', ledger, ...rest, working: working.toSorted(), standing: standing.toSorted(), supervised: supervised.toSorted() }));
}

/** A paper that exists for who asks, with the facts that open or close it. */
export interface FoundPaper {
  readonly id: string;
  readonly class: string;
  readonly kind: string;
  readonly recorder: string;
  readonly author: string;
  readonly at: Date;
  readonly text: string;
  readonly summary: string | null;
  readonly supersedes: string | null;
  readonly disclosable: boolean;
  readonly granted: boolean;
  readonly assigned: boolean;
  readonly own: boolean;
  /** Words of hers that she took back, as row-level security shows them to those who stand by her. */
  readonly withdrawn: boolean;
  /** The consent it is open by now, and the assignment. */
  readonly grant: string | null;
  readonly assignment: string | null;
  /** What opens it without her consent. */
  readonly disclosure: string | null;
  readonly glass: boolean | null;
}

/** The papers of a ledger that row-level security lets exist, oldest first. `only`: one of them. */
export const findPapers = (ask: Ask, ledger: string, only: string | null, limit: number): Promise<readonly FoundPaper[]> => ask<FoundPaper>`
  select p.id, p.class, p.kind, p.recorder, p.author, p.at, p.text, p.summary, p.supersedes, p.disclosable, is_granted(p.ledger_id, p.class) as granted, is_assigned(p.ledger_id, p.class, p.id) as assigned,
         p.recorder = current_setting('app.agency', true) as own,
         exists (select 1 from own_words_view w where w.ledger_id = p.ledger_id and w.id = p.id and w.withdrawn_at is not null) as withdrawn,
         grant_of(p.ledger_id, p.class) as grant, a.id as assignment, d.id as disclosure, d.glass
    from paper_view p left join lateral assignment_of(p.ledger_id, p.class, p.id) a on true left join lateral disclosure_of(p.ledger_id, p.class, p.recorder) d on true
   where p.ledger_id = ${ledger} and (${only}::uuid is null or p.id = ${only}::uuid) order by p.at, p.id limit ${limit}`;

export const compartmentOf = ({ id, class: of, own, granted, assigned, disclosure, withdrawn }: FoundPaper, { working, standing, supervised, removal }: Met): CompartmentResource => ({
  kind: 'Compartment', id, class: of, working, standing, supervised, own, granted, assigned, removal, disclosed: disclosure !== null, ...(withdrawn && { withdrawn }),
});
