/** Steps that open upon what is recorded or done (`on`): it is there, and the rest of the check sees them as steps that open once one of these is known or done, and come again. */
import type { Condition } from '../condition/condition.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import type { Found } from './check.ts';
import { anchorsOf } from './dates.ts';
import { isSignal, stepOf } from './steps.ts';

type Occasion = NonNullable<Extract<PlaybookStep, { on?: unknown }>['on']>[number];

export function occasionFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (!('on' in step) || step.on === undefined) return [];
  const { facts = [] } = playbook;
  const found = (path: string, isWrong: boolean, message: string): readonly Found[] => (isWrong ? [{ path: [path], message }] : []);
  const named = step.on.flatMap((each) => (typeof each === 'string' ? each : []));
  const steps = step.on.flatMap((each) => (typeof each === 'string' ? [] : each.done));
  const own = named.filter((name) => facts.some(({ fact, from }) => fact === name && from !== undefined));
  const dated = anchorsOf(playbook, step).flatMap(({ key, anchor }) => (key === 'due' && 'fact' in anchor ? anchor.fact : []));
  return [
    ...named.filter((name) => !facts.some(({ fact }) => fact === name)).map((name): Found => ({ path: ['on'], message: `opens on ${name}, and there is no such fact: add it or correct the name` })),
    ...own.map((name): Found => ({ path: ['on'], message: `opens on ${name}, which the file of a victim says: name what people record` })),
    ...steps.filter((code) => stepOf(playbook, code) === undefined).map((code): Found => ({ path: ['on'], message: `opens on ${code}, and there is no such step: add it or correct the name` })),
    ...steps.filter((code) => code === step.code || isSignal(stepOf(playbook, code))).map((code): Found => ({ path: ['on'], message: `opens on ${code}, ${code === step.code ? 'which is itself: give it repeats' : 'a signal that stays open for good: name what shall be done'}` })),
    ...found('on', step.repeats === true || step.schedule !== undefined, 'opens on what is recorded, and by itself again too: remove repeats or schedule'),
    ...found('on', step.pacing === 'STATUTORY' && !dated.some((name) => named.includes(name)), 'opens on what is recorded and keeps the date of the first: a date of the law needs one of its own each time, count it from what is recorded or make it GUIDANCE'),
  ];
}

/** As conditions and the proof know it. */
export function withoutOccasions(playbook: Playbook): Playbook {
  if (!playbook.steps.some((step) => 'on' in step && step.on !== undefined)) return playbook;
  return { ...playbook, steps: playbook.steps.map((step) => (('on' in step && step.on !== undefined) ? opened(playbook, step, step.on) : step)) };
}

function opened(playbook: Playbook, step: Extract<PlaybookStep, { due: unknown }>, on: readonly Occasion[]): PlaybookStep {
  const known = on.map((each): Condition => (typeof each === 'string' ? { known: each, ...ofAny(playbook.facts?.find(({ fact }) => fact === each)?.of, step) } : { ...each, ...ofAny(stepOf(playbook, each.done)?.per, step) }));
  const [first] = known;
  const upon: Condition = known.length === 1 && first !== undefined ? first : { any: known };
  const { on: _on, ...rest } = step;
  return { ...rest, repeats: true, opens: step.opens === undefined ? upon : { all: [step.opens, upon] } };
}

/** Of the same subject where it stands for one of its kind, and of whomever it is otherwise. */
const ofAny = (per: PlaybookStep['per'], { per: own }: PlaybookStep): { readonly for?: 'any' } => (per === undefined || per === 'case' || per === own || (own === 'charge' && per === 'suspect') ? {} : { for: 'any' });
