/** Closing and reopening (S10.1, S10.2, refusal 3): people close, two of them, and support lives on. */
import type { Actor } from '#domain/facts.ts';
import { expect, test } from 'vitest';
import { caseCommandSchema } from '#domain/case/schema.ts';
import { clocksOf, keepersOf } from '#domain/case/clocks.ts';
import { rowsOf } from '#domain/case/rows.ts';
import type { Decided } from '#domain/case/decide.ts';
import { isOpen } from '#domain/case/state.ts';
import { cast, planned, type Body, type Tale } from './world.ts';

const specialist: Actor = { person: 'htpu-adviser', agency: 'htpu', roles: ['SPECIALIST_ADVISOR'] };
const deputy: Actor = { person: 'usao-deputy', agency: 'usao', roles: ['COORDINATOR'] };
const lawyer: Actor = { person: 'usao-lawyer', agency: 'usao', roles: ['PROSECUTOR'] };
type Close = Extract<Extract<Body, { type: 'case' }>['act'], { act: 'close' }>;
const whole = (act: Extract<Body, { type: 'case' }>['act']): Body => ({ type: 'case', act });
const closing = (change: Partial<Close> = {}): Body =>
  whole({ act: 'close', how: 'MONITORING', reason: 'ALL_SUSPECTS_DISPOSED', triggers: ['SUSPECT_LOCATED', 'NEW_VICTIM'], victimsTold: true, redressHandedOver: true, ...change });
const aside = (tale: Tale, by: Actor, step: string): Decided => tale.act(by, step, { act: 'not-applicable', reason: 'RIGHT_EXERCISED' });

/** Everything that an agency owed is done or set aside by rule, and the closing review has begun. */
function reviewed(): Tale {
  const tale = planned();
  tale.finish(cast.advocate, 'S2.2-offer');
  tale.finish(cast.agent, 'S5.5');
  tale.finish(cast.coordinator, 'S3.4', 'S4.3');
  tale.finish(cast.prosecutor, 'S4.7');
  aside(tale, cast.coordinator, 'S5.1');
  for (const by of [cast.prosecutor, lawyer]) aside(tale, by, 'LIM.1');
  tale.say(cast.coordinator, whole({ act: 'ask-closing' }));
  return tale;
}
const closed = (): Tale => {
  const tale = reviewed();
  tale.say(cast.coordinator, closing());
  tale.say(specialist, closing());
  return tale;
};
const statusOf = (tale: Tale): string | undefined => rowsOf(tale.changes).cases.get(tale.open().id)?.status;

test('asking for the review opens it with a date of its own, and work goes on', () => {
  const tale = reviewed();
  expect([tale.open().phase, statusOf(tale), tale.due('S10.1')]).toEqual(['closing-review', 'OPEN', '2021-05-10 17:00']);
  expect(tale.act(cast.coordinator, 'S10.1', { act: 'accept' }).refusal).toBeUndefined();
  expect(tale.act(cast.coordinator, 'S10.1', { act: 'complete' }).refusal?.code).toBe('CASE_PHASE');
  tale.say(cast.coordinator, whole({ act: 'keep-open' }));
  expect([tale.open().phase, tale.step('S10.1').state]).toEqual(['open', 'DONE']);
});

test('it closes by the word of the coordinator and of the specialist adviser, in either order, and of nobody twice', () => {
  for (const [one, two] of [[cast.coordinator, specialist], [specialist, cast.coordinator]] as const) {
    const tale = reviewed();
    expect(tale.types(tale.say(one, closing()))).toEqual(['ClosingAgreed']);
    expect(tale.say(one, closing()).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
    expect(tale.types(tale.say(two, closing({ triggers: ['NEW_VICTIM', 'SUSPECT_LOCATED'] })))[0]).toBe('CaseClosed');
  }
  const tale = reviewed();
  tale.say(cast.coordinator, closing());
  expect(tale.say(deputy, closing()).refusal?.code).toBe('TWO_PEOPLE_REQUIRED'); // another person, and not another voice
  expect(tale.types(tale.say(specialist, closing({ reason: 'PROTECTION_OUTCOME' })))).toEqual(['ClosingAgreed']); // another reason begins anew
  expect(tale.say(cast.agent, closing()).refusal?.code).toBe('NOT_THE_COORDINATOR');
});

test('what is owed stands in the way, and the attempt is counted', () => {
  const tale = planned();
  tale.say(cast.coordinator, whole({ act: 'ask-closing' }));
  const no = tale.say(cast.coordinator, closing({ victimsTold: false, redressHandedOver: false }));
  expect(no.refusal).toEqual({ code: 'CLOSING_GATE', detail: { missing: ['DUTIES', 'SURVIVORS_TOLD', 'REDRESS'], steps: ['LIM.1', 'S4.3', 'S4.7', 'S5.1', 'S5.5'] } });
  expect([tale.types(no), tale.open().counts.denied]).toEqual([['GateDenied'], { G10: 1 }]);
});

test('support stays open and keeps its owner and its clock; what is hers stays hers; all else has ended', () => {
  const tale = closed();
  expect([tale.open().phase, statusOf(tale)]).toEqual(['closed-monitoring', 'CLOSED_MONITORING']);
  expect(Object.values(tale.open().steps).filter(isOpen).map(({ code }) => code).sort()).toEqual(['S2.2-offer', 'S2.3', 'S5.2']);
  expect([tale.step('S2.2-offer').owner, tale.step('S3.4').state, tale.step('S10.1').state]).toEqual(['haven-advocate', 'CANCELLED', 'DONE']);
  expect(clocksOf(tale.state()).map(({ subject }) => subject)).toContain('S2.2-offer');
  tale.finish(cast.advocate, 'S2.2-offer');
  expect(tale.step('S2.2-offer')).toMatchObject({ state: 'IN_PROGRESS', occurrence: 3 });
  tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_CONTACT' });
  expect(tale.say(cast.coordinator, closing({ how: 'FINALLY' })).refusal).toEqual({ code: 'CLOSING_GATE', detail: { missing: ['DUTIES'], steps: ['S2.2-offer'] } });
});

test('no clock closes, whatever time passes', () => {
  const tale = reviewed();
  tale.at('2024-04-12 09:30');
  expect(tale.open().phase).toBe('closing-review');
});

test('for good it closes only when nothing can follow; then its keeper rests until somebody reopens it', () => {
  const tale = planned((steps) => steps.filter(({ code }) => code !== 'S2.2-offer'));
  for (const code of ['S5.5', 'S5.1', 'S4.7', 'S4.3', 'S3.4']) aside(tale, cast.coordinator, code);
  for (const by of [cast.prosecutor, lawyer]) aside(tale, by, 'LIM.1');
  tale.say(cast.coordinator, whole({ act: 'ask-closing' }));
  tale.say(specialist, closing({ how: 'FINALLY' }));
  tale.say(cast.coordinator, closing({ how: 'FINALLY' }));
  expect([statusOf(tale), clocksOf(tale.state()), keepersOf(tale.state())]).toEqual(['CLOSED', [], []]);
  tale.say(cast.coordinator, whole({ act: 'reopen', trigger: 'SUSPECT_LOCATED' }));
  expect([statusOf(tale), keepersOf(tale.state()).map(({ phase }) => phase)]).toEqual(['REOPENED', ['reopened']]);
});

test('reopened, its history stands and its dates run from now', () => {
  const tale = closed();
  const before = tale.events().length;
  expect(tale.say(cast.agent, whole({ act: 'reopen', trigger: 'NEW_EVIDENCE' })).refusal?.code).toBe('NOT_THE_COORDINATOR');
  tale.at('2021-09-01 10:00');
  tale.say(cast.coordinator, whole({ act: 'reopen', trigger: 'NEW_EVIDENCE' }));
  expect([tale.open().phase, statusOf(tale), tale.events().length > before]).toEqual(['reopened', 'REOPENED', true]);
  expect([tale.step('S3.4').state, tale.due('S3.4'), tale.step('S3.4').occurrence]).toEqual(['IN_PROGRESS', '2021-10-01 10:00', 3]);
  tale.say(cast.coordinator, whole({ act: 'ask-closing' }));
  expect([statusOf(tale), tale.step('S10.1').occurrence]).toEqual(['REOPENED', 2]);
  expect(tale.say(cast.coordinator, whole({ act: 'reopen', trigger: 'NEW_EVIDENCE' })).refusal?.code).toBe('CASE_PHASE');
});

test.each(['VICTIM_WITHDREW', 'TIME_PASSED', 'NOT_COOPERATING'])('%s is no reason at all', (reason) => {
  expect(caseCommandSchema.safeParse(closing()).success).toBe(true);
  expect(caseCommandSchema.safeParse({ type: 'case', act: { ...(closing() as { act: Close }).act, reason } }).success).toBe(false);
});
