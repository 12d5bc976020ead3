/** How a step comes to be open: from the playbook's words, with its first date. */
import { Fault } from '../decision.ts';
import { calendarOf, deadlineFrom, own, type Address, type Civil, type Facts, type Instant } from '../facts.ts';
import { addDuration, subtractDuration } from '../time/add.ts';
import { keyOf, type Subject } from '../playbook/names.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import { holderOf } from './addresses.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Deadline } from '../time/deadline.ts';
import type { Duration } from '../time/duration.ts';
import { civilOf, definitionOf } from './context.ts';
import type { FactOf } from './events.ts';
import type { OpenCase, Step } from './state.ts';
import { meant, type Instance } from './subjects.ts';

/** The ladder that belongs to what the step is waiting for now; victim-paced and protected steps have none. */
export function ladderOf(definition: PlaybookStep, dueFor: Step['dueFor']): string | undefined {
  if (definition.pacing === 'LEGAL_HORIZON') return typeof definition.horizon !== 'string' && 'ladder' in definition.horizon ? definition.horizon.ladder : undefined;
  if (!('ladder' in definition)) return undefined;
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
  return {
    type: 'StepOpened', step: key, track: definition.track, pacing: definition.pacing, role: definition.role,
    holder, accountable: owner === undefined ? state.lead : holder, waitsOn: 'waitsOn' in definition ? (definition.waitsOn ?? []).map((code) => awaited(state, facts, subject, code)) : [],
    ...((asked === undefined || (before?.unfilled === true && owner === undefined)) && { unfilled: true as const }),
    ...(owner !== undefined && { owner }),
    ...(alsoTo.length > 0 && { alsoTo }),
    ...('repeats' in definition && definition.repeats === true && { repeats: true }),
    ...datesOf(state, definition, facts, holder, owner),
  };
}

/** One step by its name in the case; where all of a kind are meant, their code: who joins later is waited for too. */
function awaited(state: OpenCase, facts: Facts, subject: Subject | undefined, code: string): string {
  const one = meant(definitionOf(state, facts, code).per, subject);
  return one === undefined || one === 'case' ? code : keyOf(code, { label: one });
}

function datesOf(state: OpenCase, definition: PlaybookStep, facts: Facts, holder: string, owner: string | undefined): Partial<FactOf<'StepOpened'>> {
  const civil = civilOf(state, facts, holder);
  const calendar = calendarOf(civil, facts);
  switch (definition.pacing) {
    case 'STATUTORY':
    case 'GUIDANCE':
      return { deadline: deadlineFrom(facts, civil, { rule: lengthOf(definition.due), ladder: definition.ladder }), dueFor: 'work' };
    // A promise is made, and a wait begins, by accepting: until then only the offer's answer is due.
    case 'AGREED':
    case 'EXTERNAL_WAIT':
      return owner === undefined
        ? { deadline: answerDeadline(state, definition, facts, holder), dueFor: 'answer' }
        : { deadline: deadlineFrom(facts, civil, promiseOf(definition)), dueFor: 'work' };
    case 'PROTECTED_PERIOD':
      return { unlocksAt: addDuration(facts.now, lengthOf(definition.lasts), calendar) };
    case 'LEGAL_HORIZON':
      return typeof definition.horizon === 'string' || 'clock' in definition.horizon
        ? horizonFrom(addDuration(facts.now, lengthOf(definition.horizon), calendar), definition, calendar, facts.now)
        : { deadline: deadlineFrom(facts, civil, { rule: definition.horizon.setWithin, ladder: definition.horizon.ladder }), dueFor: 'horizon' };
    case 'VICTIM_PACED':
      return {};
  }
}

/** A length that counts from the opening or the acceptance. */
function lengthOf(due: Duration | object): Duration {
  if (typeof due !== 'string') throw new Fault('dates that are counted from facts and clocks are not set here');
  return due;
}

/** The horizon with the warnings still ahead of `now`. */
export function horizonFrom(horizonAt: Instant, { warnings }: Extract<PlaybookStep, { pacing: 'LEGAL_HORIZON' }>, calendar: Calendar, now: Instant) {
  const ahead = warnings.map((warning) => subtractDuration(horizonAt, warning, calendar)).filter((at) => at > now);
  return { horizonAt, warnings: [...new Set(ahead)].sort() };
}

export type Offered = Extract<PlaybookStep, { pacing: 'AGREED' | 'EXTERNAL_WAIT' }>;

/** What an owner takes on by accepting: to deliver by then, or to look again by then. */
export const promiseOf = (definition: Offered) => ({ rule: definition.pacing === 'AGREED' ? lengthOf(definition.due) : definition.reviewEvery, ladder: definition.ladder });

/** The date that accepting sets, if the step carries none of its own yet. */
export function promisedBy(state: OpenCase, step: Step, facts: Facts, civil: Civil): { readonly deadline?: Deadline } {
  const definition = definitionOf(state, facts, step.code);
  if (!('answer' in definition) || (step.climb !== undefined && step.dueFor !== 'answer')) return {};
  return { deadline: deadlineFrom(facts, civil, promiseOf(definition)) };
}

/** When an offer must be answered, in the asked agency's civil time. */
export function answerDeadline(state: OpenCase, definition: Offered, facts: Facts, agency: string): Deadline {
  const { within, ladder } = definition.answer;
  return deadlineFrom(facts, civilOf(state, facts, agency), { rule: within, ladder });
}

/** An offer nobody has accepted needs a clock of its own again (I4): the agency that is asked now owes an answer to it. */
export function askedAgain(state: OpenCase, step: Step, agency: string, facts: Facts) {
  const definition = definitionOf(state, facts, step.code);
  return 'answer' in definition && step.climb === undefined && step.owner === undefined ? { stepDeadline: answerDeadline(state, definition, facts, agency) } : {};
}
