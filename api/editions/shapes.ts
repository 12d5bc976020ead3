/** Versions of playbooks and packs, as they are answered. */
import { z } from 'zod';
import { editionStates } from '#domain/editions/state.ts';
import { instant, personId } from '../shapes.ts';

export const shelfName = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);
export const editionParams = z.strictObject({ name: shelfName, version: z.coerce.number().int().positive().max(1_000_000) });
/** Half a megabyte: ten times the longest playbook there is. */
export const largestText = 524_288;

const flaw = z.strictObject({ line: z.int().optional().meta({ description: 'Of the text; absent where the whole is meant' }), message: z.string() });

export const editionShape = z.strictObject({
  name: shelfName,
  of: z.enum(['playbook', 'pack']),
  version: z.int(),
  state: z.enum(editionStates),
  author: personId,
  draftedAt: instant,
  endedAt: instant.optional(),
  text: z.string().meta({ description: 'As it was drafted, YAML' }),
  resolved: z.looseObject({}).optional().meta({ description: 'A playbook that is sound, with what it takes from packs: as a case would run on it' }),
  flaws: z.array(flaw).meta({ description: 'What the check says of it today; empty when it is sound' }),
  words: z.array(z.strictObject({ said: z.enum(['COMMENT', 'APPROVAL', 'RETURN']), person: personId, agency: z.string(), at: instant, text: z.string().optional(), ofThisText: z.boolean() }))
    .meta({ description: 'What readers said, the latest first; `ofThisText` is false where the text has been drafted anew since' }),
});
export const editionActed = editionShape.partial().extend({ seq: z.int() });
export const editionLine = z.strictObject({ name: shelfName, of: z.enum(['playbook', 'pack']), version: z.int(), state: z.enum(editionStates), draftedAt: instant });
