/** By what a case is judged: each criterion can be said, and looked at by somebody who did not say it. */
import type { Playbook } from '../schema.ts';
import type { Flaw } from './check.ts';

export function scorecardFlaws({ scorecard }: Playbook): readonly Flaw[] {
  if (scorecard === undefined) return [];
  const { criteria, reviews } = scorecard;
  const known = criteria.map(({ criterion }) => criterion);
  const at = (...path: readonly (string | number)[]) => ['scorecard', ...path];
  return [
    ...criteria.flatMap(({ criterion, authors, seconds = [] }, index): readonly Flaw[] => [
      ...(known.indexOf(criterion) < index ? [{ path: at('criteria', index, 'criterion'), message: `the criterion ${criterion} is there already: keep one of the two` }] : []),
      // Whoever says it in one role needs somebody in another.
      ...(seconds.length > 0 && authors.some((author) => seconds.every((each) => each === author))
        ? [{ path: at('criteria', index, 'seconds'), message: `${criterion} may be said as ${seconds[0] ?? ''} and looked at by nobody else: name another discipline among its seconds` }] : []),
    ]),
    ...reviews.flatMap(({ review, criteria: asked = [] }, index): readonly Flaw[] => [
      ...(reviews.findIndex((each) => each.review === review) < index ? [{ path: at('reviews', index, 'review'), message: `the review ${review} is there already: keep one of the two` }] : []),
      ...asked.filter((each) => !known.includes(each)).map((each) => ({ path: at('reviews', index, 'criteria'), message: `the review ${review} asks about ${each}, which is no criterion: add it or correct the name` })),
    ]),
  ];
}
