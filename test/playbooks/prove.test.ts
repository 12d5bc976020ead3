/** What is faulty is refused, what is sound accepted, and what exploring every state says of small playbooks is what a person can see at a glance and what the check says. */
import { expect, test } from 'vitest';
import { readPlaybook } from '#start/playbooks.ts';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { playbookSchema } from '#domain/playbook/schema.ts';
import { explore } from '../../commands/playbook/prove/explore.ts';
import { base, faultyPlaybooks, textOf } from '../../commands/playbook/prove/faults.ts';
import { heavyPlaybook } from '../../commands/playbook/prove/heavy.ts';
import { differences, isUndecided, tryFaulty, trySound } from '../../commands/playbook/prove.ts';

const { ladders, calendar, handOff, stall } = base;
const work = (code: string, more: object = {}) => ({ code, title: code, track: 'TEAM', role: 'COORDINATOR', source: 'ours', pacing: 'GUIDANCE', due: '5wd', ladder: 'working-days', ...more });
const hers = (code: string, form: string, more: object = {}) => ({ code, title: code, track: 'PROTECTION', role: 'COMMUNITY_ADVOCATE', source: 'ours', pacing: 'VICTIM_PACED', form, ...more });
const verdict = (steps: readonly object[], more: object = {}) =>
  explore(playbookSchema.parse({ playbook: 'small', version: 1, title: 'Small', jurisdiction: 'Nowhere', ladders, calendar, handOff, stall, steps, ...more }), 10_000);
const open = { fact: 'OPEN', title: 'Open', is: 'yes-no' };
const asksOpen = { fields: [{ field: 'open', title: 'Open', type: 'yes-no', required: true, sets: 'OPEN' }] };
const isOpen = { fact: 'OPEN', is: ['YES'] };

test.each<[string, readonly string[], readonly object[], object?]>([
  ['one after the other', [], [work('S1'), work('S2', { after: ['S1'] })]],
  ['a circle', ['S1 never opens', 'S2 never opens'], [work('S1', { after: ['S2'] }), work('S2', { after: ['S1'] })]],
  ['an answer for good that shuts the way', ['S2 is a dead end'], [work('S1', asksOpen), work('S2', { after: ['S1'], requires: isOpen })], { facts: [open] }],
  ['an answer that somebody can correct', [], [work('S1', asksOpen), work('S2', { after: ['S1'], requires: isOpen })], { facts: [{ ...open, recordedBy: ['COORDINATOR'] }] }],
  ['an answer that is asked for first', [], [work('S1', asksOpen), work('S2', { opens: isOpen })], { facts: [open] }],
  ['work that needs her word', ['S2 is a dead end'], [hers('S1', 'choice'), work('S2', { requires: { done: 'S1' } })]],
  ['work that follows her word', [], [hers('S1', 'choice'), work('S2', { pacing: 'STATUTORY', ladder: 'statutory', after: ['S1'] })]],
  ['a signal is never done', ['S2 never opens', 'S1 is asked whether it is done'], [hers('S1', 'signal'), work('S2', { after: ['S1'] })]],
  ['what she decides opens by a date', ['S2 hangs on S1'], [{ code: 'S1', title: 'S1', track: 'PROTECTION', role: 'COORDINATOR', source: 'ours', pacing: 'PROTECTED_PERIOD', lasts: '30d', locks: [] }, hers('S2', 'choice', { after: ['S1'] })]],
  ['a day that may not be known', ['S2 opens undated'], [work('S1', { fields: [{ field: 'day', title: 'Day', type: 'day', sets: 'DAY' }] }), work('S2', { after: ['S1'], due: { after: '5d', of: { fact: 'DAY' } } })], { facts: [{ fact: 'DAY', title: 'Day', is: 'day' }] }],
  ['a decision on one victim that shuts the way of another', ['S2 is a dead end'], [work('S1', { per: 'victim', decides: { options: [{ option: 'GO', title: 'Go' }, { option: 'STOP', title: 'Stop', ends: 'Nothing' }] } }), work('S2', { per: 'victim', requires: { all: [{ done: 'S1' }, { decided: 'S1', as: ['GO'], for: 'each' }] } })]],
  ['an option that nothing follows from', ['S1 STOP leads nowhere'], [work('S1', { decides: { options: [{ option: 'GO', title: 'Go', ends: 'Nothing' }, { option: 'STOP', title: 'Stop' }] } })]],
  ['a gate that never holds', ['G never holds'], [work('S1')], { gates: [{ gate: 'G', title: 'G', when: { all: [{ done: 'S1' }, { not: { done: 'S1' } }] } }] }],
  ['it ends as soon as it opens', ['S2 is never done'], [work('S1'), work('S2', { after: ['S1'], ends: { done: 'S1' } })]],
])('%s', (_what, flaws, steps, more) => {
  expect(verdict(steps, more)).toEqual(flaws);
});

test('what the faults are patched into is sound, and there are five or more for every rule', () => {
  expect(() => readPlaybook('base.yaml', textOf({ patch: {}, twice: {} }))).not.toThrow();
  const of = Map.groupBy(faultyPlaybooks(), ({ rule }) => rule);
  for (const rule of [...Array.from({ length: 14 }, (_, index) => `R${index + 1}`), 'I4', 'IM', 'language']) expect(of.get(rule)?.length ?? 0, rule).toBeGreaterThanOrEqual(5);
  expect(faultyPlaybooks().length).toBeGreaterThanOrEqual(200);
});

const groups = [...Map.groupBy(faultyPlaybooks(), ({ file }) => file)].flatMap(([file, faults]) => faults.flatMap((fault, index) => (index % 10 === 0 ? [[`${file} from ${fault.fault}`, faults.slice(index, index + 10)] as const] : [])));
test.each(groups)('refused for the right reason: ten of %s', (_what, faults) => {
  expect(tryFaulty(faults)).toEqual({ of: faults.length, right: faults.length, wrong: [] });
});

test.each([1, 2, 3, 4])('playbooks that are sound by construction are accepted (%d)', (seed) => {
  expect(trySound(25, seed)).toEqual({ of: 25, right: 25, wrong: [] });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('the check says of small playbooks what exploring every state of them says (%d)', (seed) => {
  const { compared, sound, differ } = differences(30, seed, 2000);
  expect(differ).toEqual([]);
  // The few with more states than that are left to `npm run playbook -- prove`.
  expect(compared).toBeGreaterThanOrEqual(24);
  expect(sound).toBeGreaterThan(1);
});

test('what cannot be decided within the budget is refused, and the conditions are named', () => {
  const flaws = checkPlaybook(heavyPlaybook(23, 'case'));
  const undecided = flaws.filter(({ message }) => isUndecided(message));
  expect(undecided.map(({ step }) => step)).toContain('W0.2');
  expect(undecided.find(({ step }) => step === 'W0.2')?.message).toMatch(/FACT3 is YES, FACT4 is YES.*done W0\.1/);
});

test('gates within gates that double are refused before they are unfolded', () => {
  const gates = Array.from({ length: 40 }, (_, index) => ({ gate: `G${index}`, title: 'Gate', when: index === 0 ? isOpen : { all: [{ gate: `G${index - 1}` }, { not: { gate: `G${index - 1}` } }] } }));
  const playbook = playbookSchema.parse({ playbook: 'gates', version: 1, title: 'Gates', jurisdiction: 'Nowhere', ladders, calendar, handOff, stall, steps: [work('S1', asksOpen)], facts: [open], gates });
  expect(checkPlaybook(playbook)[0]?.message).toContain('the gate G10 comes to 1024 conditions');
});
