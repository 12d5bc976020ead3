import { z } from 'zod';
import type { Rating } from '#domain/scorecard/schema.ts';
import { readingOne } from '../route.ts';
import { deskSubject } from '../views/subjects.ts';
import { portfolioShape } from './shapes.ts';

/** Domain 5e: 5 inside the teams, 11 for everybody else. */
const smallest = { internal: 5, external: 11 } as const;
export const caveat = 'Cases differ in what was done to people, in what could be proved and in what law allowed. These numbers cannot be compared between agencies, districts or people, and more is not better.';

export const readPortfolio = readingOne({
  id: 'read-portfolio',
  path: '/scorecard/portfolio',
  summary: 'How many cases hold which rating, criterion by criterion',
  description: 'Of the cases of your agency, by the last review that was held in each, with how many were assessed. Withheld where fewer than five cases stand behind it, for outside readers eleven. There is no total over criteria and no order by outcome.',
  query: z.strictObject({ audience: z.enum(['internal', 'external']).default('internal') }),
  answer: portfolioShape,
  action: 'scorecard.portfolio',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ ask, actor }, { query: { audience } }) => {
    const least = smallest[actor.roles.includes('SURVIVOR_CONSULTANT') ? 'external' : audience];
    const rows = await ask<{ criterion: string; rating: Rating; cases: number | null; assessed: number | null }>`select criterion, rating, cases, assessed from scorecard_portfolio(${least}::int)`;
    // What a criterion is called stands in the playbooks; they agree on what it asks.
    const named = await ask<{ criterion: string; title: string }>`select distinct on (1) c ->> 'criterion' as criterion, c ->> 'title' as title from playbook p, jsonb_array_elements(p.body::jsonb -> 'scorecard' -> 'criteria') c order by 1, p.id, p.version desc`;
    const titles = new Map(named.map(({ criterion, title }) => [criterion, title]));
    const criteria = [...Map.groupBy(rows, ({ criterion }) => criterion)].toSorted(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
    return { body: { caveat, smallest: least, criteria: criteria.map(([criterion, of]) => ({ criterion, title: titles.get(criterion) ?? '', assessed: of[0]?.assessed ?? null, ratings: of.map(({ rating, cases }) => ({ rating, cases })) })) } };
  },
});
