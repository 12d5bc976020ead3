/** Legal clocks: data with a source and an effective date, kept in packs that several playbooks use. */
import { z } from 'zod';
import { durationSchema, ladderSchema } from '../../time/schema.ts';
import { answersSchema, compactSchema } from '../case/schema.ts';
import { stepCode, upperCode } from '../condition/schema.ts';
import { scorecardSchema } from '../scorecard/schema.ts';
import { peopleSchema } from '../people/schema.ts';

const day = z.iso.date();
export const clockKey = z.string().regex(/^[A-Z]{2,6}\.[A-Z0-9]{2,20}$/, 'expected a key like US.INDICT30');

/** From what a date is counted: a fact that is a day or an instant, the end of a step, or the opening of the step itself where nothing is said. */
export const anchorSchema = z.union([z.strictObject({ fact: upperCode }), z.strictObject({ done: stepCode })]);
export type Anchor = z.infer<typeof anchorSchema>;

/** Where a clock starts: at one anchor, or on the latest of several days, once all of them are known (the public filing and the first appearance, whichever is later). */
const startSchema = z.union([...anchorSchema.options, z.strictObject({ latest: z.array(upperCode).min(2).max(4) })]);
export type Start = z.infer<typeof startSchema>;
/** What must be known before it is known from when to count. */
export const anchorsIn = (start: Start): readonly Anchor[] => ('latest' in start ? start.latest.map((fact) => ({ fact })) : [start]);

/** A person who has read the period against its source; or nobody yet. */
export const reviewSchema = z.union([z.literal('unverified: counsel'), z.strictObject({ by: z.string().min(2).max(120), on: day })]);

export const clockSchema = z.strictObject({
  clock: clockKey,
  title: z.string().min(1).max(200),
  kind: z.enum(['STATUTORY', 'GUIDANCE', 'PROTECTED_PERIOD', 'LEGAL_HORIZON']),
  starts: startSchema.optional(),
  /** Counted back: the date lies this long before its start (a list that is due before a hearing). */
  counted: z.literal('back').optional(),
  /** How long, and from which day that holds: a clock that starts on that day or later has that length. The first version has no day. A change of the law adds one. */
  versions: z.array(z.strictObject({ from: day.optional(), length: durationSchema, source: z.string().min(1).max(200), review: reviewSchema })).min(1).max(20),
  /** Bases on which days do not count (a trial clock). Each exclusion is recorded with its days. */
  exclusions: z.array(z.strictObject({ basis: upperCode, title: z.string().min(1).max(200) })).max(30).optional(),
  /**
   * Suspects who are tried together share the latest of their own ends: those for whom the fact `by` names the same trial, and the fact `unless` does not say YES
   * (severed). Each keeps an end of its own, which holds again once they are not tried together any more.
   */
  joint: z.strictObject({ by: upperCode, unless: upperCode.optional(), source: z.string().min(1).max(200), review: reviewSchema }).optional(),
  /** How it may be lengthened, by how much, how often. */
  extensions: z.array(z.strictObject({ extension: upperCode, title: z.string().min(1).max(200), by: durationSchema, most: z.int().min(1).max(40) })).max(10).optional(),
});
export type Clock = z.infer<typeof clockSchema>;

/** What playbooks share: ladders, clocks of a jurisdiction, the terms of hand-offs, compacts and files. A playbook takes what it has no word of its own for. */
export const packSchema = z.strictObject({
  pack: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  version: z.int().positive(),
  title: z.string().min(1).max(120),
  ladders: z.array(ladderSchema).max(20).optional(),
  clocks: z.array(clockSchema).max(80).optional(),
  handOff: answersSchema.optional(),
  compact: compactSchema.optional(),
  people: peopleSchema.optional(),
  scorecard: scorecardSchema.optional(),
});
export type Pack = z.infer<typeof packSchema>;
