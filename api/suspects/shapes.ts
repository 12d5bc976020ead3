/** Decisions of a case and what became of its suspects, as they are answered. No decision is ever edited: a later one stands beside it and says so. */
import { z } from 'zod';
import { dataClasses } from '#domain/terms.ts';
import { answersShape } from '../forms/asked.ts';
import { agencyId, factShape, instant, personId, stepCode } from '../shapes.ts';

const option = z.strictObject({ option: z.string(), title: z.string() });

export const decisionShape = z.strictObject({
  id: z.string(),
  step: stepCode,
  title: z.string(),
  subject: z.string().optional(),
  occurrence: z.int().optional(),
  class: z.enum(dataClasses),
  recorder: agencyId,
  at: instant,
  author: personId.optional().meta({ description: 'Who decided, for those to whom its class opens' }),
  decided: option.optional().meta({ description: 'Without it you know that there is a decision, and no more' }),
  answers: answersShape.optional().meta({ description: 'What was written down with it: reasons, effects, redress; each by its own class' }),
  supersedes: z.string().optional().meta({ description: 'The decision it takes the place of; both stay' }),
  supersededBy: z.string().optional(),
  review: z.strictObject({ step: stepCode, done: z.boolean(), at: instant.optional(), decided: option.optional() }).optional().meta({ description: 'Somebody else looks at it: it is final once that is done' }),
  explained: z.strictObject({ step: stepCode, done: z.boolean(), at: instant.optional() }).optional().meta({ description: 'Whether it was explained to those it is about' }),
});
export const decisionsShape = z.strictObject({ decisions: z.array(decisionShape).meta({ description: 'Oldest first' }) });

const charge = z.strictObject({ charge: z.string(), alternativeTo: z.string().optional(), victims: z.array(z.string()).optional(), facts: z.array(factShape) });
export const suspectsShape = z.strictObject({
  suspects: z.array(z.strictObject({
    suspect: z.string(),
    outcome: z.strictObject({
      outcome: z.string(), title: z.string(), under: z.enum(['PROSECUTION', 'PROTECTION', 'PREVENTION']).meta({ description: 'What it is reported under' }), final: z.boolean(),
      addressed: z.boolean().meta({ description: 'The conduct was addressed, whatever the label of the offence' }),
      until: option.optional().meta({ description: 'What it becomes once nothing is missing' }), missing: z.array(z.string()).optional().meta({ description: 'Steps and facts that are missing for that' }),
    }).optional().meta({ description: 'Nothing has become of this suspect yet, or it does not open for you' }),
    facts: z.array(factShape).meta({ description: 'What is known: arrest, whereabouts, hearings, verdict' }),
    charges: z.array(charge),
    open: z.array(z.strictObject({ step: stepCode, title: z.string(), holder: agencyId, due: instant.optional() })).meta({ description: 'Still to be done or decided' }),
    next: instant.optional().meta({ description: 'The next date of these' }),
  })),
});
