/** Refusals 4, 6, 12, 20, 21 and 25 of the domain report, section 6, in her file: each is shown to hang on its guard by leaving the guard out. */
import { expect, test } from 'vitest';
import type { RefusalCode } from '#domain/decision.ts';
import type { Actor } from '#domain/facts.ts';
import type { VictimAct } from '#domain/victim/schema.ts';
import { advocate, arranged, idOf, guardian, inFavour, investigator, openHer, ready, type Her } from './her.ts';

interface Guarded {
  readonly refusal: string;
  readonly guard: RefusalCode;
  readonly given?: (her: Her) => void;
  readonly by?: Actor;
  readonly asks: (her: Her) => VictimAct;
  /** The fact there would be without the guard. */
  readonly otherwise: string;
}

const consent: VictimAct = {
  act: 'grant-consent', consent: idOf(50), kind: 'SHARE', agency: 'police', purpose: 'SAFETY', classes: ['D4'], until: '2022-10-01T00:00:00.000Z', by: 'SELF', method: 'WRITTEN', language: 'es', interpreter: 'NONE',
  wording: idOf(51), explained: { withdrawalTold: true, noConditionTold: true, limitsTold: true },
};
const heardTwice = (her: Her): void => {
  her.act(guardian, inFavour(her, 'INVESTIGATION'));
  her.act(advocate, ready);
  her.act(investigator, arranged(her, { sessions: 2 }));
};

const table: readonly Guarded[] = [
  {
    refusal: '4: support ended because she does not cooperate', guard: 'SUPPORT_STAYS_OPEN', given: (her) => her.act(advocate, { act: 'open-support', support: idOf(60), kind: 'HOUSING', agency: 'house' }),
    asks: () => ({ act: 'end-support', support: idOf(60), reason: 'NOT_COOPERATING' }), otherwise: 'SupportEnded',
  },
  { refusal: '6: of age, and nobody decided it', guard: 'AGE_DECISION_REQUIRED', asks: () => ({ act: 'record-age', basis: 'ESTIMATED', adult: true }), otherwise: 'AgeRecorded' },
  { refusal: '6: of age, and it is in doubt', guard: 'AGE_DECISION_REQUIRED', asks: () => ({ act: 'record-age', basis: 'DISPUTED', adult: true, decidedBy: 'house' }), otherwise: 'AgeRecorded' },
  { refusal: '6: consent of somebody whose age nobody knows, by her own word', guard: 'CONSENT_GRANTOR', asks: () => consent, otherwise: 'ConsentGranted' },
  { refusal: '12: consent that never runs out', guard: 'CONSENT_PERIOD', given: (her) => her.act(advocate, { act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'house' }), asks: () => ({ ...consent, until: '2042-10-01T00:00:00.000Z' }), otherwise: 'ConsentGranted' },
  { refusal: '20: a third session with a child', guard: 'INTERVIEW_LIMIT', given: heardTwice, by: investigator, asks: (her) => arranged(her), otherwise: 'InterviewScheduled' },
  { refusal: '21: written to by no rule of hers', guard: 'SAFE_CONTACT_REQUIRED', asks: () => ({ act: 'record-contact', paper: idOf(70) }), otherwise: 'ContactMade' },
  { refusal: '25: confirmed, and no body decided it', guard: 'DECIDING_BODY_REQUIRED', asks: () => ({ act: 'record-status', status: 'CONFIRMED', basis: 'CONCLUSIVE_GROUNDS' }), otherwise: 'StatusRecorded' },
  { refusal: '25: not confirmed, and no body decided it', guard: 'DECIDING_BODY_REQUIRED', asks: () => ({ act: 'record-status', status: 'NOT_CONFIRMED', basis: 'CONCLUSIVE_GROUNDS' }), otherwise: 'StatusRecorded' },
];

test.each(table)('refusal $refusal', ({ guard, given, by = advocate, asks, otherwise }) => {
  const [guarded, unguarded] = [openHer(), openHer({ without: [guard] })].map((her) => {
    given?.(her);
    return her.act(by, asks(her));
  });
  expect(guarded?.refusal?.code).toBe(guard);
  expect([unguarded?.refusal, unguarded?.events[0]?.type]).toEqual([undefined, otherwise]);
});
