/** What the API answers about the people of an agency: who is there, away, standing in, on duty. Never why. */
import { z } from 'zod';
import { roles, tracks } from '#domain/terms.ts';
import { agencyId, codeName, instant, personId, stepCode } from './shapes.ts';

const most = 500;
const held = z.array(z.enum(roles)).max(roles.length);
const span = { from: instant, until: instant.optional() };
const id = z.string().max(60);

/** Ids are those that the acts end. */
export const deskShape = z
  .strictObject({
    agency: agencyId,
    people: z.array(z.strictObject({ person: personId, roles: held.meta({ description: 'With which they act here today, those they stand in for included' }), active: z.boolean(), away: z.boolean() })).max(most),
    absences: z.array(z.strictObject({ id, person: personId, deputy: personId.optional(), ...span })).max(most),
    deputies: z.array(z.strictObject({ id, person: personId, deputy: personId, roles: held, ...span })).max(most),
    parts: z.array(z.strictObject({ id, person: personId, roles: held, ...span })).max(most).meta({ description: 'Parts that people play here besides their home roles' }),
  })
  .meta({ id: 'AgencyDesk' });

export const rotaShape = z
  .strictObject({
    agency: agencyId,
    onDuty: z.array(personId).max(most).meta({ description: 'Now, and not away. Clocks of up to 72 hours ask them first' }),
    shifts: z.array(z.strictObject({ person: personId, from: instant, until: instant })).max(most),
    uncovered: z.array(z.strictObject(span)).max(most).meta({ description: 'Within the next seven days; the last one without `until` where the rota ends. None where there is no rota' }),
  })
  .meta({ id: 'Rota' });

const inCase = { caseId: z.uuid(), codeName };
/** What would go back, as far as my agency may see it. */
const leftOpen = {
  work: z.array(z.strictObject({ ...inCase, step: stepCode, title: z.string().max(120) })).max(most).meta({ description: 'Steps: of a person those they own, of an agency those it holds or is asked to take' }),
  plans: z.array(z.strictObject({ ...inCase, track: z.enum(tracks) })).max(most).meta({ description: 'Statements they have planned, by track: such a plan falls' }),
  commitments: z.array(z.strictObject({ id: z.uuid(), codeName })).max(most).meta({ description: 'Promises, of cases and of compacts' }),
  handOffs: z.array(z.strictObject({ id: z.uuid(), codeName, step: stepCode })).max(most).meta({ description: 'Of a person those they proposed, of an agency those to it and from it' }),
  compacts: z.array(z.strictObject({ id: z.uuid(), codeName })).max(most).meta({ description: 'Of a person those in which they are named as leader, of an agency those it is required in' }),
};
export const openWorkShape = z.strictObject({ person: personId, ...leftOpen }).meta({ id: 'OpenWork' });
export const agencyWorkShape = z
  .strictObject({ agency: agencyId, leads: z.int().nonnegative().meta({ description: 'Cases and compacts that it leads: they are closed or ended before it can leave' }), ...leftOpen })
  .meta({ id: 'AgencyOpenWork' });

const placeOnly = z.strictObject({ seq: z.int() });
export const deskActed = z.union([deskShape.extend({ seq: z.int().nonnegative() }).meta({ id: 'AgencyDeskActed' }), placeOnly]);
