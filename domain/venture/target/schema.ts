/** Targets that are matched blindly with those of other teams. What the target is stands in the vault and, as a keyed mark, apart from every ledger; here are ids and codes. */
import { z } from 'zod';
import { targetKinds } from './kinds.ts';

const node = z.string().regex(/^N[1-9]\d{0,2}$/);

export const targetActSchema = z.discriminatedUnion('act', [
  /** Whoever says it is the one whom other teams are told to call. */
  z.strictObject({ act: z.literal('take-contact') }),
  /** `node`: what of the map it belongs to. `value`: where the vault keeps it. */
  z.strictObject({ act: z.literal('register-target'), node, kind: z.enum(targetKinds), target: z.uuid(), value: z.uuid() }),
  z.strictObject({ act: z.literal('withdraw-target'), target: z.uuid() }),
]);
export const targetActs = targetActSchema.options.map(({ shape }) => shape.act.value);
export type TargetAct = z.infer<typeof targetActSchema>;
export const targetCommandSchema = z.strictObject({ type: z.literal('target'), act: targetActSchema });

/** What the record itself says: that somebody elsewhere works on the same, and whom to call; that the case was closed. */
export const deconflictionSchema = z.strictObject({
  type: z.literal('deconfliction'),
  act: z.discriminatedUnion('act', [
    z.strictObject({ act: z.literal('tell'), target: z.uuid(), contact: z.strictObject({ agency: z.string(), person: z.string().optional() }) }),
    z.strictObject({ act: z.literal('case-closed') }),
  ]),
});
