/** What people do with the scorecard of a case. A criterion is rated in one of these words; there is no number anywhere, so that nothing can be added up or ranked (refusal 16). */
import { z } from 'zod';

export const ratings = ['EVIDENCED', 'PARTLY', 'NOT_EVIDENCED', 'CONTRARY', 'TOO_EARLY', 'NOT_APPLICABLE', 'NOT_SHARED'] as const;
export type Rating = (typeof ratings)[number];

/** Why a criterion does not apply here. */
export const notApplicableBecause = ['NO_VICTIM_KNOWN', 'NO_SUSPECT_KNOWN', 'NO_CHARGE', 'NO_DECISION_NOT_TO_PROSECUTE', 'NO_STATUS_NEEDED', 'NO_ORDER_POSSIBLE', 'OUTSIDE_MANDATE'] as const;

/** What a rating rests on: something that stands in the record, by its name there. */
export const evidenceKinds = ['RECORD', 'STEP', 'COMMITMENT', 'HAND_OFF', 'CONFERENCE', 'PROMISE', 'ORDER', 'METRIC', 'OUTSIDE'] as const;
const evidence = z.array(z.strictObject({ of: z.enum(evidenceKinds), id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,79}$/) })).max(40);

const criterion = z.string().regex(/^C[1-9]\d?$/);
const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/);

export const scorecardActSchema = z.discriminatedUnion('act', [
  /** `step`: the step of the case that asks for this review. What it was due by is kept beside the day it was held. */
  z.strictObject({ act: z.literal('open-review'), review: code, step: z.string().max(40).optional() }),
  /** One sentence in plain words, without anybody's identity (vault reference). */
  z.strictObject({ act: z.literal('assess'), criterion, rating: z.enum(ratings), evidence, account: z.uuid(), because: z.enum(notApplicableBecause).optional() }),
  /** Somebody of another discipline looks at it too. */
  z.strictObject({ act: z.literal('second'), criterion, concurs: z.boolean(), account: z.uuid().optional() }),
  /** The review is over: what was said stays as it is, for good. */
  z.strictObject({ act: z.literal('hold-review') }),
]);
export type ScorecardAct = z.infer<typeof scorecardActSchema>;

export const scorecardCommandSchema = z.strictObject({ type: z.literal('scorecard'), act: scorecardActSchema });
export type ScorecardCommandBody = z.infer<typeof scorecardCommandSchema>;
