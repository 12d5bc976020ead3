/** Steps that open upon facts (`on`): what is recorded is there to be recorded, and the rest of the check sees them as steps that open once one of these is known and come again. */
import type { Condition } from '../condition/condition.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import type { Found } from './check.ts';
import { amongFlaws, comesUpon, valuesOf } from './conditions.ts';
import { anchorsOf } from './dates.ts';
import { isSignal, stepOf } from './steps.ts';

type Fact = NonNullable<Playbook['facts']>[number];

export const occasionFlaws = (playbook: Playbook, step: PlaybookStep): readonly Found[] => [...uponFlaws(playbook, step), ...anewFlaws(playbook, step)];

function uponFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (!('on' in step) || step.on === undefined) return [];
  const { facts = [] } = playbook;
  const { on } = step;
  const found = (path: string, isWrong: boolean, message: string): readonly Found[] => (isWrong ? [{ path: [path], message }] : []);
  const named = (is: (fact: Fact) => boolean) => on.filter((name) => facts.some((fact) => fact.fact === name && is(fact)));
  const strays = on.filter((name) => !facts.some(({ fact }) => fact === name));
  const own = named(({ from }) => from !== undefined);
  const onceOnly = named(({ from, recordedBy }) => from === undefined && recordedBy === undefined);
  const sets = (step.fields ?? []).flatMap((field) => ('sets' in field && facts.some(({ fact, recordedBy }) => fact === field.sets && recordedBy === undefined) ? [field.sets ?? ''] : []));
  return [
    ...strays.map((name): Found => ({ path: ['on'], message: `opens on ${name}, and there is no such fact: add it or correct the name` })),
    ...own.map((name): Found => ({ path: ['on'], message: `opens on ${name}, which the file of a victim says: name what people record` })),
    // What a form says once is said before it is asked for, or never: what is recorded can be recorded anew.
    ...onceOnly.map((name): Found => ({ path: ['on'], message: `opens on ${name}, which only a form says, perhaps before it could open: let people record it, with recordedBy` })),
    ...on.filter((name, index) => on.indexOf(name) < index).map((name): Found => ({ path: ['on'], message: `opens on ${name} twice: remove one` })),
    ...sets.map((name): Found => ({ path: ['fields'], message: `comes only when something is recorded, and nobody else can say ${name}: let people record it, with recordedBy` })),
    ...found('on', calledCodes(playbook).has(step.code), 'opens on what is recorded, and is asked for: it opens when it is asked for, remove the on'),
    ...found('on', step.repeats === true || step.schedule !== undefined, 'opens on what is recorded, and by itself again too: remove repeats or schedule'),
    ...found('on', step.pacing === 'STATUTORY', 'opens on what is recorded and keeps the date of the first: a date of the law needs one of its own each time, make it GUIDANCE'),
  ];
}

/** What asks for a step anew is there, is of the same subject, and can come again; a date of the law counts from it, so that each time has its own. */
function anewFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (!('anew' in step) || step.anew === undefined) return [];
  const dated = anchorsOf(playbook, step).flatMap(({ key, anchor }) => (key === 'due' && 'fact' in anchor ? anchor.fact : []));
  const flaws = step.anew.flatMap((each): readonly string[] => {
    const name = typeof each === 'string' ? each : each.done;
    const [fact, other] = typeof each === 'string' ? [playbook.facts?.find((one) => one.fact === each), undefined] : [undefined, stepOf(playbook, each.done)];
    if (fact === undefined && other === undefined) return [`opens anew with ${name}, and there is no such ${typeof each === 'string' ? 'fact' : 'step'}: add it or correct the name`];
    return [
      ...(fact !== undefined && fact.recordedBy === undefined ? [`opens anew with ${name}, which nobody can record again: let people record it, with recordedBy`] : []),
      ...(name === step.code ? [`opens anew with ${name}, which is itself: give it repeats`] : []),
      ...(isSignal(other) ? [`opens anew with ${name}, a signal that stays open for good: name what shall be done`] : []), ...(comesUpon(other) === undefined ? [] : [`opens anew with ${comesUpon(other) ?? ''}`]),
      ...amongFlaws(name, step.per ?? 'case', (fact?.of ?? other?.per ?? 'case'), 'name what is of the same, or use on'),
    ];
  });
  const isUndated = step.pacing === 'STATUTORY' && !step.anew.some((each) => typeof each === 'string' && dated.includes(each));
  const itself = step.repeats === true || step.schedule !== undefined || step.on !== undefined || calledCodes(playbook).has(step.code);
  return [
    ...flaws, ...(itself ? ['opens anew with what is recorded or done, and again in another way too: keep one of the two'] : []),
    ...(isUndated ? ['opens anew under a date of the law that does not count from what is recorded: count it from that, or make it GUIDANCE'] : []),
  ].map((message) => ({ path: ['anew'], message }));
}

/** The steps that open when something asks for them. */
const calledCodes = ({ steps, information, operation, closing }: Playbook): ReadonlySet<string | undefined> =>
  new Set([...steps.map((step) => (step.pacing === 'LEGAL_HORIZON' ? step.decision : undefined)), information?.decision, operation?.step, closing?.review]);

/** As conditions and the proof know it: what can be recorded can be recorded anew, so it opens wherever one of these is known and it may. */
export function withoutOccasions(playbook: Playbook): Playbook {
  if (!playbook.steps.some((step) => 'due' in step && step.on !== undefined)) return playbook;
  return { ...playbook, steps: playbook.steps.map((step) => (!('due' in step) ? step : step.on !== undefined ? opened(playbook, step, step.on) : step)) };
}

function opened({ facts = [] }: Playbook, step: Extract<PlaybookStep, { due: unknown }>, on: readonly string[]): PlaybookStep {
  const known = on.map((name): Condition => {
    const fact = facts.find((each) => each.fact === name);
    const of = fact?.of === undefined || fact.of === 'case' ? {} : { for: 'any' as const };
    const values = valuesOf(fact?.is ?? 'day').filter((value) => value !== 'NO');
    return values.length === 0 ? { known: name, ...of } : { fact: name, is: values, ...of };
  });
  const [first] = known;
  const upon: Condition = known.length === 1 && first !== undefined ? first : { any: known };
  const { on: _on, ...rest } = step;
  return { ...rest, repeats: true, opens: step.opens === undefined ? upon : { all: [step.opens, upon] } };
}
