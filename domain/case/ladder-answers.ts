/**
 * What the levels of a ladder ask for (domain 5c): a new date that the owner asks for and the coordinator grants or refuses (L1), the leader's answer (L4),
 * the minuted decision of the joint meeting (L5). Statutory dates are nobody's to move.
 */
import { climb, levelOf } from '../climb.ts';
import { calendarOf, deadlineFrom, firstRefusal, termsFor, type Actor, type Facts } from '../facts.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import { dayFlaws } from '../days.ts';
import { dueOf, type Deadline } from '../time/deadline.ts';
import type { Level } from '../time/ladder.ts';
import { addressesOfStep, coordinatorOf } from './addresses.ts';
import { civilOf, definitionOf, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import { propose } from './hand-offs.ts';
import { answerDeadline, ladderOf } from './opening.ts';
import type { StepAct } from './schema.ts';
import { keepingHandOff, type OpenCase, type Step } from './state.ts';

/** Nobody promises further ahead: such a date is a slip of the hand. */
const promiseYearsMax = 10;
/** Where a request for one more date goes once the playbook's number of them was granted. */
const levelOfTooMany: Level = 'L3';

type Act<A extends StepAct['act']> = Extract<StepAct, { act: A }>;
const no = (refusal: Refusal): CaseDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

/** Whether the step has climbed to a level. */
const hasReached = (step: Step, level: Level): boolean => (levelOf(step.climb) ?? '') >= level;

/** Why a step can have no such new date. Refusal 1: nothing victim-paced ever gets one; a statutory date is not anybody's to move. */
export function dateFlaws(state: OpenCase, step: Step, due: string, facts: Facts): readonly (Refusal | false)[] {
  const calendar = calendarOf(civilOf(state, facts, step.holder), facts);
  return [
    step.pacing === 'VICTIM_PACED' && say('VICTIM_PACED_NO_DATE'),
    (step.pacing === 'STATUTORY' || step.pacing === 'LEGAL_HORIZON') && say('STATUTORY_DATE_FIXED'),
    step.pacing === 'PROTECTED_PERIOD' && say('PROTECTED_PERIOD'),
    step.suspendedAt !== undefined && say('STEP_SUSPENDED'),
    step.owner === undefined && say('STEP_NOT_ACCEPTED'),
    ...dayFlaws(due, facts, promiseYearsMax),
    // A promised day falls at closing time; comparing days would let today's closing time slip past.
    dueOf({ on: due }, facts.now, calendar) <= facts.now && say('DATE_IN_THE_PAST'),
  ];
}

/** The promised day under the step's own ladder. */
export function promisedDay(state: OpenCase, step: Step, due: string, facts: Facts): Deadline {
  // A step whose guard was left out on purpose may have no ladder; it still gets a date, which the last wall then refuses.
  const ladder = ladderOf(definitionOf(state, facts, step.code), 'work') ?? facts.playbook.ladders[0]?.name ?? '';
  return deadlineFrom(facts, civilOf(state, facts, step.holder), { rule: { on: due }, ladder });
}

/** L1: the owner asks, with a reason. Once so many were granted, one more request goes straight to level 3, and the coordinator hears that. */
export function askDate(state: OpenCase, step: Step, { due, reason }: Act<'ask-date'>, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, ...dateFlaws(state, step, due, facts));
  if (refusal !== undefined) return no(refusal);
  const asked: CaseFact = { type: 'DateAsked', step: step.code, due, reason, person: by.person };
  const { reDates } = facts.playbook;
  if (reDates === undefined || (step.reDates ?? 0) < reDates || step.climb === undefined) return accept(asked);
  const terms = termsFor(civilOf(state, facts, step.holder), ladderOf(definitionOf(state, facts, step.code), step.dueFor) ?? '', facts);
  const about = { of: 'step', subject: step.code, step: step.code } as const;
  return accept<CaseFact>(asked, ...climb({ about, climb: step.climb, terms, told: (to) => addressesOfStep(state, step, to), coordinator: coordinatorOf(state) }, facts, levelOfTooMany));
}

export function refuseDate(step: Step, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, step.dateAsked === undefined && say('NO_DATE_ASKED'));
  return refusal === undefined ? accept({ type: 'DateRefused', step: step.code, person: by.person }) : no(refusal);
}

/** A new date is accepted by the coordinator, whether the owner had asked for it or not. */
export function reDate(state: OpenCase, step: Step, { due, reason }: Act<'re-date'>, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, ...dateFlaws(state, step, due, facts));
  return refusal === undefined ? accept({ type: 'StepReDated', step: step.code, deadline: promisedDay(state, step, due, facts), reason }) : no(refusal);
}

const tooEarly = (step: Step, level: Level): Refusal | false => !hasReached(step, level) && say('LEVEL_NOT_REACHED', { level });

/** L4: the leader promises anew, with a date and what the agency puts in for it. */
export function recommit(state: OpenCase, step: Step, { due, resource }: Act<'recommit'>, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, tooEarly(step, 'L4'), ...dateFlaws(state, step, due, facts));
  if (refusal !== undefined) return no(refusal);
  return accept({ type: 'LeaderAnswered', step: step.code, answer: 'RECOMMIT', version: step.climb?.version ?? step.version, person: by.person, resource, deadline: promisedDay(state, step, due, facts) });
}

/** L4: the leader passes the work on. Until the other agency has accepted, the leader's own stays accountable. */
export function reassign(state: OpenCase, step: Step, { handOff, to, kind, interimCover }: Act<'reassign'>, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, tooEarly(step, 'L4'));
  if (refusal !== undefined) return no(refusal);
  const offered = propose(state, { type: 'propose-hand-off', handOff, step: step.code, to, kind, by, ...(interimCover !== undefined && { interimCover }) }, facts);
  if (offered.refusal !== undefined) return offered;
  return accept({ type: 'LeaderAnswered', step: step.code, answer: 'REASSIGN', version: step.climb?.version ?? step.version, person: by.person }, ...offered.events);
}

/** L4: the leader lets the work go. It returns to the coordinator, or to the agency that handed it over, with a date of its own. */
export function release(state: OpenCase, step: Step, { reason }: Act<'release'>, by: Actor, facts: Facts): CaseDecision {
  const definition = definitionOf(state, facts, step.code);
  const refusal = firstRefusal(
    facts,
    tooEarly(step, 'L4'),
    step.pacing !== 'GUIDANCE' && step.pacing !== 'AGREED' && say('NOT_RELEASABLE'),
    definition.support === true && say('SUPPORT_STAYS_OPEN'),
    step.suspendedAt !== undefined && say('STEP_SUSPENDED'),
  );
  if (refusal !== undefined) return no(refusal);
  const answered = { type: 'LeaderAnswered', step: step.code, answer: 'RELEASE', version: step.climb?.version ?? step.version, person: by.person, reason } as const;
  const handOff = keepingHandOff(state, step);
  if (handOff !== undefined) return accept<CaseFact>(answered, { type: 'HandedBack', handOff: handOff.id, reason });
  const deadline = askedOf(state, step, facts);
  return accept({ ...answered, backTo: state.lead, ...(deadline !== undefined && { deadline }) });
}

/** An offer must be answered; guidance must be done by somebody, from now on. */
function askedOf(state: OpenCase, step: Step, facts: Facts): Deadline | undefined {
  const definition = definitionOf(state, facts, step.code);
  if ('answer' in definition) return answerDeadline(state, definition, facts, state.lead);
  // What counts from something that happened is due when it was, whoever does it.
  if (!('due' in definition) || typeof definition.due !== 'string') return undefined;
  const { due: rule, ladder } = definition;
  return deadlineFrom(facts, civilOf(state, facts, state.lead), { rule, ladder });
}

/** L5: the joint meeting of leaders has decided, and the coordinator minutes it. */
export function minuteDecision(state: OpenCase, step: Step, { decision, due, note }: Act<'minute-decision'>, facts: Facts): CaseDecision {
  const refusal = firstRefusal(
    facts,
    tooEarly(step, 'L5'),
    (decision === 'NEW_DATE') !== (due !== undefined) && say('DATE_BELONGS_TO_NEW_DATE'),
    ...(due === undefined ? [] : dateFlaws(state, step, due, facts)),
  );
  if (refusal !== undefined) return no(refusal);
  return accept({ type: 'DecisionMinuted', step: step.code, decision, ...(note !== undefined && { note }), ...(due !== undefined && { deadline: promisedDay(state, step, due, facts) }) });
}
