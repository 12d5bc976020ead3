/**
 * What a playbook file may say. Deadlines, ladders, roles per step are data here and nowhere else.
 * Rule R1 (domain 5c): a VICTIM_PACED step cannot carry a date or a ladder: the schema has no place for one.
 */
import { z } from 'zod';
import { childCircumstances, dutyKinds, interviewPurposes, roles, tracks } from '../terms.ts';
import { consentKinds } from '../victim/consent/schema.ts';
import { durationSchema, ladderSchema } from '../time/schema.ts';

const code = z.string().regex(/^[A-Z]{1,3}\d{0,2}(\.\d{1,2}[a-z]?)?(-[a-z-]+)?$/).max(24);

const base = {
  code,
  title: z.string().min(1).max(120),
  track: z.enum(tracks),
  role: z.enum(roles),
  /** Statute, guidance or "ours"; a period without a source says `unverified: counsel`. */
  source: z.string().min(1).max(200),
  /** Opens when all of these are finished; without it, at launch. */
  after: z.array(code).max(20).optional(),
  /** Rule R12: the data class of what its title and code tell: her status (and what she is not punished for), or her health. All steps of the immigration track are D9 without it. */
  class: z.enum(['D9', 'D17']).optional(),
  /** Rule R4: support is never set aside, only offered. */
  support: z.literal(true).optional(),
  /** Handed over with a child's data it needs no consent (ID.1, child protection). */
  childrenNeedNone: z.literal(true).optional(),
};
const answer = z.strictObject({ within: durationSchema, ladder: z.string() });
const dated = {
  ...base,
  due: durationSchema,
  ladder: z.string().min(1).max(40),
  /** Rule R2: suspended while any of these victim-paced steps has not been met. */
  waitsOn: z.array(code).max(20).optional(),
  /** Opens again, with the same owner, each time it is done. */
  repeats: z.boolean().optional(),
  /** Rule R10: the signal step whose NOT_TO_BE_ASKED_BEFORE makes this duty silent until that day. */
  silencedBy: code.optional(),
  /** The meeting of the team (S3.4): whoever records it with its minutes has done this step. */
  conference: z.literal(true).optional(),
  /** Somebody speaks with her: gate G2 guards it. */
  contact: z.literal(true).optional(),
};

const stepSchema = z.discriminatedUnion('pacing', [
  z.strictObject({ ...dated, pacing: z.literal('STATUTORY') }),
  z.strictObject({ ...dated, pacing: z.literal('GUIDANCE') }),
  /** The clock starts when an owner accepts, for a promise is made by accepting; `answer` is how long the offer may wait. */
  z.strictObject({ ...dated, pacing: z.literal('AGREED'), answer }),
  z.strictObject({
    ...base,
    pacing: z.literal('VICTIM_PACED'),
    /** `signal`: what she signals, revisable; `statement`: a session that gate G3 guards; `choice`: recorded once. */
    form: z.enum(['signal', 'statement', 'choice']),
    /** For a statement: the signal step that must say ready (gate G3). */
    gate: code.optional(),
    /** Rule R8: how long an early limited contact may last; without it there is none. */
    earlyContact: z.strictObject({ minutesMax: z.int().min(1).max(60) }).optional(),
    /** Opens again each time it is done: sessions follow each other, none is planned by time. */
    repeats: z.boolean().optional(),
  }),
  z.strictObject({ ...base, pacing: z.literal('PROTECTED_PERIOD'), lasts: durationSchema, locks: z.array(code).max(20) }),
  /** The wait begins when an owner has accepted to look after it. */
  z.strictObject({ ...base, pacing: z.literal('EXTERNAL_WAIT'), reviewEvery: durationSchema, ladder: z.string(), answer }),
  z.strictObject({
    ...base,
    pacing: z.literal('LEGAL_HORIZON'),
    /** Counted from the opening; or, where only counsel can say, the time within which a person must set the date. */
    horizon: z.union([durationSchema, z.strictObject({ setWithin: durationSchema, ladder: z.string() })]),
    warnings: z.array(durationSchema).min(1).max(8),
    /** Rule R3: while any of these is open, a warning opens this decision, and never an interview request. */
    testimony: z.array(code).max(20),
    decision: code,
  }),
]);

/** What the coordinator may add to a running case: promises of agencies, never anything about her. */
const adHoc = z.strictObject({
  tracks: z.array(z.enum(tracks)).min(1).max(tracks.length),
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  ladder: z.string(),
  answer,
  /** The longest promise that may be asked for. */
  dueMax: durationSchema,
  /** How many a case may come to hold. */
  most: z.int().min(1).max(50),
});

/** Gate G1: what is not a case yet. */
const information = z.strictObject({
  /** The steps that open at once; nothing else does until it is accepted as a case. */
  opens: z.array(code).max(10),
  /** The step that asks for the decision. */
  decision: code,
  /** Kept as information: when the decision is looked at again. */
  lookAgain: answer,
});

const answers = z.strictObject({ ORDINARY: answer, SUPPORT: answer, DANGER: answer });

/** What leaders promise each other in writing. Each date runs in the civil time of the agency that owes it. */
const compact = z.strictObject({
  /** How long a leader has to sign, from the request. */
  sign: answer,
  /** How long the next leader of an agency has to confirm a predecessor's signature. */
  succession: answer,
  /** The ladder of a commitment: its date is the one that was promised. */
  ladder: z.string(),
  /** How long a leader has to answer for a lapsed commitment, from the level that asks the leader. */
  answerWithin: durationSchema,
  /** Without an agency for each of these a compact is suspended. */
  disciplines: z.array(z.enum(roles)).min(1).max(roles.length),
});

/** What holds for the file of a victim. Without it there are no such files under this playbook. */
const people = z.strictObject({
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
  duties: z.record(z.enum(dutyKinds), answer),
  /** How long an erasure waits before it may be approved, and of which roles somebody must approve it, each another person. */
  erasure: z.strictObject({ wait: durationSchema, approvers: z.array(z.enum(roles)).min(2).max(4) }),
});

export const playbookSchema = z.strictObject({
  playbook: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  version: z.int().positive(),
  title: z.string().min(1).max(120),
  jurisdiction: z.string().min(1).max(80),
  /** Working days end at this local time of the owner's agency; `weekend` in ISO days, Monday is 1. */
  calendar: z.strictObject({ closesAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), weekend: z.array(z.int().min(1).max(7)).max(3) }),
  ladders: z.array(ladderSchema).min(1).max(20),
  handOff: z.strictObject({
    answer: answers,
    items: answers,
    determination: answers,
    /** Negative answers after which the coordinator determines the owner. */
    negativeAnswers: z.int().min(1).max(10),
  }),
  /** Without it there are no compacts and no commitments under this playbook. */
  compact: compact.optional(),
  /** New dates granted to one piece of work after which the next request goes straight to level 3; without it there is no such end. */
  reDates: z.int().min(0).max(10).optional(),
  adHoc: adHoc.optional(),
  information: information.optional(),
  /** Gate G4: the step that a readiness notice opens, and the roles of the services that must say they are ready. */
  operation: z.strictObject({ step: code, services: z.array(z.enum(roles)).min(1).max(10) }).optional(),
  /** The step that opens when the coordinator asks for the closing review. */
  closing: z.strictObject({ review: code }).optional(),
  people: people.optional(),
  /** Calendar days without progress after which a track counts as stalled (metric M3). */
  stall: z.partialRecord(z.enum(tracks), z.int().positive()),
  steps: z.array(stepSchema).min(1).max(200),
});

export type Playbook = z.infer<typeof playbookSchema>;
export type PlaybookStep = Playbook['steps'][number];
