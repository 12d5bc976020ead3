/** What the API answers of the care for her. A member is there as far as its class is open to who asks. */
import { z } from 'zod';
import {
  dutyRoles, incidentKinds, incidentOutcomes, measureEnds, measureKinds, measureSources, nexuses, nonPunishmentAsked, nonPunishmentResults, promiseAnswers, reachStates, riskFactors, riskLevels, riskMeasures, riskTriggers,
  supportEnds, supportKinds,
} from '#domain/terms.ts';
import { day } from '#domain/schema.ts';
import { agencyId, instant, personId } from '../shapes.ts';

const bounded = <T extends z.ZodType>(item: T) => z.array(item).max(1_000);
const id = z.uuid();

const risk = z.strictObject({
  assessment: id, level: z.enum(riskLevels), trigger: z.enum(riskTriggers), at: instant, next: day.meta({ description: 'By when it is looked at again' }),
  roseAfterParticipation: z.boolean().meta({ description: 'Higher than before, after something she took part in' }),
});
const riskDetail = z.strictObject({ assessment: id, factors: z.array(z.enum(riskFactors)).max(riskFactors.length), measures: z.array(z.enum(riskMeasures)).max(riskMeasures.length) });
const support = z.strictObject({ support: id, kind: z.enum(supportKinds), agency: agencyId, since: instant, ended: z.strictObject({ at: instant, reason: z.enum(supportEnds) }).optional() });
const promise = z.strictObject({
  promise: id.meta({ description: 'Its words are the paper of this id' }), agency: agencyId, role: z.enum(dutyRoles), person: personId.optional(), madeAt: instant, due: day.optional(), condition: z.boolean(),
  answered: z.strictObject({ at: instant, answer: z.enum(promiseAnswers) }).optional(),
});
const reach = z.strictObject({ state: z.enum(reachStates), since: instant, plan: id.optional().meta({ description: 'The paper that says what she agreed to' }) });
const incident = z.strictObject({
  incident: id, kind: z.enum(incidentKinds), raisedBy: z.enum(['HER', 'STAFF']), unit: agencyId, answerer: agencyId, raisedAt: instant, answered: z.strictObject({ at: instant, outcome: z.enum(incidentOutcomes), agency: agencyId }).optional(),
});
const step = z.strictObject({ step: z.enum(['FILED', 'GRANTED', 'EXTENDED', 'ENDED']), day, ends: day.optional(), source: z.enum(measureSources) });
const measure = z.strictObject({
  measure: id, kind: z.enum(measureKinds), officer: agencyId, filed: day, granted: day.optional(), ends: day.optional(), ended: z.strictObject({ day, reason: z.enum(measureEnds) }).optional(), steps: bounded(step),
});
const item = z.strictObject({ item: id, nexus: z.enum(nexuses), asked: z.enum(nonPunishmentAsked), askedAt: instant, result: z.enum(nonPunishmentResults).optional() });

export const careShape = z
  .strictObject({ risk: bounded(risk), riskDetails: bounded(riskDetail), support: bounded(support), promises: bounded(promise), reach: reach.optional(), incidents: bounded(incident), status: bounded(measure), nonPunishment: bounded(item) })
  .meta({ id: 'Care' });
