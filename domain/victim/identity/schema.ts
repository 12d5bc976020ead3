/** Who she is in the eyes of those who decide: her status as a victim, and how old she is. What she says of herself is a paper, and no basis for less protection. */
import { z } from 'zod';
import { ageBases, childCircumstances, statusBases, victimStatuses } from '../../terms.ts';
import { day } from '../../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);

/** How old she is, as far as somebody has decided it. */
export const ageFields = { basis: z.enum(ageBases), bornOn: day.optional(), adult: z.boolean().optional(), decidedBy: agency.optional() };
export const circumstances = z.array(z.enum(childCircumstances)).min(1).max(childCircumstances.length);

export const identityActs = [
  /** An entry of its own each time; an earlier one is superseded and never edited. `decidedBy`: the body that decided. */
  z.strictObject({ act: z.literal('record-status'), status: z.enum(victimStatuses), basis: z.enum(statusBases), decidedBy: agency.optional() }),
  /** `bornOn` with a decision only; `adult` where a body decided that without a date. */
  z.strictObject({ act: z.literal('record-age'), ...ageFields }),
  z.strictObject({ act: z.literal('say-circumstances'), circumstances }),
] as const;
export type IdentityAct = z.infer<(typeof identityActs)[number]>;
