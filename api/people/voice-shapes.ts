/** What the API answers of what she said, decided and was asked. Nothing here is due. */
import { z } from 'zod';
import { earlyPurposes, interviewPurposes, interviewResults, participationModes, readinessSignals } from '#domain/terms.ts';
import { grantors } from '#domain/victim/consent/schema.ts';
import { presentAs, wellbeings } from '#domain/victim/interviews/schema.ts';
import { bestInterestFactors, childsViews, determinationResults, ownWordKinds, protectionBases, supportWishes } from '#domain/victim/voice/schema.ts';
import { agencyId, instant, personId } from '../shapes.ts';

const many = <T extends z.ZodType>(item: T) => z.array(item).max(1_000);
const code = z.string().max(40);
const caseId = z.uuid();
const voice = z.enum(grantors);

const readiness = z.strictObject({ signal: z.enum(readinessSignals), voice, at: instant, notBefore: instant.optional().meta({ description: 'Until then nobody offers or asks. It asks her for nothing.' }) });
const period = z.strictObject({ id: z.uuid(), basis: z.enum(protectionBases), source: code, from: instant, until: instant.meta({ description: 'When it is over requests are possible again; nobody is asked for one' }) });
const participation = z.strictObject({ caseId, mode: z.enum(participationModes), support: z.array(z.enum(supportWishes)).max(20), voice, from: instant, at: instant, supersededAt: instant.optional() });
const determination = z.strictObject({
  id: z.uuid(), purposes: z.array(z.enum(interviewPurposes)).max(20), result: z.enum(determinationResults), factors: z.array(z.enum(bestInterestFactors)).max(20), views: z.enum(childsViews),
  deciders: z.array(personId).max(8), day: z.iso.date(), at: instant,
});
const interview = z.strictObject({
  id: z.uuid(), caseId, purpose: z.enum(interviewPurposes), agency: agencyId, person: personId, survivorAsked: z.boolean(), sessions: z.int(), held: z.int(), result: z.enum(interviewResults),
  missing: z.array(code).max(20), at: instant,
});
const session = z.strictObject({
  interview: z.uuid(), caseId, day: z.iso.date(), minutes: z.int(), breaks: z.int(), present: z.array(z.enum(presentAs)).max(40), stopRequested: z.boolean(), wellbeing: z.enum(wellbeings),
  interviewer: personId, sameInterviewer: z.boolean(), at: instant,
});
const earlyContact = z.strictObject({ caseId, minutes: z.int().optional(), purpose: z.enum(earlyPurposes).optional(), agency: agencyId, person: personId, missing: z.array(code).max(20), at: instant });
const words = z.strictObject({ id: z.uuid().meta({ description: 'The paper' }), kind: z.enum(ownWordKinds), at: instant, withdrawnAt: instant.optional(), presentedAt: instant.optional() });

export const voiceShape = z
  .strictObject({
    readiness: many(readiness).optional(), protectedPeriods: many(period).optional(), participation: many(participation).optional(), bestInterests: many(determination).optional(),
    interviews: many(interview).optional(), sessions: many(session).optional(), earlyContacts: many(earlyContact).optional(), ownWords: many(words).optional(),
  })
  .meta({ id: 'Voice' });
