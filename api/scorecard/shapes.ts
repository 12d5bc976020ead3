/** What a case was worth, as it is answered: fourteen rows of words. No sum, no share, no grade of the whole exists (refusal 16). */
import { z } from 'zod';
import { evidenceKinds, notApplicableBecause, ratings } from '#domain/scorecard/schema.ts';
import { roles } from '#domain/terms.ts';
import { agencyId, instant, personId } from '../shapes.ts';

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
  kinds: z.array(z.strictObject({ review: z.string(), title: z.string() })).meta({ description: 'Reviews the playbook knows' }),
});
export const scorecardActed = scorecardShape.partial().extend({ seq: z.int() });

export const portfolioShape = z.strictObject({
  caveat: z.string(),
  smallest: z.int().meta({ description: 'Numbers of cases below this are withheld' }),
  criteria: z.array(z.strictObject({
    criterion: z.string(), title: z.string(),
    assessed: z.int().nullable().meta({ description: 'Cases with a review that was held; null where too few' }),
    ratings: z.array(z.strictObject({ rating: z.enum(ratings), cases: z.int().nullable() })),
  })),
});
