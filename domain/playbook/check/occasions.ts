/** Steps that open upon facts (`on`): what is recorded is there to be recorded, and the rest of the check sees them as steps that open once one of these is known and come again. */
import type { Condition } from '../condition/condition.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import type { Found } from './check.ts';
import { valuesOf } from './conditions.ts';

type Fact = NonNullable<Playbook['facts']>[number];

export function occasionFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
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

/** The steps that open when something asks for them. */
const calledCodes = ({ steps, information, operation, closing }: Playbook): ReadonlySet<string | undefined> =>
  new Set([...steps.map((step) => (step.pacing === 'LEGAL_HORIZON' ? step.decision : undefined)), information?.decision, operation?.step, closing?.review]);

/** As conditions and the proof know it: what can be recorded can be recorded anew, so it opens wherever one of these is known and it may. */
export function withoutOccasions(playbook: Playbook): Playbook {
  if (!playbook.steps.some((step) => 'on' in step && step.on !== undefined)) return playbook;
  return { ...playbook, steps: playbook.steps.map((step) => (('on' in step && step.on !== undefined) ? opened(playbook, step, step.on) : step)) };
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
