/** What a playbook may say of a step. Rule R1 (domain 5c): a VICTIM_PACED step cannot carry a date or a ladder, for the schema has no place for one. */
import { z } from 'zod';
import { agencyTypes, dataClasses, fileFacts, riskEvents, roles, tracks } from '../../terms.ts';
import { durationSchema } from '../../time/schema.ts';
import { answerSchema } from '../case/schema.ts';
import { anchorSchema, clockKey } from '../clock/schema.ts';
import { conditionSchema, stepCode, upperCode } from '../condition/schema.ts';
import { decisionSchema, fieldSchema } from '../form/schema.ts';
import { perKinds } from '../names.ts';

const codes = z.array(stepCode).max(20);

const base = {
  code: stepCode,
  title: z.string().min(1).max(120),
  track: z.enum(tracks),
  stage: z.string().max(8).optional().meta({ description: 'The phase of its track, one of the playbook\'s stages.' }),
  per: z.enum(perKinds).optional().meta({ description: 'Without it the step stands once, for the whole case.' }),
  role: z.enum(roles),
  discipline: z.array(z.enum(agencyTypes)).min(1).max(agencyTypes.length).optional().meta({ description: 'The kinds of agency that may hold it; without it any that fills the role.' }),
  with: z.array(z.enum(roles)).min(1).max(6).optional().meta({ description: 'Who else has a part in it. They see it and are told; the role alone answers for it.' }),
  source: z.string().min(1).max(200).meta({ description: 'Statute, guidance or "ours"; a period without a source says unverified: counsel.' }),
  after: codes.optional().meta({ description: 'Opens when all of these are finished (short for a condition); with opens, when both hold; without either, at launch.' }),
  opens: conditionSchema.optional().meta({ description: 'Opens the first time this holds.' }),
  ends: conditionSchema.optional().meta({ description: 'Ends without being done once this holds. Support never does (rule R4).' }),
  requires: conditionSchema.optional().meta({ description: 'It cannot be called done before this holds.' }),
  fields: z.array(fieldSchema).min(1).max(40).optional(),
  decides: decisionSchema.optional(),
  class: z.enum(['D9', 'D17']).optional().meta({ description: 'Rule R12: the data class of what its title and code tell: her status (and what she is not punished for), or her health. All steps of the immigration track are D9 without it.' }),
  support: z.literal(true).optional().meta({ description: 'Rule R4: support is never set aside, only offered.' }),
  childrenNeedNone: z.literal(true).optional().meta({ description: 'Handed over with a child\'s data it needs no consent (ID.1, child protection).' }),
};

const limits = {
  atLeast: durationSchema.optional().meta({ description: 'The date is never nearer to the opening than this, nor further from it than that.' }),
  atMost: durationSchema.optional(),
  unknown: answerSchema.optional().meta({ description: 'Within what somebody says the date that it is counted from, where the step may open before that is known.' }),
};
/** When work is due. A length alone counts from the opening, or for a promise from its acceptance. */
export const dueSchema = z.union([
  durationSchema,
  z.strictObject({ after: durationSchema, of: anchorSchema, ...limits }),
  z.strictObject({ before: durationSchema, of: anchorSchema, ...limits }),
  z.strictObject({ at: anchorSchema, ...limits }),
  z.strictObject({ clock: clockKey, ...limits }),
]);
export type Due = z.infer<typeof dueSchema>;

const dated = {
  ...base,
  due: dueSchema,
  ladder: z.string().min(1).max(40),
  notBefore: z.union([z.strictObject({ after: durationSchema, of: anchorSchema }), z.strictObject({ clock: clockKey })]).optional().meta({ description: 'It cannot be called done earlier.' }),
  waitsOn: codes.optional().meta({ description: 'Rule R2: suspended while any of these victim-paced steps has not been met.' }),
  repeats: z.boolean().optional().meta({ description: 'Opens again, with the same owner, each time it is done.' }),
  on: z.array(upperCode).min(1).max(20).optional().meta({ description: 'Opens, and opens again, each time one of these facts is recorded (of whomever), while after and opens hold. What is recorded while it is open is added to what it is about.' }),
  anew: z.array(z.union([upperCode, z.strictObject({ done: stepCode })])).min(1).max(8).optional().meta({ description: 'Once it has opened, opens again each time one of these facts is recorded or one of these steps is done (of the same subject, or of the whole case), while after and opens hold. What comes while it is open is added to what it is about.' }),
  schedule: z.array(durationSchema).min(2).max(12).optional().meta({ description: 'Comes again at these lengths of time after its first opening, and then no more. The first is its date.' }),
  silencedBy: stepCode.optional().meta({ description: 'Rule R10: the signal step whose NOT_TO_BE_ASKED_BEFORE makes this duty silent until that day.' }),
  conference: z.literal(true).optional().meta({ description: 'The meeting of the team (S3.4): whoever records it with its minutes has done this step.' }),
  contact: z.literal(true).optional().meta({ description: 'Somebody speaks with her: gate G2 guards it.' }),
};

export const stepSchema = z.discriminatedUnion('pacing', [
  z.strictObject({ ...dated, pacing: z.literal('STATUTORY') }),
  z.strictObject({ ...dated, pacing: z.literal('GUIDANCE') }),
  /** The clock starts when an owner accepts, for a promise is made by accepting; `answer` is how long the offer may wait. */
  z.strictObject({ ...dated, pacing: z.literal('AGREED'), answer: answerSchema }),
  z.strictObject({
    ...base,
    pacing: z.literal('VICTIM_PACED'),
    form: z.enum(['signal', 'statement', 'choice']).meta({ description: 'signal: what she signals, revisable; statement: a session that gate G3 guards; choice: recorded once.' }),
    gate: stepCode.optional().meta({ description: 'For a statement: the signal step that must say ready (gate G3).' }),
    earlyContact: z.strictObject({ minutesMax: z.int().min(1).max(60) }).optional().meta({ description: 'Rule R8: how long an early limited contact may last; without it there is none.' }),
    repeats: z.boolean().optional().meta({ description: 'Opens again each time it is done: sessions follow each other, none is planned by time.' }),
  }),
  z.strictObject({ ...base, pacing: z.literal('PROTECTED_PERIOD'), lasts: z.union([durationSchema, z.strictObject({ clock: clockKey })]), locks: codes }),
  /** The wait begins when an owner has accepted to look after it. */
  z.strictObject({ ...base, pacing: z.literal('EXTERNAL_WAIT'), reviewEvery: durationSchema, ladder: z.string(), answer: answerSchema }),
  z.strictObject({
    ...base,
    pacing: z.literal('LEGAL_HORIZON'),
    horizon: z.union([durationSchema, z.strictObject({ clock: clockKey, unknown: answerSchema.optional() }), z.strictObject({ setWithin: durationSchema, ladder: z.string() })]).meta({ description: 'Counted from the opening, by a legal clock (unknown: within what somebody says from when); or, where only counsel can say, the time within which a person must set the date.' }),
    warnings: z.array(durationSchema).min(1).max(8),
    /** Rule R3: while any of these is open, a warning opens `decision`, and never an interview request. */
    testimony: codes,
    /** The step that the warnings open: a decision of the prosecutor. */
    decision: stepCode,
  }),
]);

/** Something that is known of a case or of one of its subjects, and that conditions and dates may rest on. */
export const factSchema = z.strictObject({
  fact: z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/),
  title: z.string().min(1).max(200),
  of: z.enum(perKinds).exclude(['hand-off']).optional(),
  is: z.union([z.enum(['day', 'instant', 'yes-no', 'yes-no-unsure']), z.array(z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/)).min(2).max(40)]),
  recordedBy: z.array(z.enum(roles)).min(1).max(8).optional().meta({ description: 'Who may record it without a form.' }),
  from: z.enum(fileFacts).optional().meta({ description: 'What the file of a victim says of itself, as this fact of that victim.' }),
  tells: z.enum(riskEvents).exclude(['INCIDENT']).optional().meta({ description: 'Rule R9: recorded (a yes-no fact: as YES) it tells the file of each victim of the case that this happened, and the danger to her is looked at again.' }),
  class: z.enum(dataClasses).optional(),
  only: z.strictObject({ is: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/)).min(1).max(40), when: conditionSchema }).optional().meta({ description: 'These values are recorded only while this holds.' }),
  atMost: durationSchema.optional().meta({ description: 'Of a day: no further ahead than this from when it is said.' }),
  before: stepCode.optional().meta({ description: 'Of a day: before the last day of this horizon, where one is set.' }),
});
