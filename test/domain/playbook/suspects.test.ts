/** What the check refuses of outcomes, of what a decision says of other steps, and of values that wait for something. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decisionFlaws, suspectFlaws } from '#domain/playbook/check/suspects.ts';
import { conditionFlaws } from '#domain/playbook/check/conditions.ts';
import type { Playbook } from '#domain/playbook/schema.ts';
import { loadPlaybooks } from '#start/playbooks.ts';

const folder = fileURLToPath(new URL('../../../playbooks/', import.meta.url));
const usActeam = (await loadPlaybooks(folder)).find(({ id }) => id === 'us-acteam')?.playbook;
if (usActeam?.suspects === undefined) throw new Error('no playbook us-acteam');
const { suspects } = usActeam;

const flaws = (playbook: Playbook): readonly string[] => [...suspectFlaws(playbook), ...conditionFlaws(playbook), ...playbook.steps.flatMap((step) => decisionFlaws(playbook, step))].map(({ message }) => message);
const withFact = (name: string, more: object): Playbook => ({ ...usActeam, facts: usActeam.facts?.map((fact) => (fact.fact === name ? { ...fact, ...more } : fact)) });
const withStep = (name: string, more: object): Playbook => ({ ...usActeam, steps: usActeam.steps.map((step) => (step.code === name ? { ...step, ...more } : step)) });
const [first] = suspects.outcomes;
if (first === undefined) throw new Error('no outcome');

test.each<readonly [string, Playbook, RegExp]>([
  ['an outcome twice', { ...usActeam, suspects: { ...suspects, outcomes: [first, ...suspects.outcomes] } }, /is there already/],
  ['an outcome that stands until nothing', { ...usActeam, suspects: { ...suspects, outcomes: [{ ...first, until: 'NOWHERE' }] } }, /stands until NOWHERE/],
  ['an outcome of a step that is not there', { ...usActeam, suspects: { ...suspects, outcomes: [{ ...first, when: { done: 'S99.1' } }] } }, /S99\.1/],
  ['a non-punishment check of nobody', { ...usActeam, suspects: { ...suspects, nonPunishment: 'S0.1' } }, /is no step of a victim/],
  ['a bound on what is no day', withFact('AT_LARGE', { atMost: '12mo' }), /is bounded as a day is/],
  ['a day before what is no horizon', withFact('REVIEW_BY', { before: 'S0.1' }), /is no horizon/],
  ['a value that waits and holds something up', withFact('AT_LARGE', { only: { is: ['YES'], when: { known: 'ARRESTED' } } }), /wait for something themselves/],
  ['a value that waits and is none', withFact('CHARGE_STATE', { only: { is: ['NEVER'], when: { known: 'ARRESTED' } } }), /has no value NEVER/],
  ['a value that waits and a form sets', withFact('NOT_CAPACITY', { only: { is: ['NO'], when: { known: 'ARRESTED' } } }), /a form sets NOT_CAPACITY/],
  ['a review by a step about somebody else', withStep('S6.4', { decides: { ...usActeam.steps.find(({ code }) => code === 'S6.4')?.decides, review: 'S6.2' } }), /no step about the same subject/],
  ['a field asked always and only sometimes', withStep('S6.1', { fields: [{ field: 'complete', title: 'Complete', type: 'yes-no', required: true, requiredWhen: { known: 'ARRESTED' } }] }), /keep one of required and requiredWhen/],
])('%s is refused', (_what, playbook, message) => {
  expect(flaws(playbook).filter((each) => message.test(each))).not.toEqual([]);
});

test('and nothing of it stands in the playbook that is used', () => { expect(flaws(usActeam)).toEqual([]); });
