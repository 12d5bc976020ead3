/** Support for her (rules R4, R10): offered again and again, silent until the day she named, and never ended because of what she does or does not do for a case. */
import { refuse } from '../../decision.ts';
import { firstRefusal, own, type Facts, type Instant } from '../../facts.ts';
import { supportEnds, type SupportKind } from '../../terms.ts';
import { CivilTime, isoOf } from '../../time/civil-time.ts';
import { dropDuties, dutiesOf, openDuties, professionalOf, type DutyFact } from '../duty/duty.ts';
import type { VictimFile } from '../state.ts';
import { acceptAll, without, type Deciders, type Evolvers } from '../topic.ts';
import { ahead } from './papers.ts';
import type { CareActOf } from './schema.ts';
import { withCare } from './state.ts';

export type SupportFact =
  | { readonly type: 'SupportOpened'; readonly support: string; readonly kind: SupportKind; readonly agency: string }
  | { readonly type: 'SupportEnded'; readonly support: string; readonly reason: string }
  /** Without `until`: offers go on. */
  | { readonly type: 'OffersQuieted'; readonly until?: Instant };

/** For whoever records that she does not wish to be asked before a day: nothing is offered until it begins, where she is. */
export function quietOffers(file: VictimFile, until: Instant | undefined): readonly (SupportFact | DutyFact)[] {
  return [{ type: 'OffersQuieted', ...(until !== undefined && { until }) }, ...dropDuties(file, 'OFFER_SUPPORT')];
}

const isEnd = (reason: string): boolean => (supportEnds as readonly string[]).includes(reason);

export const supportDeciders: Deciders<CareActOf<'open-support' | 'end-support' | 'quiet-offers'>> = {
  'open-support': (_file, { support, kind, agency }) => acceptAll({ type: 'SupportOpened', support, kind, agency }),
  'end-support': (file, { support, reason }, { facts }) => {
    if (own(file.care.support, support) === undefined) return refuse('NOT_FOUND');
    const refusal = firstRefusal(facts, !isEnd(reason) && refuse('SUPPORT_STAYS_OPEN', { reasons: supportEnds }).refusal);
    return refusal === undefined ? acceptAll({ type: 'SupportEnded', support, reason }) : { events: [], refusal };
  },
  'quiet-offers': (file, { until }, { facts }) => {
    if (until === undefined) return acceptAll(...quietOffers(file, undefined));
    if (!ahead(until, file, facts)) return refuse('DATE_IN_THE_PAST');
    return acceptAll(...quietOffers(file, isoOf(CivilTime.PlainDate.from(until).toZonedDateTime({ timeZone: file.civil.zone }))));
  },
};

export const supportEvolvers: Evolvers<SupportFact> = {
  SupportOpened: (file, { support, kind, agency, at }) => withCare(file, { support: { ...file.care.support, [support]: { kind, agency, openedAt: at } } }),
  SupportEnded: (file, { support }) => withCare(file, { support: without(file.care.support, support) }),
  OffersQuieted: (file, { until }) => {
    const { quietUntil: _before, ...care } = file.care;
    return { ...file, care: { ...care, ...(until !== undefined && { quietUntil: until }) } };
  },
};

/** As long as any support is open, somebody owes it to her to offer: at once after each offer the next period runs. */
export function supportFollows(file: VictimFile, facts: Facts): readonly DutyFact[] {
  const isOpen = Object.keys(file.care.support).length > 0;
  const isOwed = dutiesOf(file, 'OFFER_SUPPORT').length > 0;
  if (isOpen && !isOwed) return openDuties(file, facts, { kind: 'OFFER_SUPPORT', to: professionalOf(file), ...(file.care.quietUntil !== undefined && { from: file.care.quietUntil }) });
  return !isOpen && isOwed ? dropDuties(file, 'OFFER_SUPPORT') : [];
}
