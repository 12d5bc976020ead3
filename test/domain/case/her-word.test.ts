/** Rules R1, R4, R10 and gate G3: her word is heard at once, may be taken back, and leaves no date on anything that is hers. */
import type { Actor } from '#domain/facts.ts';
import { expect, test } from 'vitest';
import { begun, cast, planned, uuid, type Tale } from './world.ts';

const ready = { act: 'signal', signal: 'READY_FOR_INTERVIEW' } as const;
const notNow = { act: 'signal', signal: 'NOT_NOW' } as const;
const notBefore = (until: string) => ({ act: 'signal', signal: 'NOT_TO_BE_ASKED_BEFORE', until }) as const;
const session = { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true } as const;

/** The agent has accepted the statement step, and she has said ready. */
function agreed(): Tale {
  const tale = begun();
  tale.act(cast.agent, 'S5.2', { act: 'accept' });
  tale.act(cast.advocate, 'S2.3', ready);
  return tale;
}

test('G3: a session is held only if it was planned through the gate, and each plan holds for one session', () => {
  const tale = agreed();
  const denied = tale.act(cast.agent, 'S5.2', { act: 'complete' });
  expect(denied).toMatchObject({ refusal: { code: 'VICTIM_PACED_GATE', detail: { missing: ['PLAN'] } }, events: [{ type: 'StatementRequestDenied' }] });
  tale.act(cast.agent, 'S5.2', session);
  expect(tale.types(tale.act(cast.agent, 'S5.2', { act: 'complete' }))).toContain('StepCompleted');
  expect(tale.act(cast.agent, 'S5.2', { act: 'complete' }).refusal?.detail).toEqual({ missing: ['PLAN'] });
});

test('G3: a hand-off is no way round the plan', () => {
  const tale = begun();
  tale.propose(cast.coordinator, 'S5.2', 'hsi');
  tale.answer(cast.moneyAgent, uuid(1), { act: 'accept' });
  expect(tale.answer(cast.moneyAgent, uuid(1), { act: 'complete' }).refusal?.code).toBe('VICTIM_PACED_GATE');
});

test('a plan falls when she takes her word back, and the planner hears of it by the name of the track', () => {
  const tale = agreed();
  tale.act(cast.agent, 'S5.2', session);
  expect(tale.types(tale.act(cast.advocate, 'S2.3', notNow))).toEqual(expect.arrayContaining(['ReadinessSignalled', 'StatementPlanWithdrawn']));
  expect(tale.told().slice(-1)).toEqual(['change INVESTIGATION fbi fbi-agent']);
  expect(tale.step('S5.2').planned).toBeUndefined();
  tale.act(cast.advocate, 'S2.3', ready); // her new word does not bring the old plan back
  expect(tale.act(cast.agent, 'S5.2', { act: 'complete' }).refusal?.detail).toEqual({ missing: ['PLAN'] });
});

test('a plan she asked for herself is no matter of the signal before, and falls too when she says not now', () => {
  for (const no of [notNow, notBefore('2021-06-01')]) {
    const tale = begun();
    tale.act(cast.agent, 'S5.2', { act: 'accept' });
    tale.act(cast.advocate, 'S2.3', no);
    tale.act(cast.agent, 'S5.2', { ...session, survivorAsked: true });
    tale.at('2021-03-10 09:00'); // other matters of the case
    expect(tale.types(tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_CONTACT' }))).not.toContain('StatementPlanWithdrawn');
    expect(tale.step('S5.2').planned).toMatchObject({ survivorAsked: true });
    expect(tale.types(tale.act(cast.advocate, 'S2.3', no))).toContain('StatementPlanWithdrawn');
    expect(tale.step('S5.2').planned).toBeUndefined();
    expect(tale.act(cast.agent, 'S5.2', { act: 'complete' }).refusal?.detail).toEqual({ missing: ['PLAN'] });
    tale.act(cast.agent, 'S5.2', { ...session, survivorAsked: true }); // she may ask again, whatever she said
    expect(tale.types(tale.act(cast.agent, 'S5.2', { act: 'complete' }))).toContain('StepCompleted');
  }
});

test('R10: until the day she named support is not chased up, over every time it comes round; then it goes on where it stood', () => {
  const tale = begun();
  tale.act(cast.advocate, 'S2.2-offer', { act: 'accept' });
  tale.at('2021-03-10 09:30'); // due on the 22nd
  expect(tale.types(tale.act(cast.advocate, 'S2.3', notBefore('2021-06-01')))).toEqual(expect.arrayContaining(['OfferSilenced', 'StepSuspended']));
  expect(tale.nextClocks('S2.2-offer')).toMatchObject([{ name: 'silence-end', dueAt: '2021-06-01T05:00:00.000Z' }]); // as the day begins there
  expect(tale.nextClocks('S2.3')).toEqual([]);
  expect(Object.keys(tale.step('S2.3'))).not.toEqual(expect.arrayContaining(['silentUntil']));
  tale.at('2021-04-01 09:00');
  tale.act(cast.advocate, 'S2.2-offer', { act: 'complete' }); // support was given all the same
  expect(tale.step('S2.2-offer')).toMatchObject({ occurrence: 2, state: 'SUSPENDED', silentUntil: '2021-06-01T05:00:00.000Z' });
  tale.at('2021-05-31 23:59');
  expect(tale.levels('S2.2-offer')).toEqual([]);
  tale.at('2021-06-01 00:00');
  expect(tale.step('S2.2-offer')).toMatchObject({ state: 'IN_PROGRESS' });
  expect(tale.step('S2.2-offer').silentUntil).toBeUndefined();
  expect(tale.due('S2.2-offer')).toBe('2021-06-15 00:00'); // fourteen days, none of them used up
  expect(tale.told().slice(-2)).toEqual(['change S2.2-offer haven haven-advocate', 'change S2.2-offer usao COORDINATOR']);
});

test('R10: whatever else she says ends the silence at once, another day moves it', () => {
  const tale = begun();
  tale.act(cast.advocate, 'S2.3', notBefore('2021-06-01'));
  tale.act(cast.advocate, 'S2.3', notBefore('2021-05-01'));
  expect(tale.step('S2.2-offer').silentUntil).toBe('2021-05-01T05:00:00.000Z');
  expect(tale.types(tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_CONTACT' }))).toEqual(expect.arrayContaining(['SilenceEnded', 'StepResumed']));
  expect(tale.step('S2.2-offer').state).toBe('READY');
});

test('her word is recorded by any agency of the team, and by none other', () => {
  const tale = begun();
  expect(tale.act(cast.agent, 'S2.3', notNow).refusal).toBeUndefined();
  expect(tale.act(cast.stranger, 'S2.3', ready).refusal?.code).toBe('NOT_THE_HOLDER');
});

test('R1: through every answer a hand-off of what is hers carries no date and no clock', () => {
  const tale = begun();
  const undated = (state: string): void => {
    expect(tale.handOff()).toMatchObject({ state });
    expect(tale.handOff().climb).toBeUndefined();
    expect(tale.nextClocks(uuid(1))).toEqual([]);
  };
  tale.propose(cast.coordinator, 'S5.2', 'hsi');
  undated('PROPOSED');
  tale.answer(cast.moneyAgent, uuid(1), { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['LANGUAGE'] });
  undated('RETURNED_FOR_INFO');
  tale.answer(cast.coordinator, uuid(1), { act: 're-propose' });
  undated('PROPOSED');
  tale.answer(cast.moneyAgent, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  undated('DISPUTED');
  expect(tale.told()).toContain('determination INVESTIGATION usao COORDINATOR');
  tale.answer(cast.coordinator, uuid(1), { act: 'determine', owner: 'irs-ci' });
  undated('PROPOSED');
  const other: Actor = { ...cast.taxman, roles: ['INVESTIGATOR'] };
  tale.answer(other, uuid(1), { act: 'accept' });
  undated('IN_PROGRESS');
});

test('what resumes is told to those whose work it is', () => {
  const tale = planned();
  tale.act(cast.agent, 'S5.1', { act: 'accept' });
  tale.act(cast.advocate, 'S2.3', ready);
  expect(tale.told().slice(-2)).toEqual(['change S5.1 fbi fbi-agent', 'change S5.1 usao COORDINATOR']);
});
