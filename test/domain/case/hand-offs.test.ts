/** The hand-off protocol: who answers for the work, until when, and where every no leads. */
import { expect, test } from 'vitest';
import { begun, cast, launching, planned, uuid, type Tale } from './world.ts';

test('whoever gave work away is told once what followed: when its track moves again, and not by the completion itself', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  tale.answer(cast.taxman, uuid(1), { act: 'complete' });
  const told = (): string[] => tale.told().filter((notice) => notice === 'answer FINANCIAL usao usao-coordinator');
  expect(told()).toEqual([]);
  tale.promise(cast.taxman, { agency: 'irs-ci', due: '2021-06-30' }, { track: 'FINANCIAL' }, uuid(40));
  expect(told()).toEqual([]); // a promise is no progress; what is delivered is
  tale.keep(cast.taxman, { act: 'deliver' }, uuid(40));
  expect(told()).toHaveLength(1);
  tale.promise(cast.taxman, { agency: 'irs-ci', due: '2021-06-30' }, { track: 'FINANCIAL' }, uuid(41));
  tale.keep(cast.taxman, { act: 'deliver' }, uuid(41));
  expect(told()).toHaveLength(1);
  expect(tale.open().given).toEqual({});
});

test('handing a step over opens no way round its guards: a protected period and a signal are not completed through a hand-off', () => {
  for (const [step, code] of [['S2.1', 'PROTECTED_PERIOD'], ['S2.3', 'SIGNAL_STAYS_OPEN']] as const) {
    const tale = begun();
    tale.propose(cast.coordinator, step, 'hsi');
    tale.answer(cast.moneyAgent, uuid(1), { act: 'accept' });
    expect(tale.answer(cast.moneyAgent, uuid(1), { act: 'complete' })).toMatchObject({ refusal: { code }, events: [] });
    expect(tale.step(step).state).not.toBe('DONE');
  }
});

test('an answer within 48 hours is late after 48 hours: the warnings of the ladder of hours come before and time nobody out', () => {
  const tale = begun();
  tale.at('2021-03-09 12:00');
  tale.propose(cast.coordinator, 'S1.2', 'hsi', { kind: 'SUPPORT', interimCover: true });
  tale.at('2021-03-11 11:59'); // warned at 50 % and 75 % of the time
  expect(tale.handOff().state).toBe('PROPOSED');
  expect(tale.nextClock()).toMatchObject({ name: 'answer-due', subject: uuid(1), dueAt: '2021-03-11T18:00:00.000Z' });
  tale.at('2021-03-11 12:00');
  expect(tale.handOff().state).toBe('TIMED_OUT');
  expect(tale.levels(uuid(1))).toEqual(['L0 2021-03-10 12:00', 'L1 2021-03-11 00:00', 'L2 2021-03-11 12:00']);
});

test('only who answers for a step hands it over, and never to themselves', () => {
  const tale = begun(); // S1.1 is offered to the advocates; until they accept, the coordinator answers for it
  expect(tale.propose(cast.advocate, 'S1.1', 'hsi').refusal?.code).toBe('NOT_THE_HOLDER');
  expect(tale.propose(cast.coordinator, 'S1.1', 'haven').refusal?.code).toBe('HAND_OFF_TO_SELF');
  expect(tale.propose(cast.coordinator, 'S1.1', 'usao').refusal?.code).toBe('HAND_OFF_TO_SELF');
  expect(tale.propose(cast.coordinator, 'S1.1', 'hsi').refusal).toBeUndefined();
});

test('an offer ends when the agency that was asked first takes the step after all', () => {
  const tale = begun();
  tale.propose(cast.coordinator, 'S1.1', 'hsi');
  expect(tale.types(tale.act(cast.advocate, 'S1.1', { act: 'accept' }))).toEqual(['StepAccepted', 'HandOffWithdrawn']);
  expect(tale.step('S1.1')).toMatchObject({ owner: 'haven-advocate', accountable: 'haven' });
  expect(tale.step('S1.1').handOff).toBeUndefined();
});

test('passing work on is not progress: the track counts its quiet from the day the work was accepted', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  const since = tale.open().tracks.FINANCIAL?.quietSince;
  tale.at('2021-04-20 10:00');
  expect(tale.propose(cast.taxman, 'S4.3', 'hsi', { handOff: uuid(2) }).refusal?.code).toBe('HAND_OFF_OPEN'); // one at a time
  tale.answer(cast.taxman, uuid(1), { act: 'hand-back', reason: 'CAPACITY' });
  tale.propose(cast.coordinator, 'S4.3', 'hsi', { handOff: uuid(2) });
  expect(tale.open().tracks.FINANCIAL?.quietSince).toBe(since);
  tale.answer(cast.moneyAgent, uuid(2), { act: 'accept' });
  expect(tale.open().tracks.FINANCIAL?.quietSince).toBe(tale.now());
});

test('accepted and completed: the receiver owns the work, and the hand-off ends with it', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  expect(tale.step('S4.3').climb).toBeUndefined(); // the offer's own clock has given way to the hand-off's
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  expect(tale.open().agencies['irs-ci']).toMatchObject({ roles: ['FINANCIAL_INVESTIGATOR'], zone: 'America/Chicago' });
  expect(tale.nextClocks('S4.3')).toMatchObject([{ name: 'work-reminder', keeper: `handOff/${uuid(1)}` }]);
  tale.at('2021-04-26 18:00');
  expect(tale.levels('S4.3')).toEqual(['L0 2021-04-23 17:00', 'L1 2021-04-26 17:00']);
  expect(tale.nextClocks('S4.3')).toMatchObject([{ name: 'next-level', keeper: `escalation/${launching.caseId}/S4.3/2` }]);
  expect(tale.types(tale.answer(cast.taxman, uuid(1), { act: 'complete' }))).toEqual(expect.arrayContaining(['StepCompleted', 'HandOffCompleted']));
  expect(tale.step('S4.3')).toMatchObject({ state: 'DONE', owner: 'irs-ci-agent' });
  expect(tale.nextClocks('S4.3')).toEqual([]);
});

test('silence climbs, the sender stays accountable, and a late answer still counts', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.at('2021-05-31 09:00');
  expect(tale.levels(uuid(1))).toEqual(['L0 2021-04-14 21:07:30', 'L1 2021-04-15 17:00', 'L2 2021-04-19 17:00', 'L3 2021-04-22 17:00', 'L4 2021-04-29 17:00', 'L5 2021-05-06 17:00']);
  expect(tale.handOff()).toMatchObject({ state: 'TIMED_OUT', since: '2021-04-15T22:00:00.000Z' });
  expect(tale.step('S4.3')).toMatchObject({ holder: 'usao', accountable: 'usao' });
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  expect(tale.step('S4.3')).toMatchObject({ holder: 'irs-ci', accountable: 'irs-ci', owner: 'irs-ci-agent' });
  expect(tale.due('S4.3')).toBe('2021-06-14 17:00');
});

test('declined: the sender owes the next move and proposes to another agency', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  expect(tale.handOff()).toMatchObject({ state: 'DECLINED', bounces: 1 });
  expect(tale.answerDue()).toBe('2021-04-26 17:00');
  tale.answer(cast.coordinator, uuid(1), { act: 're-propose', to: 'hsi' });
  expect(tale.handOff()).toMatchObject({ state: 'PROPOSED', receiver: 'hsi' });
  expect(tale.answer(cast.taxman, uuid(1), { act: 'accept' }).refusal?.code).toBe('NOT_THE_HOLDER');
  tale.answer(cast.moneyAgent, uuid(1), { act: 'accept' });
  expect(tale.step('S4.3').owner).toBe('hsi-agent');
});

test('withdrawn: an offer that nobody accepted waits on a clock of its own again', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.at('2021-04-14 10:00');
  tale.answer(cast.coordinator, uuid(1), { act: 'withdraw' });
  expect(tale.step('S4.3')).toMatchObject({ state: 'READY', dueFor: 'answer' });
  expect(tale.step('S4.3').handOff).toBeUndefined();
  expect(tale.due('S4.3')).toBe('2021-04-19 17:00');
});

test('determined for the sender: the hand-off ends, and the work is theirs to accept', () => {
  const tale = disputed();
  tale.answer(cast.coordinator, uuid(1), { act: 'determine', owner: 'usao' });
  expect(tale.handOff().state).toBe('KEPT_BY_SENDER');
  expect(tale.step('S4.3')).toMatchObject({ holder: 'usao', accountable: 'usao', dueFor: 'answer' });
  tale.finish(cast.coordinator, 'S4.3');
  expect(tale.step('S4.3').state).toBe('DONE');
});

test('determined for a third agency: it too may say no, and the coordinator determines again', () => {
  const tale = disputed();
  tale.answer(cast.coordinator, uuid(1), { act: 'determine', owner: 'hsi' });
  expect(tale.handOff()).toMatchObject({ state: 'PROPOSED', receiver: 'hsi', determined: true });
  tale.answer(cast.moneyAgent, uuid(1), { act: 'decline', reason: 'JURISDICTION' });
  expect(tale.handOff()).toMatchObject({ state: 'DISPUTED', bounces: 3 });
  expect(tale.step('S4.3').accountable).toBe('usao');
});

test('handed back: the promise stays, the sender answers for the work again until somebody accepts', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  tale.at('2021-04-15 10:00');
  tale.answer(cast.taxman, uuid(1), { act: 'hand-back', reason: 'CAPACITY' });
  expect(tale.handOff()).toMatchObject({ state: 'RETURNED_AFTER_ACCEPT', reason: 'CAPACITY' });
  expect(tale.step('S4.3')).toMatchObject({ state: 'READY', holder: 'usao', accountable: 'usao' });
  expect(tale.step('S4.3').owner).toBeUndefined();
  expect(tale.due('S4.3')).toBe('2021-04-26 17:00');
  tale.act(cast.coordinator, 'S4.3', { act: 'accept' });
  expect(tale.due('S4.3')).toBe('2021-04-26 17:00');
});

test('a hand-off ends with its step, however that ends', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  expect(tale.types(tale.act(cast.coordinator, 'S4.3', { act: 'not-applicable', reason: 'NOBODY_CONCERNED' }))).toEqual(expect.arrayContaining(['StepSetAside', 'HandOffWithdrawn']));
  expect(tale.nextClocks(uuid(1))).toEqual([]);
});

function disputed(): Tale {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  tale.answer(cast.coordinator, uuid(1), { act: 're-propose' });
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  return tale;
}
