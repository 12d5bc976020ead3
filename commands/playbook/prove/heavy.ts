/** The longest playbooks that there may be, made so that no question about them can be looked through: what the check spends on them it spends on none more. */
import type { Condition } from '#domain/playbook/condition/condition.ts';
import type { Per } from '#domain/playbook/names.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { base } from './faults.ts';

const { ladders, calendar, handOff, stall } = base;
const askers = 20;
const work = (code: string, per: Per, more: object): object => ({ code, title: code, track: 'TEAM', role: 'COORDINATOR', source: 'ours', pacing: 'GUIDANCE', due: '5wd', ladder: 'working-days', ...(per !== 'case' && { per }), ...more });
const name = (index: number): string => `FACT${index % askers}`;
const codeOf = (index: number): string => `W${Math.floor(index / askers)}.${index % askers}`;
const isYes = (index: number): Condition => ({ fact: name(index), is: ['YES'] });

/** So many steps, 21 to 200: twenty say yes or no again and again, and nobody else can; all others rest on several of these answers, each on the one before, and what rests on most is asked first. */
export function heavyPlaybook(count: number, per: Per): Playbook {
  const asking = Array.from({ length: askers }, (_, index) => work(`A${index}`, per, { repeats: true, fields: [{ field: 'said', title: 'Said', type: 'yes-no', required: true, sets: name(index) }] }));
  const resting = Array.from({ length: count - askers }, (_, index) => work(codeOf(index), per, {
    opens: { any: [isYes(index), isYes(index + 7)] },
    requires: { all: [isYes(index + 1), isYes(index + 2), { not: { all: [isYes(index + 3), isYes(index + 5)] } }, ...(index === 0 ? [] : [{ done: codeOf(index - 1) }])] },
  }));
  const facts = asking.map((_, index) => ({ fact: name(index), title: name(index), is: 'yes-no', ...(per !== 'case' && per !== 'hand-off' && { of: per }) }));
  return playbookSchema.parse({ playbook: 'heavy', version: 1, title: 'Heavy', jurisdiction: 'Nowhere', ladders, calendar, handOff, stall, facts, steps: [...resting.toReversed(), ...asking] });
}
