/** The scorecard of a case: one review is open at a time; those that were held are rows, and never change. */
import type { Instant } from '../facts.ts';
import type { Role } from '../terms.ts';
import type { Rating } from './schema.ts';

export const scorecardVersion = 1;

export interface Assessment {
  readonly rating: Rating;
  /** In which role it was said, by whom. */
  readonly role: Role;
  readonly author: string;
  readonly agency: string;
  /** By whom of another discipline, and whether they see it so too. */
  readonly second?: { readonly role: Role; readonly person: string; readonly concurs: boolean };
}

export interface Review {
  readonly nth: number;
  readonly review: string;
  readonly step?: string;
  readonly due?: Instant;
  readonly openedAt: Instant;
  readonly assessments: Readonly<Record<string, Assessment>>;
}

export interface Scorecard {
  readonly phase: 'open';
  readonly case: string;
  /** Reviews so far, the open one among them. */
  readonly reviews: number;
  readonly open?: Review;
}
export type ScorecardState = { readonly phase: 'absent' } | Scorecard;
export const absentScorecard: ScorecardState = { phase: 'absent' };
