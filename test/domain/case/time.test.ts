/** What time says, and when: through nights, over changes of the clocks, after an outage. */
import { expect, test } from 'vitest';
import { begun, cast, launching, orchard, planned } from './world.ts';

test('hours run through the night and over the change of the clocks', () => {
  const tale = orchard('2021-03-13 20:00'); // at 02:00 the clocks go forward
  tale.launch();
  tale.finish(cast.coordinator, 'S0.2');
  expect(tale.due('S1.1')).toBe('2021-03-14 21:00'); // 24 hours
  tale.at('2021-03-16 00:00');
  expect(tale.levels('S1.1')).toEqual(['L0 2021-03-14 09:00', 'L1 2021-03-14 15:00', 'L2 2021-03-14 21:00', 'L3 2021-03-14 23:00', 'L4 2021-03-15 01:00', 'L5 2021-03-15 21:00']);
});

test('hours in the autumn night that has an hour twice', () => {
  const tale = orchard('2021-11-06 20:00');
  tale.launch();
  expect(tale.due('S1.1')).toBe('2021-11-07 19:00');
  expect(tale.due('S1.2')).toBe('2021-11-08 19:00');
});

test('a danger check that nobody makes', () => {
  const tale = orchard();
  tale.launch();
  tale.at('2021-03-09 12:00');
  expect(tale.levels('S0.2')).toEqual(['L0 2021-03-08 10:00', 'L1 2021-03-08 10:15', 'L2 2021-03-08 10:30', 'L3 2021-03-08 12:30', 'L4 2021-03-08 14:30', 'L5 2021-03-09 10:30']);
  expect(tale.told().filter((notice) => notice.includes('S0.2'))).toEqual([
    'task S0.2 usao COORDINATOR', 'reminder L0 S0.2 usao COORDINATOR', 'level L1 S0.2 usao COORDINATOR', 'level L1 S0.2 usao AGENCY_SUPERVISOR', 'level L2 S0.2 usao AGENCY_SUPERVISOR',
    'level L2 S0.2 usao COORDINATOR', 'level L3 S0.2 usao COORDINATOR', 'level L3 S0.2 htpu SPECIALIST_ADVISOR', 'level L4 S0.2 usao AGENCY_LEADER',
    'level L5 S0.2 fbi AGENCY_LEADER', 'level L5 S0.2 haven AGENCY_LEADER', 'level L5 S0.2 htpu AGENCY_LEADER', 'level L5 S0.2 usao AGENCY_LEADER',
  ]);
});

test('a longer statutory clock: the leader hears before the miss', () => {
  const tale = begun((steps) => steps.map((step) => (step.code === 'S3.1' ? { ...step, pacing: 'STATUTORY' as const, due: '30d' as const, ladder: 'statutory' } : step)));
  tale.at('2021-05-01 09:00');
  expect(tale.due('S3.1')).toBe('2021-04-07 09:30');
  expect(tale.levels('S3.1')).toEqual(['L0 2021-03-23 10:00', 'L1 2021-03-30 21:45', 'L2 2021-03-30 21:45', 'L3 2021-04-02 17:00', 'L4 2021-04-05 17:00', 'L5 2021-04-07 09:30'].map((level, index) => (index === 1 ? `${level} (not sent)` : level)));
});

test('after an outage every level is recorded once, in order, and only the highest is sent', () => {
  const tale = begun();
  tale.outageUntil('2021-03-12 08:00');
  expect(tale.levels('S1.1')).toEqual(['L0', 'L1', 'L2', 'L3', 'L4'].map((level) => `${level} 2021-03-12 08:00 (not sent)`).concat('L5 2021-03-12 08:00'));
  expect(tale.events().flatMap((event) => (event.type === 'LevelReached' && event.subject === 'S1.1' ? [event.dueAt] : []))).toEqual([
    '2021-03-09T03:30:00.000Z', '2021-03-09T09:30:00.000Z', '2021-03-09T15:30:00.000Z', '2021-03-09T17:30:00.000Z', '2021-03-09T19:30:00.000Z', '2021-03-10T15:30:00.000Z',
  ]);
  expect(tale.told().filter((notice) => /^(reminder|level).* S1\.1 /.test(notice))).toEqual(
    // Everybody whom one of the levels would have told hears once, at the highest.
    ['haven COMMUNITY_ADVOCATE', 'usao COORDINATOR', 'haven AGENCY_SUPERVISOR', 'htpu SPECIALIST_ADVISOR', 'haven AGENCY_LEADER', 'fbi AGENCY_LEADER', 'htpu AGENCY_LEADER', 'usao AGENCY_LEADER'].map((to) => `level L5 S1.1 ${to}`),
  );
  const before = tale.taken.length;
  tale.outageUntil('2021-03-12 08:00');
  expect(tale.taken).toHaveLength(before);
});

test('a new date is a new promise: its levels begin anew, and the old ones never come again', () => {
  const tale = planned();
  tale.act(cast.coordinator, 'S3.4', { act: 'accept' });
  tale.at('2021-05-04 09:00'); // due on Saturday 1 May, 15:00
  tale.act(cast.coordinator, 'S3.4', { act: 're-date', due: '2021-05-14', reason: 'CAPACITY' });
  tale.at('2021-05-19 09:00');
  expect(tale.levels('S3.4')).toEqual(['L0 2021-04-29 17:00', 'L1 2021-05-01 15:00', 'L0 2021-05-13 17:00', 'L1 2021-05-14 17:00', 'L2 2021-05-18 17:00']);
  expect(tale.step('S3.4')).toMatchObject({ version: 2, accountable: 'usao' });
});

test('a wait on others is looked at again: a missed review is ours, and each review sets the next', () => {
  const tale = planned();
  expect(tale.due('S4.7')).toBe('2021-04-15 17:00'); // somebody is to take it on
  expect(tale.step('S4.7')).toMatchObject({ state: 'READY', dueFor: 'answer' });
  tale.at('2021-04-13 09:30');
  tale.act(cast.prosecutor, 'S4.7', { act: 'accept' });
  expect(tale.step('S4.7')).toMatchObject({ state: 'WAITING_EXTERNAL', dueFor: 'work' });
  expect(tale.nextClocks('S4.7')).toMatchObject([{ name: 'step-reminder' }]);
  expect(tale.due('S4.7')).toBe('2021-06-12 09:30'); // sixty days from acceptance
  tale.at('2021-06-14 09:00');
  expect(tale.levels('S4.7')).toEqual(['L0 2021-06-10 17:00', 'L1 2021-06-12 09:30']);
  tale.act(cast.prosecutor, 'S4.7', { act: 'review-wait' });
  expect(tale.due('S4.7')).toBe('2021-08-13 09:00');
});

test('M3: a track is stalled from the first instant of the day after its quiet days', () => {
  const tale = planned();
  tale.at('2021-05-13 00:00'); // the financial track has had work since 12 April: thirty whole days
  const stalled = tale.events().filter((event) => event.type === 'TrackStalled' && event.track === 'FINANCIAL');
  expect(stalled).toMatchObject([{ at: '2021-05-13T05:00:00.000Z', by: 'clock' }]);
  tale.finish(cast.coordinator, 'S4.3');
  expect(tale.open().tracks.FINANCIAL?.stalledAt).toBeUndefined();
});

test('an agency elsewhere keeps its own time: the promise falls at its own closing hour', () => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'abroad');
  expect(tale.answerDue()).toBe('2021-04-15 10:00'); // 17:00 in Berlin
  expect(launching.agencies.map(({ agency }) => agency)).not.toContain('abroad');
});

test('a timer that rings early, late or for a clock that is gone finds nothing to do', () => {
  const tale = begun();
  const before = tale.state();
  for (const keeper of [`case/${launching.caseId}`, 'handOff/none', 'escalation/none/S0.2/1']) expect(tale.tick(keeper)).toEqual({ events: [], state: before });
  tale.at('2021-03-08 21:29:59');
  expect(tale.tick(`case/${launching.caseId}`).events).toEqual([]); // one second before S1.1 is to be reminded
  tale.at('2021-03-08 21:30');
  expect(tale.levels('S1.1')).toEqual(['L0 2021-03-08 21:30']);
  expect(tale.tick(`case/${launching.caseId}`).events).toEqual([]);
});
