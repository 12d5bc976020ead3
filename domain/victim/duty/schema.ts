/** What staff owe in her file, and that it is done. */
import { z } from 'zod';
import { dutyOutcomes } from '../../terms.ts';

export const dutyId = z.string().regex(/^duty-\d{1,9}$/);

export const dutyActs = [z.strictObject({ act: z.literal('do-duty'), duty: dutyId, outcome: z.enum(dutyOutcomes).optional() })] as const;
export type DutyAct = z.infer<(typeof dutyActs)[number]>;
