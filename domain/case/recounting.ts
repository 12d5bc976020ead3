/**
 * What a step's date is counted from has become known, was corrected, or its legal clock stands still for days: the date follows. A date of the law moves nearer
 * only by the word of two people (domain R8a), and a protected period never (refusal 23).
 */
import { firstRefusal, calendarOf, type Actor, type Facts, type Instant } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import type { RunningClock } from '../playbook/clock/clock.ts';
import { anchorsIn } from '../playbook/clock/schema.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import type { Deadline } from '../time/deadline.ts';
import { anchorOf, anchorValue, dueOfStep, followsFact } from './anchors.ts';
import { civilOf, definitionOf, type CaseDecision } from './context.ts';
import { countOf, datesOfWork, lapseOf, type Asking, type Counted } from './dates.ts';
import type { CaseFact } from './events.ts';
import { movedHorizon } from './horizon.ts';
import { sharedAnew } from './joint.ts';
import { factOf } from './known-facts.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';
import { inPlaybookOrder } from './subjects.ts';

/** The date that follows, as far as it is another one: of work, of a horizon, or of a protected period. */
export interface Recounted {
  readonly counted: Counted;
  readonly deadline?: Deadline;
  readonly horizonAt?: Instant;
  readonly warnings?: readonly Instant[];
  readonly unlocksAt?: Instant;
}

/** Before the day that a trial of several would begin by, where a nearer date waits for its second word because they are others. */
export const trialMark = 'TRIAL:';

/** Steps whose anchor is known, or known otherwise, since their date was counted. */
export function recounts(state: OpenCase, facts: Facts): readonly CaseFact[] {
  return inPlaybookOrder(state, facts, (step) => isOpen(step) && hasDate(step) && followsFact(facts, step) && newCount(state, step, facts) !== undefined).flatMap((step): readonly CaseFact[] => {
    const value = newCount(state, step, facts);
    if (value === undefined) return [];
    const recounted = recount(state, step, facts);
    if (recounted === undefined) return [];
    if (!movesLawNearer(step, recounted) || facts.without.includes('TWO_PEOPLE_REQUIRED')) return [{ type: 'DateCounted', step: step.code, ...recounted }];
    return step.nearer?.value === value ? [] : [{ type: 'NearerDateAsked', step: step.code, value }];
  });
}

/** An offer that waits for its answer has no date of its own yet. */
const hasDate = ({ dueFor, horizonAt, unlocksAt }: Step): boolean => dueFor === 'work' || dueFor === 'date' || horizonAt !== undefined || unlocksAt !== undefined;

/** When the anchor was, where the date was not counted from that. The end of a step is one instant: what comes again moves nothing that was counted from its last time. */
function newAnchor(state: OpenCase, step: Step, facts: Facts): string | undefined {
  const due = dueOfStep(definitionOf(state, facts, step.code));
  const anchor = due === undefined ? undefined : anchorOf(due, facts);
  if (anchor === undefined || ('done' in anchor && step.counted !== undefined)) return undefined;
  const of = anchorValue(state, facts, step.code, anchor);
  return of === step.counted?.of ? undefined : of;
}

/** From when its date counts, where that is not what it was counted from; or that those who are tried together are others, and when the trial is to begin by that. */
function newCount(state: OpenCase, step: Step, facts: Facts): string | undefined {
  const value = newAnchor(state, step, facts);
  if (value !== undefined) return value;
  const end = sharedAnew(state, facts, step);
  return end === undefined ? undefined : `${trialMark}${end}`;
}

/** By what is known now; or, where something is recorded on its clock, from when that runs. Undefined where nothing follows: a protected period would end sooner. */
export function recount(state: OpenCase, step: Step, facts: Facts, recorded?: RunningClock): Recounted | undefined {
  const definition = definitionOf(state, facts, step.code);
  const asking: Asking = { key: step.code, civil: civilOf(state, facts, step.holder), opened: step.openedAt, clock: recorded ?? step.counted?.clock, ...(recorded !== undefined && { of: step.counted?.of }) };
  if ('due' in definition) {
    const { deadline, counted } = datesOfWork(state, facts, definition, asking);
    if (counted === undefined) return undefined;
    return { counted, ...(step.dueFor === 'work' && deadline.ruleDue === step.climb?.deadline.ruleDue ? {} : { deadline }) };
  }
  return recountedLapse(state, step, facts, definition, asking);
}

function recountedLapse(state: OpenCase, step: Step, facts: Facts, definition: PlaybookStep, asking: Asking): Recounted | undefined {
  const due = dueOfStep(definition);
  const count = due === undefined ? undefined : countOf(state, facts, due, asking);
  if (count?.counted === undefined) return undefined;
  const { counted } = count;
  const at = lapseOf(count, calendarOf(asking.civil, facts));
  if (definition.pacing === 'PROTECTED_PERIOD') return step.unlocksAt !== undefined && at < step.unlocksAt ? undefined : { counted, ...(at !== step.unlocksAt && { unlocksAt: at }) };
  if (definition.pacing !== 'LEGAL_HORIZON') return undefined;
  return { counted, ...(at !== step.horizonAt && movedHorizon(step, at, definition, calendarOf(asking.civil, facts), facts.now)) };
}

export function movesLawNearer(step: Step, { deadline, horizonAt }: Recounted): boolean {
  if (step.pacing === 'LEGAL_HORIZON') return step.horizonAt !== undefined && horizonAt !== undefined && horizonAt < step.horizonAt;
  return step.pacing === 'STATUTORY' && step.dueFor === 'work' && step.climb !== undefined && deadline !== undefined && deadline.ruleDue < step.climb.deadline.ruleDue;
}

/** The second of two people, who knows it: the leading coordinator, or a role that may record the fact. */
export function confirmDate(state: OpenCase, step: Step, by: Actor, facts: Facts): CaseDecision {
  const recounted = newCount(state, step, facts) === undefined ? undefined : recount(state, step, facts);
  if (step.nearer === undefined || recounted === undefined) return refuse('NO_DATE_ASKED');
  const refusal = firstRefusal(facts, step.nearer.person === by.person && refuse('TWO_PEOPLE_REQUIRED').refusal);
  return refusal === undefined ? accept({ type: 'DateCounted', step: step.code, ...recounted, person: by.person }) : { events: [], refusal };
}

export function mayConfirm(state: OpenCase, step: Step, by: Actor, facts: Facts): boolean {
  if (by.agency === state.lead && by.roles.includes('COORDINATOR')) return true;
  const due = dueOfStep(definitionOf(state, facts, step.code));
  const anchor = due === undefined ? undefined : anchorOf(due, facts);
  const may = anchor === undefined ? [] : anchorsIn(anchor).flatMap((each) => ('fact' in each ? (factOf(facts, each.fact)?.recordedBy ?? []) : []));
  return state.agencies[by.agency] !== undefined && by.roles.some((role) => may.includes(role));
}
