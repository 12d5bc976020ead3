/** The proof over all runs, each question with the smallest playbook that fails it; and what two versions say differently. */
import { expect, test } from 'vitest';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { differencesOf } from '#domain/playbook/differences.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { starter } from '../case/world.ts';

const work = (code: string, more: object = {}) => ({ code, title: code, track: 'TEAM', role: 'COORDINATOR', source: 'ours', pacing: 'GUIDANCE', due: '10wd', ladder: 'working-days', ...more });
const choice = (code: string, more: object = {}) => ({ code, title: code, track: 'TEAM', role: 'COMMUNITY_ADVOCATE', source: 'ours', pacing: 'VICTIM_PACED', form: 'choice', ...more });
const options = (...names: readonly string[]) => ({ decides: { options: names.map((option) => ({ option, title: option, ends: 'Nothing follows.' })) } });
const playbookOf = (steps: readonly object[], more: object = {}): Playbook =>
  playbookSchema.parse({ ...starter.playbook, information: undefined, operation: undefined, closing: undefined, stall: {}, steps, ...more });
const flawsOf = (steps: readonly object[], more: object = {}): readonly string[] => checkPlaybook(playbookOf(steps, more)).map(({ step, message }) => `${step ?? ''}: ${message}`);
const day = { fact: 'HEARD', title: 'Heard', is: 'day', recordedBy: ['COORDINATOR'] };

test.each<readonly [string, readonly object[], object, RegExp | undefined]>([
  ['a circle through a condition', [work('A1', { opens: { done: 'A2' } }), work('A2', { after: ['A1'] })], {}, /^A1: A1 comes after itself, so it could never open \(A1 -> A2 -> A1\)/],
  ['an answer that excludes another', [work('A1', options('GO', 'STOP')), work('A2', { opens: { all: [{ decided: 'A1', as: ['GO'] }, { decided: 'A1', as: ['STOP'] }] } })], {}, /^A2: opens in no run: what it asks for excludes each other/],
  ['a requirement that nobody can meet', [work('A1', { requires: { not: { any: [{ done: 'A2' }, { not: { done: 'A2' } }] } } }), work('A2')], {}, /^A1: is done in no run/],
  ['a dead end after the other answer', [work('A1', options('GO', 'STOP')), work('A2', { requires: { decided: 'A1', as: ['GO'] } })], {}, /^A2: may stand open .*launch -> A1 decides STOP -> A2 waits for A1 as GO/],
  ['the same with an end', [work('A1', options('GO', 'STOP')), work('A2', { requires: { decided: 'A1', as: ['GO'] }, ends: { decided: 'A1', as: ['STOP'] } })], {}, undefined],
  ['a repeat is asked again', [work('A1', { ...options('GO', 'STOP'), repeats: true }), work('A2', { requires: { decided: 'A1', as: ['GO'] } })], {}, undefined],
  ['work that needs her word', [choice('V1'), work('A1', { requires: { done: 'V1' } })], {}, /^A1: may stand open with no way on in which she says nothing/],
  ['work that her word opens', [choice('V1'), work('A1', { after: ['V1'] })], {}, undefined],
  ['work that needs her word or another', [choice('V1'), work('A1', { requires: { any: [{ done: 'V1' }, { known: 'HEARD' }] } })], { facts: [day] }, undefined],
  ['a date from a day that may not be known', [work('A1', { due: { after: '10d', of: { fact: 'HEARD' } } })], { facts: [day] }, /^A1: may open before HEARD is known, and would have no date \(I4\): launch\./],
  ['a date from a day that is known when it opens', [work('A1', { opens: { known: 'HEARD' }, due: { after: '10d', of: { fact: 'HEARD' } } })], { facts: [day] }, undefined],
  ['set aside, the form has said nothing', [work('A1', { fields: [{ field: 'day', title: 'Day', type: 'day', required: true, sets: 'HEARD' }] }), work('A2', { after: ['A1'], due: { after: '10d', of: { fact: 'HEARD' } } })], { facts: [{ fact: 'HEARD', title: 'Heard', is: 'day' }] }, /^A2: may open before HEARD is known.*launch -> A1 is set aside/],
  ['a gate that holds in no run', [work('A1')], { gates: [{ gate: 'SHUT', title: 'Shut', when: { all: [{ known: 'HEARD' }, { not: { known: 'HEARD' } }] } }], facts: [day] }, /: the gate SHUT holds in no run/],
  ['each of the victims, of whom there may be two', [work('A1', { per: 'victim', ...options('GO', 'STOP') }), work('A2', { requires: { decided: 'A1', as: ['GO'], for: 'each' } })], {}, /^A2: may stand open .*V1 joins -> A1:V1 decides STOP/],
  ['an option that leads nowhere', [work('A1', { decides: { options: [{ option: 'GO', title: 'Go', ends: 'Nothing follows.' }, { option: 'STOP', title: 'Stop' }] } })], {}, /^A1: decides STOP, and nothing follows from it \(A1 -> STOP -> nothing\)/],
])('%s', (_what, steps, more, said) => {
  const flaws = flawsOf(steps, more);
  if (said === undefined) expect(flaws).toEqual([]);
  else expect(flaws.join('\n')).toMatch(said);
});

test('two hundred steps are looked through, and what is too large to be looked through is refused and named', () => {
  const many = Array.from({ length: 199 }, (_, index) => work(`A${Math.floor(index / 10)}.${(index % 10) + 1}`, { ...(index > 0 && { after: [`A${Math.floor((index - 1) / 10)}.${((index - 1) % 10) + 1}`] }) }));
  expect(flawsOf(many)).toEqual([]);
  const deciding = Array.from({ length: 24 }, (_, index) => work(`B${index}`, options('GO', 'STOP')));
  const last = work('C1', { requires: { any: deciding.map(({ code }) => ({ decided: code, as: ['GO'] })).slice(0, 12).concat() }, ends: { all: deciding.slice(12, 24).map(({ code }) => ({ decided: code, as: ['STOP'] })) } });
  expect(flawsOf([...deciding, last]).join('\n')).toMatch(/^C1: (rests on more than can be looked through|may stand open)/);
});

test('what two versions say differently, and what it could touch', () => {
  const changed = structuredClone(starter.playbook);
  for (const step of changed.steps) {
    if (step.pacing === 'PROTECTED_PERIOD') step.lasts = '20d';
    if (step.code === 'S0.2' && 'due' in step) step.due = '2h';
    if (step.code === 'S3.3') step.title = 'The plan';
  }
  expect(differencesOf(starter.playbook, changed).map(({ of, what, shortensProtected, movesStatutory }) => [of, what, shortensProtected, movesStatutory])).toEqual([
    ['step S0.2', 'due: 1h -> 2h', false, true], ['step S2.1', 'lasts: 30d -> 20d', true, false], ['step S3.3', 'title: Joint plan -> The plan', false, false],
  ]);
  expect(differencesOf(changed, starter.playbook).filter(({ shortensProtected }) => shortensProtected)).toEqual([]);
});
