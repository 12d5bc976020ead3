/** What is agreed to be shared: with whom, for what, which classes, until when. Expiry is mandatory (domain 5b, consent rule 1). */
import { z } from 'zod';
import { personalClasses } from '../../terms.ts';
import { personId } from '../../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const instant = z.iso.datetime({ precision: 3 });
export const consentPurposes = ['SUPPORT', 'SAFETY', 'INVESTIGATION', 'PROSECUTION', 'IMMIGRATION_RELIEF', 'LEGAL_ADVICE', 'HEALTH_CARE', 'REDRESS', 'NOTICES'] as const;
export const grantors = ['SELF', 'GUARDIAN', 'LEGAL_REPRESENTATIVE'] as const;
export const consentMethods = ['WRITTEN', 'ORAL_RECORDED'] as const;

export const consentActs = [
  z.strictObject({
    act: z.literal('grant-consent'), consent: z.uuid(), agency, person: personId.optional(), purpose: z.enum(consentPurposes), classes: z.array(z.enum(personalClasses)).min(1).max(personalClasses.length),
    from: instant.optional(), until: instant, by: z.enum(grantors), method: z.enum(consentMethods),
  }),
  /** No reason is asked for, and nobody is tasked to ask for one (rule 7). */
  z.strictObject({ act: z.literal('withdraw-consent'), consent: z.uuid() }),
] as const;
export type ConsentAct = z.infer<(typeof consentActs)[number]>;
