import { z } from 'zod';
import { openWorkShape } from '../desk-shapes.ts';
import { reading } from '../route.ts';
import { personId } from '../shapes.ts';
import { finishedStepStates } from '../views/answers.ts';
import { readable } from '../views/readable.ts';
import { deskSubject } from '../views/subjects.ts';

const MOST = 500;

export const readOpenWork = reading({
  id: 'read-open-work',
  path: '/people/{person}/open-work',
  summary: 'What would be offered anew if somebody left',
  description: 'The dry run of `leave`: every open step that this person of my agency owns, in the cases that my agency may see. Nothing is recorded.',
  params: z.strictObject({ person: personId }),
  answer: openWorkShape,
  action: 'agency.open-work',
  subject: async (ask, actor, { person }) => {
    const [home] = await ask<{ agency_id: string }>`select agency_id from person where id = ${person} and exercise_id is not distinct from ${actor.exercise}::uuid`;
    return home && deskSubject(home.agency_id);
  },
  read: async (reader, { params: { person } }) => {
    const { tx, ask, deps } = reader;
    const steps = await tx.stepView.findMany({ where: { owner: person, state: { notIn: finishedStepStates } }, orderBy: [{ ledgerId: 'asc' }, { code: 'asc' }], take: MOST });
    const seen = await readable(reader, steps.map(({ ledgerId }) => ledgerId));
    const shells = new Map((await tx.caseView.findMany({ where: { ledgerId: { in: [...seen.keys()] } } })).map((shell) => [shell.ledgerId, shell]));
    const work: z.input<typeof openWorkShape>['work'] = [];
    for (const { ledgerId, code } of steps) {
      const shell = shells.get(ledgerId);
      if (shell === undefined) continue;
      const titleOf = await deps.playbooks.titles(ask, shell.playbookId, shell.playbookVersion);
      work.push({ caseId: shell.id, codeName: shell.codeName, step: code, title: titleOf(code) });
    }
    return { body: { person, work } };
  },
});
