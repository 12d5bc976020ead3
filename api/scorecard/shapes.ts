/** What a case was worth, as it is answered: fourteen rows of words. No sum, no share, no grade of the whole exists (refusal 16). */
import { z } from 'zod';
import { conductQuestions } from '#domain/scorecard/conduct.ts';
import { evidenceKinds, notApplicableBecause, ratings } from '#domain/scorecard/schema.ts';
import { roles } from '#domain/terms.ts';
import { agencyId, instant, personId } from '../shapes.ts';
import { audience } from '../shapes-measures.ts';

const evidence = z.strictObject({ of: z.enum(evidenceKinds), id: z.string() });
const said = z.strictObject({
  nth: z.int().meta({ description: 'Of the review' }),
  rating: z.enum(ratings),
  said: z.enum(ratings).optional().meta({ description: 'What the author wanted to say; without evidence it counts as NOT_EVIDENCED' }),
  because: z.enum(notApplicableBecause).optional(),
  account: z.string().optional(),
  evidence: z.array(evidence),
  author: personId, agency: agencyId, role: z.enum(roles), at: instant,
  second: z.strictObject({ state: z.enum(['AWAITED', 'CONCURS', 'DISSENTS']), role: z.enum(roles).optional(), person: personId.optional(), account: z.string().optional() }).optional(),
  trend: z.enum(['NEARER', 'FURTHER', 'SAME']).optional().meta({ description: 'Against the review before, where both can be compared' }),
});
export type SaidShape = z.input<typeof said>;

export const scorecardShape = z.strictObject({
  reviews: z.array(z.strictObject({
    nth: z.int(), review: z.string(), title: z.string(), state: z.enum(['OPEN', 'HELD']), openedAt: instant, due: instant.optional(), heldAt: instant.optional(), late: z.boolean().meta({ description: 'Held after the day it was due by' }),
    missing: z.array(z.string()).optional().meta({ description: 'Of the open review: criteria that nobody has said, or nobody else has looked at' }),
  })),
  criteria: z.array(z.strictObject({ criterion: z.string(), title: z.string(), question: z.string(), authors: z.array(z.enum(roles)), seconds: z.array(z.enum(roles)).optional(), versions: z.array(said).meta({ description: 'Oldest first; a later one never changes an earlier' }) })),
  conduct: z.strictObject({
    convicted: z.array(z.string()), addressed: z.boolean().meta({ description: 'C1 and C2 are evidenced, whatever the label of the offence' }),
    questions: z.array(z.enum(conductQuestions)).meta({ description: 'LABEL: whether the label fits the conduct and the role (C2). REACH: whether the venture was reached (C1)' }),
  }).optional().meta({ description: 'Of those who were convicted, by the last review that was held; absent where nobody was, or it does not open for you' }),
  kinds: z.array(z.strictObject({ review: z.string(), title: z.string() })).meta({ description: 'Reviews the playbook knows' }),
});
export const scorecardActed = scorecardShape.partial().extend({ seq: z.int() });

export const portfolioQuery = z.strictObject({ audience: audience.default('internal') });

const counted = z.int().nullable().meta({ description: 'Null where too few stand behind it, or where what must stand beside it is not there' });
const outcomes = z.strictObject({
  suspects: counted.meta({ description: 'All who are named as suspects in these cases' }),
  nothingYet: counted,
  under: z.array(z.strictObject({ under: z.enum(['PROTECTION', 'PREVENTION', 'PROSECUTION']), outcomes: z.array(z.strictObject({ code: z.string(), title: z.string(), suspects: counted })) })).meta({ description: 'Under what each outcome is reported: a decision in best interests is protection' }),
  convictions: z.array(z.strictObject({ conduct: z.enum(['ADDRESSED', 'LABEL', 'REACH', 'LABEL_AND_REACH', 'NOT_SAID']), suspects: counted }))
    .meta({ description: 'By what their cases were worth, whatever the label: the conduct was addressed (C1 and C2 evidenced); it is asked whether the label fits (C2), or the venture was reached (C1); or no review says' }),
  routes: z.array(z.strictObject({ route: z.string(), title: z.string(), decisions: counted })),
});

const redress = z.strictObject({
  sums: z.array(z.strictObject({ currency: z.string(), ordered: counted, paid: counted, outstanding: counted })).meta({ description: 'Whole cents of the orders that were made, by currency' }),
  owing: z.array(z.strictObject({ standing: z.enum(['CURRENT', 'DELINQUENT', 'DEFAULT']), defendants: counted })),
  shares: z.array(z.strictObject({ paid: z.enum(['NOTHING', 'PART', 'WHOLE']), shares: counted })).meta({ description: 'Of survivors, by what of them was paid' }),
});

export const portfolioShape = z.strictObject({
  caveat: z.string(),
  smallest: z.int().meta({ description: 'Numbers of cases below this are withheld' }),
  criteria: z.array(z.strictObject({
    criterion: z.string(), title: z.string(),
    assessed: z.int().nullable().meta({ description: 'Cases with a review that was held; null where too few' }),
    ratings: z.array(z.strictObject({ rating: z.enum(ratings), cases: z.int().nullable() })),
  })),
  outcomes,
  redress,
});
