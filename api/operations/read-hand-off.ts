import { z } from 'zod';
import { readingOne, type Asker } from '../route.ts';
import { handOffShape } from '../shapes.ts';
import { eyesOf } from '../views/alike.ts';
import { handOffAnswer, wholeHandOff, type HandOffShown } from '../views/answers.ts';
import type { TitleOf } from '../views/playbooks.ts';
import { handOffRow, stepRow } from '../views/rows.ts';
import { caseIdOf, caseSubject, handOffSubject, resourceOf } from '../views/subjects.ts';

export const readHandOff = readingOne({
  id: 'read-hand-off',
  path: '/hand-offs/{handOffId}',
  summary: 'Read a hand-off',
  description: 'Sender and receiver see it; so does every engaged agency. Until it has accepted, the receiver sees this and nothing else of the case; its note is opened after that.',
  params: z.strictObject({ handOffId: z.uuid().toLowerCase() }),
  answer: handOffShape,
  tagged: true,
  action: 'hand-off.read',
  subject: (ask, _actor, { handOffId }) => handOffSubject(ask, handOffId),
  read: async (asker, { params }, { agencies, sender, receiver }) => {
    const { ask, deps, actor } = asker;
    const { playbookId, playbookVersion, ...row } = await handOffRow(ask, params.handOffId);
    const titleOf = playbookId === undefined || playbookVersion === undefined ? (step: string): string => step : await deps.playbooks.titles(ask, playbookId, playbookVersion);
    const note = row.note === null ? undefined : await deps.vault.get(ask, row.note);
    if ([sender, receiver].includes(actor.agency) || !agencies.includes(actor.agency)) return { body: wholeHandOff(row, titleOf, note), rev: row.rev };
    const body = await asOneOfTheTeam(asker, row, titleOf);
    return body && { body: { ...body, ...(note !== undefined && body.proposedBy !== undefined && { note }) }, rev: row.rev };
  },
});

/** As deep as others on the team see into each other's work. */
async function asOneOfTheTeam(asker: Asker, row: HandOffShown, titleOf: TitleOf) {
  const around = await caseSubject(asker.ask, asker.actor, caseIdOf(row.ledgerId));
  if (around === undefined) return undefined;
  const step = await stepRow(asker.ask, row.ledgerId, row.step);
  return handOffAnswer(row, titleOf, await eyesOf(asker, resourceOf(around), step), step);
}
