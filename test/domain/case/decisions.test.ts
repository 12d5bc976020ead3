/** Charging decisions that can be defended (domain 5c, S6; refusals 7 and 8), and what became of each suspect (5d). By us-acteam, worked by hand. */
import { expect, test } from 'vitest';
import { rowsOf } from '#domain/case/rows.ts';
import { adviser, done, formOf, joins, known, launched, name } from './acteam.ts';
import { cast, uuid, type Tale } from './world.ts';

/** V1 and D1; the file of D1 is complete, and V1 was offered to be heard. */
function ready(at = '2022-01-04 09:30'): Tale {
  const tale = launched(at);
  joins(tale, 1);
  name(tale, { kind: 'SUSPECT', as: 'D1' });
  known(tale, 'FILE_COMPLETE', '2022-01-04', 'D1');
  done(tale, 'S6.1:D1');
  confers(tale, 1);
  return tale;
}
const confers = (tale: Tale, n: number) => done(tale, `S6.2:V${n}`);

const outcome = (tale: Tale, label = 'D1') => tale.open().outcomes?.[label];
const records = (tale: Tale) => rowsOf(tale.changes).records;

test('a route of any label asks for the same file: reasons, effects, redress, status, plain words (refusal 8)', () => {

  for (const option of ['TRAFFICKING', 'ALTERNATIVE', 'MIXED', 'DECLINE_EVIDENCE', 'DEFER'] as const) {
    const tale = ready();
    const asked = ['reasons', 'conduct', 'role', 'protection', 'prevention', 'prosecution', 'redress', 'status', 'plain-words'];
    const refusal = done(tale, 'S6.3:D1', { option, without: asked, ...(option === 'DEFER' && { answers: { 'review-by': '2022-12-01' } }) });
    expect([refusal?.code, refusal?.detail?.['fields']]).toEqual(['ANSWER_MISSING', asked]);
  }
});

test('what is looked at again says by when: within 12 months, and before a right lapses', () => {
  const tale = ready('2022-01-18 09:30');
  expect(done(tale, 'S6.3:D1', { option: 'DEFER' })).toMatchObject({ code: 'ANSWER_MISSING', detail: { fields: ['review-by'] } });
  expect(done(tale, 'S6.3:D1', { option: 'DEFER', answers: { 'review-by': '2023-01-19' } })).toMatchObject({ code: 'DAY_BEYOND', detail: { latest: '2023-01-18' } });
  tale.act(cast.prosecutor, 'LIM.1', { act: 'accept' });
  expect(tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2022-09-30' }).refusal).toBeUndefined();
  expect(known(tale, 'REVIEW_BY', '2022-09-30', 'D1')).toMatchObject({ code: 'DAY_BEYOND', detail: { latest: '2022-09-29' } });
  expect(done(tale, 'S6.3:D1', { option: 'DEFER', answers: { 'review-by': '2022-09-29' } })).toBeUndefined();
  expect([outcome(tale), tale.due('S6.3-review:D1')?.slice(0, 10)]).toEqual(['DEFERRED', '2022-09-29']);
});

test('not prosecuted in best interests is pending until its file is complete, and never a declination (refusal 7)', () => {
  const tale = ready();
  expect(done(tale, 'S6.3:D1', { option: 'BEST_INTEREST_NON_PROSECUTION', answers: { 'review-by': '2022-12-01' } })).toBeUndefined();
  expect([outcome(tale), tale.due('S6.5:D1')?.slice(0, 10), tale.open().steps['S6.5:D1']?.role]).toEqual(['BEST_INTEREST_PENDING', '2022-02-03', 'PROSECUTOR']);
  expect(records(tale).findLast(({ kind }) => kind === 'outcome')?.data).toMatchObject({ outcome: 'BEST_INTEREST_PENDING', under: 'PROTECTION', final: false });
  expect(done(tale, 'S6.4:D1', { option: 'CONCUR', who: adviser })).toBeUndefined();
  expect(outcome(tale)).toBe('BEST_INTEREST_PENDING');
  // Item 4 is asked of this, and not of a declination.
  expect(done(tale, 'S6.5:D1', { answers: { 'not-capacity': 'YES' } })).toMatchObject({ code: 'ANSWER_MISSING', detail: { fields: ['alternatives'] } });
  expect(tale.act(cast.prosecutor, 'S6.5:D1', { act: 'file-form', forms: [formOf(['alternatives'])] } as never).refusal).toBeUndefined();
  expect(done(tale, 'S6.5:D1', { answers: { 'not-capacity': 'YES' } })).toBeUndefined();
  expect(outcome(tale)).toBe('NOT_PROSECUTED_BEST_INTEREST');
});

test('capacity as the only reason, or a specialist with concerns, leaves it pending', () => {
  for (const [capacity, review] of [['NO', 'CONCUR'], ['YES', 'CONCERNS']] as const) {
    const tale = ready();
    done(tale, 'S6.3:D1', { option: 'BEST_INTEREST_NON_PROSECUTION', answers: { 'review-by': '2022-12-01' } });
    tale.act(cast.prosecutor, 'S6.5:D1', { act: 'accept' });
    tale.act(cast.prosecutor, 'S6.5:D1', { act: 'file-form', forms: [formOf(['alternatives'])] } as never);
    expect(done(tale, 'S6.5:D1', { answers: { 'not-capacity': capacity } })).toBeUndefined();
    expect(done(tale, 'S6.4:D1', { option: review, who: adviser })).toBeUndefined();
    expect(outcome(tale)).toBe('BEST_INTEREST_PENDING');
  }
});

test('a declination needs its file and the review too', () => {
  const tale = ready();
  done(tale, 'S6.3:D1', { option: 'DECLINE_EVIDENCE' });
  done(tale, 'S6.4:D1', { option: 'CONCUR', who: adviser });
  expect(outcome(tale)).toBeUndefined();
  expect(done(tale, 'S6.5:D1', { answers: { 'not-capacity': 'YES' } })).toBeUndefined();
  expect(outcome(tale)).toBe('DECLINED_EVIDENCE');
});

test('a charge of any label is filed only after the specialist has looked at the route, and an alternative is a full route', () => {
  const tale = ready();
  expect(name(tale, { kind: 'CHARGE', as: 'C1', of: 'D1', victims: ['V1'] })).toBeUndefined();
  expect(name(tale, { kind: 'CHARGE', as: 'C2', of: 'D1', alternativeTo: 'C1' })).toBeUndefined();
  name(tale, { kind: 'SUSPECT', as: 'D2' });
  expect(name(tale, { kind: 'CHARGE', as: 'C3', of: 'D2', alternativeTo: 'C1' })?.code).toBe('SUBJECT_UNKNOWN'); // another's
  known(tale, 'CHARGE_LABEL', 'ALTERNATIVE', 'C2');
  expect(known(tale, 'CHARGE_STATE', 'CONSIDERED', 'C1')).toBeUndefined();
  for (const charge of ['C1', 'C2']) expect(known(tale, 'CHARGE_STATE', 'FILED', charge)).toMatchObject({ code: 'REQUIREMENT_UNMET' });
  done(tale, 'S6.3:D1', { option: 'ALTERNATIVE' });
  expect(known(tale, 'CHARGE_STATE', 'FILED', 'C2')).toMatchObject({ code: 'REQUIREMENT_UNMET', detail: { missing: ['REVIEWED'] } });
  done(tale, 'S6.4:D1', { option: 'CONCUR', who: adviser });
  expect(known(tale, 'CHARGE_STATE', 'FILED', 'C2')).toBeUndefined();
  expect(records(tale).find(({ kind, id }) => kind === 'charge' && id === 'C2')).toMatchObject({ class: 'D10', data: { suspect: 'D1', alternativeTo: 'C1' } });
});

test('any conviction is an outcome of full value, whatever its label (ORCHARD 29)', () => {
  const tale = ready();
  done(tale, 'S6.3:D1', { option: 'MIXED' });
  known(tale, 'VERDICT', '2023-03-17', 'D1');
  expect(done(tale, 'S7.8:D1', { option: 'CONVICTED_ALTERNATIVE' })).toBeUndefined();
  expect(records(tale).findLast(({ kind }) => kind === 'outcome')).toMatchObject({ class: 'D10', data: { outcome: 'CONVICTED_ALTERNATIVE', under: 'PROSECUTION', addressed: true, final: true } });
});

test('nothing is edited: a decision that was looked at again stands beside the first, and each has its class', () => {
  const tale = ready();
  done(tale, 'S6.3:D1', { option: 'DEFER', answers: { 'review-by': '2022-12-01' } });
  expect(done(tale, 'S6.3-review:D1', { option: 'STANDS' })).toBeUndefined();
  expect(done(tale, 'S6.3-review:D1', { option: 'ALTERNATIVE' })).toBeUndefined();
  expect(records(tale).filter(({ kind }) => kind === 'decision').map(({ id, state, class: of }) => [id, state, of])).toEqual([
    ['S6.3:D1/1', 'DEFER', 'D15'], ['S6.3-review:D1/1', 'STANDS', 'D15'], ['S6.3-review:D1/2', 'ALTERNATIVE', 'D15'],
  ]);
  expect(outcome(tale)).toBeUndefined();
});

test('somebody who joins after a decision opens the question whether it stands; nobody who was there does', () => {
  const tale = ready();
  done(tale, 'S6.3:D1', { option: 'TRAFFICKING' });
  expect(tale.open().steps['S6.3-new:V1']).toBeUndefined();
  joins(tale, 2);
  expect(tale.step('S6.3-new:V2').role).toBe('PROSECUTOR');
  expect(tale.open().steps['S6.3-review:D1']).toBeUndefined();
  expect(done(tale, 'S6.3-new:V2', { option: 'LOOK_AGAIN' })).toBeUndefined();
  expect(tale.step('S6.3-review:D1').state).toBe('READY');
});

test('a victim is named as a suspect only once it was asked whether she was compelled', () => {
  const tale = ready();
  expect(name(tale, { kind: 'SUSPECT', as: 'D5', same: 'V1' })).toMatchObject({ code: 'NON_PUNISHMENT_FIRST', detail: { step: 'S1.5:V1' } });
  expect(name(tale, { kind: 'SUSPECT', as: 'D5', same: 'V9' })?.code).toBe('SUBJECT_UNKNOWN');
  expect(done(tale, 'S1.5:V1')).toBeUndefined();
  expect(name(tale, { kind: 'SUSPECT', as: 'D5', same: 'V1' })).toBeUndefined();
  expect(records(tale).at(-1)).toMatchObject({ kind: 'same-person', class: 'D9', victim: uuid(951) });
});
