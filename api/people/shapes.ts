/** What the API answers of her file. */
import { z } from 'zod';
import { ageBases, interpreterNeeds, matterClasses, personalClasses, standingRoles, statusBases, victimStatuses } from '#domain/terms.ts';
import { consentKinds, consentMethods, consentPurposes, grantors } from '#domain/victim/consent/schema.ts';
import { glassFindings, noticesToHer, protectiveSteps } from '#domain/victim/disclosure/schema.ts';
import { fileActNames } from './acts.ts';
import { agencyId, dutyShape, instant, personId } from '../shapes.ts';

const text = z.string().max(4_000);
const duration = z.string().max(8);
const bounded = <T extends z.ZodType>(item: T) => z.array(item).max(1_000);

export const paperShape = z
  .strictObject({
    id: z.uuid(), class: z.enum([...personalClasses, ...matterClasses]), kind: z.string().max(40), recorder: agencyId, author: personId, at: instant, supersedes: z.uuid().optional(),
    disclosable: z.literal(true).optional().meta({ description: 'Not confidential: it may be disclosed to the defence' }),
    text: text.optional().meta({ description: 'Its words, for whom its class is open' }), summary: text.optional().meta({ description: 'For those whose part ends there' }),
  })
  .meta({ id: 'Paper' });
/** What must be said before papers are read: that the law may compel their disclosure, or that a privilege covers them (domain 2.6, consent rule 13). */
export const paperBanners = ['MAY_BE_DISCLOSED', 'STATEMENT', 'PRIVILEGED', 'WORK_PRODUCT', 'SEALED', 'NOT_TO_BE_REVEALED'] as const;
export type PaperBanner = (typeof paperBanners)[number];
export const papersShape = z.strictObject({
  papers: bounded(paperShape),
  banners: z.array(z.enum(paperBanners)).max(paperBanners.length).meta({ description: 'What to say at the top of whatever shows them: what the defence may be given, what a privilege covers, what must not be revealed' }),
});

const caseOfHers = z.strictObject({ caseId: z.uuid(), pseudonym: z.string().max(5) });
const standing = z.strictObject({ id: z.uuid(), role: z.enum(standingRoles), agency: agencyId, person: personId.optional(), since: instant });
/** What is open without her consent: compelled by law, with `recorder`, or because the glass was broken. */
const disclosure = z.strictObject({
  id: z.uuid(), glass: z.boolean(), grounds: z.array(z.string().max(40)).max(2), classes: z.array(z.enum(personalClasses)).max(20), agency: agencyId, person: personId.optional(), recorder: agencyId.optional(),
  toldHer: z.enum(noticesToHer).optional(), steps: z.array(z.enum(protectiveSteps)).max(20), from: instant, until: instant, endedAt: instant.optional(), finding: z.enum(glassFindings).optional(),
});
const consent = z.strictObject({
  id: z.uuid(), kind: z.enum(consentKinds), agency: agencyId, person: personId.optional(), purpose: z.enum(consentPurposes), classes: z.array(z.enum(personalClasses)).max(20), from: instant, until: instant.optional(),
  grantor: z.enum(grantors), method: z.enum(consentMethods), withdrawnAt: instant.optional(),
});
/** Oldest first; the last one stands. */
const status = z.strictObject({ status: z.enum(victimStatuses), basis: z.enum(statusBases), decidedBy: agencyId.optional(), at: instant });
const age = z.strictObject({ basis: z.enum(ageBases), ofAgeOn: z.iso.date().optional(), adult: z.boolean().optional(), decidedBy: agencyId.optional(), at: instant });
const contact = z.strictObject({
  languages: z.array(z.string().max(20)).max(8), interpreter: z.enum(interpreterNeeds).optional(), rule: z.uuid().optional().meta({ description: 'The paper of the rule that holds' }), every: z.string().max(8).optional(), lastAt: instant.optional(),
});
export const victimShape = z
  .strictObject({ id: z.uuid(), rev: z.int(), cases: bounded(caseOfHers), standing: bounded(standing), consents: bounded(consent).optional(),
    childRules: z.boolean().meta({ description: 'She is treated as a child: because she is one, or because nobody has decided that she is not' }),
    hasSafeContact: z.boolean().meta({ description: 'A safe way to reach her is on record. Nothing reaches her in any other way' }),
    statuses: bounded(status), age: age.optional(), contact: contact.optional(),
    disclosures: bounded(disclosure).optional() })
  .meta({ id: 'Victim' });
export const victimsShape = z.strictObject({ victims: bounded(z.strictObject({ id: z.uuid(), pseudonym: z.string().max(5) })) });
export const victimActed = victimShape.partial().extend({ seq: z.int().nonnegative() });

export const victimActsShape = z.strictObject({ acts: z.array(z.enum(fileActNames)).max(fileActNames.length), log: z.boolean().meta({ description: 'Whether I may read who opened the file' }),
  voice: z.boolean().meta({ description: 'Whether I may read what she said of being ready' }),
  disclosable: z.boolean().meta({ description: 'What I record is not confidential: it may be disclosed to the defence' }),
  glass: z.strictObject({ lasts: duration, review: duration }).optional().meta({ description: 'If I may break the glass: how long it stays open, and within which time it is reviewed' }) }).meta({ id: 'VictimActs' });

export const dutiesShape = z.strictObject({ duties: bounded(dutyShape) });
