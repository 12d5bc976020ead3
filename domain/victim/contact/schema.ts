/** How she may be reached, in which languages, and how often she wants to be heard from. All of it agreed with her. */
import { z } from 'zod';
import { durationSchema } from '../../time/schema.ts';
import { interpreterNeeds } from '../../terms.ts';

const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/).meta({ description: 'BCP 47: es, zh-Hant, pt-BR' });

export const contactActs = [
  z.strictObject({ act: z.literal('set-languages'), languages: z.array(language).min(1).max(8), interpreter: z.enum(interpreterNeeds) }),
  /** Its words are a paper of identity and contact: channel, times, code phrase, who may call, whether writing is safe. It replaces the rule that held before. */
  z.strictObject({ act: z.literal('set-safe-contact'), paper: z.uuid(), text: z.uuid() }),
  /** The rule is safe no more, and there is no other yet. */
  z.strictObject({ act: z.literal('end-safe-contact'), paper: z.uuid() }),
  /** Somebody has reached her, or written to her: through the rule that holds, named by its paper (refusal 21). */
  z.strictObject({ act: z.literal('record-contact'), paper: z.uuid() }),
  /** How often her own advocate or specialist is in touch: a promise of staff. Without `every` she wants to be the one who calls. */
  z.strictObject({ act: z.literal('agree-contact'), every: durationSchema.optional() }),
] as const;
export type ContactAct = z.infer<(typeof contactActs)[number]>;
