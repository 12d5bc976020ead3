/** How a step comes to be open: from the playbook's words, with its first date. */
import { calendarOf, deadlineFrom, own, type Address, type Civil, type Facts, type Instant } from '../facts.ts';
import { subtractDuration } from '../time/add.ts';
import { keyOf, type Subject } from '../playbook/names.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import { holderOf } from './addresses.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Deadline } from '../time/deadline.ts';
import { civilOf, definitionOf } from './context.ts';
import { countOf, datesOfWork, lapseOf, unknownRule, type Asking, type Turn } from './dates.ts';
import type { FactOf, Promised } from './events.ts';
import type { OpenCase, Step } from './state.ts';
import { meant, type Instance } from './subjects.ts';

/** The ladder that belongs to what the step is waiting for now; victim-paced and protected steps have none. */
export function ladderOf(definition: PlaybookStep, dueFor: Step['dueFor']): string | undefined {
  if (definition.pacing === 'LEGAL_HORIZON') return typeof definition.horizon === 'string' ? undefined : 'ladder' in definition.horizon ? definition.horizon.ladder : definition.horizon.unknown?.ladder;
  if (!('ladder' in definition)) return undefined;
  if (dueFor === 'date' && 'due' in definition && typeof definition.due !== 'string') return definition.due.unknown?.ladder;
  return 'answer' in definition && dueFor === 'answer' ? definition.answer.ladder : definition.ladder;
}

/** Opens a step, for the first time or again. An owner who stays keeps it; otherwise it is offered to the agency that fills the role. */
export function openStep(state: OpenCase, { key, definition, subject }: Instance, facts: Facts, alsoTo: readonly Address[] = []): FactOf<'StepOpened'> {
  const before = state.steps[key];
  // Whoever had it before has it again, unless that agency has left the case.
  const stays = before !== undefined && own(state.agencies, before.holder) !== undefined;
  const asked = stays ? before.holder : holderOf(state, definition.role, definition.discipline);
  const holder = asked ?? state.lead;
  const owner = stays ? before.owner : undefined;
  const turn = turnOf(definition, before, facts.now);
  return {
    type: 'StepOpened', step: key, track: definition.track, pacing: definition.pacing, role: definition.role,
    holder, accountable: owner === undefined ? state.lead : holder, waitsOn: 'waitsOn' in definition ? (definition.waitsOn ?? []).map((code) => awaited(state, facts, subject, code)) : [],
    ...((asked === undefined || (before?.unfilled === true && owner === undefined)) && { unfilled: true as const }),
    ...(owner !== undefined && { owner }),
    ...(alsoTo.length > 0 && { alsoTo }),
    ...((comesAgain(definition) || isOnItsDay(definition)) && { repeats: true }),
    ...(turn !== undefined && { turn }),
    ...datesOf(state, facts, definition, owner, { key, civil: civilOf(state, facts, holder), opened: facts.now, turn }),
  };
}

/** One step by its name in the case; where all of a kind are meant, their code: who joins later is waited for too. */
function awaited(state: OpenCase, facts: Facts, subject: Subject | undefined, code: string): string {
  const one = meant(definitionOf(state, facts, code).per, subject);
  return one === undefined || one === 'case' ? code : keyOf(code, { label: one });
}

/** Whether it opens again by itself: each time it is done, or at given times until the last of them. */
export const comesAgain = (definition: PlaybookStep): boolean => ('repeats' in definition && definition.repeats === true) || scheduleOf(definition) !== undefined;

/** What comes anew on a day that was said is scheduled for it: until then nothing is owed (rule R13). */
const isOnItsDay = (definition: PlaybookStep): boolean => definition.pacing === 'GUIDANCE' && definition.anew !== undefined && typeof definition.due !== 'string' && 'at' in definition.due;

const scheduleOf = (definition: PlaybookStep): readonly string[] | undefined => ('schedule' in definition ? definition.schedule : undefined);

/** Whether it opens again after it has ended so: a schedule has an end. What ended with its case was never done, and takes its turn when the case goes on. */
export const hasNextTurn = (definition: PlaybookStep, step: Step): boolean => step.state === 'CANCELLED' || (step.turn?.place ?? 0) + 1 < (scheduleOf(definition)?.length ?? Infinity);

function turnOf(definition: PlaybookStep, before: Step | undefined, now: Instant): Turn | undefined {
  if (scheduleOf(definition) === undefined) return undefined;
  const turn = before?.left === true ? undefined : before?.turn;
  return turn === undefined ? { place: 0, first: now } : { place: turn.place + (before?.state === 'DONE' ? 1 : 0), first: turn.first };
}

function datesOf(state: OpenCase, facts: Facts, definition: PlaybookStep, owner: string | undefined, asking: Asking): Partial<FactOf<'StepOpened'>> {
  switch (definition.pacing) {
    case 'STATUTORY':
    case 'GUIDANCE':
      return datesOfWork(state, facts, definition, asking);
    // A promise is made, and a wait begins, by accepting: until then only the offer's answer is due.
    case 'AGREED':
    case 'EXTERNAL_WAIT':
      return owner === undefined ? { deadline: answerIn(definition, facts, asking.civil), dueFor: 'answer' } : { dueFor: 'work', ...promiseOf(state, facts, definition, asking) };
    case 'PROTECTED_PERIOD':
      return protectedUntil(state, facts, definition, asking);
    case 'LEGAL_HORIZON':
      return lapses(state, facts, definition, asking);
    case 'VICTIM_PACED':
      return {};
  }
}

/** Whose clock has not begun yet counts from where it opens: when that is known, it can only grow. */
function protectedUntil(state: OpenCase, facts: Facts, { lasts }: Extract<PlaybookStep, { pacing: 'PROTECTED_PERIOD' }>, asking: Asking): Partial<FactOf<'StepOpened'>> {
  const count = countOf(state, facts, lasts, asking) ?? countOf(state, facts, lasts, { ...asking, of: asking.opened });
  if (count === undefined) return {};
  return { unlocksAt: lapseOf(count, calendarOf(asking.civil, facts)), ...(count.counted !== undefined && { counted: count.counted }) };
}

function lapses(state: OpenCase, facts: Facts, definition: Horizon, asking: Asking): Partial<FactOf<'StepOpened'>> {
  const { horizon } = definition;
  if (typeof horizon !== 'string' && 'setWithin' in horizon) return { deadline: deadlineFrom(facts, asking.civil, { rule: horizon.setWithin, ladder: horizon.ladder }), dueFor: 'horizon' };
  const count = countOf(state, facts, horizon, asking);
  if (count === undefined) return { deadline: deadlineFrom(facts, asking.civil, unknownRule(horizon, asking.key)), dueFor: 'date' };
  const calendar = calendarOf(asking.civil, facts);
  return { ...horizonFrom(lapseOf(count, calendar), definition, calendar, facts.now), ...(count.counted !== undefined && { counted: count.counted }) };
}

export type Horizon = Extract<PlaybookStep, { pacing: 'LEGAL_HORIZON' }>;

/** The horizon with the warnings still ahead of `now`. */
export function horizonFrom(horizonAt: Instant, { warnings }: Horizon, calendar: Calendar, now: Instant) {
  const ahead = warnings.map((warning) => subtractDuration(horizonAt, warning, calendar)).filter((at) => at > now);
  return { horizonAt, warnings: [...new Set(ahead)].sort() };
}

export type Offered = Extract<PlaybookStep, { pacing: 'AGREED' | 'EXTERNAL_WAIT' }>;

/** What an owner takes on by accepting: to deliver by then, or to look again by then. */
function promiseOf(state: OpenCase, facts: Facts, definition: Offered, asking: Asking): Promised {
  if (definition.pacing === 'EXTERNAL_WAIT') return { deadline: deadlineFrom(facts, asking.civil, { rule: definition.reviewEvery, ladder: definition.ladder }) };
  const { deadline, dueFor, counted } = datesOfWork(state, facts, definition, asking);
  return { deadline, ...(dueFor === 'date' && { dueFor }), ...(counted !== undefined && { counted }) };
}

/** The date that accepting sets, if the step carries none of its own yet. */
export function promisedBy(state: OpenCase, step: Step, facts: Facts, civil: Civil): Promised {
  const definition = definitionOf(state, facts, step.code);
  if (!('answer' in definition) || (step.climb !== undefined && step.dueFor !== 'answer')) return {};
  return promiseOf(state, facts, definition, { key: step.code, civil, opened: step.openedAt, turn: step.turn });
}

const answerIn = ({ answer: { within, ladder } }: Offered, facts: Facts, civil: Civil): Deadline => deadlineFrom(facts, civil, { rule: within, ladder });

/** When an offer must be answered, in the asked agency's civil time. */
export const answerDeadline = (state: OpenCase, definition: Offered, facts: Facts, agency: string): Deadline => answerIn(definition, facts, civilOf(state, facts, agency));

/** An offer nobody has accepted needs a clock of its own again (I4): the agency that is asked now owes an answer to it. */
export function askedAgain(state: OpenCase, step: Step, agency: string, facts: Facts) {
  const definition = definitionOf(state, facts, step.code);
  return 'answer' in definition && step.climb === undefined && step.owner === undefined ? { stepDeadline: answerDeadline(state, definition, facts, agency) } : {};
}
