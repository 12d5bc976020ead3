/** What people do with a version of a playbook or a pack. Its text is kept under its hash before the command; people's words are vault references. */
import { z } from 'zod';

export const editionName = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);
/** Why a version is withdrawn. That a case runs badly on it is no reason to leave the others on it. */
export const withdrawalReasons = ['HARMFUL', 'FAULTY', 'LAW_CHANGED', 'DUPLICATE'] as const;

const version = z.int().positive().max(1_000_000);
const note = z.uuid();

export const editionActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('draft'), of: z.enum(['playbook', 'pack']), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({ act: z.literal('submit') }),
  z.strictObject({ act: z.literal('comment'), note }),
  z.strictObject({ act: z.literal('approve') }),
  z.strictObject({ act: z.literal('return'), note }),
  z.strictObject({ act: z.literal('publish') }),
  z.strictObject({ act: z.literal('withdraw'), reason: z.enum(withdrawalReasons) }),
]);
export type EditionAct = z.infer<typeof editionActSchema>;

export const editionsCommandSchema = z.strictObject({ type: z.literal('edition'), name: editionName, version, expects: z.int().nonnegative().optional(), act: editionActSchema });
export type EditionsCommandBody = z.infer<typeof editionsCommandSchema>;
