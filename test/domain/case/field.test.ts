/** What practitioners asked for: nothing falls silent, no change in silence, and every piece of work is somebody's. */
import type { Actor } from '#domain/facts.ts';
import { expect, test } from 'vitest';
import { assertSound } from '#domain/case/decide.ts';
import { rowsOf } from '#domain/case/rows.ts';
import { begun, cast, launching, orchard, planned, starter, uuid, type Tale } from './world.ts';

const chief: Actor = { person: 'usao-chief', agency: 'usao', roles: ['COORDINATOR'] };
const colleague: Actor = { person: 'haven-colleague', agency: 'haven', roles: ['COMMUNITY_ADVOCATE'] };
const unresolved = (tale: Tale): string[] => tale.told().filter((notice) => notice.startsWith('unresolved'));

test('after the last level the coordinator is told each week, until it is done', () => {
  const tale = begun(); // S1.1 is due on 9 March, 09:30; the last level comes a day later
  tale.at('2021-03-17 09:29');
  expect(unresolved(tale)).toEqual([]);
  tale.at('2021-03-31 12:00');
  expect(unresolved(tale).filter((notice) => notice.includes('S1.1'))).toEqual(Array(3).fill('unresolved S1.1 usao COORDINATOR'));
  expect(tale.nextClocks('S1.1')).toMatchObject([{ name: 'next-level', dueAt: '2021-04-07T14:30:00.000Z' }]);
  tale.finish(cast.advocate, 'S1.1');
  expect(tale.nextClocks('S1.1')).toEqual([]);
});

test('after an outage of months the coordinator is told once, and a week later again', () => {
  const tale = begun();
  tale.at('2021-03-12 09:00');
  tale.outageUntil('2021-06-30 12:00');
  expect(unresolved(tale).filter((notice) => notice.includes('S1.1'))).toHaveLength(1);
  tale.at('2021-07-07 12:00');
  expect(unresolved(tale).filter((notice) => notice.includes('S1.1'))).toHaveLength(2);
});

test('an answer that never comes is told again and again, to the coordinator', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.at('2021-05-20 09:00'); // L5 on 6 May, the 13th
  expect(unresolved(tale).filter((notice) => notice.includes('S4.3'))).toEqual(['unresolved S4.3 usao COORDINATOR']);
});

test('a ladder that ends before the date speaks again on the date: an answer is late from then on', () => {
  const ladders = starter.playbook.ladders.map((ladder) => (ladder.name === 'working-days' ? { ...ladder, levels: ladder.levels.slice(0, 1) } : ladder));
  const other = orchard('2021-03-08 09:30', launching, { ...starter, playbook: { ...starter.playbook, ladders } });
  other.launch();
  other.propose(cast.coordinator, 'S3.1', 'hsi'); // due Thursday 11 March, 17:00
  other.at('2021-03-11 16:59');
  expect(other.handOff().state).toBe('PROPOSED');
  other.at('2021-03-11 17:00');
  expect(other.handOff().state).toBe('TIMED_OUT');
  expect(unresolved(other)).toContain('unresolved S3.1 usao COORDINATOR');
});

test('while work waits for her the coordinator is not told that it is open, and the week goes on where it stood', () => {
  const tale = planned((steps) => steps.map((step) => (step.code === 'S5.5' ? { ...step, waitsOn: ['S2.3'] } : step)));
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW' }); // due 26 April; L5 on 17 May, 17:00
  tale.at('2021-05-20 17:00');
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'NOT_NOW' });
  tale.at('2021-07-20 17:00');
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW' });
  expect(tale.nextClocks('S5.5')).toMatchObject([{ name: 'next-level', dueAt: '2021-07-24T22:00:00.000Z' }]); // three of seven days were over
});

test('an open step without a clock is a fault, wherever it comes from', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  const state = tale.open();
  const { climb: _date, ...step } = tale.step('S3.4');
  expect(() => assertSound(state)).not.toThrow();
  expect(() => assertSound({ ...state, steps: { ...state.steps, 'S3.4': step } })).toThrow('S3.4 has no next date');
  const climb = tale.step('S3.4').climb;
  if (climb === undefined) throw new Error('S3.4 has a date');
  expect(() => assertSound({ ...state, steps: { ...state.steps, 'S3.4': { ...step, climb: { ...climb, reached: 6 } } } })).toThrow('S3.4 has no next date');
  const { climb: _answer, ...handOff } = tale.handOff();
  expect(() => assertSound({ ...state, handOffs: { [uuid(1)]: handOff } })).toThrow('has no next date');
  expect(() => assertSound({ ...state, steps: { ...state.steps, 'S2.3': { ...tale.step('S2.3'), silentUntil: tale.now() } } })).toThrow('S2.3 got a date');
});

test('each kind of hand-off has periods of its own, and the sender hears that nobody has answered', () => {
  const tale = begun();
  tale.at('2021-03-09 12:00');
  tale.propose(cast.coordinator, 'S1.2', 'hsi', { kind: 'DANGER' });
  expect(tale.answerDue()).toBe('2021-03-09 16:00');
  tale.at('2021-03-09 16:00');
  expect(tale.told()).toContain('answer S1.2 usao usao-coordinator');
  tale.answer(cast.moneyAgent, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  expect(tale.answerDue()).toBe('2021-03-09 20:00');
  tale.answer(cast.coordinator, uuid(1), { act: 're-propose' });
  tale.answer(cast.moneyAgent, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  expect(tale.handOff().state).toBe('DISPUTED');
  expect(tale.answerDue()).toBe('2021-03-09 20:00');
});

test('a colleague takes the work over: the date stays, who had it is told', () => {
  const tale = begun();
  tale.act(cast.advocate, 'S2.2-offer', { act: 'accept' });
  const { version } = tale.step('S2.2-offer');
  expect(tale.types(tale.act(colleague, 'S2.2-offer', { act: 'take-over' }))).toEqual(['StepTakenOver']);
  expect(tale.step('S2.2-offer')).toMatchObject({ owner: 'haven-colleague', holder: 'haven', accountable: 'haven', version });
  expect(tale.told().slice(-1)).toEqual(['change S2.2-offer haven haven-advocate']);
});

test('a date that was moved and a step that was set aside are told to owner and coordinator, not to who did it', () => {
  const tale = planned();
  tale.act(cast.agent, 'S5.5', { act: 'accept' });
  tale.act(cast.coordinator, 'S5.5', { act: 're-date', due: '2021-05-14', reason: 'CAPACITY' });
  expect(tale.told().slice(-2)).toEqual(['change S5.5 fbi fbi-agent', 'change S5.5 usao COORDINATOR']);
  tale.act(cast.agent, 'S5.5', { act: 'not-applicable', reason: 'DONE_ELSEWHERE' });
  expect(tale.told().slice(-1)).toEqual(['change S5.5 usao COORDINATOR']);
});

test('setting a statutory duty aside: two people, one reason; another reason begins anew', () => {
  const tale = orchard();
  tale.launch();
  const aside = (by: Actor, reason: 'DUPLICATE' | 'OTHER') => tale.types(tale.act(by, 'S0.2', { act: 'not-applicable', reason }));
  expect(aside(cast.coordinator, 'DUPLICATE')).toEqual(['StepSetAsideAsked']);
  expect(tale.told().slice(-1)).toEqual(['change S0.2 usao COORDINATOR']); // the second of the two hears of it
  expect(aside(chief, 'OTHER')).toEqual(['StepSetAsideAsked']);
  expect(aside(cast.coordinator, 'DUPLICATE')).toEqual(['StepSetAsideAsked']);
  expect(aside(chief, 'DUPLICATE')).toContain('StepSetAside');
});

test('a wait nobody has taken on can stall its track; taken on, it waits in peace until its review is missed', () => {
  const tale = planned((steps) => steps.map((step) => (step.code === 'S4.7' ? { ...step, track: 'ORGANISED_CRIME' as const } : step)));
  expect(tale.open().tracks.ORGANISED_CRIME?.stallsAt).toBe('2021-05-13T05:00:00.000Z');
  tale.act(cast.prosecutor, 'S4.7', { act: 'accept' });
  expect(tale.open().tracks.ORGANISED_CRIME?.stallsAt).toBeUndefined();
});

test('a track that cannot stall remembers its last progress too; a stall counts from when it was due', () => {
  const tale = planned((steps) => steps.map((step) => (step.code === 'S5.5' ? { ...step, track: 'DIGITAL' as const } : step))); // no threshold
  tale.finish(cast.agent, 'S5.5');
  expect(tale.open().tracks.DIGITAL?.movedAt).toBe(tale.now());
  const investigated = tale.open().tracks.INVESTIGATION?.movedAt;
  expect(investigated).toBeDefined();
  tale.at('2021-04-15 10:00');
  tale.act(cast.coordinator, 'S4.7', { act: 'accept' }); // a wait that somebody has taken on stalls nothing: the track is counted anew
  expect(tale.open().tracks.INVESTIGATION).toMatchObject({ movedAt: investigated });
  expect(tale.open().tracks.INVESTIGATION?.stallsAt).toBeUndefined();
  tale.outageUntil('2021-06-01 09:00');
  expect(tale.open().tracks.FINANCIAL).toMatchObject({ stalledAt: '2021-05-13T05:00:00.000Z' });
  expect(tale.events().find((event) => event.type === 'TrackStalled' && event.track === 'FINANCIAL')).toMatchObject({ dueAt: '2021-05-13T05:00:00.000Z', at: tale.now() });
});

test('noes are counted on the work: withdrawing and asking anew does not start the count again, accepting does', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  tale.answer(cast.coordinator, uuid(1), { act: 'withdraw' });
  tale.propose(cast.coordinator, 'S4.3', 'hsi', { handOff: uuid(2) });
  tale.answer(cast.moneyAgent, uuid(2), { act: 'decline', reason: 'CAPACITY' });
  expect(tale.handOff(uuid(2)).state).toBe('DISPUTED');
  tale.answer(cast.coordinator, uuid(2), { act: 'determine', owner: 'irs-ci' });
  tale.answer(cast.taxman, uuid(2), { act: 'accept' });
  tale.answer(cast.taxman, uuid(2), { act: 'hand-back', reason: 'CAPACITY' });
  tale.propose(cast.coordinator, 'S4.3', 'hsi', { handOff: uuid(3) });
  tale.answer(cast.moneyAgent, uuid(3), { act: 'decline', reason: 'CAPACITY' });
  expect(tale.handOff(uuid(3)).state).toBe('DECLINED');
});

test('determined for the sender: the work is the sender\'s, also when another agency had been asked first', () => {
  const tale = planned((steps) => steps.map((step) => (step.code === 'S4.3' ? { ...step, role: 'INVESTIGATOR' as const } : step)));
  expect(tale.step('S4.3').holder).toBe('fbi');
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  tale.answer(cast.coordinator, uuid(1), { act: 're-propose' });
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  tale.answer(cast.coordinator, uuid(1), { act: 'determine', owner: 'usao' });
  expect(tale.step('S4.3')).toMatchObject({ holder: 'usao', accountable: 'usao' });
});

test('who came in by a hand-off and gives it back leaves, and may come again; the team\'s own agencies stay', () => {
  const tale = planned();
  const bring = (handOff: string, step: string) => {
    tale.propose(cast.coordinator, step, 'irs-ci', { handOff });
    tale.answer(cast.taxman, handOff, { act: 'accept' });
  };
  bring(uuid(1), 'S4.3');
  bring(uuid(2), 'S3.4');
  tale.answer(cast.taxman, uuid(1), { act: 'hand-back', reason: 'CAPACITY' });
  expect(Object.keys(tale.open().agencies)).toContain('irs-ci'); // it still has the conference
  tale.answer(cast.taxman, uuid(2), { act: 'hand-back', reason: 'CAPACITY' });
  expect(Object.keys(tale.open().agencies)).not.toContain('irs-ci');
  expect(rowsOf(tale.changes).engagements.get('irs-ci')).toMatchObject({ untilAt: tale.now() });
  bring(uuid(3), 'S4.3');
  expect(rowsOf(tale.changes).engagements.get('irs-ci')).toMatchObject({ untilAt: null });
  const adviser: Actor = { person: 'htpu-adviser', agency: 'htpu', roles: ['COORDINATOR'] };
  tale.propose(cast.coordinator, 'S3.4', 'htpu', { handOff: uuid(4) });
  tale.answer(adviser, uuid(4), { act: 'accept' });
  tale.answer(adviser, uuid(4), { act: 'hand-back', reason: 'CAPACITY' });
  expect(Object.keys(tale.open().agencies)).toContain('htpu'); // holds nothing, and is of the team all the same
});

test('an agency that has lent its work on does not leave, for the work may come back to it', () => {
  const tale = begun();
  const ask = (step: string, handOff: string, by: Actor, to: string) => tale.propose(by, step, to, { handOff });
  ask('S2.2-offer', uuid(1), cast.coordinator, 'irs-ci');
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  tale.answer(cast.taxman, uuid(1), { act: 'complete' }); // it repeats, and is irs-ci's now
  ask('S2.2-offer', uuid(2), cast.taxman, 'hsi');
  tale.answer(cast.moneyAgent, uuid(2), { act: 'accept' });
  ask('S3.1', uuid(3), cast.coordinator, 'irs-ci');
  tale.answer(cast.taxman, uuid(3), { act: 'accept' });
  tale.answer(cast.taxman, uuid(3), { act: 'hand-back', reason: 'CAPACITY' });
  tale.answer(cast.moneyAgent, uuid(2), { act: 'hand-back', reason: 'CAPACITY' });
  expect(tale.step('S2.2-offer')).toMatchObject({ holder: 'irs-ci', accountable: 'irs-ci' });
  expect(Object.keys(tale.open().agencies)).toContain('irs-ci');
});

test('no two agencies share a place on the team, also after one has left', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.propose(cast.coordinator, 'S3.4', 'hsi', { handOff: uuid(2) });
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  tale.answer(cast.moneyAgent, uuid(2), { act: 'accept' });
  tale.answer(cast.taxman, uuid(1), { act: 'hand-back', reason: 'CAPACITY' });
  tale.propose(cast.coordinator, 'S4.3', 'abroad', { handOff: uuid(3) });
  tale.answer({ person: 'abroad-agent', agency: 'abroad', roles: ['FINANCIAL_INVESTIGATOR'] }, uuid(3), { act: 'accept' });
  const places = Object.values(tale.open().agencies).map(({ place }) => place);
  expect(new Set(places).size).toBe(places.length);
});
