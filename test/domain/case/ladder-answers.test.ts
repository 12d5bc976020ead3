/** What the levels ask for (domain 5c): a date the coordinator grants or refuses, the leader's answer, the minuted decision; and the packet that follows the work. */
import type { Actor } from '#domain/facts.ts';
import { expect, test } from 'vitest';
import { begun, cast, planned, uuid, type Tale } from './world.ts';

const leader: Actor = { person: 'fbi-leader', agency: 'fbi', roles: ['AGENCY_LEADER'] };
const colleague: Actor = { person: 'fbi-colleague', agency: 'fbi', roles: ['INVESTIGATOR'] };

/** The agent has promised the corroboration matrix by 2021-04-26. */
function promised(): Tale {
  const tale = planned();
  tale.act(cast.agent, 'S5.5', { act: 'accept' });
  return tale;
}
/** And a month has gone by without it: level 4 was reached on 2021-05-10. */
function lapsed(): Tale {
  const tale = promised();
  tale.at('2021-05-11 09:00');
  return tale;
}

test('the owner asks for a date and gets no other until the coordinator grants it', () => {
  const tale = promised();
  tale.act(cast.agent, 'S5.5', { act: 'ask-date', due: '2021-05-03', reason: 'CAPACITY' });
  expect([tale.due('S5.5'), tale.step('S5.5').dateAsked?.due]).toEqual(['2021-04-26 17:00', '2021-05-03']);
  expect(tale.told().at(-1)).toBe('request S5.5 usao COORDINATOR');
  expect(tale.act(cast.agent, 'S5.5', { act: 're-date', due: '2021-05-03', reason: 'CAPACITY' }).refusal?.code).toBe('NOT_THE_HOLDER');
  tale.act(cast.coordinator, 'S5.5', { act: 're-date', due: '2021-05-03', reason: 'CAPACITY' });
  expect([tale.due('S5.5'), tale.step('S5.5').dateAsked, tale.step('S5.5').reDates]).toEqual(['2021-05-03 17:00', undefined, 1]);
});

test('a refused date leaves the first one running, and the owner is told', () => {
  const tale = promised();
  tale.act(cast.agent, 'S5.5', { act: 'ask-date', due: '2021-05-03', reason: 'CAPACITY' });
  tale.act(cast.coordinator, 'S5.5', { act: 'refuse-date' });
  expect([tale.due('S5.5'), tale.step('S5.5').dateAsked, tale.told().at(-1)]).toEqual(['2021-04-26 17:00', undefined, 'answer S5.5 fbi fbi-agent']);
});

test('after two new dates the third request goes straight to level 3, each level said once and only the highest sent', () => {
  const tale = promised();
  for (const due of ['2021-05-03', '2021-05-10']) {
    tale.act(cast.agent, 'S5.5', { act: 'ask-date', due, reason: 'CAPACITY' });
    tale.act(cast.coordinator, 'S5.5', { act: 're-date', due, reason: 'CAPACITY' });
  }
  expect(tale.levels('S5.5')).toEqual([]);
  const third = tale.act(cast.agent, 'S5.5', { act: 'ask-date', due: '2021-05-17', reason: 'CAPACITY' });
  expect(tale.types(third)).toEqual(['DateAsked', 'LevelReached', 'LevelReached', 'LevelReached', 'LevelReached']);
  expect(tale.levels('S5.5')).toEqual(['L0 2021-04-12 09:30 (not sent)', 'L1 2021-04-12 09:30 (not sent)', 'L2 2021-04-12 09:30 (not sent)', 'L3 2021-04-12 09:30']);
  expect(tale.told()).toContain('level L3 S5.5 htpu SPECIALIST_ADVISOR');
  // Nothing is climbed twice: the next thing time says is level 4, in its own time.
  tale.at('2021-05-25 09:00');
  expect(tale.levels('S5.5').slice(4)).toEqual(['L4 2021-05-24 17:00']);
});

test('nobody moves a date of the law, by any of the doors', () => {
  const tale = begun();
  tale.act(cast.prosecutor, 'LIM.1', { act: 'accept' });
  tale.at('2021-04-20 09:00');
  for (const act of [{ act: 'ask-date', due: '2021-05-03', reason: 'CAPACITY' }, { act: 'recommit', due: '2021-05-03', resource: 'ONE_LAWYER' }] as const)
    expect(tale.ask(cast.prosecutor, { type: 'step', step: 'LIM.1', act }).refusal?.code).toBe('STATUTORY_DATE_FIXED');
  expect(tale.ask(cast.prosecutor, { type: 'step', step: 'LIM.1', act: { act: 'release', reason: 'CAPACITY' } }).refusal?.code).toBe('NOT_RELEASABLE');
});

test('the leader promises anew at level 4 and not before: a new version begins, and it is counted', () => {
  const early = promised();
  expect(early.act(leader, 'S5.5', { act: 'recommit', due: '2021-06-01', resource: 'ONE_ANALYST' }).refusal).toEqual({ code: 'LEVEL_NOT_REACHED', detail: { level: 'L4' } });
  const tale = lapsed();
  const { version } = tale.step('S5.5');
  tale.act(leader, 'S5.5', { act: 'recommit', due: '2021-06-01', resource: 'ONE_ANALYST' });
  expect([tale.due('S5.5'), tale.step('S5.5').version - version, tale.step('S5.5').recommitments, tale.step('S5.5').owner]).toEqual(['2021-06-01 17:00', 1, 1, 'fbi-agent']);
  expect(tale.nextClocks('S5.5').map(({ keeper }) => keeper.split('/')[0])).toEqual(['case']);
  expect(tale.changes.findLast(({ event }) => event.type === 'LeaderAnswered')?.event).toMatchObject({ answer: 'RECOMMIT', version, resource: 'ONE_ANALYST', person: 'fbi-leader' });
});

test('the leader reassigns by a hand-off and stays accountable until it is accepted', () => {
  const tale = lapsed();
  tale.act(leader, 'S5.5', { act: 'reassign', handOff: uuid(1), to: 'hsi', kind: 'ORDINARY' });
  expect([tale.step('S5.5').accountable, tale.handOff().state, tale.handOff().receiver]).toEqual(['fbi', 'PROPOSED', 'hsi']);
});

test('the leader releases: the coordinator answers for the work, with a date of its own', () => {
  const tale = lapsed();
  tale.act(leader, 'S5.5', { act: 'release', reason: 'CAPACITY' });
  expect(tale.step('S5.5')).toMatchObject({ holder: 'usao', accountable: 'usao', state: 'READY', dueFor: 'work', packet: { from: 'fbi-agent', agency: 'fbi' } });
  expect(tale.due('S5.5')).toBe('2021-05-25 17:00');
  tale.act(cast.coordinator, 'S5.5', { act: 'accept' });
  expect(tale.step('S5.5').packet?.from).toBe('fbi-agent');
});

test('without an answer the joint leadership hears of it at level 5, and its decision is minuted', () => {
  const tale = lapsed();
  expect(tale.act(cast.coordinator, 'S5.5', { act: 'minute-decision', decision: 'HELP' }).refusal?.code).toBe('LEVEL_NOT_REACHED');
  tale.at('2021-05-18 09:00');
  expect(tale.levels('S5.5').at(-1)).toBe('L5 2021-05-17 17:00');
  expect(tale.act(cast.coordinator, 'S5.5', { act: 'minute-decision', decision: 'HELP', due: '2021-06-01' }).refusal?.code).toBe('DATE_BELONGS_TO_NEW_DATE');
  tale.act(cast.coordinator, 'S5.5', { act: 'minute-decision', decision: 'NEW_DATE', due: '2021-06-01' });
  expect(tale.due('S5.5')).toBe('2021-06-01 17:00');
  expect(tale.open().tracks.INVESTIGATION?.movedAt).toBe(tale.now());
});

test('a colleague who takes over has a packet until it is acknowledged by the one who has the work', () => {
  const tale = promised();
  tale.act(colleague, 'S5.5', { act: 'take-over' });
  expect(tale.step('S5.5').packet).toEqual({ from: 'fbi-agent', agency: 'fbi', since: tale.now() });
  expect(tale.act(cast.agent, 'S5.5', { act: 'acknowledge-packet' }).refusal?.code).toBe('NOT_THE_OWNER');
  const before = tale.open().tracks.INVESTIGATION?.movedAt;
  tale.act(colleague, 'S5.5', { act: 'acknowledge-packet' });
  expect([tale.step('S5.5').packet, tale.open().tracks.INVESTIGATION?.movedAt]).toEqual([undefined, before]); // reassignment is no progress
  expect(tale.act(colleague, 'S5.5', { act: 'acknowledge-packet' }).refusal?.code).toBe('NO_PACKET');
});

test('an agency that accepts work others had begun gets a packet; who is the first owner gets none', () => {
  const tale = promised();
  tale.propose(cast.agent, 'S5.5', 'hsi');
  const hsi: Actor = { person: 'hsi-agent', agency: 'hsi', roles: ['INVESTIGATOR'] };
  tale.answer(hsi, uuid(1), { act: 'accept' });
  expect(tale.step('S5.5').packet?.from).toBe('fbi-agent');
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci', { handOff: uuid(2) });
  tale.answer(cast.taxman, uuid(2), { act: 'accept' });
  expect(tale.step('S4.3').packet).toBeUndefined();
});
