/** The dates of a commitment: in the civil time of the agency that promises, under the playbook's ladder of commitments. */
import { Fault, refuse, type Refusal } from '../decision.ts';
import { calendarOf, deadlineFrom, termsFor, type Civil, type Facts } from '../facts.ts';
import { dayFlaws } from '../days.ts';
import { addDuration } from '../time/add.ts';
import { dueOf, type Deadline, type DueRule, type Terms } from '../time/deadline.ts';
import { isDuration } from '../time/duration.ts';

/** Nobody promises further ahead: such a date is a slip of the hand. */
const promiseYearsMax = 10;

export function ruleOf(due: string): DueRule {
  return isDuration(due) ? due : { on: due };
}

/** What is wrong with a date that somebody wants to promise. */
export function dueFlaws(rule: DueRule, civil: Civil, facts: Facts): readonly (Refusal | false)[] {
  const calendar = calendarOf(civil, facts);
  const days = typeof rule !== 'string' && 'on' in rule ? dayFlaws(rule.on, facts, promiseYearsMax) : [];
  if (days.some((flaw) => flaw !== false)) return days;
  const due = dueOf(rule, facts.now, calendar);
  // A promised day falls at closing time; comparing days would let today's closing time slip past.
  return [due <= facts.now && refuse('DATE_IN_THE_PAST').refusal, due > addDuration(facts.now, `${promiseYearsMax}y`, calendar) && refuse('DATE_TOO_FAR', { years: promiseYearsMax }).refusal];
}

function compactOf({ playbook }: Facts): NonNullable<Facts['playbook']['compact']> {
  if (playbook.compact === undefined) throw new Fault('the playbook knows no commitments');
  return playbook.compact;
}

export const promiseTerms = (civil: Civil, facts: Facts): Terms => termsFor(civil, compactOf(facts).ladder, facts);

export const promiseDeadline = (rule: DueRule, civil: Civil, facts: Facts): Deadline => deadlineFrom(facts, civil, { rule, ladder: compactOf(facts).ladder });

/** An agency that is asked to promise owes an answer as to an ordinary hand-off. */
const offerRule = ({ playbook }: Facts) => playbook.handOff.answer.ORDINARY;

export const offerTerms = (civil: Civil, facts: Facts): Terms => termsFor(civil, offerRule(facts).ladder, facts);

export function offerDeadline(civil: Civil, facts: Facts): Deadline {
  const { within, ladder } = offerRule(facts);
  return deadlineFrom(facts, civil, { rule: within, ladder });
}

/** When the leader who was asked at `askedAt` owes an answer. */
export const leaderAnswerDue = (askedAt: string, civil: Civil, facts: Facts): string => addDuration(askedAt, compactOf(facts).answerWithin, calendarOf(civil, facts));
