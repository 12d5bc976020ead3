/** The hand-off protocol: who answers for the work, until when, and where every no leads. */
import { expect, test } from 'vitest';
import { begun, cast, uuid } from './world.ts';

test('handing a step over opens no way round its guards: a protected period and a signal are not completed through a hand-off', () => {
  for (const [step, code] of [['S2.1', 'PROTECTED_PERIOD'], ['S2.3', 'SIGNAL_STAYS_OPEN']] as const) {
    const tale = begun();
    tale.propose(cast.coordinator, step, 'hsi');
    tale.answer(cast.moneyAgent, uuid(1), { act: 'accept' });
    expect(tale.answer(cast.moneyAgent, uuid(1), { act: 'complete' })).toMatchObject({ refusal: { code }, events: [] });
    expect(tale.step(step).state).not.toBe('DONE');
  }
});
