import { z } from 'zod';
import { openWorkShape } from '../desk-shapes.ts';
import { reading } from '../route.ts';
import { personId } from '../shapes.ts';
import { listed, MOST, type Piece } from '../views/open-work.ts';
import { deskSubject } from '../views/subjects.ts';

export const readOpenWork = reading({
  id: 'read-open-work',
  path: '/people/{person}/open-work',
  summary: 'What would be offered anew if somebody left',
  description: 'The dry run of `leave`: the steps and promises that this person of my agency owns, the hand-offs they proposed, the statements they planned and the compacts in which they are named as leader, as far as my agency may see them. Nothing is recorded.',
  params: z.strictObject({ person: personId }),
  answer: openWorkShape,
  action: 'agency.open-work',
  subject: async (ask, actor, { person }) => {
    const [home] = await ask<{ agency_id: string }>`select agency_id from person where id = ${person} and exercise_id is not distinct from ${actor.exercise}::uuid`;
    return home && deskSubject(home.agency_id);
  },
  read: async (reader, { params: { person } }) => {
    const pieces = await reader.ask<Piece>`
      select ledger, step, commitment, hand_off, plan, leads from open_work_of(${person}, ${reader.actor.exercise}::uuid) order by ledger, step, plan, commitment, hand_off limit ${MOST}::int`;
    return { body: { person, ...(await listed(reader, pieces)) } };
  },
});
