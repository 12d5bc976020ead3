/** What a step asks to be written down, and what a step that decides may answer. */
import { z } from 'zod';
import { dataClasses } from '../../terms.ts';
import { conditionSchema, stepCode, upperCode } from '../condition/schema.ts';

const text = z.string().min(1).max(300);
const fieldName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a short name in kebab-case');

const base = {
  field: fieldName,
  title: text,
  help: text.optional(),
  /** The data class of its answer (domain 5b): who may read it. Without one it is the step's own. */
  class: z.enum(dataClasses).optional(),
  /** The step cannot be called done without an answer. */
  required: z.literal(true).optional(),
  requiredWhen: conditionSchema.optional().meta({ description: 'It is required while this holds; the option that the step is being done by counts as decided.' }),
  /** Rule R7: forms that ask the same under the same name ask once: what is known already is shown to whoever may read it, and need not be given again. */
  once: upperCode.optional(),
};
const sets = {
  /** The fact that the answer is: from then on conditions and dates know it. Nothing else of a form leaves it. */
  sets: upperCode.optional(),
};
export const choiceSchema = z.strictObject({ choice: upperCode, title: text });
const choices = z.array(choiceSchema).min(2).max(40);

export const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('text'), most: z.int().min(1).max(10_000).optional() }),
  z.strictObject({ ...base, ...sets, type: z.literal('yes-no') }),
  /** For what may not be known: "not sure" is an answer (domain R6). */
  z.strictObject({ ...base, ...sets, type: z.literal('yes-no-unsure') }),
  z.strictObject({ ...base, ...sets, type: z.literal('choice'), choices }),
  z.strictObject({ ...base, type: z.literal('choices'), choices }),
  z.strictObject({ ...base, ...sets, type: z.literal('day') }),
  z.strictObject({ ...base, ...sets, type: z.literal('instant') }),
  z.strictObject({ ...base, type: z.literal('number'), least: z.int().optional(), most: z.int().optional() }),
  /** Integer minor units of the currency (ISO 4217). */
  z.strictObject({ ...base, type: z.literal('money'), currency: z.string().regex(/^[A-Z]{3}$/) }),
]);
export type Field = z.infer<typeof fieldSchema>;

/** A step that decides is done by one of these. */
export const decisionSchema = z.strictObject({
  class: z.enum(dataClasses).optional().meta({ description: 'The data class under which it is listed among the decisions of the case: its words in full, its option as the summary. Without it it is not listed.' }),
  supersedes: z.array(stepCode).min(1).max(5).optional().meta({ description: 'Steps whose decision about the same subject it takes the place of. Nothing is edited: both stay.' }),
  review: stepCode.optional().meta({ description: 'The step by which somebody else looks at it; it is final once that is done.' }),
  explained: stepCode.optional().meta({ description: 'The step by which it is explained to those it is about.' }),
  options: z
    .array(
      z.strictObject({
        option: upperCode,
        title: text,
        /** Nothing of this playbook follows from it; said in words, so that nobody is left in a void by oversight. */
        ends: text.optional(),
      }),
    )
    .min(2)
    .max(20),
});
