/** Consent to share. Whether it holds is asked at the moment of reading; nothing is copied out when it is given. */
import { accept, refuse } from '../../decision.ts';
import { own, type Instant } from '../../facts.ts';
import { changed, type Change } from '../../ledger.ts';
import type { PersonalClass } from '../../terms.ts';
import { fileOf, without, type Deciders, type Evolvers, type Tables } from '../topic.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimState } from '../state.ts';
import type { ConsentAct } from './schema.ts';

export interface Consent {
  readonly agency: string;
  readonly person?: string;
  readonly purpose: string;
  readonly classes: readonly PersonalClass[];
  readonly from: Instant;
  readonly until: Instant;
  readonly by: 'SELF' | 'GUARDIAN' | 'LEGAL_REPRESENTATIVE';
  readonly method: string;
}

export type ConsentFact =
  | ({ readonly type: 'ConsentGranted'; readonly consent: string } & Omit<Consent, 'by'> & { readonly grantor: Consent['by'] })
  | { readonly type: 'ConsentWithdrawn'; readonly consent: string };

export const consentDeciders: Deciders<ConsentAct> = {
  'grant-consent': (_file, { act: _act, consent, person, by: grantor, from, ...rest }, { facts }) => {
    if (rest.until <= (from ?? facts.now)) return refuse('PERIOD_BACKWARDS');
    return accept({ type: 'ConsentGranted', consent, ...rest, from: from ?? facts.now, grantor, ...(person !== undefined && { person }) });
  },
  'withdraw-consent': (file, { consent }) => (own(file.consents, consent) === undefined ? refuse('NOT_FOUND') : accept({ type: 'ConsentWithdrawn', consent })),
};

export const consentEvolvers: Evolvers<ConsentFact> = {
  ConsentGranted: (file, { consent, agency, person, purpose, classes, from, until, grantor, method }) => ({
    ...file, consents: { ...file.consents, [consent]: { agency, purpose, classes, from, until, by: grantor, method, ...(person !== undefined && { person }) } },
  }),
  ConsentWithdrawn: (file, { consent }) => ({ ...file, consents: without(file.consents, consent) }),
};

/** Rows of `consent_view`. */
export function consentRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const consents = new Map<string, object>();
  for (const { event, before, after } of changes) {
    const old = fileOf(before);
    const now = fileOf(after);
    const row = (id: string, { person, from: fromAt, until: untilAt, by: grantor, ...rest }: Consent, withdrawnAt: Instant | null) => consents.set(id, { id, person: person ?? null, ...rest, fromAt, untilAt, grantor, withdrawnAt });
    for (const [id, consent] of changed(old?.consents, now?.consents ?? {})) row(id, consent, null);
    if (event.type === 'ConsentWithdrawn' && old !== undefined) {
      const consent = own(old.consents, event.consent);
      if (consent !== undefined) row(event.consent, consent, event.at);
    }
  }
  return { consents };
}
