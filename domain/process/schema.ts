/**
 * Fair process for everybody (domain 5d, DisclosureSchedule): what the defence is to be shown and by when, what speaks for them, what is held back and on whose ruling, and why time
 * was lost. What an item is stands in the vault; here are codes and days.
 */
import { z } from 'zod';
import { day } from '../schema.ts';

export const itemKinds = ['STATEMENT', 'REPORT', 'DOCUMENT', 'DEVICE', 'FINANCIAL_RECORD', 'EXPERT_OPINION', 'AGREEMENT_WITH_WITNESS', 'POLICE_NOTES', 'OTHER'] as const;
/** Whether it may speak for a defendant. Undecided is an answer that must be followed by another. */
export const exculpatoryAnswers = ['YES', 'NO', 'UNDECIDED'] as const;
/** On what something may be held back. */
export const withholdingGrounds = ['PRIVILEGE', 'PUBLIC_INTEREST', 'VICTIM_PRIVACY', 'SAFETY', 'NOT_RELEVANT'] as const;
/** Whose time it was. */
export const delayCauses = ['DEFENCE', 'PROSECUTION', 'COURT', 'INTERPRETER', 'EXPERT', 'FOREIGN_REQUEST', 'EVIDENCE_VOLUME', 'SAFETY_OF_A_WITNESS', 'OTHER'] as const;

const label = z.string().regex(/^[A-Z]{1,2}[1-9]\d{0,2}$/);
const item = z.uuid();

export const processActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('list-item'), item, kind: z.enum(itemKinds), exculpatory: z.enum(exculpatoryAnswers), due: day, to: z.array(label).min(1).max(40), words: z.uuid() }),
  /** What speaks for a defendant is said by the prosecutor, and never unsaid silently: each answer stays on record. */
  z.strictObject({ act: z.literal('decide-item'), item, exculpatory: z.enum(exculpatoryAnswers).exclude(['UNDECIDED']), words: z.uuid().optional() }),
  z.strictObject({ act: z.literal('disclose-item'), item, to: z.array(label).min(1).max(40), on: day }),
  /** `ruling`: the day a court allowed it. */
  z.strictObject({ act: z.literal('withhold-item'), item, ground: z.enum(withholdingGrounds), ruling: day.optional(), words: z.uuid() }),
  z.strictObject({ act: z.literal('log-delay'), delay: z.uuid(), cause: z.enum(delayCauses), from: day, to: day, about: label.optional(), words: z.uuid().optional() }),
]);
export type ProcessAct = z.infer<typeof processActSchema>;

export const processCommandSchema = z.strictObject({ type: z.literal('process'), act: processActSchema });
export type ProcessCommandBody = z.infer<typeof processCommandSchema>;
