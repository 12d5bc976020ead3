/** What became of suspects, over all cases that may be counted: the outcomes that protect first, each with who stands behind it, and never a number alone (domain 5e, refusal 17). */
import { conductOf } from '#domain/scorecard/conduct.ts';
import { apart } from './context.ts';
import { count, counts, type Figure } from './measure.ts';
import type { Picture, RatingOf, SuspectOf } from './picture.ts';

/** Under what an outcome is reported, in this order: a decision in best interests is protection, and no attrition. */
export const reportedUnder = ['PROTECTION', 'PREVENTION', 'PROSECUTION'] as const;

/** What is said of a conviction by what its case was worth. */
type Conduct = 'ADDRESSED' | 'LABEL' | 'REACH' | 'LABEL_AND_REACH' | 'NOT_SAID';
export const conductParts: readonly Conduct[] = ['ADDRESSED', 'LABEL', 'REACH', 'LABEL_AND_REACH', 'NOT_SAID'];

function conductIn(ratings: readonly RatingOf[], ledger: string): Conduct {
  const { addressed, questions } = conductOf((criterion) => ratings.find((each) => each.ledger === ledger && each.criterion === criterion)?.rating);
  if (addressed) return 'ADDRESSED';
  return questions.length === 2 ? 'LABEL_AND_REACH' : (questions[0] ?? 'NOT_SAID');
}

export function outcomeFigures({ suspects, ratings, routes }: Pick<Picture, 'suspects' | 'ratings' | 'routes'>): readonly Figure[] {
  const parts = (figure: string, things: readonly (SuspectOf & { readonly of: string })[], order?: readonly string[]): readonly Figure[] =>
    counts(figure, 'suspects', things, ({ of }) => of, order).map((each): Figure => ({ ...apart(each, each.value ?? 0), bare: true }));
  const under = (what: string): readonly Figure[] => parts(`outcome-${what}`, suspects.flatMap((each) => (each.under === what && each.outcome !== null ? [{ ...each, of: each.outcome }] : [])));
  // Whoever knows the whole and all parts but one knows that one.
  const inOne = (figures: readonly Figure[]): readonly Figure[] => figures.map((figure) => ({ ...figure, partition: 'outcomes' }));
  const open = suspects.filter(({ outcome }) => outcome === null);
  const convicted = suspects.filter(({ convicted: is }) => is);
  return [
    ...inOne([apart(count('named', 'suspects', suspects), suspects.length), ...reportedUnder.flatMap(under), { ...apart(count('nothing-yet', 'suspects', open), open.length), bare: true }]),
    ...parts('conduct', convicted.map((each) => ({ ...each, of: conductIn(ratings, each.ledger) })), conductParts),
    ...counts('route', 'decisions', routes, ({ route }) => route).map((each): Figure => ({ ...apart(each, new Set(routes.filter(({ route }) => route === each.of).map(({ suspect }) => suspect)).size), bare: true })),
  ];
}
