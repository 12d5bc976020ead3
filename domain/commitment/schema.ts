/** What people may say of a commitment, in a case and in a compact alike. Free text is a vault reference, never text. */
import { z } from 'zod';
import { declineReasons, reDateReasons, releaseReasons, resourceUnits } from '../terms.ts';
import { durationSchema } from '../time/schema.ts';
import { day, personId } from '../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
/** More is a slip of the hand. */
const amount = z.number().positive().max(100_000);
const resource = { amount, unit: z.enum(resourceUnits) };

/** A promised local day of the agency, at closing time; or a length of time from acceptance. */
const due = z.union([day, durationSchema]);
const dated = { agency, due, text: z.uuid(), lead: personId.optional() };

/** What is promised. A resource has its amount and its time; `due` is when it must have been given, at the latest. */
export const pledgedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('DELIVERABLE'), ...dated }),
  z.strictObject({ kind: z.literal('RESPONSE'), ...dated }),
  z.strictObject({ kind: z.literal('RESOURCE'), ...dated, pledge: z.strictObject({ ...resource, from: day, until: day }) }),
]);
export type Pledged = z.infer<typeof pledgedSchema>;

export const commitmentActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('accept') }),
  z.strictObject({ act: z.literal('decline'), reason: z.enum(declineReasons) }),
  z.strictObject({ act: z.literal('deliver'), note: z.uuid().optional() }),
  /** A part of what was pledged, for the local days from `from` until `until`, both included. */
  z.strictObject({ act: z.literal('deliver-resource'), from: day, until: day, amount }),
  /** The owner asks; the coordinator accepts by `re-date`. */
  z.strictObject({ act: z.literal('ask-date'), due: day, reason: z.enum(reDateReasons) }),
  z.strictObject({ act: z.literal('re-date'), due: day, reason: z.enum(reDateReasons) }),
  /** The leader's answers to a lapse: a new date with what it takes, another agency, or letting go with a reason. */
  z.strictObject({ act: z.literal('recommit'), due: day, resource: z.strictObject(resource) }),
  z.strictObject({ act: z.literal('reassign'), to: agency, due: day }),
  z.strictObject({ act: z.literal('release'), reason: z.enum(releaseReasons) }),
]);
export type CommitmentAct = z.infer<typeof commitmentActSchema>;
