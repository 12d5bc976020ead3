/** Evidence and its matrix as they are answered: each record as far as it opens. */
import { z } from 'zod';
import { controlMethods, evidenceActs, evidenceOrigins, evidenceTypes, gapCauses, lawfulBases, proofOfCoercion, relianceLevels, routeLabels, sourceKinds, strengths } from '#domain/evidence/schema.ts';
import { dataClasses } from '#domain/terms.ts';
import { agencyId, instant, personId } from '../shapes.ts';

const day = z.iso.date();
const level = z.enum(relianceLevels);
export const evidenceShape = z.strictObject({
  items: z.array(z.strictObject({
    record: z.string(), class: z.enum(dataClasses), recorder: agencyId, at: instant, item: z.string().optional(), kind: z.enum(evidenceTypes).optional(), author: personId.optional(), words: z.string().optional(),
    origin: z.enum(evidenceOrigins).optional(), basis: z.enum(lawfulBases).optional(), sha256: z.string().optional(), about: z.array(z.string()).optional(), methods: z.array(z.enum(controlMethods)).optional(),
    coercion: z.enum(proofOfCoercion).optional(), keepUntil: day.optional(), custodian: agencyId.optional(), sentTo: agencyId.optional(), expires: day.optional(),
    custody: z.array(z.strictObject({ from: agencyId, to: agencyId, sent: instant, received: instant.optional(), differs: z.boolean() })).optional().meta({ description: 'Every time it was handed over. `received` is absent until the receiver has said that it came; `differs`: what came has another hash than what was filed' }),
    gaps: z.array(z.strictObject({ from: day, to: day, cause: z.enum(gapCauses) })).optional(),
    isUnbroken: z.boolean().optional().meta({ description: 'No gap was recorded, nothing is on its way, and every hash agreed' }),
  })).meta({ description: 'Each as far as its class opens to you; of one whose class only tells you that it is there, nothing else is said' }),
  routes: z.array(z.strictObject({
    route: z.string(), about: z.string().optional(), level: level.optional(), state: z.enum(['OPEN', 'CLOSED']).optional(), label: z.enum(routeLabels).optional(), charge: z.string().optional(), victims: z.array(z.string()).optional(),
    withoutMeans: z.boolean().optional().meta({ description: 'Everybody it is about is a child or may be one: means need not be proved' }),
    matrix: z.array(z.strictObject({ element: z.string(), sources: z.array(z.strictObject({ nth: z.int(), kind: z.enum(sourceKinds), strength: z.enum(strengths), item: z.string().optional() })) })).optional(),
  })),
  reliance: z.array(z.strictObject({ about: z.string(), level: level.or(z.literal('NONE')), at: instant })).meta({ description: 'How far the proof relies on testimony, by suspect, each time it changed. LOW: nobody\'s testimony is needed. MEDIUM: not hers. HIGH: hers for a part. TOTAL: hers for everything' }),
  acts: z.array(z.enum(evidenceActs)).meta({ description: 'What you may do here; the rules have the last word' }),
});
export const evidenceActed = evidenceShape.partial().extend({ seq: z.int() });
