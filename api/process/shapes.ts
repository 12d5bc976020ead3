/** A disclosure schedule as it is answered: each item as far as it opens. */
import { z } from 'zod';
import { delayCauses, exculpatoryAnswers, itemKinds, withholdingGrounds } from '#domain/process/schema.ts';
import { agencyId, instant, personId } from '../shapes.ts';

const label = z.string();
export const scheduleShape = z.strictObject({
  items: z.array(z.strictObject({
    item: z.string(), state: z.enum(['OPEN', 'DISCLOSED', 'WITHHELD']).optional(), due: z.iso.date().optional(), overdue: z.boolean().optional(), at: instant, recorder: agencyId,
    kind: z.enum(itemKinds).optional(), exculpatory: z.enum(exculpatoryAnswers).optional(), to: z.array(label).optional().meta({ description: 'Who has yet to be shown it' }), words: z.string().optional(),
    late: z.boolean().optional(), ground: z.enum(withholdingGrounds).optional(), ruling: z.iso.date().optional(), author: personId.optional(),
  })).meta({ description: 'As far as each opens: to prosecutor and adviser whole, to the team when it is due and whether it is done' }),
  disclosed: z.array(z.strictObject({ item: z.string(), to: z.array(label), on: z.iso.date(), late: z.boolean(), author: personId })),
  decided: z.array(z.strictObject({ item: z.string(), exculpatory: z.enum(exculpatoryAnswers), author: personId, at: instant })).meta({ description: 'Whether it speaks for a defendant: every answer that was given' }),
  delays: z.array(z.strictObject({ delay: z.string(), cause: z.enum(delayCauses), from: z.iso.date(), to: z.iso.date(), about: label.optional(), words: z.string().optional() })),
});
export const scheduleActed = scheduleShape.partial().extend({ seq: z.int() });
