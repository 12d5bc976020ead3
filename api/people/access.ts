/** The access log: every read of a protected class and every denial, written in the transaction that answers, so that it is there before the answer leaves. */
import type { Actor, Ask } from '../actor.ts';

export interface Access {
  readonly operation: string;
  readonly ledger: string;
  readonly class: string;
  readonly paper?: string;
  readonly outcome: 'READ' | 'DENIED';
  /** ROLE, OWN, STANDING, CONSENT or ASSIGNMENT. */
  readonly basis?: string;
}

export async function note({ ask, actor }: { readonly ask: Ask; readonly actor: Actor }, { operation, ledger, class: of, paper, outcome, basis }: Access): Promise<void> {
  await ask`insert into access_log (at, person, agency, roles, operation, ledger_id, class, paper, outcome, basis, agency_id, exercise_id)
    values (${actor.now}::timestamptz, ${actor.person}, ${actor.agency}, ${actor.roles}, ${operation}, ${ledger}, ${of}, ${paper ?? null}::uuid, ${outcome}, ${basis ?? null}, ${actor.agency}, ${actor.exercise}::uuid)`;
}
