/** How many cases hold which rating, a criterion at a time, in the criteria's own order: for a leader with two minutes. */
import { readPortfolio } from '../scorecard/read-portfolio.ts';
import { portfolioShape } from '../scorecard/shapes.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { ratingWords } from './scorecard-words.ts';

const cases = (count: number): string => `${count} ${count === 1 ? 'case' : 'cases'}`;

export const portfolioPage: Page = {
  path: paths.portfolio(),
  template: 'portfolio',
  async show(visit) {
    const { body } = await visit.read(readPortfolio, portfolioShape);
    return {
      title: 'Is it counting?', caveat: body.caveat,
      criteria: body.criteria.map(({ criterion, title, assessed, ratings }) => ({
        title: `${criterion} ${title}`,
        of: assessed === null ? `Fewer than ${body.smallest} cases were assessed: no numbers are shown.` : `${cases(assessed)} assessed.`,
        ratings: assessed === null ? [] : ratings.map(({ rating, cases: count }) => ({ rating: ratingWords[rating], count: count === null ? 'withheld' : cases(count) })),
      })),
    };
  },
};
