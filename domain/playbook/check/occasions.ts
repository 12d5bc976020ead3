/** Steps that open upon facts (`on`): what is recorded is there to be recorded, and the rest of the check sees them as steps that open once one of these is known and come again. */
import type { Condition } from '../condition/condition.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import type { Found } from './check.ts';

export function occasionFlaws({ facts = [] }: Playbook, step: PlaybookStep): readonly Found[] {
  if (!('on' in step) || step.on === undefined) return [];
  const found = (path: string, isWrong: boolean, message: string): readonly Found[] => (isWrong ? [{ path: [path], message }] : []);
  const strays = step.on.filter((name) => !facts.some(({ fact }) => fact === name));
  const own = step.on.filter((name) => facts.some(({ fact, from }) => fact === name && from !== undefined));
  return [
    ...strays.map((name): Found => ({ path: ['on'], message: `opens on ${name}, and there is no such fact: add it or correct the name` })),
    ...own.map((name): Found => ({ path: ['on'], message: `opens on ${name}, which the file of a victim says: name what people record` })),
    ...found('on', step.repeats === true || step.schedule !== undefined, 'opens on what is recorded, and by itself again too: remove repeats or schedule'),
    ...found('on', step.pacing === 'STATUTORY', 'opens on what is recorded and keeps the date of the first: a date of the law needs one of its own each time, make it GUIDANCE'),
  ];
}

/** As conditions and the proof know it. */
export function withoutOccasions(playbook: Playbook): Playbook {
  if (!playbook.steps.some((step) => 'on' in step && step.on !== undefined)) return playbook;
  return { ...playbook, steps: playbook.steps.map((step) => (('on' in step && step.on !== undefined) ? opened(playbook, step, step.on) : step)) };
}

function opened({ facts = [] }: Playbook, step: Extract<PlaybookStep, { due: unknown }>, on: readonly string[]): PlaybookStep {
  const known = on.map((name): Condition => ({ known: name, ...(facts.find(({ fact }) => fact === name)?.of !== undefined && { for: 'any' as const }) }));
  const [first] = known;
  const upon: Condition = known.length === 1 && first !== undefined ? first : { any: known };
  const { on: _on, ...rest } = step;
  return { ...rest, repeats: true, opens: step.opens === undefined ? upon : { all: [step.opens, upon] } };
}
