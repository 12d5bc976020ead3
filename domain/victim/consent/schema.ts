/** What is agreed, for what, with whom, until when (domain 5b, consent rules 1-7). Kinds are kept apart: one never stands for another, and none is a condition of support. */
import { z } from 'zod';
import type { PersonalClass } from '../../terms.ts';
import { personId } from '../../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const instant = z.iso.datetime({ precision: 3 });
/** SHARE alone opens anything to read. NOTIFIED is a wish to be told; it lasts until it is withdrawn (rules 1 and 5). */
export const consentKinds = ['SHARE', 'SERVICES', 'REFERRAL', 'INTERVIEW', 'RECORDING', 'CONTACT', 'NOTIFIED'] as const;
export const consentPurposes = ['SUPPORT', 'SAFETY', 'INVESTIGATION', 'PROSECUTION', 'IMMIGRATION_RELIEF', 'LEGAL_ADVICE', 'HEALTH_CARE', 'REDRESS', 'NOTICES'] as const;
export const grantors = ['SELF', 'GUARDIAN', 'LEGAL_REPRESENTATIVE'] as const;
export const consentMethods = ['WRITTEN', 'ORAL_RECORDED'] as const;
/** Why it was said and not written. */
export const oralReasons = ['LITERACY', 'DISABILITY', 'REMOTE', 'URGENT', 'UNSAFE_TO_WRITE', 'WISH'] as const;
export const interpreters = ['NONE', 'IN_PERSON', 'REMOTE'] as const;
/** Advocates' notes are their agency's alone: no consent opens them to anybody else (refusal 14). */
export const grantableClasses = ['D3', 'D4', 'D7', 'D8', 'D9', 'D16', 'D17'] as const satisfies readonly PersonalClass[];

/** What was said before she decided. All of it, or there is no consent. */
const explained = z.strictObject({ withdrawalTold: z.literal(true), noConditionTold: z.literal(true), limitsTold: z.literal(true) });

export const consentActs = [
  z.strictObject({
    act: z.literal('grant-consent'), consent: z.uuid(), kind: z.enum(consentKinds), agency, person: personId.optional(), purpose: z.enum(consentPurposes),
    /** With SHARE at least one; with any other kind none. */
    classes: z.array(z.enum(grantableClasses)).max(grantableClasses.length),
    from: instant.optional(), until: instant.optional(),
    by: z.enum(grantors),
    /** Of a guardian or legal representative: the standing in which they decide. */
    standing: z.uuid().optional(),
    /** The child's own views, where somebody decides for a child. A vault reference. */
    views: z.uuid().optional(),
    method: z.enum(consentMethods), oralReason: z.enum(oralReasons).optional(),
    /** A code of ISO 639: the language it was explained in. */
    language: z.string().regex(/^[a-z]{2,3}$/), interpreter: z.enum(interpreters),
    /** The exact words that were shown or read out. A vault reference. */
    wording: z.uuid(),
    explained,
  }),
  /** No reason is asked for, and nobody is tasked to ask for one (rule 7). */
  z.strictObject({ act: z.literal('withdraw-consent'), consent: z.uuid() }),
] as const;
export type ConsentAct = z.infer<(typeof consentActs)[number]>;
