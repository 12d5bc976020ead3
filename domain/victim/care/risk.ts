/** Danger to her (domain 5d, rule R9): assessed over time, anew after each event that may change it. A rise opens a safety step; nothing else pauses but planned participation. */
import type { Facts } from '../../facts.ts';
import { participationEvents, riskLevels, type RiskEvent, type RiskLevel, type RiskTrigger } from '../../terms.ts';
import type { LocalDate } from '../../time/civil-time.ts';
import { assessorOf, doDuties, dutiesOf, openDuties, professionalOf, type DutyFact } from '../duty/duty.ts';
import type { VictimFile } from '../state.ts';
import { acceptAll, type Deciders, type Evolvers, type VictimDecision } from '../topic.ts';
import { ahead, paperOf } from './papers.ts';
import type { CareActOf } from './schema.ts';
import { withCare } from './state.ts';

export type RiskFact =
  | {
      readonly type: 'RiskAssessed'; readonly assessment: string; readonly agency: string; readonly level: RiskLevel; readonly trigger: RiskTrigger; readonly factors: readonly string[]; readonly measures: readonly string[]; readonly next: LocalDate;
      /** Higher than before, after something she took part in. */
      readonly roseAfterParticipation?: true;
    }
  | { readonly type: 'EventSaid'; readonly event: RiskEvent };

const rank = (level: RiskLevel | undefined): number => (level === undefined ? -1 : riskLevels.indexOf(level));
const alarming: readonly RiskLevel[] = ['HIGH', 'CRITICAL'];

/** Whether planned participation waits until she has been offered to look at it again. */
export const isReviewOwed = (file: VictimFile): boolean => dutiesOf(file, 'OFFER_REVIEW').length > 0;

/** Each event opens an assessment of its own period; the same again while one is owed opens no second. */
export const reassess = (file: VictimFile, facts: Facts, event: RiskEvent): readonly DutyFact[] =>
  dutiesOf(file, 'REASSESS_RISK', event).length > 0 ? [] : openDuties(file, facts, { kind: 'REASSESS_RISK', to: assessorOf(file), subject: event });

/** Said in her file, or in a case of hers. */
export const sayEvent = (file: VictimFile, event: RiskEvent, facts: Facts): VictimDecision => acceptAll({ type: 'EventSaid', event }, ...reassess(file, facts, event));

export const riskDeciders: Deciders<CareActOf<'assess-risk' | 'say-event'>> = {
  'say-event': (file, { event }, { facts }) => sayEvent(file, event, facts),
  'assess-risk': (file, { assessment, level, trigger, factors, measures, next, text, summary }, { by, facts }): VictimDecision => {
    const before = file.care.risk?.level;
    const hasRisen = rank(level) > rank(before);
    const isAlarm = hasRisen && alarming.includes(level);
    const soon = openDuties(
      file, facts,
      ...(ahead(next, file, facts) ? [{ kind: 'REVIEW_RISK' as const, to: assessorOf(file), due: { on: next } }] : []),
      ...(isAlarm && dutiesOf(file, 'SAFETY_STEP').length === 0 ? [{ kind: 'SAFETY_STEP' as const, to: professionalOf(file), subject: level }] : []),
      ...(isAlarm && !isReviewOwed(file) ? [{ kind: 'OFFER_REVIEW' as const, to: professionalOf(file) }] : []),
    );
    return acceptAll(
      { type: 'RiskAssessed', assessment, agency: by.agency, level, trigger, factors, measures, next, ...(before !== undefined && hasRisen && participationEvents.includes(trigger) && { roseAfterParticipation: true as const }) },
      ...paperOf(by, { paper: assessment, class: 'D7', kind: 'RISK_ASSESSMENT', text, summary }),
      ...doDuties(file, 'REASSESS_RISK', 'DONE'), ...doDuties(file, 'REVIEW_RISK', 'DONE'), ...soon,
    );
  },
};

export const riskEvolvers: Evolvers<RiskFact> = {
  RiskAssessed: (file, { assessment, level, trigger, at }) => withCare(file, { risk: { assessment, level, trigger, at } }),
  EventSaid: (file) => file,
};
