/** The commands her file takes, without who and when: those are added from the command row. Free text is a vault reference, never text. */
import { z } from 'zod';
import { paperActs } from '../paper/schema.ts';
import { personId } from '../schema.ts';
import { leavingReasons, personalClasses, riskEvents } from '../terms.ts';
import { consentActs } from './consent/schema.ts';
import { careActs } from './care/schema.ts';
import { contactActs } from './contact/schema.ts';
import { ageFields, circumstances, identityActs } from './identity/schema.ts';
import { disclosureActs } from './disclosure/schema.ts';
import { dutyActs } from './duty/schema.ts';
import { erasureActs } from './erasure/schema.ts';
import { interviewActs } from './interviews/schema.ts';
import { pseudonym, standingActs } from './standing/schema.ts';
import { voiceActs } from './voice/schema.ts';

const open = z.strictObject({
  type: z.literal('open-victim'),
  /** Made by whoever takes the command; it becomes the keeper's id. */
  victim: z.uuid(),
  case: z.uuid().toLowerCase(),
  /** The agency that leads that case: its civil time is that of her file. */
  lead: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i),
  /** Her name in that case. */
  as: pseudonym,
  /** What is decided of her age already; without it child rules hold. */
  age: z.strictObject(ageFields).optional(),
  circumstances: circumstances.optional(),
  /** That of the case. */
  playbook: z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), version: z.int().positive() }),
});

export const victimActSchema = z.discriminatedUnion('act', [
  ...standingActs,
  ...consentActs,
  ...identityActs,
  ...contactActs,
  ...dutyActs,
  ...careActs,
  ...voiceActs,
  ...interviewActs,
  ...disclosureActs,
  ...erasureActs,
  ...paperActs(personalClasses),
]);
export type VictimAct = z.infer<typeof victimActSchema>;

const acts = z.strictObject({ type: z.literal('victim'), act: victimActSchema, rev: z.int().nonnegative().optional() });

/** Said by the sweep of somebody who left, never by a person: what they owe falls back to their agency. */
const reOffer = z.strictObject({ type: z.literal('victim-re-offer'), person: personId, duty: z.string().max(24) });
/** Said by the sweep of an agency that leaves everywhere, never by a person. */
const agencyLeaves = z.strictObject({ type: z.literal('victim-agency-leaves'), agency: z.string().max(80), reason: z.enum(leavingReasons) });

/** Said by a case of hers, never by a person: what happened there that may change the danger to her (rule R9). */
const event = z.strictObject({ type: z.literal('victim-event'), event: z.enum(riskEvents) });

export const victimCommandSchema = z.discriminatedUnion('type', [open, acts, reOffer, event, agencyLeaves]);
export type VictimCommandBody = z.infer<typeof victimCommandSchema>;

/** Acts that only take away. They wait for no machine: when the engine is silent they take hold at once and are recorded later. */
const narrowingActs: readonly VictimAct['act'][] = ['withdraw-consent', 'end-standing', 'suspect-standing', 'end-assignment', 'end-disclosure'];
export const isNarrowing = (body: { readonly type: string; readonly act?: { readonly act: string } }): boolean => body.type === 'victim' && (narrowingActs as readonly string[]).includes(body.act?.act ?? '');
