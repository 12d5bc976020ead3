/** Rules R1, R2, R3 and R10 to R13: what time may not do to what is hers. */
import { expect, test } from 'vitest';
import { begun, cast, uuid } from './world.ts';

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
