/** Conditions as typed data: no code and no strings of expressions. What they mean: `condition.ts`. */
import { z } from 'zod';
import type { Condition } from './condition.ts';

export const stepCode = z.string().regex(/^[A-Z]{1,3}\d{0,2}(\.\d{1,2}[a-z]?)?(-[a-z-]+)?$/, 'expected a code like S1.4, ID.2 or S2.2-offer').max(24);
/** Facts, gates, options, choices, extensions: UPPER_SNAKE. */
export const upperCode = z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/, 'expected a code like DECIDED_BY_BODY');

const among = z.enum(['each', 'any']).optional();
const most = 12;

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1).max(most) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(most) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ done: stepCode, for: among }),
    z.strictObject({ decided: stepCode, as: z.array(upperCode).min(1).max(20), for: among }),
    z.strictObject({ fact: upperCode, is: z.array(upperCode).min(1).max(20), for: among }),
    z.strictObject({ known: upperCode, for: among }),
    z.strictObject({ gate: upperCode, for: among }),
  ]),
);
