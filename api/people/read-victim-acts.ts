import { z } from 'zod';
import { readingOne } from '../route.ts';
import { resourceOf } from '../views/subjects.ts';
import { fileActNames } from './acts.ts';
import { victimActsShape } from './shapes.ts';
import { victimSubject } from './subjects.ts';

export const readVictimActs = readingOne({
  id: 'read-victim-acts',
  path: '/victims/{victimId}/acts',
  summary: 'What I may do with the file of a victim',
  description: 'The acts that the policy lets me do now, and whether I may read who opened the file. The rules have the last word when an act is sent.',
  params: z.strictObject({ victimId: z.uuid().toLowerCase() }),
  answer: victimActsShape,
  action: 'victim.read',
  parts: [...fileActNames.map((act) => `victim.${act}`), 'access.read-hers'],
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  read: async ({ may }, _given, subject) => {
    const resource = resourceOf(subject);
    return { body: { acts: fileActNames.filter((act) => may(`victim.${act}`, resource)), log: may('access.read-hers', resource) } };
  },
});
