/** Rows of the read models as the API answers them. The shapes check them again in every test. */
import type { CaseView, HandOffView, StepView } from '#prisma/generated/client.ts';
import type { z } from 'zod';
import { protectedClasses } from '#domain/terms.ts';
import type { Notes } from '../access/notes.ts';
import type { caseSummaryShape, handOffShape, stepShape } from '../shapes.ts';
import { looksAlike, type Eyes } from './alike.ts';
import { depths, type Depth } from './depth.ts';
import { WAITING_PROPERLY } from './waiting.ts';
import { legalClock, withoutBeginning } from './legal-clocks.ts';
import { classBehind, type TitleOf } from './playbooks.ts';
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

type StepTold = z.input<typeof stepShape>;
type HandOffTold = z.input<typeof handOffShape>;
type Members<Shape> = Shape extends unknown ? keyof Shape : never;

/** How deep one must see to be told each member of a step. */
const stepDepths = {
  caseId: 'metadata', step: 'metadata', title: 'metadata', track: 'metadata', pacing: 'metadata', role: 'metadata', state: 'metadata', holder: 'metadata', accountable: 'metadata', accepted: 'metadata',
  since: 'metadata', occurrence: 'metadata', version: 'metadata', rev: 'metadata',
  dateUnknown: 'summary', clock: 'summary', nearer: 'full',
  due: 'summary', reviewBy: 'summary', unlocksAt: 'summary', horizonAt: 'summary', level: 'summary',
  subject: 'metadata', unfilled: 'metadata', option: 'full',
  owner: 'full', blocker: 'full', asked: 'full', handOff: 'full', recommitments: 'full', packetFrom: 'full',
  // Data class D6, decided apart.
  signal: 'metadata',
} as const satisfies Readonly<Record<Members<StepTold>, Depth>>;

/** And of a hand-off. */
const handOffDepths = {
  id: 'metadata', caseId: 'metadata', codeName: 'metadata', step: 'metadata', title: 'metadata', kind: 'metadata', state: 'metadata', sender: 'metadata', receiver: 'metadata', bounces: 'metadata',
  determined: 'metadata', proposedAt: 'metadata', since: 'metadata', rev: 'metadata', version: 'metadata',
  due: 'summary', level: 'summary', proposedBy: 'full', acceptedBy: 'full', reason: 'full', items: 'full', note: 'full', about: 'full',
} as const satisfies Readonly<Record<Members<HandOffTold>, Depth>>;

/** What of a thing somebody is told who sees it only so deep. */
const asDeep = (whole: object, members: Readonly<Record<string, Depth>>, depth: Depth): object =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => depths.indexOf(members[name] ?? 'full') >= depths.indexOf(depth)));

/** A step as far as who asks may know of it; undefined for what is not theirs at all, or told of only as a protected step. */
export function stepAnswer(row: StepShown, titleOf: TitleOf, sees: Sees): StepTold | undefined {
  const depth = sees.depth.of(row);
  if (depth === undefined || depth === 'protected') return undefined;
  return Object.assign({ owner: null }, asDeep(wholeStep(row, titleOf, sees), stepDepths, depth)) as unknown as StepTold;
}

export const PROTECTED = 'protected step';
/** Rule R12: that there is one, and its clock; neither which, nor who holds it. */
export const protectedSteps = (rows: readonly StepShown[], sees: Sees): readonly { readonly title: string; readonly due?: string; readonly reviewBy?: string }[] =>
  rows
    .filter((row) => !finishedStepStates.includes(row.state) && sees.depth.of(row) === 'protected')
    .map((row) => ({ title: PROTECTED, ...(row.pacing !== 'VICTIM_PACED' && !looksAlike(row, sees) && present({ due: row.dueAt, reviewBy: row.reviewBy })) }));

/** Rule R1: a step at the survivor's pace has no date in any answer, whatever its row may say. */
function wholeStep(row: StepShown, titleOf: TitleOf, sees: Sees): StepTold {
  const { signal, opened } = sees;
  if (looksAlike(row, sees)) return alike(row, titleOf);
  if (signal && (row.signal !== null || (row.pacing === 'VICTIM_PACED' && row.option !== null))) opened({ ledger: row.ledgerId, class: 'D6' });
  const paced = row.pacing === 'VICTIM_PACED';
  const dates = paced ? {} : { due: row.dueAt, reviewBy: row.reviewBy, unlocksAt: row.unlocksAt, horizonAt: row.horizonAt, level: row.level };
  const members = {
    caseId: caseIdOf(row.ledgerId),
    step: row.code, title: titleOf(row.code), track: row.track, pacing: row.pacing, role: row.role, state: row.state,
    holder: row.holder, accountable: row.accountable, owner: row.owner, accepted: row.accepted, since: iso(row.sinceAt),
    ...(!paced && row.askedDue !== null && row.askedReason !== null && { asked: { due: row.askedDue, reason: row.askedReason } }),
    ...(row.recommitments > 0 && { recommitments: row.recommitments }),
    ...(row.unfilled && { unfilled: true }),
    // What she has chosen is hers (D6).
    ...present({ subject: row.subject, option: paced && !signal ? null : row.option, packetFrom: row.packetFrom, ...dates, blocker: paced ? null : row.blocker, signal: signal ? row.signal : null, handOff: row.handOff }),
    ...(!paced && clockMembers(row, sees)),
    occurrence: row.occurrence, version: row.version, rev: row.rev,
  };
  return members as StepTold;
}

/** From when a date counts is a fact of its own, under its own class: whoever may not read that is told the date and the law, and not what it was counted from. */
function clockMembers(row: StepShown, { told, actor, depth, opened }: Sees) {
  const clock = told === undefined ? undefined : legalClock(row.clock, told, actor.now);
  const unknown = row.dueFor === 'date' && row.dueAt !== null && { dateUnknown: true };
  const of = told === undefined || (clock === undefined && row.nearer === null) ? undefined : classBehind(told, row.code);
  if (of !== undefined && !depth.reads(of)) return { ...unknown, ...(clock !== undefined && { clock: withoutBeginning(clock) }) };
  if (of !== undefined && protectedClasses.includes(of)) opened({ ledger: row.ledgerId, class: of });
  return { ...unknown, ...present({ nearer: row.nearer }), ...(clock !== undefined && { clock }) };
}

/** Rule R14: its one word, and nothing that would move with hers. */
function alike({ ledgerId, code, subject, track, pacing, role, holder, accountable, owner, accepted, openedAt }: StepShown, titleOf: TitleOf): z.input<typeof stepShape> {
  return {
    caseId: caseIdOf(ledgerId), step: code, ...present({ subject }), title: titleOf(code), track, pacing, role, state: WAITING_PROPERLY, holder, accountable, owner, accepted, since: iso(openedAt), occurrence: 1, version: 1, rev: 0,
  } as z.input<typeof stepShape>;
}

/** How deep somebody sees into a hand-off: not at all where its step tells by its name what is not theirs to know (rule R12). */
export function handOffDepth({ sender, receiver }: Pick<HandOffShown, 'sender' | 'receiver'>, { actor, depth }: Pick<Sees, 'actor' | 'depth'>, step: Pick<StepShown, 'code' | 'track'> | undefined): Depth | undefined {
  const own = sender === actor.agency || receiver === actor.agency;
  return !own && step !== undefined && depth.isProtected(step) ? undefined : depth.ofAny(own);
}

/** A hand-off as far as who asks may know of it, and of its step. */
export function handOffAnswer(row: HandOffShown, titleOf: TitleOf, sees: Pick<Sees, 'actor' | 'depth'>, step: Pick<StepShown, 'code' | 'track'> | undefined): HandOffTold | undefined {
  const depth = handOffDepth(row, sees, step);
  if (depth === undefined) return undefined;
  return Object.assign({ items: [] }, asDeep(wholeHandOff(row, titleOf), handOffDepths, depth)) as unknown as HandOffTold;
}

export function wholeHandOff(row: HandOffShown, titleOf: TitleOf, note?: string): HandOffTold {
  const members = {
    id: row.id, caseId: caseIdOf(row.ledgerId), codeName: row.codeName, step: row.step, title: titleOf(row.step), kind: row.kind, state: row.state,
    sender: row.sender, receiver: row.receiver, proposedBy: row.proposedBy, items: row.items, bounces: row.bounces, determined: row.determined,
    proposedAt: iso(row.proposedAt), since: iso(row.sinceAt),
    ...present({ acceptedBy: row.acceptedBy, reason: row.reason, due: row.dueAt, level: row.dueAt === null ? null : row.level }),
    rev: row.rev, version: row.version,
    ...(note !== undefined && { note }),
    ...(row.about !== null && { about: row.about }),
  };
  return members as HandOffTold;
}

export const caseSummary = (row: CaseView): z.input<typeof caseSummaryShape> => ({
  id: row.id, codeName: row.codeName, status: row.status, phase: row.phase as z.input<typeof caseSummaryShape>['phase'], lead: row.agencyId, playbook: { id: row.playbookId, version: row.playbookVersion }, openedAt: iso(row.openedAt),
});

export const openHandOffStates = ['PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'DECLINED', 'DISPUTED', 'IN_PROGRESS'];
export const finishedStepStates = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];
