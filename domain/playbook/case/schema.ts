/** The terms of a case as a whole: hand-offs, what is added, what leaders sign, how it begins and ends. */
import { z } from 'zod';
import { roles, tracks } from '../../terms.ts';
import { durationSchema } from '../../time/schema.ts';
import { targetKinds } from '../../venture/target/kinds.ts';
import { stepCode } from '../condition/schema.ts';

export const answerSchema = z.strictObject({ within: durationSchema, ladder: z.string() });
const byKind = z.strictObject({ ORDINARY: answerSchema, SUPPORT: answerSchema, DANGER: answerSchema });

export const answersSchema = z.strictObject({
  answer: byKind,
  items: byKind,
  determination: byKind,
  /** Negative answers after which the coordinator determines the owner. */
  negativeAnswers: z.int().min(1).max(10),
});

/** What the coordinator may add to a running case: promises of agencies, never anything about her. */
export const adHocSchema = z.strictObject({
  tracks: z.array(z.enum(tracks)).min(1).max(tracks.length),
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  ladder: z.string(),
  answer: answerSchema,
  /** The longest promise that may be asked for. */
  dueMax: durationSchema,
  /** How many a case may come to hold. */
  most: z.int().min(1).max(50),
});

/** Gate G1: what is not a case yet. */
export const informationSchema = z.strictObject({
  /** The steps that open at once; nothing else does until it is accepted as a case. */
  opens: z.array(stepCode).max(10),
  /** The step that asks for the decision. */
  decision: stepCode,
  /** Kept as information: when the decision is looked at again. */
  lookAgain: answerSchema,
});

/** What leaders promise each other in writing. Each date runs in the civil time of the agency that owes it. */
export const compactSchema = z.strictObject({
  /** How long a leader has to sign, from the request. */
  sign: answerSchema,
  /** How long the next leader of an agency has to confirm a predecessor's signature. */
  succession: answerSchema,
  /** The ladder of a commitment: its date is the one that was promised. */
  ladder: z.string(),
  /** How long a leader has to answer for a lapsed commitment, from the level that asks the leader. */
  answerWithin: durationSchema,
  /** Without an agency for each of these a compact is suspended. */
  disciplines: z.array(z.enum(roles)).min(1).max(roles.length),
});

/** Orders of restitution: when whoever owes an instalment is late, and what is then owed to them by us. "After" is more than: the day it begins is the next. */
export const redressSchema = z.strictObject({
  /** An instalment so long unpaid makes its debtor delinquent. */
  delinquentAfter: durationSchema,
  /** Delinquent so long is default. */
  defaultAfter: durationSchema,
  /** How long we have to tell the debtor of either. */
  notice: answerSchema,
  /** After a notice of default the whole sum is due. */
  wholeSumAfter: durationSchema,
  source: z.string().min(1).max(200),
});

/** What is matched blindly with the targets of other teams: which kinds, and how many a case may register in 24 hours, so that nobody goes through a list of guesses. */
export const deconflictionSchema = z.strictObject({ kinds: z.array(z.enum(targetKinds)).min(1).max(targetKinds.length), perDay: z.int().min(1).max(100) });
