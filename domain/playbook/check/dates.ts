/** From what dates are counted: clocks that are there, of the right kind, with versions in order; anchors that are days; limits that leave room. */
import { parseDuration } from '../../time/duration.ts';
import { anchorsIn, type Anchor, type Clock } from '../clock/schema.ts';
import { perOf } from '../condition/condition.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import type { Flaw, Found } from './check.ts';
import { amongFlaws, comesUpon } from './conditions.ts';

type Counted = { readonly key: string; readonly anchor?: Anchor | undefined; readonly clock?: string | undefined };

/** Everything of a step that a date is counted from. */
export function countedFrom(step: PlaybookStep): readonly Counted[] {
  const of = (key: string, rule: string | object | undefined): readonly Counted[] => {
    if (rule === undefined || typeof rule === 'string') return [];
    if ('clock' in rule && typeof rule.clock === 'string') return [{ key, clock: rule.clock }];
    const anchor = 'of' in rule ? rule.of : 'at' in rule ? rule.at : undefined;
    return anchor === undefined ? [] : [{ key, anchor: anchor as Anchor }];
  };
  return [
    ...('due' in step ? [...of('due', step.due), ...of('notBefore', step.notBefore)] : []),
    ...(step.pacing === 'PROTECTED_PERIOD' ? of('lasts', step.lasts) : []),
    ...(step.pacing === 'LEGAL_HORIZON' ? of('horizon', step.horizon) : []),
  ];
}

/** The anchors of a step with the key they stand under; a clock's own where it starts at one. */
export function anchorsOf({ clocks = [] }: Playbook, step: PlaybookStep): readonly { readonly key: string; readonly anchor: Anchor; readonly by: string }[] {
  return countedFrom(step).flatMap(({ key, anchor, clock }) => {
    const from = anchor ?? clocks.find((each) => each.clock === clock)?.starts;
    return from === undefined ? [] : anchorsIn(from).map((each) => ({ key, anchor: each, by: anchor === undefined ? ` (the clock ${clock ?? ''})` : '' }));
  });
}

export function dateFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  return [
    ...countedFrom(step).flatMap(({ key, clock }) => (clock === undefined ? [] : clockUseFlaws(playbook, step, key, clock).map((message) => ({ path: [key], message })))),
    ...anchorsOf(playbook, step).flatMap(({ key, anchor, by }) => anchorFlaws(playbook, anchor, step.per ?? 'case', by).map((message) => ({ path: [key], message }))),
    ...limitFlaws(step), ...earliestFlaws(step), ...scheduleFlaws(step), ...recoveryFlaws(playbook, step),
  ];
}

const fits: Readonly<Record<string, readonly Clock['kind'][]>> = { lasts: ['PROTECTED_PERIOD'], horizon: ['LEGAL_HORIZON'], due: ['STATUTORY', 'GUIDANCE'] };

function clockUseFlaws({ clocks = [] }: Playbook, step: PlaybookStep, key: string, name: string): readonly string[] {
  const clock = clocks.find((each) => each.clock === name);
  if (clock === undefined) return [`${key} names the clock ${name}, and there is no such clock: add it under clocks, take the pack that has it, or correct the name`];
  const kinds = fits[key];
  if (clock.joint !== undefined && step.per !== 'suspect') return [`${key} counts by ${name}, whose end those share who are tried together, and it stands for no suspect: say per: suspect, or count by another clock`];
  if (kinds !== undefined && !kinds.includes(clock.kind)) return [`${key} counts by ${name}, which is a clock of kind ${clock.kind}: name one of kind ${kinds.join(' or ')}`];
  return key === 'due' && clock.kind === 'STATUTORY' && step.pacing !== 'STATUTORY' ? [`is ${step.pacing} and counts by ${name}, a date of the law that nobody may move: make it STATUTORY`] : [];
}

function anchorFlaws(playbook: Playbook, anchor: Anchor, asker: NonNullable<PlaybookStep['per']>, by: string): readonly string[] {
  const name = 'fact' in anchor ? anchor.fact : anchor.done;
  const per = perOf('fact' in anchor ? { known: anchor.fact } : anchor, playbook);
  if (per === undefined) return [`a date is counted from ${name}${by}, and there is no such ${'fact' in anchor ? 'fact' : 'step'}: add it or correct the name`];
  const fact = 'fact' in anchor ? playbook.facts?.find((each) => each.fact === name) : undefined;
  const step = 'done' in anchor ? playbook.steps.find(({ code }) => code === name) : undefined;
  const upon = comesUpon(step);
  return [
    ...(fact !== undefined && fact.is !== 'day' && fact.is !== 'instant' ? [`a date is counted from ${name}${by}, which is neither a day nor an instant: count from one that is`] : []),
    ...(upon === undefined ? [] : [`a date is counted from${by} ${upon}`]),
    ...(step?.pacing === 'VICTIM_PACED' && step.form === 'signal' ? [`a date is counted from ${name}${by}, a signal that stays open for good: count from something that is done`] : []),
    ...amongFlaws(`${name}, which a date is counted from${by},`, asker, per, `let the step stand per: ${per}, or count from something of the ${asker === 'case' ? 'case' : asker}`),
  ];
}

const unitDays = { m: 1 / 1440, h: 1 / 24, d: 1, wd: 7 / 5, mo: 30, y: 365 } as const;
/** About how many days, enough to put lengths that are not near each other in order. */
export const daysOf = (length: string): number => { const { amount, unit } = parseDuration(length); return amount * unitDays[unit]; };

function limitFlaws(step: PlaybookStep): readonly Found[] {
  if (!('due' in step) || typeof step.due === 'string') return [];
  const { atLeast, atMost } = step.due;
  return atLeast !== undefined && atMost !== undefined && daysOf(atLeast) > daysOf(atMost) ? [{ path: ['due'], message: `is due atLeast ${atLeast} and atMost ${atMost} from its opening, which leaves no day: correct one of them` }] : [];
}

/** How many days after its anchor a rule lies; undefined where no anchor stands in it. */
function fromAnchor(rule: object): { readonly anchor: string; readonly days: number } | undefined {
  const anchor: unknown = 'of' in rule ? rule.of : 'at' in rule ? rule.at : undefined;
  if (anchor === undefined) return undefined;
  const days = 'after' in rule && typeof rule.after === 'string' ? daysOf(rule.after) : 'before' in rule && typeof rule.before === 'string' ? -daysOf(rule.before) : 0;
  return { anchor: JSON.stringify(anchor), days };
}

/** What may not be done before a day is not due before it. */
function earliestFlaws(step: PlaybookStep): readonly Found[] {
  if (!('due' in step) || step.notBefore === undefined || typeof step.due === 'string') return [];
  const [due, least] = [fromAnchor(step.due), fromAnchor(step.notBefore)];
  return due !== undefined && least !== undefined && due.anchor === least.anchor && least.days > due.days ? [{ path: ['notBefore'], message: 'may not be done (notBefore) until after it is due: let it be due later, or be done earlier' }] : [];
}

/** Her file takes no recovery that is shorter than its least. */
function recoveryFlaws({ clocks = [], people }: Playbook, step: PlaybookStep): readonly Found[] {
  const least = people?.protectedPeriod?.atLeast;
  if (least === undefined || step.pacing !== 'PROTECTED_PERIOD') return [];
  const { lasts } = step;
  const lengths = typeof lasts === 'string' ? [lasts] : (clocks.find(({ clock }) => clock === lasts.clock)?.versions ?? []).map(({ length }) => length);
  return lengths.filter((length) => daysOf(length) < daysOf(least)).map((length) => ({ path: ['lasts'], message: `lasts ${length}, and the least of a protected period is ${least} (people, protectedPeriod): nothing shortens her recovery, make it longer` }));
}

function scheduleFlaws(step: PlaybookStep): readonly Found[] {
  if (!('schedule' in step) || step.schedule === undefined) return [];
  const { schedule } = step;
  const unordered = schedule.some((length, index) => index > 0 && daysOf(length) <= daysOf(schedule[index - 1] ?? length));
  return [
    ...(unordered ? [{ path: ['schedule'], message: `comes again by its schedule at ${schedule.join(', ')}: put the lengths in order, each longer than the one before` }] : []),
    ...(step.due !== schedule[0] ? [{ path: ['due'], message: `is due ${typeof step.due === 'string' ? step.due : 'as something else says'}, and its schedule begins at ${schedule[0] ?? ''}: the first of the schedule is its date, say the same in both` }] : []),
    ...(step.repeats === true ? [{ path: ['repeats'], message: 'repeats for good and has a schedule that ends: keep one of the two' }] : []),
  ];
}

/** The clocks themselves. */
export function clockFlaws({ clocks = [], facts = [] }: Playbook): readonly Flaw[] {
  return clocks.flatMap(({ clock, kind, starts, counted, versions, joint, exclusions = [], extensions = [] }, index): readonly Flaw[] => {
    const flaw = (key: string, message: string): Flaw => ({ path: ['clocks', index, key], message: `the clock ${clock} ${message}` });
    const [first, ...later] = versions;
    const days = later.map(({ from }) => from ?? '');
    const twice = (names: readonly string[], key: string): readonly Flaw[] => names.filter((name, place) => names.indexOf(name) < place).map((name) => flaw(key, `has ${name} twice: rename or remove one`));
    return [
      ...(clocks.findIndex((each) => each.clock === clock) < index ? [flaw('clock', 'is there twice: rename or remove one')] : []),
      ...(counted === 'back' && starts === undefined ? [flaw('counted', 'is counted back from nothing: say with starts what it lies before')] : []),
      ...(first?.from !== undefined ? [flaw('versions', `has no length before ${first.from}: the first version holds from the beginning, remove its from or add an earlier version`)] : []),
      ...(days.some((day, place) => day === '' || (place > 0 && day <= (days[place - 1] ?? ''))) ? [flaw('versions', 'has versions out of order: each later one says from which day it holds, and comes after the one before')] : []),
      ...(starts !== undefined && 'latest' in starts ? starts.latest.filter((name) => facts.some(({ fact, is }) => fact === name && is !== 'day')).map((name) => flaw('starts', `starts on the latest of several days, and ${name} is no day: name facts that are days`)) : []),
      ...(starts !== undefined && 'latest' in starts ? twice(starts.latest, 'starts') : []),
      ...(joint === undefined ? [] : jointFlaws(facts, joint, kind, counted).map((message) => flaw('joint', message))),
      ...twice(exclusions.map(({ basis }) => basis), 'exclusions'), ...twice(extensions.map(({ extension }) => extension), 'extensions'),
    ];
  });
}

/** A trial is named by a fact of each suspect, and leaving it by another. */
function jointFlaws(facts: NonNullable<Playbook['facts']>, { by, unless }: NonNullable<Clock['joint']>, kind: Clock['kind'], counted: Clock['counted']): readonly string[] {
  const named = (name: string | undefined) => facts.find(({ fact }) => fact === name);
  const [trial, severed] = [named(by), named(unless)];
  return [
    ...(kind === 'STATUTORY' || kind === 'GUIDANCE' ? [] : [`is joint and of kind ${kind}: what suspects share is the date of work, remove joint`]),
    ...(counted === 'back' ? ['is counted back and joint: those who are tried together share an end that lies ahead, remove one of the two'] : []),
    ...(trial === undefined || trial.of !== 'suspect' || typeof trial.is === 'string' ? [`is joint by ${by}: name a fact of suspects that is one of several codes, each a trial`] : []),
    ...(unless !== undefined && (severed === undefined || severed.of !== 'suspect' || severed.is !== 'yes-no') ? [`is joint unless ${unless}: name a fact of suspects that is yes-no`] : []),
  ];
}
