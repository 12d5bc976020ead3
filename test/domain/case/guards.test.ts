/** Refusals 1, 2, 3, 10, 11, 12 and 18 of the domain report, section 6: each is shown to hang on its guard by leaving the guard out. */
import type { Actor } from '#domain/facts.ts';
import { expect, test } from 'vitest';
import { Fault, type RefusalCode } from '#domain/decision.ts';
import { begun, cast, handOffCommand, launching, orchard, planned, stepCommand, uuid, type Body, type Tale } from './world.ts';

interface Guarded {
  readonly refusal: string;
  readonly guard: RefusalCode;
  readonly given: () => Tale;
  readonly by: Actor;
  readonly asks: Body;
  /** What would happen without the guard. A fault: a second wall, `assertSound`, stands behind it. */
  readonly otherwise: string | typeof Fault;
}

const owned = (by: Actor, step: string) => (): Tale => {
  const tale = begun();
  tale.act(by, step, { act: 'accept' });
  return tale;
};
const offered = (): Tale => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  return tale;
};
const handedOver = (): Tale => {
  const tale = offered();
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  return tale;
};
const done = (): Tale => {
  const tale = begun();
  tale.finish(cast.coordinator, 'S3.1');
  return tale;
};
const reviewing = (): Tale => {
  const tale = begun();
  tale.say(cast.coordinator, { type: 'case', act: { act: 'ask-closing' } });
  return tale;
};
const session = { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true } as const;

const table: readonly Guarded[] = [
  { refusal: '1: a date on her readiness', guard: 'VICTIM_PACED_NO_DATE', given: owned(cast.advocate, 'S2.3'), by: cast.coordinator, asks: stepCommand('S2.3', { act: 're-date', due: '2021-05-01', reason: 'OTHER' }), otherwise: Fault },
  { refusal: '1: a date on her statement', guard: 'VICTIM_PACED_NO_DATE', given: owned(cast.agent, 'S5.2'), by: cast.coordinator, asks: stepCommand('S5.2', { act: 're-date', due: '2021-05-01', reason: 'OTHER' }), otherwise: Fault },
  { refusal: '2: a statement without readiness', guard: 'VICTIM_PACED_GATE', given: () => begun(), by: cast.agent, asks: stepCommand('S5.2', session), otherwise: 'StatementScheduled' },
  { refusal: '10: an owner lets go', guard: 'OWNER_REQUIRED', given: owned(cast.coordinator, 'S1.2'), by: cast.coordinator, asks: stepCommand('S1.2', { act: 'put-down', reason: 'CAPACITY' }), otherwise: 'StepPutDown' },
  { refusal: '10: work that nobody accepted is completed', guard: 'STEP_NOT_ACCEPTED', given: () => begun(), by: cast.coordinator, asks: stepCommand('S1.2', { act: 'complete' }), otherwise: 'StepCompleted' },
  { refusal: '10: a case with a role nobody fills', guard: 'ROLE_UNFILLED', given: () => orchard(), by: cast.coordinator, asks: { ...launching, agencies: launching.agencies.filter(({ agency }) => agency !== 'haven') }, otherwise: 'CaseLaunched' },
  { refusal: '11: a hand-off declined without a reason', guard: 'REASON_REQUIRED', given: offered, by: cast.taxman, asks: handOffCommand(uuid(1), { act: 'decline' }), otherwise: 'HandOffDeclined' },
  { refusal: '11: a hand-off returned without a reason', guard: 'REASON_REQUIRED', given: offered, by: cast.taxman, asks: handOffCommand(uuid(1), { act: 'return', items: ['ACCOUNT_IDS'] }), otherwise: 'HandOffReturned' },
  { refusal: '11: work handed back without a reason', guard: 'REASON_REQUIRED', given: handedOver, by: cast.taxman, asks: handOffCommand(uuid(1), { act: 'hand-back' }), otherwise: 'HandedBack' },
  { refusal: '11: a step declined without a reason', guard: 'REASON_REQUIRED', given: () => begun(), by: cast.advocate, asks: stepCommand('S1.1', { act: 'decline' }), otherwise: 'StepDeclined' },
  { refusal: '18: what is finished is finished again', guard: 'STEP_FINISHED', given: done, by: cast.coordinator, asks: stepCommand('S3.1', { act: 'complete' }), otherwise: 'StepCompleted' },
  { refusal: '18: what is finished is set aside', guard: 'STEP_FINISHED', given: done, by: cast.coordinator, asks: stepCommand('S3.1', { act: 'not-applicable', reason: 'DUPLICATE' }), otherwise: 'StepSetAside' },
  { refusal: '2: a session held that nobody had planned', guard: 'VICTIM_PACED_GATE', given: owned(cast.agent, 'S5.2'), by: cast.agent, asks: stepCommand('S5.2', { act: 'complete' }), otherwise: 'StepCompleted' },
  { refusal: 'R4: support set aside', guard: 'SUPPORT_STAYS_OPEN', given: () => begun(), by: cast.coordinator, asks: stepCommand('S1.1', { act: 'not-applicable', reason: 'OTHER' }), otherwise: 'StepSetAside' },
  { refusal: 'R8a: a right ticked off by one', guard: 'TWO_PEOPLE_REQUIRED', given: owned(cast.prosecutor, 'LIM.1'), by: cast.prosecutor, asks: stepCommand('LIM.1', { act: 'complete' }), otherwise: 'StepCompleted' },
  { refusal: '3: a case closed over what is owed', guard: 'CLOSING_GATE', given: reviewing, by: cast.coordinator, asks: { type: 'case', act: { act: 'close', how: 'MONITORING', reason: 'TRANSFERRED', triggers: ['NEW_VICTIM'], victimsTold: true, redressHandedOver: true } }, otherwise: 'ClosingAgreed' },
  { refusal: '12: a hand-off of what she did not agree to', guard: 'CONSENT_MISSING', given: () => planned(), by: cast.coordinator, asks: { type: 'propose-hand-off', handOff: uuid(1), step: 'S4.3', to: 'irs-ci', kind: 'ORDINARY', about: [{ victim: uuid(940), classes: ['D17'] }] }, otherwise: 'HandOffProposed' },
  { refusal: '2: a contact before it is safe', guard: 'EARLY_CONTACT_LIMITS', given: () => begun(), by: cast.agent, asks: stepCommand('S5.2', { act: 'early-contact', minutes: 25, consent: true, advocateOffered: true, purpose: 'IMMEDIATE_SAFETY' }), otherwise: 'EarlyContactHeld' },
  { refusal: 'R10: silence without a day', guard: 'UNTIL_REQUIRED', given: () => begun(), by: cast.advocate, asks: stepCommand('S2.3', { act: 'signal', signal: 'NOT_TO_BE_ASKED_BEFORE' }), otherwise: 'ReadinessSignalled' },
];

test.each(table)('refusal $refusal', ({ guard, given, by, asks, otherwise }) => {
  const tale = given();
  expect(tale.ask(by, asks).refusal?.code).toBe(guard);
  const unguarded = () => tale.ask(by, asks, [guard]);
  if (typeof otherwise !== 'string') return expect(unguarded).toThrow(otherwise);
  expect(unguarded().refusal).toBeUndefined();
  return expect(unguarded().events[0]?.type).toBe(otherwise);
});

test('leaving out one guard leaves the others standing', () => {
  const tale = begun();
  expect(tale.ask(cast.agent, stepCommand('S5.2', session), ['REASON_REQUIRED']).refusal?.code).toBe('VICTIM_PACED_GATE');
});
