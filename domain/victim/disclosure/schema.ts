/** What opens without her consent: a disclosure that the law compels (consent rule 8), and breaking the glass when a life is in danger (rule 10). */
import { z } from 'zod';
import { grantableClasses } from '../consent/schema.ts';
import { personId } from '../../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
export const disclosureBases = ['CHILD_PROTECTION_DUTY', 'COURT_ORDER', 'EXCULPATORY_MATERIAL', 'IMMINENT_DANGER', 'STATUTE'] as const;
/** Whether she was told. UNSAFE and PROHIBITED say why not. */
export const noticesToHer = ['GIVEN', 'UNSAFE', 'PROHIBITED'] as const;
export const protectiveSteps = ['SAFETY_PLAN_REVIEWED', 'ADVOCATE_INFORMED', 'LOCATION_WITHHELD', 'REDACTED', 'PROTECTIVE_ORDER_ASKED', 'OBJECTION_FILED', 'RECIPIENT_BOUND', 'MOVED_FIRST'] as const;
/** Two of these, or the glass stays whole. */
export const glassReasons = ['DANGER_TO_LIFE', 'DANGER_TO_A_CHILD', 'ABDUCTION', 'MISSING', 'MEDICAL_EMERGENCY', 'LOCATED_BY_SUSPECT', 'NOBODY_REACHABLE'] as const;
export const glassFindings = ['JUSTIFIED', 'PARTLY_JUSTIFIED', 'NOT_JUSTIFIED'] as const;

const classes = z.array(z.enum(grantableClasses)).min(1).max(grantableClasses.length);

export const disclosureActs = [
  /** It opens what the agency that discloses has recorded itself, to one recipient, until a day. */
  z.strictObject({
    act: z.literal('disclose'), disclosure: z.uuid(), basis: z.enum(disclosureBases), classes, agency, person: personId.optional(), until: z.iso.datetime({ precision: 3 }),
    toldHer: z.enum(noticesToHer), steps: z.array(z.enum(protectiveSteps)).min(1).max(protectiveSteps.length),
  }),
  z.strictObject({ act: z.literal('end-disclosure'), disclosure: z.uuid() }),
  /** For whoever says so, and for nobody else. */
  z.strictObject({ act: z.literal('break-glass'), disclosure: z.uuid(), classes, reasons: z.array(z.enum(glassReasons)).length(2) }),
  z.strictObject({ act: z.literal('review-glass'), disclosure: z.uuid(), finding: z.enum(glassFindings) }),
] as const;
export type DisclosureAct = z.infer<(typeof disclosureActs)[number]>;
