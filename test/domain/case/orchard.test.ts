/** ORCHARD, rows 1, 2, 6, 10, 11 and 12 of the domain report, with the dates it gives. */
import { expect, test } from 'vitest';
import { clocksOf } from '#domain/case/clocks.ts';
import { inChicago } from '../time/fixtures.ts';
import { begun, cast, orchard, planned, uuid } from './world.ts';

test('row 1: the case opens with its first dates', () => {
  const tale = orchard('2021-03-08 09:30');
  tale.launch();
  expect(tale.open()).toMatchObject({ codeName: 'ORCHARD', lead: 'usao', openedAt: '2021-03-08T15:30:00.000Z' });
  expect(Object.fromEntries(['S0.2', 'S1.1', 'S1.2', 'S2.2-offer', 'S3.1'].map((code) => [code, tale.due(code)]))).toEqual({
    'S0.2': '2021-03-08 10:30', 'S1.1': '2021-03-09 09:30', 'S1.2': '2021-03-10 09:30', 'S2.2-offer': '2021-03-22 09:30', 'S3.1': '2021-03-11 17:00',
  });
  expect(inChicago(tale.step('S2.1').unlocksAt ?? '')).toBe('2021-04-07 09:30'); // the clocks go forward meanwhile: the wall time stays
  expect(tale.step('LIM.1').horizonAt).toBeUndefined(); // only counsel can say the day: until then it is work with a date
  expect(tale.step('LIM.1')).toMatchObject({ dueFor: 'horizon' });
  expect(tale.due('LIM.1')).toBe('2021-03-22 17:00');
  expect(Object.keys(tale.open().steps)).not.toContain('LIM.2'); // nobody is asked to decide before the horizon nears
  for (const code of ['S2.3', 'S5.2']) expect(tale.step(code)).toMatchObject({ pacing: 'VICTIM_PACED', state: 'READY', holder: code === 'S2.3' ? 'haven' : 'fbi', accountable: 'usao' });
  expect(clocksOf(tale.state()).map(({ subject }) => subject)).not.toEqual(expect.arrayContaining(['S2.3']));
  expect(tale.told().sort()).toEqual([
    'task LIM.1 usao PROSECUTOR', 'task S0.2 usao COORDINATOR', 'task S1.1 haven COMMUNITY_ADVOCATE', 'task S1.2 usao COORDINATOR', 'task S2.2-offer haven COMMUNITY_ADVOCATE', 'task S3.1 usao COORDINATOR',
  ]);
});

test('row 2: the safety plans are done the same evening, and nobody was reminded', () => {
  const tale = begun();
  tale.act(cast.advocate, 'S1.1', { act: 'accept' });
  tale.at('2021-03-08 18:00');
  expect(tale.types(tale.act(cast.advocate, 'S1.1', { act: 'complete' }))).toContain('StepCompleted');
  expect(tale.step('S1.1').state).toBe('DONE');
  tale.at('2021-03-09 09:00');
  expect(tale.levels('S1.1')).toEqual([]);
  expect(tale.levels('S0.2')).toEqual([]);
});

test('row 6: a request for a full statement is denied by the gate, and counted', () => {
  const tale = begun();
  tale.at('2021-03-15 10:00');
  const asked = { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true } as const;
  const denied = tale.act(cast.agent, 'S5.2', asked);
  expect(denied.refusal).toEqual({ code: 'VICTIM_PACED_GATE', detail: { missing: ['READINESS', 'PROTECTED_PERIOD'] } });
  expect(denied.events).toMatchObject([{ type: 'StatementRequestDenied', step: 'S5.2', by: 'fbi-agent' }]);
  expect(tale.open().counts.deniedStatements).toBe(1);
  expect(tale.open().steps['S5.2']).toEqual(denied.state.phase !== 'absent' ? denied.state.steps['S5.2'] : undefined);
});

test('rows 10, 11 and 12: returned, declined, determined, accepted', () => {
  const tale = planned();
  tale.at('2021-04-12 10:00');
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  expect(tale.answerDue()).toBe('2021-04-15 17:00');
  expect(tale.step('S4.3')).toMatchObject({ holder: 'usao', accountable: 'usao', handOff: uuid(1) });

  tale.at('2021-04-15 11:00');
  tale.answer(cast.taxman, uuid(1), { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ACCOUNT_IDS'] });
  expect(tale.handOff()).toMatchObject({ state: 'RETURNED_FOR_INFO', items: ['ACCOUNT_IDS'], bounces: 1 });
  expect(tale.levels(uuid(1))).toEqual(['L0 2021-04-14 21:15']); // 75 % of the time is later than one working day before
  expect(tale.answerDue()).toBe('2021-04-29 17:00');

  tale.at('2021-04-23 10:00');
  tale.answer(cast.coordinator, uuid(1), { act: 're-propose' });
  expect(tale.answerDue()).toBe('2021-04-28 17:00');

  tale.at('2021-04-28 12:00');
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  expect(tale.handOff()).toMatchObject({ state: 'DISPUTED', bounces: 2, reason: 'CAPACITY' });
  expect(tale.answerDue()).toBe('2021-05-05 17:00');
  expect(tale.step('S4.3')).toMatchObject({ holder: 'usao', accountable: 'usao' });

  tale.at('2021-05-05 10:00');
  tale.answer(cast.coordinator, uuid(1), { act: 'determine', owner: 'hsi' });
  expect(tale.handOff()).toMatchObject({ state: 'PROPOSED', receiver: 'hsi', determined: true });
  tale.at('2021-05-05 14:00');
  tale.answer(cast.moneyAgent, uuid(1), { act: 'accept' });
  expect(tale.handOff().state).toBe('IN_PROGRESS');
  expect(tale.step('S4.3')).toMatchObject({ state: 'IN_PROGRESS', owner: 'hsi-agent', holder: 'hsi', accountable: 'hsi' });
  expect(tale.due('S4.3')).toBe('2021-05-19 17:00'); // the promise: ten working days from acceptance

  tale.at('2021-05-06 09:00');
  expect(tale.levels(uuid(1))).toEqual(['L0 2021-04-14 21:15', 'L0 2021-04-27 17:00', 'L0 2021-05-04 17:00']); // no escalation beyond L0
});
