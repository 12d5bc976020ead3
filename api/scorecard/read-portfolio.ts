import type { z } from 'zod';
import { caveat, ratingFigures } from '../measures/context.ts';
import { least, told, type Audience, type Shown } from '../measures/few.ts';
import { look } from '../measures/look.ts';
import { conductParts, outcomeFigures, reportedUnder } from '../measures/outcome-figures.ts';
import { redressMade } from '../measures/redress.ts';
import { readingOne } from '../route.ts';
import { deskSubject } from '../views/subjects.ts';
import { portfolioQuery, portfolioShape } from './shapes.ts';

type Body = z.input<typeof portfolioShape>;
type Counted = Body['outcomes']['under'][number]['outcomes'][number];

export const readPortfolio = readingOne({
  id: 'read-portfolio',
  path: '/scorecard/portfolio',
  summary: 'What cases were worth, criterion by criterion, and beside it what became of suspects',
  description: 'Of the cases of your agency, by the last review that was held in each, with how many were assessed. Withheld where fewer than five stand behind it, for outside readers eleven. What became of suspects and by which routes is told only beside the criteria for the venture, for safety and for redress, outcomes that protect first; without these it is withheld. There is no total over criteria, no order by outcome, and no way to ask for a part.',
  query: portfolioQuery,
  answer: portfolioShape,
  action: 'scorecard.portfolio',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ ask, actor, deps }, { query }) => {
    const outside = actor.roles.includes('SURVIVOR_CONSULTANT') ? 'external' : query.audience;
    const now = Date.parse(actor.now);
    const picture = await look({ ask, measuredOf: deps.playbooks.measured, ledgers: null, from: 0, until: now }, ['suspects', 'ratings', 'routes', 'orders']);
    // What a criterion or an outcome is called stands in the playbooks; they agree on what it asks.
    const named = await ask<{ code: string; title: string }>`select code, title from titles_counted(null)`;
    const criteria = [...new Set(picture.ratings.map(({ criterion }) => criterion))].toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    const figures = told([...criteria.flatMap((criterion) => ratingFigures(picture.ratings, criterion)), ...outcomeFigures(picture)], outside);
    const titles = new Map(named.map(({ code, title }) => [code, title]));
    return { body: { caveat, smallest: least[outside], criteria: criteria.map((criterion) => ratedIn(figures, criterion, titles.get(criterion) ?? '', outside)), outcomes: outcomesIn(figures, titles), redress: redressIn(told(redressMade.of(picture), outside)) } };
  },
});

const partsOf = (figures: readonly Shown[], name: string): readonly Shown[] => figures.filter(({ figure }) => figure === name);

function ratedIn(figures: readonly Shown[], criterion: string, title: string, outside: Audience): Body['criteria'][number] {
  const parts = partsOf(figures, `rating-${criterion}`);
  const assessed = parts[0]?.behind ?? 0;
  return { criterion, title, assessed: assessed < least[outside] ? null : assessed, ratings: parts.map(({ of, value }) => ({ rating: of as 'PARTLY', cases: value })) };
}

function outcomesIn(figures: readonly Shown[], titles: ReadonlyMap<string, string>): Body['outcomes'] {
  const list = (name: string): Counted[] => partsOf(figures, name).map(({ of = '', value }) => ({ code: of, title: titles.get(of) ?? of, suspects: value }));
  const one = (name: string): number | null => partsOf(figures, name)[0]?.value ?? null;
  return {
    suspects: one('named'), nothingYet: one('nothing-yet'),
    under: reportedUnder.map((under) => ({ under, outcomes: list(`outcome-${under}`) })),
    convictions: partsOf(figures, 'conduct').map(({ of, value }) => ({ conduct: conductParts.find((part) => part === of) ?? 'NOT_SAID', suspects: value })),
    routes: partsOf(figures, 'route').map(({ of = '', value }) => ({ route: of, title: titles.get(of) ?? of, decisions: value })),
  };
}

function redressIn(figures: readonly Shown[]): Body['redress'] {
  const inCurrency = (name: string, currency: string): number | null => figures.find(({ figure, of }) => figure === name && of === currency)?.value ?? null;
  return {
    sums: partsOf(figures, 'ordered').map(({ of: currency = '', value }) => ({ currency, ordered: value, paid: inCurrency('paid', currency), outstanding: inCurrency('outstanding', currency) })),
    owing: partsOf(figures, 'owing').map(({ of, value }) => ({ standing: of as 'CURRENT', defendants: value })),
    shares: partsOf(figures, 'share-paid').map(({ of, value }) => ({ paid: of as 'PART', shares: value })),
  };
}
