/**
 * What staff do for her and must answer for. Nothing here is on condition that she takes part in anything: no act has a member for such a thing, and none is taken
 * (refusal 5). Words are vault references, made with the command; each belongs to a paper of the class that `api/people/acts.ts` seals it under.
 */
import { z } from 'zod';
import {
  dutyRoles, incidentKinds, incidentOutcomes, measureEnds, measureKinds, measureSources, nexuses, nonPunishmentAsked, nonPunishmentResults, promiseAnswers, reachStates, riskEvents, riskFactors, riskLevels, riskMeasures,
  riskTriggers, supportKinds,
} from '../../terms.ts';
import { day, personId } from '../../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const words = z.uuid();
const debtor = z.strictObject({ agency, role: z.enum(dutyRoles), person: personId.optional() });
const source = z.enum(measureSources);

export const careActs = [
  z.strictObject({
    act: z.literal('assess-risk'), assessment: z.uuid(), level: z.enum(riskLevels), trigger: z.enum(riskTriggers), factors: z.array(z.enum(riskFactors)).max(riskFactors.length), measures: z.array(z.enum(riskMeasures)).max(riskMeasures.length),
    /** The local day by which it is looked at again. */
    next: day, text: words.optional(), summary: words.optional(),
  }),
  /** Rule R9: what happened around her that may change the danger. */
  z.strictObject({ act: z.literal('say-event'), event: z.enum(riskEvents) }),
  z.strictObject({ act: z.literal('open-support'), support: z.uuid(), kind: z.enum(supportKinds), agency }),
  /** Any reason but those of the field is refused, and the answer says why (rule R4). */
  z.strictObject({ act: z.literal('end-support'), support: z.uuid(), reason: z.string().regex(/^[A-Z][A-Z_]{1,39}$/) }),
  /** `text`: what was promised to her. With a day, with a condition, or both. */
  z.strictObject({ act: z.literal('promise-her'), promise: z.uuid(), text: words, maker: debtor, due: day.optional(), condition: words.optional() }),
  /** Said by her, through her own professional. */
  z.strictObject({ act: z.literal('answer-promise'), promise: z.uuid(), answer: z.enum(promiseAnswers) }),
  /** Whom to try, when, what never: agreed with her, in her words. */
  z.strictObject({ act: z.literal('agree-lost-contact'), plan: z.uuid(), text: words }),
  z.strictObject({ act: z.literal('say-reach'), state: z.enum(reachStates) }),
  /** An agreed contact did not come about. */
  z.strictObject({ act: z.literal('miss-contact') }),
  /** `unit`: the agency it is about. `to`: who answers, outside that unit; without it the coordinator. */
  z.strictObject({ act: z.literal('raise-incident'), incident: z.uuid(), kind: z.enum(incidentKinds), raisedBy: z.enum(['HER', 'STAFF']), unit: agency, to: debtor.optional(), text: words.optional() }),
  z.strictObject({ act: z.literal('answer-incident'), incident: z.uuid(), outcome: z.enum(incidentOutcomes) }),
  /** `officer`: who watches over it. Days are those of the letters, and may lie in the past. */
  z.strictObject({ act: z.literal('file-measure'), measure: z.uuid(), kind: z.enum(measureKinds), filed: day, source, officer: debtor, text: words.optional() }),
  z.strictObject({ act: z.literal('grant-measure'), measure: z.uuid(), granted: day, ends: day.optional(), source, replaces: z.uuid().optional() }),
  z.strictObject({ act: z.literal('extend-measure'), measure: z.uuid(), ends: day, source }),
  z.strictObject({ act: z.literal('end-measure'), measure: z.uuid(), ended: day, reason: z.enum(measureEnds), source }),
  /** `text`: the offence. */
  z.strictObject({ act: z.literal('ask-non-punishment'), item: z.uuid(), nexus: z.enum(nexuses), asked: z.enum(nonPunishmentAsked), text: words }),
  z.strictObject({ act: z.literal('answer-non-punishment'), item: z.uuid(), result: z.enum(nonPunishmentResults) }),
] as const;
export type CareAct = z.infer<(typeof careActs)[number]>;
export type CareActOf<A extends CareAct['act']> = Extract<CareAct, { act: A }>;
