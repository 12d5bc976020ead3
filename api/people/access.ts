/** The access log: every read of a protected class and every denial, written in the transaction that answers, so that it is there before the answer leaves. */
import type { Actor, Ask } from '../actor.ts';

/** On what a reading rested: ROLE, OWN, STANDING, or one consent or assignment, by its id. */
export interface Basis {
  readonly kind: string;
  readonly id?: string;
}

export interface Access {
  readonly operation: string;
  readonly ledger: string;
  readonly class: string;
  readonly paper?: string;
  readonly outcome: 'READ' | 'DENIED';
  readonly basis?: Basis;
}

export async function note({ ask, actor }: { readonly ask: Ask; readonly actor: Actor }, { operation, ledger, class: of, paper, outcome, basis }: Access): Promise<void> {
  await ask`insert into access_log (at, person, agency, roles, operation, ledger_id, class, paper, outcome, basis, basis_id, agency_id, exercise_id)
    values (${actor.now}::timestamptz, ${actor.person}, ${actor.agency}, ${actor.roles}, ${operation}, ${ledger}, ${of}, ${paper ?? null}::uuid, ${outcome}, ${basis?.kind ?? null}, ${basis?.id ?? null}::uuid, ${actor.agency}, ${actor.exercise}::uuid)`;
}
