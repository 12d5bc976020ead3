/** Every no of the policy is on record: what was asked, never what it holds. It outlives the transaction that was undone, and is there before the caller hears it. */
import type { DataClass } from '#domain/terms.ts';
import { writing } from '../actor.ts';
import type { Identity } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { isOutage } from '../outage.ts';
import type { Resource } from '../policies/authorise.ts';
import { Problem, type Denied } from '../problems.ts';
import type { Incoming } from '../request.ts';
import type { Operation } from '../route.ts';
import type { Subject } from '../views/subjects.ts';

/** The class under which a resource as a whole is kept. */
const classOf = (resource: Resource): DataClass => (resource.kind === 'Compartment' ? (resource.class as DataClass) : resource.kind === 'Victim' ? 'D3' : resource.kind === 'Case' ? 'D1' : 'D2');

export const deniedOf = (action: string, subject: Subject<Resource> | undefined): Denied =>
  subject === undefined ? { action } : { action, resource: subject.kind, ledger: subject.ledger, class: classOf(subject) };

/** Whose ledger an address names, whether there is such a one or not: from outside the two look alike, and in her log an attempt stands under her. */
function askedFor(params: Readonly<Record<string, unknown>>): { readonly ledger: string; readonly class: DataClass } {
  const found = ([['victimId', 'victim', 'D3'], ['caseId', 'case', 'D1'], ['compactId', 'compact', 'D2']] as const).find(([name]) => typeof params[name] === 'string');
  return found === undefined ? { ledger: '', class: 'D2' } : { ledger: `${found[1]}/${String(params[found[0]]).toLowerCase().slice(0, 36)}`, class: found[2] };
}

/** An operation whose refusals are written down. Where that cannot be done, nothing is answered but that. */
export const notingDenials = (id: string, run: Operation['run']): Operation['run'] => async (deps, incoming, identity) => {
  try {
    // What a program was not made for it is not told about, and nothing of it is looked up.
    if (identity.only !== undefined && !identity.only.includes(id)) throw new Problem('NOT_ALLOWED');
    return await run(deps, incoming, identity);
  } catch (error) {
    if (error instanceof Problem && ['NOT_ALLOWED', 'NOT_FOUND'].includes(error.code)) await noteDenial(deps, incoming, identity, id, error.particulars.denied);
    throw error;
  }
};

async function noteDenial(deps: Deps, incoming: Incoming, identity: Identity, operation: string, denied: Denied = {}): Promise<void> {
  const { action, resource, ledger, class: of } = { ...askedFor(incoming.params as Readonly<Record<string, unknown>>), ...denied };
  const write = (as: Identity): Promise<unknown> => writing(deps.database.pool, as, (ask, { now, person, agency, roles, exercise }) => ask`
    insert into access_log (at, person, agency, roles, operation, action, resource, ledger_id, class, outcome, agency_id, exercise_id)
    values (${now}::timestamptz, ${person}, ${agency}, ${roles}, ${operation}, ${action ?? null}, ${resource ?? null}, ${ledger}, ${of}, 'DENIED', ${agency}, ${exercise}::uuid)`);
  try {
    await write(identity).catch((error: unknown) => {
      // A hat that is not theirs: then it is their own agency's person who was refused.
      if (error instanceof Problem && error.code === 'NOT_ALLOWED') return write({ person: identity.person, exercise: identity.exercise });
      throw error;
    });
  } catch (error) {
    throw isOutage(error) ? new Problem('UNAVAILABLE', { headers: { 'Retry-After': '2' } }) : error;
  }
}
