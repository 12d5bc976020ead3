/** What is asked anew each time it must be, and ends when it need not: reliance on her word, a status that was renewed, what is kept and shown, advice, prevention, whom the venture needs. By us-acteam. */
import { expect, test } from 'vitest';
import { canStall } from '#domain/case/settle.ts';
import type { Actor } from '#domain/facts.ts';
import { adviser, done, joins, known, launched } from './acteam.ts';
import { cast, type Tale } from './world.ts';

const officer: Actor = { person: 'usao-officer', agency: 'usao', roles: ['IMMIGRATION_OFFICER'] };
const stands = (tale: Tale, ...steps: readonly string[]) => steps.map((code) => tale.open().steps[code]?.state);
const decides = (tale: Tale, option: string, n = 1) => done(tale, `S5.6:V${n}`, { option, who: cast.advocate });
const says = (tale: Tale, facts: Readonly<Record<string, string>>) => tale.say(cast.prosecutor, { type: 'matter-says', facts: Object.entries(facts).map(([fact, value]) => ({ fact, value })) }).refusal;

test('whether her testimony is relied on is asked anew after yes, no and yes again, and only of her who decided (S6.8)', () => {
  const tale = launched('2022-01-04 09:30');
  joins(tale, 1);
  joins(tale, 2);
  decides(tale, 'IN_PERSON', 2);
  expect(done(tale, 'S6.8:V2', { option: 'RELY' })).toBeUndefined();
  decides(tale, 'IN_PERSON');
  expect([stands(tale, 'S6.8:V1', 'S6.8:V2', 'S7.5:V2', 'S7.5:V1'), done(tale, 'S6.8:V1', { option: 'RELY' })]).toEqual([['READY', 'DONE', 'READY', undefined], undefined]);
  decides(tale, 'NONE');
  expect(stands(tale, 'S6.8:V1', 'S7.5:V1')).toEqual(['DONE', 'NOT_APPLICABLE']);
  decides(tale, 'BY_MEASURE');
  // Who had decided decides again, and until then nothing is prepared on the word that was.
  expect([stands(tale, 'S6.8:V1', 'S7.5:V1', 'S6.8:V2'), tale.step('S6.8:V1').owner]).toEqual([['IN_PROGRESS', 'NOT_APPLICABLE', 'DONE'], cast.prosecutor.person]);
  decides(tale, 'NONE');
  expect(stands(tale, 'S6.8:V1')).toEqual(['NOT_APPLICABLE']);
  decides(tale, 'EARLIER_STATEMENT');
  expect([stands(tale, 'S6.8:V1'), done(tale, 'S6.8:V1', { option: 'DO_NOT_RELY' }), stands(tale, 'S7.5:V1')]).toEqual([['IN_PROGRESS'], undefined, ['NOT_APPLICABLE']]);
});

test('each renewal of her status is watched to its own end, and no other than hers (IM.3)', () => {
  const tale = launched('2021-03-08 09:30');
  joins(tale, 1);
  joins(tale, 2);
  known(tale, 'CP_GRANTED', '2021-04-16', 'V1', officer);
  expect([tale.due('IM.3:V1'), tale.open().steps['IM.3:V2']]).toEqual(['2023-04-16 17:00', undefined]);
  tale.at('2023-04-03 10:00');
  tale.finish(officer, 'IM.3:V1');
  known(tale, 'CP_GRANTED', '2023-04-14', 'V1', officer);
  expect([stands(tale, 'IM.3:V1'), tale.due('IM.3:V1')]).toEqual([['IN_PROGRESS'], '2025-04-14 17:00']);
  tale.finish(officer, 'IM.3:V1');
  known(tale, 'CP_GRANTED', '2023-04-14', 'V2', officer);
  expect([stands(tale, 'IM.3:V1', 'IM.3:V2'), tale.due('IM.3:V2')]).toEqual([['DONE', 'READY'], '2025-04-14 17:00']);
});

test('what is kept by others, and what the defence is to be shown, has a date again when something new comes', () => {
  const tale = launched('2022-01-04 09:30');
  says(tale, { PRESERVATION_DUE: '2022-03-01', PRESERVATION_OPEN: 'YES', DISCLOSURE_DUE: '2022-03-10', DISCLOSURE_OPEN: 'YES' });
  says(tale, { PRESERVATION_OPEN: 'NO', DISCLOSURE_OPEN: 'NO' });
  expect(stands(tale, 'S4.2-expiry', 'S7.9')).toEqual(['NOT_APPLICABLE', 'NOT_APPLICABLE']);
  says(tale, { PRESERVATION_DUE: '2022-03-01', PRESERVATION_OPEN: 'YES', DISCLOSURE_DUE: '2022-05-10', DISCLOSURE_OPEN: 'YES' });
  expect([stands(tale, 'S4.2-expiry', 'S7.9'), tale.due('S4.2-expiry'), tale.due('S7.9')]).toEqual([['READY', 'READY'], '2022-03-01 17:00', '2022-05-10 17:00']);
  tale.finish(cast.agent, 'S4.2-expiry');
  says(tale, { PRESERVATION_DUE: '2022-06-01' });
  expect([stands(tale, 'S4.2-expiry'), tale.due('S4.2-expiry')]).toEqual([['IN_PROGRESS'], '2022-06-01 17:00']);
});

test('whom the venture needs is looked at again on its day: who owns the map is told, and nobody of hers', () => {
  const tale = launched('2022-01-04 09:30');
  joins(tale, 1);
  says(tale, { PLAYER_REVIEW_DUE: '2022-04-04', PLAYER_REVIEW_OPEN: 'YES' });
  expect([stands(tale, 'S4.9-player'), tale.due('S4.9-player')]).toEqual([['READY'], '2022-04-04 17:00']);
  tale.act(adviser, 'S4.9-player', { act: 'accept' });
  tale.at('2022-04-04 18:00');
  expect(tale.levels('S4.9-player')).toEqual(['L0 2022-04-01 17:00', 'L1 2022-04-04 17:00']);
  const told = tale.told().filter((line) => line.includes('S4.9-player'));
  expect([told.length > 0, told.filter((line) => / haven | VICTIM/.test(line))]).toEqual([true, []]);
  says(tale, { PLAYER_REVIEW_DUE: '2022-07-04' });
  expect(tale.due('S4.9-player')).toBe('2022-07-04 17:00');
  // Until that day nothing is owed, and the track is not called quiet for it (R13).
  expect(tale.types(tale.act(adviser, 'S4.9-player', { act: 'complete' }))).not.toContain('StepOpened');
  says(tale, { PLAYER_REVIEW_DUE: '2022-10-03' });
  expect([stands(tale, 'S4.9-player'), canStall(tale.step('S4.9-player'), tale.now()), canStall(tale.step('S4.9-player'), '2022-10-04T00:00:00.000Z')]).toEqual([['IN_PROGRESS'], false, true]);
});

test('advice is taken up or not, and looked at again on its day; the unit is consulted as often as it is asked (S3.5)', () => {
  const tale = launched('2022-01-04 09:30');
  tale.finish(cast.coordinator, 'S3.1', 'S3.3');
  expect(stands(tale, 'S3.5', 'S3.5-adopted')).toEqual(['READY', undefined]);
  expect(done(tale, 'S3.5', { answers: { 'follow-up': '2022-03-01' }, who: adviser })).toBeUndefined();
  expect([tale.due('S3.5-adopted'), done(tale, 'S3.5-adopted', { option: 'ADOPTED', without: ['reason'], who: cast.coordinator })?.code]).toEqual(['2022-01-11 17:00', 'ANSWER_MISSING']);
  expect([stands(tale, 'S3.5-follow-up'), done(tale, 'S3.5-adopted', { option: 'ADOPTED', who: cast.coordinator }), tale.due('S3.5-follow-up')]).toEqual([[undefined], undefined, '2022-03-01 17:00']);
  expect(done(tale, 'S3.5-follow-up', { option: 'HELPED', who: adviser })).toBeUndefined();
  known(tale, 'CONSULTATION_ASKED', '2022-04-01');
  expect([stands(tale, 'S3.5'), done(tale, 'S3.5', { answers: { 'follow-up': '2022-06-01' }, who: adviser })]).toEqual([['IN_PROGRESS'], undefined]);
  expect([done(tale, 'S3.5-adopted', { option: 'NOT_ADOPTED', who: cast.coordinator }), stands(tale, 'S3.5-follow-up')]).toEqual([undefined, ['DONE']]);
});

test('a prevention action is looked at again on its day, for as long as it goes on (S9.4)', () => {
  const tale = launched('2022-01-04 09:30');
  known(tale, 'PREVENTION_FOLLOW_UP', '2022-05-02', undefined, cast.coordinator);
  tale.act(cast.coordinator, 'S9.4-result', { act: 'accept' });
  expect(tale.due('S9.4-result')).toBe('2022-05-02 17:00');
  known(tale, 'PREVENTION_FOLLOW_UP', '2022-08-01', undefined, cast.coordinator);
  expect([stands(tale, 'S9.4-result'), tale.due('S9.4-result')]).toEqual([['IN_PROGRESS'], '2022-08-01 17:00']);
  expect([done(tale, 'S9.4-result', { option: 'DONE', who: cast.coordinator }), stands(tale, 'S9.4-result')]).toEqual([undefined, ['DONE']]);
  known(tale, 'PREVENTION_FOLLOW_UP', '2022-10-03', undefined, cast.coordinator);
  expect([stands(tale, 'S9.4-result'), tale.due('S9.4-result')]).toEqual([['IN_PROGRESS'], '2022-10-03 17:00']);
});

test('another state has the time (S4.7): we look again every sixty days for as long as it is asked, and no level presses before', () => {
  const tale = launched('2021-03-08 09:30');
  tale.finish(cast.coordinator, 'S3.1', 'S3.3');
  expect(stands(tale, 'S4.7')).toEqual([undefined]);
  tale.finish(cast.agent, 'S4.1');
  expect([stands(tale, 'S4.7'), tale.due('S4.7')]).toEqual([['READY'], '2021-03-11 17:00']);
  tale.act(cast.prosecutor, 'S4.7', { act: 'accept' });
  expect([stands(tale, 'S4.7'), tale.due('S4.7'), tale.levels('S4.7')]).toEqual([['WAITING_EXTERNAL'], '2021-05-07 09:30', []]);
  tale.at('2021-05-06 10:00');
  tale.act(cast.prosecutor, 'S4.7', { act: 'review-wait' });
  expect([stands(tale, 'S4.7'), tale.due('S4.7')]).toEqual([['WAITING_EXTERNAL'], '2021-07-05 10:00']);
  tale.at('2021-07-05 10:00');
  expect(tale.levels('S4.7').map((level) => level.slice(0, 2))).toEqual(['L0', 'L0', 'L1']);
  expect([known(tale, 'FOREIGN_REQUEST', 'NO'), stands(tale, 'S4.7')]).toEqual([undefined, ['NOT_APPLICABLE']]);
});

test('protective measures are owed before she is heard, once she wishes it and is relied on; her day asks nothing of her (S7.5)', () => {
  const tale = launched('2022-01-04 09:30');
  joins(tale, 1);
  decides(tale, 'EARLIER_STATEMENT');
  expect([done(tale, 'S6.8:V1', { option: 'RELY' }), stands(tale, 'S7.5:V1')]).toEqual([undefined, [undefined]]);
  decides(tale, 'BY_MEASURE');
  expect([done(tale, 'S6.8:V1', { option: 'RELY' }), stands(tale, 'S7.5:V1')]).toEqual([undefined, ['READY']]);
  tale.act(cast.prosecutor, 'S7.5:V1', { act: 'accept' });
  expect(tale.due('S7.5:V1')).toBe('2022-01-18 17:00'); // somebody says the day
  known(tale, 'TESTIMONY_DAY', '2022-03-21', 'V1');
  expect(tale.due('S7.5:V1')).toBe('2022-03-07 17:00');
  expect([tale.step('S5.6:V1').climb, tale.told().filter((line) => line.includes('S5.6'))]).toEqual([undefined, []]);
});

test('victims are consulted before a plea, or the disposition is not recorded (S7.6, G8)', () => {
  const tale = launched('2022-09-01 09:30');
  joins(tale, 1);
  tale.say(cast.prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: 'D1' } });
  expect(stands(tale, 'S7.6:D1')).toEqual([undefined]);
  known(tale, 'PLEA_EXPECTED', '2022-11-07', 'D1');
  expect([stands(tale, 'S7.6:D1'), tale.due('S7.6:D1')]).toEqual([['READY'], '2022-11-04 17:00']);
  known(tale, 'VERDICT', '2022-11-08', 'D1');
  expect(done(tale, 'S7.8:D1', { option: 'CONVICTED_ALTERNATIVE' })).toMatchObject({ code: 'REQUIREMENT_UNMET' });
  tale.finish(cast.prosecutor, 'S7.6:D1');
  expect(done(tale, 'S7.8:D1', { option: 'CONVICTED_ALTERNATIVE' })).toBeUndefined();
  expect(tale.open().outcomes?.['D1']).toBe('CONVICTED_ALTERNATIVE');
});
