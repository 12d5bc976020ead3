/** The commands a compact takes, without who and when: those are added from the command row. Free text is a vault reference, never text. */
import { z } from 'zod';
import { commitmentActSchema, pledgedSchema } from '../commitment/schema.ts';
import { leavingReasons, releaseReasons, roles } from '../terms.ts';
import { day, personId } from '../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const vaultRef = z.uuid();
const rev = z.int().nonnegative().optional();
const pledge = z.strictObject({ commitment: z.uuid(), pledged: pledgedSchema });

const open = z.strictObject({
  type: z.literal('open-compact'),
  /** Made by whoever takes the command; it becomes the keeper's id. */
  compactId: z.uuid(),
  codeName: z.string().regex(/^[A-Z][A-Z0-9 -]{2,30}$/),
  /** The case it belongs to; without one it stands above cases. */
  case: z.uuid().optional(),
  playbook: z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), version: z.int().positive() }),
  startsOn: day,
  endsOn: day,
  /** Every agency whose leader must sign; the leading one is listed too. */
  agencies: z
    .array(z.strictObject({ agency, roles: z.array(z.enum(roles)).min(1).max(24), leader: personId.optional(), lead: personId.optional(), deputy: personId.optional() }))
    .min(2).max(40)
    .refine((all) => new Set(all.map((each) => each.agency)).size === all.length, 'names an agency twice'),
  /** What each promises; its leader's signature accepts it. */
  pledges: z.array(pledge).max(100),
});

/** What a person may do with a compact. */
export const compactActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('request-signatures') }),
  /** For the own agency: its leader, or who holds that role today. */
  z.strictObject({ act: z.literal('sign') }),
  /** What a predecessor signed. */
  z.strictObject({ act: z.literal('confirm') }),
  /** Never needed: the last signature makes it active. Refused while one is missing, to everybody. */
  z.strictObject({ act: z.literal('activate') }),
  /** Who leads an agency now. Without `leader`: whoever holds the role. */
  z.strictObject({ act: z.literal('name-leader'), agency, leader: personId.optional() }),
  /** Whom the own agency names for the work. */
  z.strictObject({ act: z.literal('name-lead'), lead: personId, deputy: personId.optional() }),
  /** S3.2a: a joint decision of the leadership takes off who has not signed; `minutes` records it. */
  z.strictObject({ act: z.literal('amend'), takeOff: z.array(agency).min(1).max(40), minutes: vaultRef }),
  /** The own agency goes; its promises are let go. */
  z.strictObject({ act: z.literal('leave'), reason: z.enum(releaseReasons) }),
  z.strictObject({ act: z.literal('end') }),
  z.strictObject({ act: z.literal('pledge'), ...pledge.shape }),
]);
export type CompactAct = z.infer<typeof compactActSchema>;

const act = z.strictObject({ type: z.literal('compact'), expects: rev, act: compactActSchema });
const commitment = z.strictObject({ type: z.literal('compact-commitment'), commitment: z.uuid(), expects: rev, act: commitmentActSchema });

/** Said by the sweep of somebody who left, never by a person: the promise they own, or the agency they were named to lead. */
const reOffer = z.strictObject({ type: z.literal('compact-re-offer'), person: personId, commitment: z.uuid().optional(), leads: agency.optional() });
/** Said by the sweep of an agency that leaves everywhere, never by a person. */
const agencyLeaves = z.strictObject({ type: z.literal('compact-agency-leaves'), agency, reason: z.enum(leavingReasons) });

export const compactCommandSchema = z.discriminatedUnion('type', [open, act, commitment, reOffer, agencyLeaves]);
export type CompactCommandBody = z.infer<typeof compactCommandSchema>;
