/** Rules R1, R2, R3 and R10 to R13: what time may not do to what is hers. */
import { expect, test } from 'vitest';
import { begun, cast, planned, stepCommand, uuid } from './world.ts';

test('R1: no notice names a victim-paced step, not even when agencies hand it over or decline it', () => {
  const tale = begun();
  tale.propose(cast.coordinator, 'S2.3', 'hsi');
  expect(tale.handOff().climb).toBeUndefined();
  tale.at('2021-06-25 09:00'); // the receiving agency has not answered, and nobody is chased: the coordinator heard of the offer at once
  expect(tale.handOff().state).toBe('PROPOSED');
  expect(tale.nextClocks(uuid(1))).toEqual([]);
  tale.answer(cast.coordinator, uuid(1), { act: 'withdraw' });
  tale.act(cast.advocate, 'S2.3', { act: 'decline', reason: 'CAPACITY' });
  expect(tale.told().filter((notice) => notice.includes('S2.3'))).toEqual([]);
  expect(tale.told()).toEqual(expect.arrayContaining([
    'offer PROTECTION hsi COMMUNITY_ADVOCATE', 'offer PROTECTION usao COORDINATOR', 'answer PROTECTION hsi COMMUNITY_ADVOCATE', 'answer PROTECTION usao COORDINATOR',
  ]));
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
  const tale = planned((steps) => steps.map((step) => (step.code === 'S5.5' ? { ...step, waitsOn: ['S5.2'] } : step))); // S5.5 opens on Monday 12 April 2021, 09:30, and waits on S5.2
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

test('R2: the interview plan waits on her signal, and is suspended again when she takes it back; the matrix does not wait', () => {
  const tale = planned();
  expect([tale.step('S5.1').state, tale.step('S5.5').state]).toEqual(['SUSPENDED', 'READY']);
  tale.act(cast.advocate, 'S2.3', ready);
  expect(tale.step('S5.1').state).toBe('READY');
  tale.at('2021-04-16 17:30');
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'NOT_NOW' });
  expect(tale.step('S5.1').state).toBe('SUSPENDED');
  tale.at('2021-04-23 17:30');
  tale.act(cast.advocate, 'S2.3', ready);
  expect(tale.due('S5.1')).toBe('2021-05-03 17:00');
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
