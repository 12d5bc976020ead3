/** What stands beside every count of charges or convictions: what the cases were worth for the venture, for safety and for redress (domain 5e). */
import { ratings as ratingWords } from '#domain/scorecard/schema.ts';
import { counts, type Figure } from './measure.ts';
import type { RatingOf } from './picture.ts';

export const beside = ['C1', 'C5', 'C7'] as const;
export const caveat = 'Cases differ in what was done to people, in what could be proved and in what law allowed. These numbers cannot be compared between agencies, districts or people, and more is not better.';

/** How many of these cases hold each rating of a criterion, by their last review that was held. Behind each part stand all cases that were assessed. */
export function ratingFigures(ratings: readonly RatingOf[], criterion: string): readonly Figure[] {
  const said = ratings.filter((each) => each.criterion === criterion);
  return counts(`rating-${criterion}`, 'cases', said, ({ rating }) => rating, ratingWords).map((figure) => apart(figure, said.length));
}

export function contextOf(ratings: readonly RatingOf[], things: readonly { readonly ledger: string }[]): readonly Figure[] {
  const ledgers = new Set(things.map(({ ledger }) => ledger));
  const own = ratings.filter(({ ledger }) => ledgers.has(ledger));
  return beside.flatMap((criterion) => ratingFigures(own, criterion));
}

/** A figure about people: it names no case. */
export const apart = (figure: Figure, behind: number): Figure => ({ ...figure, behind, cases: [] });
