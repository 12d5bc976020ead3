/** What cases were worth, a criterion at a time, in the criteria's own order; beside it, and never alone, what became of suspects and of redress: for a leader with two minutes. */
import type { z } from 'zod';
import { readPortfolio } from '../scorecard/read-portfolio.ts';
import { portfolioShape } from '../scorecard/shapes.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { money } from './redress.ts';
import { conductWords, paidWords, ratingWords, standingWords, underWords } from './scorecard-words.ts';
import { sentence } from './words.ts';

type Portfolio = z.output<typeof portfolioShape>;

const counted = (count: number | null, one: string, many = `${one}s`): string => (count === null ? 'withheld' : `${count} ${count === 1 ? one : many}`);
const suspects = (count: number | null): string => counted(count, 'suspect');

function outcomeParts({ outcomes: { under, convictions, routes, nothingYet } }: Portfolio) {
  const lists = under.map((each) => ({ title: underWords[each.under], lines: each.outcomes.map(({ title, suspects: count }) => `${title}: ${suspects(count)}`) }));
  return [
    ...lists, { title: 'What convictions addressed', lines: convictions.map(({ conduct, suspects: count }) => `${conductWords[conduct]}: ${suspects(count)}`) },
    { title: 'Routes that were decided', lines: routes.map(({ title, decisions }) => `${title}: ${counted(decisions, 'decision')}`) }, { title: 'Nothing yet', lines: [suspects(nothingYet)] },
  ].filter(({ lines }) => lines.length > 0);
}

function redressLines({ redress: { sums, owing, shares } }: Portfolio): readonly string[] {
  const sum = (cents: number | null, currency: string): string => (cents === null ? 'withheld' : money(cents, currency));
  return [
    ...sums.map(({ currency, ordered, paid, outstanding }) => `Ordered ${sum(ordered, currency)}, paid ${sum(paid, currency)}, outstanding ${sum(outstanding, currency)}`),
    ...owing.map(({ standing, defendants }) => `${standingWords[standing]}: ${counted(defendants, 'defendant')}`),
    ...shares.map(({ paid, shares: count }) => `${paidWords[paid]}: ${counted(count, 'share')}`),
  ].map((line) => `${sentence(line)}.`);
}

export const portfolioPage: Page = {
  path: paths.portfolio(),
  template: 'portfolio',
  async show(visit) {
    const { body } = await visit.read(readPortfolio, portfolioShape);
    return {
      title: 'Is it counting?', caveat: body.caveat, smallest: body.smallest,
      criteria: body.criteria.map(({ criterion, title, assessed, ratings }) => ({
        title: `${criterion} ${title}`,
        of: assessed === null ? `Fewer than ${body.smallest} cases were assessed: no numbers are shown.` : `${counted(assessed, 'case')} assessed.`,
        ratings: assessed === null ? [] : ratings.map(({ rating, cases: count }) => ({ rating: ratingWords[rating], count: counted(count, 'case') })),
      })),
      outcomes: outcomeParts(body), named: body.outcomes.suspects === 0 ? undefined : suspects(body.outcomes.suspects), redress: redressLines(body),
    };
  },
};
