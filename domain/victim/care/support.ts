/** Support for her (rules R4, R10): offered again and again, silent until the day she named, and never ended because of what she does or does not do for a case. */
import { refuse } from '../../decision.ts';
import { firstRefusal, own, without, type Facts, type Instant } from '../../facts.ts';
import { supportEnds, type DutyKind, type SupportKind } from '../../terms.ts';
import { dropDuties, dutiesOf, openDuties, professionalOf, type Duty, type DutyFact } from '../duty/duty.ts';
import type { VictimFact } from '../events.ts';
import type { VictimFile } from '../state.ts';
import { voiceOf } from '../voice/voice.ts';
import { acceptAll, type Deciders, type Evolvers } from '../topic.ts';
import type { CareActOf } from './schema.ts';
import { withCare } from './state.ts';

export type SupportFact =
  | { readonly type: 'SupportOpened'; readonly support: string; readonly kind: SupportKind; readonly agency: string }
  | { readonly type: 'SupportEnded'; readonly support: string; readonly reason: string };

const isEnd = (reason: string): boolean => (supportEnds as readonly string[]).includes(reason);

export const supportDeciders: Deciders<CareActOf<'open-support' | 'end-support'>> = {
  'open-support': (_file, { support, kind, agency }) => acceptAll({ type: 'SupportOpened', support, kind, agency }),
  'end-support': (file, { support, reason }, { facts }) => {
    if (own(file.care.support, support) === undefined) return refuse('NOT_FOUND');
    const refusal = firstRefusal(facts, !isEnd(reason) && refuse('SUPPORT_STAYS_OPEN', { reasons: supportEnds }).refusal);
    return refusal === undefined ? acceptAll({ type: 'SupportEnded', support, reason }) : { events: [], refusal };
  },
};

export const supportEvolvers: Evolvers<SupportFact> = {
  SupportOpened: (file, { support, kind, agency, at }) => withCare(file, { support: { ...file.care.support, [support]: { kind, agency, openedAt: at } } }),
  SupportEnded: (file, { support }) => withCare(file, { support: without(file.care.support, support) }),
};

/** While support is open, somebody owes it to her to offer: after each offer the next period runs, and none before the day she named when she said that she does not wish to be asked. */
export function supportFollows(file: VictimFile, facts: Facts): readonly DutyFact[] {
  const isOpen = Object.keys(file.care.support).length > 0;
  const [owed] = dutiesOf(file, 'OFFER_SUPPORT');
  if (owed === undefined) return isOpen ? offer(file, facts, 'OFFER_SUPPORT') : [];
  return !isOpen || isOutOfTune(file, facts, owed[1]) ? dropDuties(file, 'OFFER_SUPPORT') : [];
}

/** After each session care is offered to her, whoever held it and whether she takes it up or not (S5.3); it too is silent until the day she named. */
export function afterCareFollows(file: VictimFile, facts: Facts, decided: readonly VictimFact[]): readonly DutyFact[] {
  const [owed] = dutiesOf(file, 'OFFER_AFTERCARE');
  if (owed !== undefined) return isOutOfTune(file, facts, owed[1]) ? [...dropDuties(file, 'OFFER_AFTERCARE'), ...offer(file, facts, 'OFFER_AFTERCARE')] : [];
  const isOwed = decided.some(({ type }) => type === 'SessionHeld') && !decided.some((fact) => fact.type === 'DutyOpened' && fact.kind === 'OFFER_AFTERCARE');
  return isOwed ? offer(file, facts, 'OFFER_AFTERCARE') : [];
}

/** The day she named, if it lies ahead. */
function silentUntil(file: VictimFile, { now }: Facts): Instant | undefined {
  const { until } = voiceOf(file).readiness ?? {};
  return until !== undefined && until > now ? until : undefined;
}

function offer(file: VictimFile, facts: Facts, kind: DutyKind): readonly DutyFact[] {
  const from = silentUntil(file, facts);
  return openDuties(file, facts, { kind, to: professionalOf(file), ...(from !== undefined && { from }) });
}

function isOutOfTune(file: VictimFile, facts: Facts, { climb: { deadline: { start } } }: Duty): boolean {
  const from = silentUntil(file, facts);
  return from === undefined ? start > facts.now : start !== from;
}
