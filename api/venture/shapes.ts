/** The map of a venture as it is answered: each record as far as it opens. */
import { z } from 'zod';
import { keyReasons, nodeKinds, replaceabilities, tieKinds, ventureActs, ventureRoles, whereabouts } from '#domain/venture/schema.ts';
import { targetKinds } from '#domain/venture/target/kinds.ts';
import { targetActs } from '#domain/venture/target/schema.ts';
import { dataClasses } from '#domain/terms.ts';
import { agencyId, instant, personId } from '../shapes.ts';

const day = z.iso.date();
export const ventureShape = z.strictObject({
  nodes: z.array(z.strictObject({
    record: z.string(), class: z.enum(dataClasses), recorder: agencyId, node: z.string().optional(), kind: z.enum(nodeKinds).optional(), subject: z.string().optional(), words: z.string().optional(), from: day.optional(), until: day.optional(),
    roles: z.array(z.strictObject({ role: z.enum(ventureRoles), from: day.optional(), until: day.optional() })),
    where: z.enum(whereabouts).optional(),
    weight: z.strictObject({ keyPlayer: z.boolean(), replaceability: z.enum(replaceabilities), reason: z.enum(keyReasons), reviewBy: day, at: instant, author: personId }).optional().meta({ description: 'What was thought of somebody last; earlier words stay in the record' }),
  })).meta({ description: 'Each as far as its class opens to you; of one whose class only tells you that it is there, nothing else is said' }),
  ties: z.array(z.strictObject({ node: z.string(), to: z.string(), tie: z.enum(tieKinds), from: day, until: day.optional() })),
  atLarge: z.array(z.string()).meta({ description: 'People on the map who were last said to be at large, abroad, or nobody knows where' }),
  keyPlayers: z.array(z.string()).meta({ description: 'Those who were last thought to be key players' }),
  acts: z.array(z.enum(ventureActs)).meta({ description: 'What you may do here; the rules have the last word' }),
});
export const ventureActed = ventureShape.partial().extend({ seq: z.int() });

const called = { agency: agencyId, person: personId.optional().meta({ description: 'Absent when nobody is named there now: ask for whoever investigates' }) };
export const targetsShape = z.strictObject({
  contact: z.strictObject({ agency: agencyId, person: personId }).optional().meta({ description: 'Whom other teams are told to call' }),
  targets: z.array(z.strictObject({
    target: z.uuid(), node: z.string().meta({ description: 'What of the map it belongs to' }), kind: z.enum(targetKinds), agency: agencyId, state: z.enum(['ACTIVE', 'WITHDRAWN']), value: z.string().optional(),
    elsewhere: z.array(z.strictObject(called)).meta({ description: 'Whom to call: each works on the same target' }),
  })),
  acts: z.array(z.enum(targetActs)).meta({ description: 'What you may do here; the rules have the last word' }),
});
export const targetsActed = targetsShape.partial().extend({ seq: z.int() });
