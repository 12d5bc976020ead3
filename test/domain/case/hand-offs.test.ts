/** The hand-off protocol: who answers for the work, until when, and where every no leads. */
import { expect, test } from 'vitest';
import { begun, cast, planned, uuid } from './world.ts';

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
  tale.propose(cast.taxman, 'S4.3', 'hsi', { handOff: uuid(2) });
  expect(tale.open().tracks.FINANCIAL?.quietSince).toBe(since);
  tale.answer(cast.moneyAgent, uuid(2), { act: 'accept' });
  expect(tale.open().tracks.FINANCIAL?.quietSince).toBe(tale.now());
});
