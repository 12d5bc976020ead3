/**
 * Cases that belong together (domain 5d, CaseLink). Each ledger keeps a fact of its own: one coordinator asks, the other's answers. They are linked while both
 * facts stand; what a viewer may not read of the other case stays out of sight, whatever the link says.
 */
import { firstRefusal, own, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import type { CommandOf } from './command.ts';
import type { CaseDecision } from './context.ts';
import type { OpenCase } from './state.ts';

/** More is no pattern any more but a register, and belongs elsewhere. */
const linksMax = 50;

export function actOnLink(state: OpenCase, { act, by }: CommandOf<'link'>, facts: Facts): CaseDecision {
  const link = own(state.links ?? {}, act.link);
  const isNew = act.act !== 'end';
  const refusal = firstRefusal(
    facts,
    (by.agency !== state.lead || !by.roles.includes('COORDINATOR')) && refuse('NOT_THE_COORDINATOR').refusal,
    'other' in act && act.other === state.id && refuse('LINK_TO_SELF').refusal,
    isNew && (link !== undefined || Object.keys(state.links ?? {}).length >= linksMax) && refuse('LINK_STATE', { most: linksMax }).refusal,
    !isNew && (link === undefined || link.state === 'ENDED' || link.state === 'DECLINED') && refuse('LINK_STATE').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  if (act.act === 'end') return accept({ type: 'LinkEnded', link: act.link });
  const { link: id, other, relation } = act;
  return act.act === 'ask' ? accept({ type: 'LinkAsked', link: id, other, relation }) : accept({ type: 'LinkAnswered', link: id, other, relation, accepted: act.act === 'accept' });
}
