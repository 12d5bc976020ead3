/** What becomes known: each fact in the order in which steps need it, at once where a date waits for it; and the other answer later, where some step still waits for that. */
import { subjectsOf } from '#domain/case/subjects.ts';
import { isOpen, type Step } from '#domain/case/state.ts';
import { leavesOf, type Condition } from '#domain/playbook/condition/condition.ts';
import { anchorsIn, type Anchor } from '#domain/playbook/clock/schema.ts';
import { codeOf, keyOf } from '#domain/playbook/names.ts';
import type { Playbook, PlaybookStep } from '#domain/playbook/schema.ts';
import { at, day, localDay, type Script, type Sight, type Wish } from './wish.ts';

type Fact = NonNullable<Playbook['facts']>[number];

export function factWishes(script: Script, sight: Sight): readonly Wish[] {
  if (sight.state.phase === 'information') return [];
  return (script.playbook.facts ?? []).flatMap((fact) => aboutWhom(fact, sight).flatMap((about, index) => wish(script, sight, fact, { about, index })));
}

const aboutWhom = ({ of = 'case' }: Fact, { state }: Sight): readonly (string | undefined)[] =>
  of === 'case' ? [undefined] : subjectsOf(state).filter(({ kind }) => kind === of).map(({ label }) => label);

function wish(script: Script, { state, now }: Sight, fact: Fact, { about, index }: { readonly about: string | undefined; readonly index: number }): readonly Wish[] {
  const { playbook, startsAt, span, turns } = script;
  const who = fact.recordedBy?.map((role) => script.company.personOf(role)).find((person) => person !== undefined);
  if (who === undefined) return [];
  const name = keyOf(fact.fact, about === undefined ? undefined : { label: about });
  const known = state.facts?.[name];
  const record = (value: (instant: number) => string) => ({ who, request: 'POST /cases/@case/acts', body: (instant: number) => ({ act: 'record-fact', fact: fact.fact, ...(about !== undefined && { about }), value: value(instant) }) });
  if (known === undefined) {
    const place = placeOf(playbook, fact.fact) / playbook.steps.length;
    const planned = startsAt + (0.03 + 0.6 * place) * span + index * 0.02 * span;
    const isAwaited = Object.values(state.steps).some((step) => isOpen(step) && step.dueFor === 'date' && anchorOf(playbook, step) === fact.fact);
    return [isAwaited ? { key: `fact ${name} awaited`, ...at(now + day), ...record((instant) => valueOf(script, fact, instant)) } : { key: `fact ${name}`, ...at(planned), ...record((instant) => valueOf(script, fact, instant)) }];
  }
  const other = codesOf(fact).find((code) => code !== known && turns.isCalledFor(`fact ${fact.fact}`, code));
  return other === undefined ? [] : [{ key: `fact ${name} ${other}`, ...at(startsAt + (0.68 + 0.03 * index) * span), ...record(() => turns.take(`fact ${fact.fact}`, [other])) }];
}

const places = new WeakMap<Playbook, ReadonlyMap<string, number>>();

/** The first step, counted in the order of the playbook, that rests on a fact; in the middle where none does. Asked at every happening, and counted once. */
function placeOf(playbook: Playbook, fact: string): number {
  const known = places.get(playbook) ?? new Map((playbook.facts ?? []).map(({ fact: name }) => [name, playbook.steps.findIndex((step) => restsOn(playbook, step, name))]));
  places.set(playbook, known);
  const first = known.get(fact) ?? -1;
  return first < 0 ? playbook.steps.length / 2 : first;
}

const restsOn = (playbook: Playbook, step: PlaybookStep, fact: string): boolean =>
  conditionsOf(step).some((condition) => leavesOf(condition, playbook.gates).some((leaf) => ('fact' in leaf && leaf.fact === fact) || ('known' in leaf && leaf.known === fact)))
  || anchorsOf(playbook, step).some((anchor) => 'fact' in anchor && anchor.fact === fact);

const conditionsOf = ({ opens, ends, requires }: PlaybookStep): readonly Condition[] => [opens, ends, requires].filter((condition) => condition !== undefined);

/** From what the dates of a step are counted, each with whether that lies ahead when it is said. */
function anchorsOf(playbook: Playbook, step: PlaybookStep): readonly (Anchor & { readonly ahead: boolean })[] {
  const rules = ['due' in step ? step.due : undefined, 'notBefore' in step ? step.notBefore : undefined, 'lasts' in step ? step.lasts : undefined, 'horizon' in step ? step.horizon : undefined];
  return rules.flatMap((rule) => {
    if (rule === undefined || typeof rule === 'string') return [];
    if ('of' in rule) return [{ ...rule.of, ahead: 'before' in rule }];
    if ('at' in rule) return [{ ...rule.at, ahead: true }];
    const clock = 'clock' in rule ? playbook.clocks?.find((each) => each.clock === rule.clock) : undefined;
    return clock?.starts === undefined ? [] : anchorsIn(clock.starts).map((anchor) => ({ ...anchor, ahead: clock.counted === 'back' }));
  });
}

/** The fact that the date of a step waits for. */
function anchorOf(playbook: Playbook, step: Step): string | undefined {
  const definition = playbook.steps.find(({ code }) => code === codeOf(step.code));
  return definition === undefined ? undefined : anchorsOf(playbook, definition).flatMap((anchor) => ('fact' in anchor ? [anchor.fact] : []))[0];
}

export const codesOf = ({ is }: Pick<Fact, 'is'>): readonly string[] => (is === 'yes-no' ? ['YES', 'NO'] : is === 'yes-no-unsure' ? ['YES', 'NO', 'UNSURE'] : Array.isArray(is) ? is : []);

/** A day is today's, or one ahead where something is to be done before it; a code is the next in turn. */
export function valueOf({ playbook, turns }: Pick<Script, 'playbook' | 'turns'>, fact: Fact, now: number): string {
  if (fact.is !== 'day' && fact.is !== 'instant') return turns.take(`fact ${fact.fact}`, codesOf(fact));
  const isAhead = playbook.steps.some((step) => anchorsOf(playbook, step).some((anchor) => anchor.ahead && 'fact' in anchor && anchor.fact === fact.fact));
  const then = isAhead ? now + 90 * day : now;
  return fact.is === 'day' ? localDay(then) : new Date(then).toISOString();
}
