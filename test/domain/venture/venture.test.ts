/** The map of a venture: what may be said of whom, and under which class. */
import { expect, test } from 'vitest';
import type { Actor, Facts } from '#domain/facts.ts';
import { decideVenture, factsTold } from '#domain/venture/decide.ts';
import { evolveVenture } from '#domain/venture/evolve.ts';
import { ventureRows } from '#domain/venture/rows.ts';
import type { VentureAct } from '#domain/venture/schema.ts';
import { absentVenture, type VentureState } from '#domain/venture/state.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const police: Actor = { person: 'po', agency: 'b', roles: ['INVESTIGATOR'] };

function map() {
  let state: VentureState = absentVenture;
  const facts = {
    now: '2022-03-10T15:00:00.000Z', tzdb: '', agencies: {}, holidays: {}, without: [], playbookHash: '', playbook: {},
    case: { id: 'c', phase: 'open', lead: 'b', team: { b: { zone: 'America/Chicago', region: '' } }, subjects: { P3: { kind: 'suspect' }, C1: { kind: 'charge', of: 'P3' } } },
  } as unknown as Facts;
  return (act: VentureAct, by = police) => {
    const before = state;
    const decided = decideVenture(before, { type: 'venture', act, by }, facts);
    expect(decided.events.reduce(evolveVenture, before)).toEqual(decided.state);
    state = decided.state;
    const rows = ventureRows(decided.events.map((event, index) => ({ index, event, before, after: decided.state })));
    const told = decided.events.flatMap((event) => (event.type === 'ReviewTold' ? [factsTold(event.due).map(({ fact, value }) => `${fact} ${value}`)] : []));
    return { said: decided.refusal?.code ?? decided.events.map(({ type }) => type), rows, told };
  };
}
const put = (as: string, more: Partial<Extract<VentureAct, { act: 'put-on-map' }>> = {}): VentureAct => ({ act: 'put-on-map', as, record: id(1), kind: 'PERSON', class: 'D10', words: id(2), ...more });

test('suspects of the case are people on the map; nothing is there twice, nor before it was put there', () => {
  const say = map();
  expect(say(put('N1', { subject: 'P3' })).said).toEqual(['VentureOpened', 'NodePut']);
  expect(say(put('N1')).said).toBe('SUBJECT_KNOWN');
  expect(say(put('N2', { subject: 'C1' })).said).toBe('SUBJECT_UNKNOWN');
  expect(say(put('N2', { subject: 'P3', kind: 'SITE' })).said).toBe('NOT_A_PERSON');
  expect(say(put('N2', { from: '2022-02-01', until: '2022-01-31' })).said).toBe('PERIOD_BACKWARDS');
  expect(say(put('N2'), { ...police, agency: 'elsewhere' }).said).toBe('NOT_ON_THE_TEAM');
  expect(say({ act: 'say-role', node: 'N9', role: 'ORGANISER', from: '2022-01-01' }).said).toBe('NOT_FOUND');
  expect(say({ act: 'say-tie', node: 'N1', to: 'N1', tie: 'CONTROLS', from: '2022-01-01' }).said).toBe('NOT_FOUND');
});

test('only people have roles, weight and whereabouts; a review lies ahead, whereabouts do not', () => {
  const say = map();
  say(put('N1', { subject: 'P3' }));
  say(put('N2', { kind: 'COMPANY' }));
  const weight = { act: 'weigh-person', node: 'N1', record: id(3), keyPlayer: true, replaceability: 'HARD', reason: 'HOLDS_THE_MONEY', reviewBy: '2022-06-08' } as const;
  expect(say({ ...weight, node: 'N2' }).said).toBe('NOT_A_PERSON');
  expect(say({ ...weight, reviewBy: '2022-03-09' }).said).toBe('DATE_IN_THE_PAST');
  expect(say(weight).rows).toMatchObject([{ kind: 'venture-weight', class: 'D10', subject: 'P3', data: { keyPlayer: true, reason: 'HOLDS_THE_MONEY', reviewBy: '2022-06-08' } }]);
  expect(say({ act: 'say-whereabouts', node: 'N1', where: 'AT_LARGE', on: '2022-03-11' }).said).toBe('DAY_AHEAD');
  expect(say({ act: 'say-whereabouts', node: 'N1', where: 'AT_LARGE', on: '2022-03-10' }).rows).toMatchObject([{ state: 'AT_LARGE', summary: { node: 'N1', where: 'AT_LARGE' } }]);
});

test('what comes from the report of a bank stays under its own class, with every tie to it', () => {
  const say = map();
  say(put('N1'));
  expect(say(put('N2', { kind: 'ACCOUNT', class: 'D13' })).rows).toMatchObject([{ class: 'D13' }]);
  expect(say({ act: 'say-tie', node: 'N1', to: 'N2', tie: 'USES', from: '2022-01-01' }).rows).toMatchObject([{ kind: 'venture-tie', class: 'D13' }]);
  expect(say({ act: 'say-role', node: 'N1', role: 'MONEY_HANDLER', from: '2022-01-01' }).rows).toMatchObject([{ class: 'D10' }]);
});

test('the case hears of the next day on which somebody is looked at again, whenever that is another; nobody looks again at whoever has died', () => {
  const say = map();
  say(put('N1', { subject: 'P3' }));
  say(put('N2'));
  const weigh = (node: string, reviewBy: string) => say({ act: 'weigh-person', node, record: id(3), keyPlayer: true, replaceability: 'HARD', reason: 'COMMANDS', reviewBy }).told;
  const died = (node: string) => say({ act: 'say-whereabouts', node, where: 'DECEASED', on: '2022-03-09' }).told;
  expect(weigh('N1', '2022-06-08')).toEqual([['PLAYER_REVIEW_DUE 2022-06-08', 'PLAYER_REVIEW_OPEN YES']]);
  expect([weigh('N2', '2022-07-01'), say({ act: 'say-role', node: 'N1', role: 'ORGANISER', from: '2022-01-01' }).told]).toEqual([[], []]);
  expect(weigh('N1', '2022-09-01')).toEqual([['PLAYER_REVIEW_DUE 2022-07-01', 'PLAYER_REVIEW_OPEN YES']]);
  expect([died('N2'), died('N1')]).toEqual([[['PLAYER_REVIEW_DUE 2022-09-01', 'PLAYER_REVIEW_OPEN YES']], [['PLAYER_REVIEW_OPEN NO']]]);
});
