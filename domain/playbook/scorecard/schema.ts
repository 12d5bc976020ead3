/** By what a case is judged, and who may say it. Words, never numbers: nothing here can be added up. */
import { z } from 'zod';
import { roles } from '../../terms.ts';
import { upperCode } from '../condition/schema.ts';

const someRoles = z.array(z.enum(roles)).min(1).max(10);
const criterion = z.string().regex(/^C[1-9]\d?$/);

export const criterionSchema = z.strictObject({
  criterion,
  title: z.string().min(1).max(120),
  question: z.string().min(1).max(300),
  authors: someRoles.meta({ description: 'Who says it.' }),
  seconds: someRoles.optional().meta({ description: 'Who of another discipline looks at it with them. Without: it is her own measure, needs neither evidence nor a second, and may be NOT_SHARED.' }),
});

export const scorecardSchema = z.strictObject({
  criteria: z.array(criterionSchema).min(1).max(30),
  reviews: z.array(z.strictObject({
    review: upperCode,
    title: z.string().min(1).max(120),
    criteria: z.array(criterion).min(1).max(30).optional().meta({ description: 'Only these, where not all.' }),
  })).min(1).max(20),
});
