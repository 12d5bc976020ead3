/**
 * The members of her file as it is answered, each of exactly one data class: a new one without a class does not compile. D1 and D2 are what everybody
 * who may read the file may see of it (`victim.read` has said so); every other class is asked of the policy and noted when it is shown.
 */
import type { z } from 'zod';
import type { DataClass } from '#domain/terms.ts';
import type { Met } from '../policies/authorise.ts';
import type { Asker } from '../route.ts';
import type { victimShape } from './shapes.ts';
import type { Subject } from '../views/subjects.ts';

type Member = keyof z.output<typeof victimShape>;

const fieldClass = {
  id: 'D1', rev: 'D1', childRules: 'D2', hasSafeContact: 'D2', statuses: 'D2',
  // That she is in a case and who stands by her is known to her team, and noted: it is about who she is.
  cases: 'D3', standing: 'D3', consents: 'D3', disclosures: 'D3',
  age: 'D3', contact: 'D3',
} as const satisfies Readonly<Record<Member, DataClass>>;

/** Those whose showing is noted in the access log. */
export const protectedFields = { cases: 'D3', standing: 'D3', consents: 'D3', disclosures: 'D3', age: 'D3', contact: 'D3' } as const satisfies { readonly [M in Member]?: (typeof fieldClass)[M] };

/** Whether the words of a member's class are open to who asks, now. */
export async function opensField({ ask, may }: Asker, member: Member, { ledger, working, standing, supervised, removal }: Subject<Met>): Promise<boolean> {
  const of = fieldClass[member];
  const [by] = await ask<{ granted: boolean; assigned: boolean }>`select is_granted(${ledger}, ${of}) as granted, is_assigned(${ledger}, ${of}, null) as assigned`;
  return may('compartment.read', { kind: 'Compartment', id: ledger, class: of, working, standing, supervised, removal, own: false, granted: by?.granted === true, assigned: by?.assigned === true });
}
