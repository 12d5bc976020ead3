/** What an agency records of its people: who is away, who stands in, who is on duty, which part somebody plays, who has left, never why; and what it says of its own time. */
import { z } from 'zod';
import { containmentReasons, leavingReasons, roles } from '../terms.ts';
import { day, personId } from '../schema.ts';
import { durationSchema } from '../time/schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const instant = z.iso.datetime({ precision: 3 });
/** Without a beginning: from the moment it is recorded. Without an end: until somebody ends it. */
const span = { from: instant.optional(), until: instant.optional() };
const id = z.uuid();
/** These come from the directory alone: nobody gives themselves the key to the house. */
const workingRoles = z.enum(roles).exclude(['SYSTEM_ADMIN', 'OVERSIGHT_AUDITOR', 'PRIVACY_OFFICER', 'PLAYBOOK_STEWARD']);

export const deskActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('record-absence'), person: personId, ...span, deputy: personId.optional() }),
  z.strictObject({ act: z.literal('end-absence'), absence: id }),
  z.strictObject({ act: z.literal('name-deputy'), person: personId, deputy: personId, roles: z.array(workingRoles).min(1).max(24), ...span }),
  z.strictObject({ act: z.literal('end-deputy'), deputy: id }),
  /** The rota of a stretch of time: what was planned to begin in it before is replaced. */
  z.strictObject({ act: z.literal('set-duty'), from: instant, until: instant, shifts: z.array(z.strictObject({ person: personId, from: instant, until: instant })).max(200) }),
  z.strictObject({ act: z.literal('join-role'), person: personId, roles: z.array(workingRoles).min(1).max(24), ...span }),
  z.strictObject({ act: z.literal('end-role'), hat: id }),
  /** From now on this person can do nothing, and all open work of theirs is offered anew. */
  z.strictObject({ act: z.literal('leave'), person: personId }),
  z.strictObject({ act: z.literal('come-back'), person: personId }),
  /** What the agency says itself about its time on the board (domain 5e), both days included: of one case, or of all it does. `words`: vault reference. */
  z.strictObject({ act: z.literal('explain-time'), from: day, until: day, case: z.uuid().toLowerCase().optional(), words: z.uuid() }),
  /** From now on the agency has no part in any case: all its work goes back to those who lead. Its leader says so, of the whole agency. */
  z.strictObject({ act: z.literal('leave-agency'), reason: z.enum(leavingReasons) }),
  /** It may be asked again. What it had is not given back. */
  z.strictObject({ act: z.literal('rejoin') }),
  /** Another agency says so of this one: from now on its people read nothing but their own desk. Said again by somebody else it is confirmed; `release` undoes it, said by two. */
  z.strictObject({ act: z.literal('contain'), reason: z.enum(containmentReasons) }),
  z.strictObject({ act: z.literal('release') }),
  /** Offers open work anew of somebody whom the directory says is gone; without a person, of the whole agency. */
  z.strictObject({ act: z.literal('sweep'), person: personId.optional() }),
]);
export type DeskAct = z.infer<typeof deskActSchema>;

/** By when somebody else confirms a containment, as an installation says it: minutes, hours or days. */
export const containmentTermsSchema = z.strictObject({ confirmWithin: durationSchema.regex(/^\d+[mhd]$/) });
export type ContainmentTerms = z.infer<typeof containmentTermsSchema>;

/** `id` names what the act makes, whatever that is. */
export const deskCommandSchema = z.strictObject({ type: z.literal('desk'), agency, id, act: deskActSchema });
export type DeskCommandBody = z.infer<typeof deskCommandSchema>;

/** Whether an agency is to be shut out: it waits for no machine. */
export const isContaining = (body: { readonly type: string; readonly act?: { readonly act: string } }): boolean => body.type === 'desk' && body.act?.act === 'contain';
