/** How a step comes to be open: from the playbook's words, with its first date. */
import { addDuration, subtractDuration } from '../time/add.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import { holderOf } from './addresses.ts';
import { calendarOf, civilOf, deadlineFrom, type Facts } from './context.ts';
import type { FactOf } from './events.ts';
import type { OpenCase, Step } from './state.ts';

/** The ladder that belongs to what the step is waiting for now; victim-paced and protected steps have none. */
export function ladderOf(definition: PlaybookStep, dueFor: Step['dueFor']): string | undefined {
  if (!('ladder' in definition)) return undefined;
  return definition.pacing === 'AGREED' && dueFor === 'answer' ? definition.answer.ladder : definition.ladder;
}

/** Opens a step, for the first time or again. An owner who stays keeps it; otherwise it is offered to the agency that fills the role. */
export function openStep(state: OpenCase, definition: PlaybookStep, facts: Facts): FactOf<'StepOpened'> {
  const before = state.steps[definition.code];
  const holder = before?.holder ?? holderOf(state, definition.role) ?? state.lead;
  const owner = before?.owner;
  return {
    type: 'StepOpened', step: definition.code, track: definition.track, pacing: definition.pacing, role: definition.role,
    holder, accountable: owner === undefined ? state.lead : holder, waitsOn: 'waitsOn' in definition ? (definition.waitsOn ?? []) : [],
    ...(owner !== undefined && { owner }),
    ...('repeats' in definition && definition.repeats === true && { repeats: true }),
    ...datesOf(state, definition, facts, holder, owner),
  };
}

function datesOf(state: OpenCase, definition: PlaybookStep, facts: Facts, holder: string, owner: string | undefined): Partial<FactOf<'StepOpened'>> {
  const civil = civilOf(state, facts, holder);
  const calendar = calendarOf(civil, facts);
  switch (definition.pacing) {
    case 'STATUTORY':
    case 'GUIDANCE':
      return { deadline: deadlineFrom(facts, civil, { rule: definition.due, ladder: definition.ladder }), dueFor: 'work' };
    case 'AGREED':
      // A promise is made by accepting: until then only the offer's answer is due.
      return owner === undefined
        ? { deadline: answerDeadline(state, definition, facts, holder), dueFor: 'answer' }
        : { deadline: deadlineFrom(facts, civil, { rule: definition.due, ladder: definition.ladder }), dueFor: 'work' };
    case 'EXTERNAL_WAIT':
      return { deadline: deadlineFrom(facts, civil, { rule: definition.reviewEvery, ladder: definition.ladder }), dueFor: 'work' };
    case 'PROTECTED_PERIOD':
      return { unlocksAt: addDuration(facts.now, definition.lasts, calendar) };
    case 'LEGAL_HORIZON': {
      const horizonAt = addDuration(facts.now, definition.horizon, calendar);
      const ahead = definition.warnings.map((warning) => subtractDuration(horizonAt, warning, calendar)).filter((at) => at > facts.now);
      return { horizonAt, warnings: [...new Set(ahead)].sort() };
    }
    case 'VICTIM_PACED':
      return {};
  }
}

/** When an offer of an AGREED step must be answered, in the asked agency's civil time. */
export function answerDeadline(state: OpenCase, definition: Extract<PlaybookStep, { pacing: 'AGREED' }>, facts: Facts, agency: string) {
  const { within, ladder } = definition.answer;
  return deadlineFrom(facts, civilOf(state, facts, agency), { rule: within, ladder });
}
