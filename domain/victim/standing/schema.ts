/** Who stands by her, and in which cases she is. */
import { z } from 'zod';
import { standingRoles } from '../../terms.ts';
import { personId } from '../../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
export const pseudonym = z.string().regex(/^V[1-9][0-9]{0,2}$/);

export const standingActs = [
  /** Without a person: whoever holds that role at the agency. */
  z.strictObject({ act: z.literal('stand-by'), standing: z.uuid(), role: z.enum(standingRoles), agency, person: personId.optional(),
    /** The agency keeps its file outside: nothing of a client is held here for it but the pseudonym and the readiness signal (consent rule 9). */
    outside: z.literal(true).optional() }),
  z.strictObject({ act: z.literal('end-standing'), standing: z.uuid() }),
  /** Suspected of the exploitation: whoever it is stands by her no more, and what they agreed to for her never held (consent rule 4). */
  z.strictObject({ act: z.literal('suspect-standing'), standing: z.uuid() }),
  /** Into another case; `as` is her name there. Said by two people: the first asks, the second confirms, and names her. */
  z.strictObject({ act: z.literal('join-case'), case: z.uuid().toLowerCase(), as: pseudonym }),
  z.strictObject({ act: z.literal('leave-case'), case: z.uuid().toLowerCase() }),
] as const;
export type StandingAct = z.infer<(typeof standingActs)[number]>;
