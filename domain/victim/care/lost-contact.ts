/** When she cannot be reached, staff do what she agreed to and nothing else; that she chose silence is hers, and opens nothing (domain 5d). */
import { refuse } from '../../decision.ts';
import type { ReachState } from '../../terms.ts';
import { dropDuties, dutiesOf, openDuties, professionalOf } from '../duty/duty.ts';
import { acceptAll, type Deciders, type Evolvers } from '../topic.ts';
import { paperOf } from './papers.ts';
import type { CareActOf } from './schema.ts';
import { withCare } from './state.ts';

export type LostContactFact = { readonly type: 'LostContactAgreed'; readonly plan: string } | { readonly type: 'ReachSaid'; readonly state: ReachState } | { readonly type: 'ContactMissed' };

export const lostContactDeciders: Deciders<CareActOf<'agree-lost-contact' | 'say-reach' | 'miss-contact'>> = {
  'agree-lost-contact': (_file, { plan, text }, { by }) => acceptAll({ type: 'LostContactAgreed', plan }, ...paperOf(by, { paper: plan, class: 'D3', kind: 'LOST_CONTACT_PLAN', text })),
  'say-reach': (file, { state }) => acceptAll({ type: 'ReachSaid', state }, ...(state === 'CANNOT_BE_REACHED' ? [] : dropDuties(file, 'AGREED_CONTACT'))),
  'miss-contact': (file, _act, { facts }) => {
    const { reach, lostContactPlan: plan } = file.care;
    if (reach === 'CHOSE_SILENCE') return refuse('SHE_CHOSE_SILENCE');
    if (plan === undefined) return refuse('NO_PLAN_AGREED');
    return acceptAll({ type: 'ContactMissed' }, ...(dutiesOf(file, 'AGREED_CONTACT').length > 0 ? [] : openDuties(file, facts, { kind: 'AGREED_CONTACT', to: professionalOf(file), subject: plan })));
  },
};

export const lostContactEvolvers: Evolvers<LostContactFact> = {
  LostContactAgreed: (file, { plan }) => withCare(file, { lostContactPlan: plan }),
  ReachSaid: (file, { state }) => withCare(file, { reach: state }),
  ContactMissed: (file) => file,
};
