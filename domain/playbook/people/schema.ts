/** The terms of the file of a victim. */
import { z } from 'zod';
import { childCircumstances, dutyKinds, interviewPurposes, roles } from '../../terms.ts';
import { durationSchema } from '../../time/schema.ts';
import { consentKinds } from '../../victim/consent/schema.ts';
import { answerSchema } from '../case/schema.ts';

/** What holds for the file of a victim. Without it there are no such files under this playbook. */
export const peopleSchema = z.strictObject({
  /** The longest that a consent to share may hold; it is never renewed by itself. */
  consent: z.strictObject({
    longest: durationSchema,
    /** How long before its end her advocate is reminded; she never is. */
    remindBefore: durationSchema,
    /** How often staff offer a wish to be notified anew. */
    offerAgain: durationSchema,
    /** What a child decides without a guardian. */
    alone: z.array(z.enum(consentKinds)).max(consentKinds.length),
  }),
  /** The longest that a disclosure the law compels may stay open. */
  disclosure: z.strictObject({ longest: durationSchema }),
  /** How long broken glass stays open. */
  glass: z.strictObject({ lasts: durationSchema }),
  /** The age at which she decides herself, in years, and how long before that day those who stand by her as a child are reminded. */
  majority: z.strictObject({ age: z.int().min(1).max(30), remind: z.array(durationSchema).min(1).max(4) }),
  /** What is owed at once where child rules hold: from the opening of the file, or when what calls for it is said (S0.3). */
  children: z.array(z.strictObject({ duty: z.enum(dutyKinds), when: z.enum(childCircumstances).optional() })).max(10).optional(),
  /** The least that a period of recovery and reflection lasts; without it any length is taken. */
  protectedPeriod: z.strictObject({ atLeast: durationSchema }).optional(),
  statements: z
    .strictObject({
      /** Sessions that may be planned with a child, all who ask together; more only as refusal 20 says. */
      childMost: z.int().min(1).max(10),
      /** For what nobody speaks with a child before it was determined to be in the child's interest. */
      bestInterests: z.array(z.enum(interviewPurposes)).max(interviewPurposes.length),
      /** Rule R8: how long an early limited contact may last, and how many there may be. */
      earlyContact: z.strictObject({ minutesMax: z.int().min(1).max(60), most: z.int().min(1).max(10) }),
    })
    .optional(),
  /** Each duty of staff: within what, and who hears of silence. Where a date is given otherwise, `within` is how long before it somebody may hear. */
  duties: z.record(z.enum(dutyKinds), answerSchema),
  /** How long an erasure waits before it may be approved, and of which roles somebody must approve it, each another person. */
  erasure: z.strictObject({ wait: durationSchema, approvers: z.array(z.enum(roles)).min(2).max(4) }),
});
