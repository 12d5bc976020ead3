/**
 * Suspects who are tried together: a legal clock of the playbook may say that they share the latest of their own ends (US.TRIAL70, counsel to confirm). Each keeps
 * an end of its own, which holds again once they are severed.
 */
import { calendarOf, own, type Facts } from '../facts.ts';
import { endOfClock, type DayOrInstant, type RunningClock } from '../playbook/clock/clock.ts';
import { codeOf, keyOf, labelOf } from '../playbook/names.ts';
import { dueOf, type DueRule } from '../time/deadline.ts';
import { clockOf, dueOfStep } from './anchors.ts';
import { civilOf, definitionOf } from './context.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';

/** Kept beside a clock: with whom its end is shared, and which it is. */
export interface Joint {
  /** Labels of the others whose clocks run in the same trial, in order. */
  readonly with: readonly string[];
  readonly end: DayOrInstant;
}

interface Shared {
  readonly joint: Joint;
  readonly rule: DueRule;
}

/** What the end of a clock of `key` is together with the others of its trial; undefined where nobody is tried with them, or the clock knows no trial. */
export function sharedEnd(state: OpenCase, facts: Facts, key: string, clock: RunningClock): Shared | undefined {
  const others = othersOf(state, facts, key, clock);
  if (others.length === 0) return undefined;
  const ends = [{ code: key, clock, holder: own(state.steps, key)?.holder ?? state.lead }, ...others].map((each) => endIn(state, facts, each.holder, each.clock));
  const last = ends.toSorted((a, b) => (a.due < b.due ? -1 : 1)).at(-1);
  return last === undefined ? undefined : { joint: { with: others.map(({ code }) => labelOf(code) ?? '').sort(byName), end: last.end }, rule: last.rule };
}

const byName = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

interface Running { readonly code: string; readonly clock: RunningClock; readonly holder: string }

/** Open steps of the same kind whose clock runs for somebody of the same trial. */
function othersOf(state: OpenCase, facts: Facts, key: string, { clock }: RunningClock): readonly Running[] {
  const { joint } = clockOf(facts, clock);
  const label = labelOf(key);
  if (joint === undefined || label === undefined) return [];
  const trialOf = (one: string): string | undefined => (joint.unless !== undefined && factAbout(state, joint.unless, one) === 'YES' ? undefined : factAbout(state, joint.by, one));
  const trial = trialOf(label);
  if (trial === undefined) return [];
  return Object.values(state.steps).flatMap((step): readonly Running[] => {
    const [other, running] = [labelOf(step.code), step.counted?.clock];
    if (step.code === key || codeOf(step.code) !== codeOf(key) || !isOpen(step) || running?.clock !== clock || other === undefined || trialOf(other) !== trial) return [];
    return [{ code: step.code, clock: running, holder: step.holder }];
  });
}

const factAbout = (state: OpenCase, fact: string, label: string): string | undefined => own(state.facts ?? {}, keyOf(fact, { label }));

interface End { readonly due: string; readonly rule: DueRule; readonly end: DayOrInstant }
const ends = new WeakMap<RunningClock, { readonly zone: string; readonly end: End }>();

/** A clock that runs does not change, and each of forty defendants asks for the ends of all others: each is counted once. */
function endIn(state: OpenCase, facts: Facts, holder: string, clock: RunningClock): End {
  const civil = civilOf(state, facts, holder);
  const before = ends.get(clock);
  if (before?.zone === civil.zone) return before.end;
  const calendar = calendarOf(civil, facts);
  const { rule, start } = endOfClock(clock, calendar, facts.now);
  const due = dueOf(rule, start, calendar);
  const end: End = { due, end: typeof rule !== 'string' && 'on' in rule ? rule.on : due, rule: typeof rule === 'string' ? { at: due } : rule };
  ends.set(clock, { zone: civil.zone, end });
  return end;
}

/** The end that holds now, where those who are tried together, or their ends, are others than its step was counted by. Undefined where nothing has changed. */
export function sharedAnew(state: OpenCase, facts: Facts, step: Step): DayOrInstant | undefined {
  const due = dueOfStep(definitionOf(state, facts, step.code));
  const running = step.counted?.clock;
  if (due === undefined || typeof due === 'string' || !('clock' in due) || running === undefined) return undefined;
  const joint = sharedEnd(state, facts, step.code, running)?.joint;
  return JSON.stringify(joint) === JSON.stringify(step.counted?.joint) ? undefined : (joint?.end ?? endIn(state, facts, step.holder, running).end);
}
