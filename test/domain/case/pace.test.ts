/** Rules R1, R2, R3 and R10 to R13: what time may not do to what is hers. */
import { expect, test } from 'vitest';
import { inChicago } from '../time/fixtures.ts';
import { begun, cast, planned, stepCommand, uuid } from './world.ts';

test('R1: no notice names a victim-paced step, not even when agencies hand it over or decline it', () => {
  const tale = begun();
  tale.propose(cast.coordinator, 'S2.3', 'hsi');
  tale.at('2021-03-25 09:00'); // the receiving agency has not answered: its own people and the coordinator hear of a hand-off on the track
  tale.answer(cast.coordinator, uuid(1), { act: 'withdraw' });
  tale.act(cast.advocate, 'S2.3', { act: 'decline', reason: 'CAPACITY' });
  expect(tale.told().filter((notice) => notice.includes('S2.3'))).toEqual([]);
  expect(tale.told()).toEqual(expect.arrayContaining([
    'offer PROTECTION hsi COMMUNITY_ADVOCATE', 'level L2 PROTECTION usao COORDINATOR', 'answer PROTECTION hsi COMMUNITY_ADVOCATE', 'answer PROTECTION usao COORDINATOR',
  ]));
});

test('R3 after an outage that ran over the horizon: every warning is recorded, and only its passing is told', () => {
  const tale = begun();
  tale.outageUntil('2026-04-01 09:00');
  const told = tale.told().filter((notice) => notice.startsWith('horizon'));
  expect(told).toEqual(['horizon LIM.1 usao PROSECUTOR', 'horizon LIM.1 usao COORDINATOR']);
  expect(tale.events().filter(({ type }) => type === 'HorizonWarned')).toHaveLength(4);
});

test('R13: a repeating duty that somebody has accepted and that is not due yet stalls no track; unaccepted it does', () => {
  const tale = begun();
  tale.finish(cast.advocate, 'S1.1');
  tale.finish(cast.coordinator, 'S1.2');
  expect(tale.open().tracks.PROTECTION?.stallsAt).toBe('2021-03-11T06:00:00.000Z'); // nobody has accepted the duty to offer support: two quiet days
  tale.act(cast.advocate, 'S2.2-offer', { act: 'accept' });
  expect(tale.open().tracks.PROTECTION?.stallsAt).toBeUndefined();
  tale.at('2021-03-22 09:29');
  expect(tale.told().filter((notice) => notice.startsWith('stalled PROTECTION'))).toEqual([]);
  tale.at('2021-03-26 09:00'); // missed on the 22nd: from then on the track can stall
  expect(tale.told()).toContain('stalled PROTECTION usao COORDINATOR');
  tale.act(cast.advocate, 'S2.2-offer', { act: 'complete' });
  expect(tale.step('S2.2-offer')).toMatchObject({ occurrence: 2, owner: 'haven-advocate', state: 'IN_PROGRESS' });
  expect(tale.open().tracks.PROTECTION?.stallsAt).toBeUndefined();
});

const ready = { act: 'signal', signal: 'READY_FOR_INTERVIEW' } as const;
const session = { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true } as const;

test('R2: what waits on her statement waits with her, the time does not count, and goes on where it stood', () => {
  const tale = planned(); // S5.5 opens on Monday 12 April 2021, 09:30, and waits on S5.2
  expect(tale.step('S5.5')).toMatchObject({ state: 'SUSPENDED', suspendedAt: tale.now() });
  expect(tale.due('S5.5')).toBe('2021-04-26 17:00');
  tale.act(cast.agent, 'S5.5', { act: 'accept' });
  tale.at('2021-05-10 09:30'); // four weeks
  expect(tale.levels('S5.5')).toEqual([]);
  expect(tale.told().filter((notice) => /^(reminder|level).* S5\.5 /.test(notice))).toEqual([]);

  tale.act(cast.agent, 'S5.2', { act: 'accept' });
  tale.act(cast.agent, 'S5.2', { ...session, survivorAsked: true }); // R11: she asked for it, no gate stops her
  expect(tale.types(tale.act(cast.agent, 'S5.2', { act: 'complete' }))).toEqual(expect.arrayContaining(['StepCompleted', 'StepOpened', 'StepResumed']));
  expect(tale.step('S5.5')).toMatchObject({ state: 'IN_PROGRESS', owner: 'fbi-agent', version: 1 });
  expect(tale.due('S5.5')).toBe('2021-05-24 17:00'); // the same ten working days, four weeks later
  tale.at('2021-05-27 09:00');
  expect(tale.levels('S5.5')).toEqual(['L0 2021-05-21 17:00', 'L1 2021-05-24 17:00', 'L2 2021-05-26 17:00']);
});

test('R2: a step that waits on her signal is suspended again when she takes it back', () => {
  const tale = planned((steps) => steps.map((step) => (step.code === 'S5.5' ? { ...step, waitsOn: ['S2.3'] } : step)));
  tale.act(cast.advocate, 'S2.3', ready);
  expect(tale.step('S5.5').state).toBe('READY');
  tale.at('2021-04-16 17:30');
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'NOT_NOW' });
  expect(tale.step('S5.5').state).toBe('SUSPENDED');
  tale.at('2021-04-23 17:30');
  tale.act(cast.advocate, 'S2.3', ready);
  expect(tale.due('S5.5')).toBe('2021-05-03 17:00');
});

test('R3: each warning of a horizon tells the lawyers; the first opens one decision, and never a request to her', () => {
  const tale = begun();
  tale.at('2025-03-08 09:29');
  expect(Object.keys(tale.open().steps)).not.toContain('S6.8');
  const before = tale.changes.length;
  tale.at('2025-03-08 09:30'); // 365 days ahead
  const followed = tale.changes.slice(before).map(({ event }) => event);
  expect(followed.map(({ type }) => type)).toEqual(expect.arrayContaining(['HorizonWarned', 'StepOpened']));
  expect(followed.filter(({ type }) => type === 'StepOpened')).toMatchObject([{ step: 'S6.8', role: 'PROSECUTOR', holder: 'usao', pacing: 'GUIDANCE' }]);
  expect(tale.told().slice(-3)).toEqual(expect.arrayContaining(['horizon LIM.1 usao PROSECUTOR', 'horizon LIM.1 usao COORDINATOR', 'task S6.8 usao PROSECUTOR']));
  tale.at('2026-03-08 09:30');
  const warned = tale.events().filter(({ type }) => type === 'HorizonWarned');
  expect(warned.map(({ at }) => inChicago(at))).toEqual(['2025-03-08 09:30', '2025-09-09 09:30', '2025-12-08 09:30', '2026-02-06 09:30']);
  expect(tale.step('LIM.1').state).toBe('CANCELLED');
  expect(tale.events().filter((event) => event.type === 'StepOpened' && event.step === 'S6.8')).toHaveLength(1);
  expect(tale.events().filter((event) => event.type === 'StatementScheduled' || event.type === 'StatementRequestDenied')).toEqual([]);
  expect(tale.told().filter((notice) => notice.includes('S5.2') || notice.includes('S2.3'))).toEqual([]);
});

test('R3: where her statement was given, a warning opens no decision', () => {
  const tale = begun();
  tale.finish(cast.agent, 'S5.2');
  tale.at('2025-03-08 09:30');
  expect(tale.told()).toContain('horizon LIM.1 usao PROSECUTOR');
  expect(Object.keys(tale.open().steps)).not.toContain('S6.8');
});

test('R10: the duty to offer support climbs to level 2 and no further', () => {
  const tale = begun();
  tale.at('2021-12-31 12:00');
  expect(tale.levels('S2.2-offer')).toEqual(['L0 2021-03-18 21:45', 'L1 2021-03-22 09:30', 'L2 2021-03-24 17:00']);
  expect(tale.told().filter((notice) => notice.startsWith('level') && notice.includes('S2.2-offer'))).toEqual([
    'level L1 S2.2-offer haven COMMUNITY_ADVOCATE', 'level L1 S2.2-offer usao COORDINATOR', 'level L1 S2.2-offer haven AGENCY_SUPERVISOR',
    'level L2 S2.2-offer haven AGENCY_SUPERVISOR', 'level L2 S2.2-offer usao COORDINATOR',
  ]);
});

test('G3: a protected period keeps others away, unless she gave her signal in it', () => {
  const tale = begun();
  tale.at('2021-03-10 09:00');
  tale.act(cast.advocate, 'S2.3', ready); // within the period
  expect(tale.ask(cast.agent, stepCommand('S5.2', session)).refusal).toBeUndefined();
  expect(tale.ask(cast.agent, stepCommand('S5.2', { ...session, interpreterFixed: false })).refusal?.detail).toEqual({ missing: ['INTERPRETER'] });
  tale.at('2021-04-07 09:30');
  expect(tale.step('S2.1').state).toBe('DONE');
  expect(tale.told().filter((notice) => notice.includes('S2.1'))).toEqual([]); // its end asks nobody for anything
});
