/** Rows of the read models as the API answers them. The shapes check them again in every test. */
import type { CaseView, HandOffView, StepView } from '#prisma/generated/client.ts';
import type { z } from 'zod';
import type { Notes } from '../access/notes.ts';
import type { caseSummaryShape, handOffShape, stepShape } from '../shapes.ts';
import { looksAlike, type Eyes } from './alike.ts';
import { WAITING_PROPERLY } from './waiting.ts';
import type { TitleOf } from './playbooks.ts';
import { caseIdOf } from './subjects.ts';

const iso = (at: Date): string => at.toISOString();
/** Leaves out what is not there, so that an answer never carries nulls for things it has no word for. */
const present = (members: Readonly<Record<string, string | Date | null>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === null ? [] : [[name, value instanceof Date ? iso(value) : value]])),
  );

type Kept = 'agencyId' | 'dataClass' | 'legalHold' | 'exerciseId';
export type StepShown = Omit<StepView, Kept>;
export type HandOffShown = Omit<HandOffView, Kept>;

/** Who asks and whether they see a signal (D6), and where it is noted that they did. */
export type Sees = Pick<Notes, 'opened'> & Eyes;

/** Rule R1: a step at the survivor's pace has no date in any answer, whatever its row may say. */
export function stepAnswer(row: StepShown, titleOf: TitleOf, sees: Sees): z.input<typeof stepShape> {
  const { signal, opened } = sees;
  if (looksAlike(row, sees)) return alike(row, titleOf);
  if (signal && row.signal !== null) opened({ ledger: row.ledgerId, class: 'D6' });
  const paced = row.pacing === 'VICTIM_PACED';
  const dates = paced ? {} : { due: row.dueAt, reviewBy: row.reviewBy, unlocksAt: row.unlocksAt, horizonAt: row.horizonAt, level: row.level };
  const members = {
    caseId: caseIdOf(row.ledgerId),
    step: row.code, title: titleOf(row.code), track: row.track, pacing: row.pacing, role: row.role, state: row.state,
    holder: row.holder, accountable: row.accountable, owner: row.owner, accepted: row.accepted, since: iso(row.sinceAt),
    ...(!paced && row.askedDue !== null && row.askedReason !== null && { asked: { due: row.askedDue, reason: row.askedReason } }),
    ...(row.recommitments > 0 && { recommitments: row.recommitments }),
    ...present({ packetFrom: row.packetFrom, ...dates, blocker: paced ? null : row.blocker, signal: signal ? row.signal : null, handOff: row.handOff }),
    occurrence: row.occurrence, version: row.version, rev: row.rev,
  };
  return members as z.input<typeof stepShape>;
}

/** Rule R14: its one word, and nothing that would move with hers. */
function alike({ ledgerId, code, track, pacing, role, holder, accountable, owner, accepted, openedAt }: StepShown, titleOf: TitleOf): z.input<typeof stepShape> {
  return {
    caseId: caseIdOf(ledgerId), step: code, title: titleOf(code), track, pacing, role, state: WAITING_PROPERLY, holder, accountable, owner, accepted, since: iso(openedAt), occurrence: 1, version: 1, rev: 0,
  } as z.input<typeof stepShape>;
}

export function handOffAnswer(row: HandOffShown, titleOf: TitleOf, note?: string): z.input<typeof handOffShape> {
  const members = {
    id: row.id, caseId: caseIdOf(row.ledgerId), codeName: row.codeName, step: row.step, title: titleOf(row.step), kind: row.kind, state: row.state,
    sender: row.sender, receiver: row.receiver, proposedBy: row.proposedBy, items: row.items, bounces: row.bounces, determined: row.determined,
    proposedAt: iso(row.proposedAt), since: iso(row.sinceAt),
    ...present({ acceptedBy: row.acceptedBy, reason: row.reason, due: row.dueAt, level: row.dueAt === null ? null : row.level }),
    rev: row.rev, version: row.version,
    ...(note !== undefined && { note }),
    ...(row.about !== null && { about: row.about }),
  };
  return members as z.input<typeof handOffShape>;
}

export const caseSummary = (row: CaseView): z.input<typeof caseSummaryShape> => ({
  id: row.id, codeName: row.codeName, status: row.status, phase: row.phase as z.input<typeof caseSummaryShape>['phase'], lead: row.agencyId, playbook: { id: row.playbookId, version: row.playbookVersion }, openedAt: iso(row.openedAt),
});

export const openHandOffStates = ['PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'DECLINED', 'DISPUTED', 'IN_PROGRESS'];
export const finishedStepStates = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];
