/** From what dates are counted: a fact that is a day or an instant, the end of a step, or the beginning of a legal clock. */
import { Fault } from '../decision.ts';
import { own, type Facts } from '../facts.ts';
import type { Anchor, Clock, Start } from '../playbook/clock/schema.ts';
import type { DayOrInstant } from '../playbook/clock/clock.ts';
import { codeOf, keyOf } from '../playbook/names.ts';
import type { Playbook, PlaybookStep } from '../playbook/schema.ts';
import type { Due } from '../playbook/step/schema.ts';
import { definitionOf } from './context.ts';
import { factOf } from './known-facts.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';
import { meant, subjectAt } from './subjects.ts';

export function clockOf(facts: Facts, key: string): Clock {
  const clock = facts.playbook.clocks?.find((each) => each.clock === key);
  if (clock === undefined) throw new Fault(`the playbook has no clock ${key}`);
  return clock;
}

/** How the date of a step comes about; undefined where it has none of its own, or only by the word of counsel. */
export function dueOfStep(definition: PlaybookStep): Due | undefined {
  if ('due' in definition) return definition.due;
  if (definition.pacing === 'PROTECTED_PERIOD') return definition.lasts;
  if (definition.pacing !== 'LEGAL_HORIZON') return undefined;
  return typeof definition.horizon === 'string' || 'clock' in definition.horizon ? definition.horizon : undefined;
}

/** What a date is counted from besides the opening of its step; undefined where from nothing else. */
export function anchorOf(due: Due, facts: Facts): Start | undefined {
  if (typeof due === 'string') return undefined;
  if ('clock' in due) return clockOf(facts, due.clock).starts;
  return 'at' in due ? due.at : due.of;
}

const followed = new WeakMap<Playbook, ReadonlySet<string>>();

/** Whether the date of a step follows a fact that may become known, or be corrected, while it is open. A published playbook never changes: asked once of each of its steps. */
export function followsFact(facts: Facts, { code }: Step): boolean {
  const { playbook } = facts;
  const known = followed.get(playbook) ?? new Set(playbook.steps.filter((step) => { const due = dueOfStep(step); return due !== undefined && anchorOf(due, facts) !== undefined; }).map((step) => step.code));
  followed.set(playbook, known);
  return known.has(codeOf(code));
}

/** When it was, for the subject of a step: the same, the suspect of a charge, or the whole case. Undefined while it is not known. */
export function anchorValue(state: OpenCase, facts: Facts, key: string, start: Start): DayOrInstant | undefined {
  if (!('latest' in start)) return valueOf(state, facts, key, start);
  const days = start.latest.map((fact) => valueOf(state, facts, key, { fact })).filter((day) => day !== undefined);
  return days.length < start.latest.length ? undefined : days.toSorted().at(-1);
}

function valueOf(state: OpenCase, facts: Facts, key: string, anchor: Anchor): DayOrInstant | undefined {
  const asker = subjectAt(state, facts, key);
  const per = 'fact' in anchor ? factOf(facts, anchor.fact)?.of : definitionOf(state, facts, anchor.done).per;
  const one = meant(per, asker);
  if (one === undefined) return undefined;
  const name = keyOf('fact' in anchor ? anchor.fact : anchor.done, one === 'case' ? undefined : { label: one });
  return 'fact' in anchor ? own(state.facts ?? {}, name) : endOf(own(state.steps, name));
}

/** When a step ended last, whichever way. What comes again opens as its last time ends. */
function endOf(step: Step | undefined): DayOrInstant | undefined {
  const goesOn: boolean = isOpen(step);
  if (!goesOn) return step?.since;
  return (step?.occurrence ?? 0) > 1 ? step?.openedAt : undefined;
}
