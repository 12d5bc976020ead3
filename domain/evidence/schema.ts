/**
 * Evidence and what it proves (domain 5d EvidenceItem, OffenceElement, Corroboration). What an item contains lies elsewhere, with its custodian; here are codes, days, and the hash by
 * which it is known again.
 */
import { z } from 'zod';
import { day } from '../schema.ts';

export const evidenceTypes = ['DOCUMENT', 'DEVICE', 'DIGITAL_RECORD', 'FINANCIAL_RECORD', 'COMMUNICATION', 'PHYSICAL_OBJECT', 'PHOTOGRAPH_OF_A_PLACE', 'EXPERT_OPINION', 'PAYROLL', 'CHILD_ABUSE_IMAGES', 'OTHER'] as const;
export const evidenceOrigins = ['SEARCH', 'SEIZURE', 'PROVIDER', 'BANK', 'EMPLOYER', 'PUBLIC_RECORD', 'OPEN_SOURCE', 'PARTNER_AGENCY', 'FOREIGN_STATE', 'HANDED_OVER', 'INSPECTION', 'EXPERT'] as const;
export const lawfulBases = ['WARRANT', 'SUBPOENA', 'COURT_ORDER', 'PRESERVATION_REQUEST', 'OWNER_AGREED', 'INSPECTION_POWER', 'MUTUAL_LEGAL_ASSISTANCE', 'PUBLIC', 'EXIGENT_CIRCUMSTANCES', 'GRAND_JURY'] as const;
/** How somebody was held: the vocabulary of the Human Trafficking Case Data Standard, extended by ours (domain 5a). */
export const controlMethods = [
  'DEBT_BONDAGE', 'TAKES_EARNINGS', 'RESTRICTS_FINANCES', 'THREATS', 'THREATS_TO_FAMILY', 'THREAT_OF_AUTHORITIES', 'PSYCHOLOGICAL_ABUSE', 'PHYSICAL_ABUSE', 'SEXUAL_ABUSE', 'FALSE_PROMISES', 'SUBSTANCES',
  'RESTRICTS_MOVEMENT', 'RESTRICTS_MEDICAL_CARE', 'EXCESSIVE_HOURS', 'USES_CHILDREN', 'WITHHOLDS_NECESSITIES', 'WITHHOLDS_DOCUMENTS', 'ISOLATION', 'SURVEILLANCE', 'OTHER',
] as const;
/** How an item speaks of coercion, which mostly lives in nobody's papers (domain B1). */
export const proofOfCoercion = ['DIRECT', 'INDIRECT', 'EXPERT'] as const;

/** Who or what a source is (domain 5d). */
export const sourceKinds = ['DOCUMENT', 'DIGITAL', 'FINANCIAL', 'PHYSICAL', 'WITNESS', 'EXPERT', 'SUSPECT_STATEMENT', 'VICTIM_STATEMENT'] as const;
/** Ours. A weak source points to something and carries nothing alone. */
export const strengths = ['WEAK', 'SUPPORTING', 'STRONG'] as const;
export const routeLabels = ['TRAFFICKING', 'ALTERNATIVE'] as const;
export const relianceLevels = ['LOW', 'MEDIUM', 'HIGH', 'TOTAL'] as const;
/** What a person under 18 need not have suffered for it to be trafficking (Palermo Protocol, art. 3 (c)). */
export const MEANS = 'MEANS';
export const gapCauses = ['NOT_RECORDED', 'SEAL_BROKEN', 'LEFT_UNATTENDED', 'LOST_FOR_A_TIME', 'BEFORE_IT_CAME'] as const;
export const whyOut = ['SUPPRESSED', 'WITHDRAWN', 'CONTRADICTED', 'LOST', 'MISTAKEN'] as const;

/** A paper of evidence is about the matter. What she said lies in her own file, and is here only as a kind of source. */
const sensitivity = z.enum(['D10', 'D12', 'D13', 'D14']);
const suspect = z.string().regex(/^[A-Z]{1,2}[1-9]\d{0,2}$/);
const exhibit = z.string().regex(/^E[1-9]\d{0,2}$/);
const route = z.string().regex(/^R[1-9]\d?$/);
const element = z.string().regex(/^[A-Z][A-Z_]{1,19}$/);
const agency = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/);
/** SHA-256 of what lies elsewhere. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const evidenceActSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('file-item'), as: exhibit, record: z.uuid(), kind: z.enum(evidenceTypes), origin: z.enum(evidenceOrigins), basis: z.enum(lawfulBases), class: sensitivity, sha256: sha256.optional(),
    about: z.array(suspect).max(40).optional(), methods: z.array(z.enum(controlMethods)).max(20).optional(), coercion: z.enum(proofOfCoercion).optional(), keepUntil: day.optional(), expires: day.optional(), words: z.uuid(),
  }),
  /** Whoever keeps it will keep it longer. */
  z.strictObject({ act: z.literal('extend-preservation'), item: exhibit, expires: day }),
  /** It is in hand: nothing of it can be lost any more by a date. */
  z.strictObject({ act: z.literal('secure-item'), item: exhibit, sha256: sha256.optional() }),
  z.strictObject({ act: z.literal('hand-item-over'), item: exhibit, to: agency }),
  /** By the one who receives. `sha256`: of what arrived. */
  z.strictObject({ act: z.literal('receive-item'), item: exhibit, sha256: sha256.optional() }),
  /** Days on which nobody can say who had it. */
  z.strictObject({ act: z.literal('record-gap'), item: exhibit, record: z.uuid(), from: day, to: day, cause: z.enum(gapCauses) }),
  /** What must be proved for one way of charging. */
  z.strictObject({ act: z.literal('open-route'), as: route, about: suspect, label: z.enum(routeLabels), charge: suspect.optional(), victims: z.array(suspect).max(200), elements: z.array(element).min(1).max(8) }),
  /** It can no longer be charged. */
  z.strictObject({ act: z.literal('close-route'), route }),
  z.strictObject({ act: z.literal('add-source'), route, element, source: z.enum(sourceKinds), strength: z.enum(strengths), item: exhibit.optional() }),
  z.strictObject({ act: z.literal('strike-source'), source: z.int().min(1), why: z.enum(whyOut) }),
]);
export type EvidenceAct = z.infer<typeof evidenceActSchema>;
export const evidenceActs = evidenceActSchema.options.map(({ shape }) => shape.act.value);
export const evidenceCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('evidence'), act: evidenceActSchema }),
  /** By the case, never by a person: whether somebody in it is a child was decided, or said, anew. */
  z.strictObject({ type: z.literal('ages-decided') }),
]);
export type EvidenceCommandBody = z.infer<typeof evidenceCommandSchema>;
