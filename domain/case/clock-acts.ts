/** What people record on a legal clock: days that do not count, or do after all, what lengthens it, and which version of the law the case goes by. */
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import { dayFlaws } from '../days.ts';
import { firstVersion, versionNamed, type RunningClock } from '../playbook/clock/clock.ts';
import type { Clock } from '../playbook/clock/schema.ts';
import { clockOf } from './anchors.ts';
import type { CaseDecision } from './context.ts';
import { movesLawNearer, recount } from './recounting.ts';
import type { CaseAct, StepAct } from './schema.ts';
import { isOpen, stepsOf, type OpenCase, type Step } from './state.ts';

/** No court orders a longer one: such a day is a slip of the hand. */
const exclusionYearsMax = 10;

const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

/** Days that do not count, on a basis that the clock knows. A protected period is hers: it is lengthened, and nothing else. */
export function exclude(state: OpenCase, step: Step, { basis, from, to, note }: Extract<StepAct, { act: 'exclude' }>, facts: Facts): CaseDecision {
  const running = step.counted?.clock;
  if (running === undefined || running.back === true) return refuse('NOT_A_CLOCK');
  const bases = (clockOf(facts, running.clock).exclusions ?? []).map((each) => each.basis);
  const refusal = firstRefusal(
    facts,
    step.pacing === 'PROTECTED_PERIOD' && say('PROTECTED_PERIOD'),
    !bases.includes(basis) && say('BASIS_UNKNOWN', { bases }),
    ...dayFlaws(from, facts, exclusionYearsMax),
    ...dayFlaws(to, facts, exclusionYearsMax),
    from >= to && say('PERIOD_BACKWARDS'),
  );
  if (refusal !== undefined) return { events: [], refusal };
  if (running.excluded.some((each) => each.basis === basis && each.from === from && each.to === to)) return accept();
  const next = recount(state, step, facts, { ...running, excluded: [...running.excluded, { basis, from, to }] });
  return next === undefined ? refuse('NOT_A_CLOCK') : accept({ type: 'DaysExcluded', step: step.code, basis, from, to, ...(note !== undefined && { note }), ...next });
}

/** Days that were left out count after all. Where a date of the law comes nearer by it, the first asks and another says the same. */
export function include(state: OpenCase, step: Step, { basis, from, to, reason }: Extract<StepAct, { act: 'include' }>, by: Actor, facts: Facts): CaseDecision {
  const running = step.counted?.clock;
  if (running === undefined || running.back === true) return refuse('NOT_A_CLOCK');
  const isMeant = (each: { readonly basis: string; readonly from: string; readonly to: string }): boolean => each.basis === basis && each.from === from && each.to === to;
  if (!running.excluded.some(isMeant)) return refuse('EXCLUSION_UNKNOWN');
  const next = recount(state, step, facts, { ...running, excluded: running.excluded.filter((each) => !isMeant(each)) });
  if (next === undefined) return refuse('NOT_A_CLOCK');
  const included = { step: step.code, basis, from, to, reason };
  if (!movesLawNearer(step, next) || facts.without.includes('TWO_PEOPLE_REQUIRED')) return accept({ type: 'DaysIncluded', ...included, ...next });
  if (step.inclusion === undefined || !isMeant(step.inclusion)) return accept({ type: 'InclusionAsked', ...included });
  return step.inclusion.person === by.person ? refuse('TWO_PEOPLE_REQUIRED') : accept({ type: 'DaysIncluded', ...included, ...next, person: by.person });
}

/** Longer by its own length, as often as the clock allows. */
export function extend(state: OpenCase, step: Step, { extension }: Extract<StepAct, { act: 'extend' }>, facts: Facts): CaseDecision {
  const running = step.counted?.clock;
  if (running === undefined || running.back === true) return refuse('NOT_A_CLOCK');
  const known = clockOf(facts, running.clock).extensions ?? [];
  const wanted = known.find((each) => each.extension === extension);
  if (wanted === undefined) return refuse('BASIS_UNKNOWN', { bases: known.map((each) => each.extension) });
  const spent = running.extended.filter((each) => each.extension === extension).length >= wanted.most;
  const refusal = firstRefusal(facts, spent && say('EXTENSION_SPENT', { most: wanted.most }));
  if (refusal !== undefined) return { events: [], refusal };
  const next = recount(state, step, facts, { ...running, extended: [...running.extended, { extension, by: wanted.by }] });
  return next === undefined ? refuse('NOT_A_CLOCK') : accept({ type: 'ClockExtended', step: step.code, extension, ...next });
}

const counsel = ['PROSECUTOR', 'VICTIM_COUNSEL'] as const;

/** Counsel says by which version of the law a clock will run in this case, before any such clock has begun. */
export function chooseVersion(state: OpenCase, { clock: key, from }: Extract<CaseAct, { act: 'choose-clock-version' }>, by: Actor, facts: Facts): CaseDecision {
  const clock: Clock | undefined = facts.playbook.clocks?.find((each) => each.clock === key);
  if (clock === undefined) return refuse('NOT_A_CLOCK');
  const isRunning = stepsOf(state).some((step) => isOpen(step) && runningIn(step)?.clock === key);
  const refusal = firstRefusal(
    facts,
    (own(state.agencies, by.agency) === undefined || !by.roles.some((role) => (counsel as readonly string[]).includes(role))) && say('NOT_THE_HOLDER'),
    versionNamed(clock, from) === undefined && say('CLOCK_VERSION_UNKNOWN', { versions: clock.versions.map((version) => version.from ?? firstVersion) }),
    isRunning && say('CLOCK_RUNNING'),
  );
  return refusal === undefined ? accept({ type: 'ClockVersionChosen', clock: key, from, person: by.person }) : { events: [], refusal };
}

const runningIn = ({ counted }: Step): RunningClock | undefined => counted?.clock;
