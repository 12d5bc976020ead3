/** The map of a venture (domain 5d Venture, VentureRole): people, sites, companies, accounts and channels, who does what in it and since when. Names are in the vault; here are codes and days. */
import { z } from 'zod';
import { day } from '../schema.ts';
import { deconflictionSchema, targetCommandSchema } from './target/schema.ts';

export const nodeKinds = ['PERSON', 'SITE', 'COMPANY', 'ACCOUNT', 'CHANNEL'] as const;
export const ventureRoles = ['ORGANISER', 'CONTROLLER', 'RECRUITER', 'TRANSPORTER', 'HARBOURER', 'ENFORCER', 'MONEY_HANDLER', 'DOCUMENT_SUPPLIER', 'ADVERTISER', 'EMPLOYER', 'FACILITATOR', 'BUYER', 'OTHER'] as const;
export const tieKinds = ['CONTROLS', 'WORKS_FOR', 'OWNS', 'USES', 'PAYS', 'RECRUITS_FOR', 'SUPPLIES', 'FAMILY_OF', 'COMMUNICATES_WITH'] as const;
/** How hard somebody is to replace, and why it is thought so. */
export const replaceabilities = ['IRREPLACEABLE', 'HARD', 'EASY', 'NOT_KNOWN'] as const;
export const keyReasons = ['HOLDS_THE_MONEY', 'HOLDS_THE_CONTACTS', 'HOLDS_THE_SKILL', 'COMMANDS', 'OWNS_THE_PLACE', 'MANY_CAN_DO_IT', 'NOT_ENOUGH_KNOWN'] as const;
export const whereabouts = ['AT_LARGE', 'LOCATED', 'IN_CUSTODY', 'RELEASED', 'ABROAD', 'DECEASED', 'NOT_KNOWN'] as const;

const node = z.string().regex(/^N[1-9]\d{0,2}$/);
const suspect = z.string().regex(/^[A-Z]{1,2}[1-9]\d{0,2}$/);

export const ventureActSchema = z.discriminatedUnion('act', [
  /** `class`: what comes from a report of a bank (D13) is the financial unit's. `subject`: who it is among the suspects of the case. */
  z.strictObject({ act: z.literal('put-on-map'), as: node, record: z.uuid(), kind: z.enum(nodeKinds), class: z.enum(['D10', 'D13']), subject: suspect.optional(), from: day.optional(), until: day.optional(), words: z.uuid() }),
  z.strictObject({ act: z.literal('say-role'), node, role: z.enum(ventureRoles), from: day, until: day.optional() }),
  z.strictObject({ act: z.literal('say-tie'), node, to: node, tie: z.enum(tieKinds), from: day, until: day.optional() }),
  z.strictObject({ act: z.literal('weigh-person'), node, record: z.uuid(), keyPlayer: z.boolean(), replaceability: z.enum(replaceabilities), reason: z.enum(keyReasons), reviewBy: day }),
  z.strictObject({ act: z.literal('say-whereabouts'), node, where: z.enum(whereabouts), on: day }),
]);
export type VentureAct = z.infer<typeof ventureActSchema>;
export const ventureActs = ventureActSchema.options.map(({ shape }) => shape.act.value);
export const ventureCommandSchema = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('venture'), act: ventureActSchema }), targetCommandSchema, deconflictionSchema]);
export type VentureCommandBody = z.infer<typeof ventureCommandSchema>;
