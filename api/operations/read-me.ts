import { reading } from '../route.ts';
import { meShape } from '../shapes.ts';
import { deskSubject } from '../views/subjects.ts';

export const readMe = reading({
  id: 'read-me',
  path: '/me',
  summary: 'Who am I here',
  description: 'The person as the directory knows them today: agency, its time zone, roles, and whether they may launch a case.',
  answer: meShape,
  action: 'me.read',
  parts: ['case.launch'],
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ tx, actor, may }) => {
    const { name, zone } = await tx.agency.findUniqueOrThrow({ where: { id: actor.agency }, select: { name: true, zone: true } });
    const { agency, person, roles } = actor;
    return { body: { person, agency, agencyName: name, zone, roles: [...roles], launches: may('case.launch', { kind: 'Desk', id: agency, agency }), now: actor.now } };
  },
});
