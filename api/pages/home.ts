/** Where somebody arrives, and what leads on from there. */
import type { Role } from '#domain/terms.ts';
import { paths } from './paths.ts';
import type { Me } from './visit.ts';

/** They advise on playbooks, and see nothing of any case (domain 5b). */
const advisers: readonly Role[] = ['SURVIVOR_CONSULTANT'];
const advises = ({ roles }: Pick<Me, 'roles'>): boolean => roles.some((role) => advisers.includes(role));

export const homeOf = (me: Pick<Me, 'roles'>): string => (advises(me) ? paths.playbooks() : paths.inbox());

export const waysOf = (me: Pick<Me, 'roles'>): readonly { readonly text: string; readonly href: string }[] =>
  advises(me)
    ? [{ text: 'Playbooks', href: paths.playbooks() }, { text: 'Is it counting?', href: paths.portfolio() }]
    : [{ text: 'My inbox', href: paths.inbox() }, { text: 'Cases', href: paths.cases() }, { text: 'Where it is stuck', href: paths.stalled() }, { text: 'Before you are back', href: paths.evening() }];
