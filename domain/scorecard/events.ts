/** What may have happened to a scorecard. Facts, in the past tense. */
import type { Instant } from '../facts.ts';
import type { Recorded } from '../ledger.ts';
import type { Role } from '../terms.ts';
import type { Rating, ScorecardAct } from './schema.ts';

type Assess = Extract<ScorecardAct, { act: 'assess' }>;

export type ScorecardFact =
  | { readonly type: 'ScorecardOpened'; readonly case: string }
  | { readonly type: 'ReviewOpened'; readonly nth: number; readonly review: string; readonly agency: string; readonly step?: string; readonly due?: Instant }
  /** `said`: what the author wanted to say, where without evidence it counts as NOT_EVIDENCED (domain 5e). */
  | { readonly type: 'CriterionAssessed'; readonly nth: number; readonly criterion: string; readonly rating: Rating; readonly said?: Rating; readonly because?: NonNullable<Assess['because']>; readonly evidence: Assess['evidence']; readonly account: string; readonly role: Role; readonly agency: string }
  | { readonly type: 'AssessmentSeconded'; readonly nth: number; readonly criterion: string; readonly concurs: boolean; readonly role: Role; readonly agency: string; readonly account?: string }
  | { readonly type: 'ReviewHeld'; readonly nth: number; readonly review: string; readonly agency: string; readonly late?: true };
export type ScorecardEvent = Recorded<ScorecardFact>;
