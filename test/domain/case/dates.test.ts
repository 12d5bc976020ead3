/** When a step is due: counted from a fact, from the end of a step, by a legal clock; and what follows when that is known later, or was wrong. */
import type { Actor } from '#domain/facts.ts';
import { describe, expect, test } from 'vitest';
import { inChicago } from '../time/fixtures.ts';
import { lawfulTale, prosecutor } from './legal.ts';
import { cast, type Tale } from './world.ts';

const second: Actor = { person: 'usao-second', agency: 'usao', roles: ['PROSECUTOR'] };
const lastOf = (tale: Tale, type: string) => tale.events().findLast((event) => event.type === type);
const start = '2021-03-08 09:30';

describe('where the date counts from what is not known yet', () => {
  test('somebody must say it within the time the playbook gives, and that climbs its own ladder', () => {
    const tale = lawfulTale();
    expect([tale.step('S8.1').dueFor, tale.due('S8.1')]).toEqual(['date', '2021-03-15 17:00']);
    tale.at('2021-03-15 17:00');
    expect(tale.levels('S8.1')).toEqual(['L0 2021-03-13 20:22:30', 'L1 2021-03-15 17:00']);
    tale.record('SENTENCING', '2021-09-20');
    expect([tale.step('S8.1').dueFor, tale.due('S8.1'), tale.step('S8.1').version]).toEqual(['work', '2021-07-22 17:00', 2]);
    tale.at('2021-05-20 17:00');
    expect(tale.levels('S8.1').slice(2)).toEqual(['L0 2021-05-19 05:00']);
  });

  test('a date that has passed by the time it is known is due at once: all levels that have come are on record, and one notice goes out', () => {
    const tale = lawfulTale();
    tale.record('SENTENCING', '2021-03-31');
    expect(tale.due('S8.1')).toBe('2021-01-30 17:00');
    tale.at(start);
    expect(tale.levels('S8.1')).toEqual(['L0', 'L1', 'L2', 'L3', 'L4'].map((level) => `${level} ${start} (not sent)`).concat(`L5 ${start}`));
    expect(tale.nextClocks('S8.1')).toMatchObject([{ name: 'next-level' }]);
  });
});

describe('a day counts whole', () => {
  test.each([
    ['S7.5', 'at its closing time', '2021-09-20 17:00'],
    ['S7.6', 'in hours from its beginning', '2021-09-20 02:00'],
    ['S8.1', 'in whole days before it', '2021-07-22 17:00'],
  ])('%s: %s', (step, _, due) => {
    const tale = lawfulTale();
    tale.record('SENTENCING', '2021-09-20');
    expect(tale.due(step)).toBe(due);
  });
});

describe('an instant', () => {
  test('is due at that instant; working days before it are whole ones', () => {
    const tale = lawfulTale();
    tale.record('HEARING', '2021-03-24T17:00:00.000Z');
    expect([tale.due('S7.4'), tale.due('S7.2')]).toEqual(['2021-03-24 12:00', '2021-03-19 17:00']);
  });

  test('the bounds count from the opening', () => {
    const soon = lawfulTale();
    soon.record('HEARING', '2021-03-10T17:00:00.000Z');
    expect(soon.due('S7.2')).toBe('2021-03-09 09:30');
    const late = lawfulTale();
    late.record('HEARING', '2021-07-01T17:00:00.000Z');
    expect(late.due('S7.2')).toBe('2021-03-28 09:30');
  });
});

test('work that is promised is due as long after the end of another step as the playbook says, from the moment it is accepted', () => {
  const tale = lawfulTale();
  tale.finish(cast.coordinator, 'S3.1');
  tale.at('2021-03-10 11:00');
  expect([tale.step('S7.8').dueFor, tale.due('S7.8')]).toEqual(['answer', '2021-03-11 17:00']);
  tale.act(cast.prosecutor, 'S7.8', { act: 'accept' });
  expect([tale.step('S7.8').dueFor, tale.due('S7.8')]).toEqual(['work', '2021-03-22 17:00']);
});

describe('when what it counts from was wrong', () => {
  function sentenced(): ReturnType<typeof lawfulTale> {
    const tale = lawfulTale();
    tale.record('SENTENCING', '2021-09-20');
    return tale;
  }

  test('a later date follows at once, with a new version, and it is told', () => {
    const tale = sentenced();
    tale.at('2021-05-20 12:00');
    const before = tale.told().length;
    tale.say(second, { type: 'case', act: { act: 'record-fact', fact: 'SENTENCING', value: '2021-10-20' } });
    expect([tale.due('S8.1'), tale.due('S7.5')]).toEqual(['2021-08-21 17:00', '2021-10-20 17:00']);
    expect(tale.told().slice(before)).toContain('change S8.1 usao COORDINATOR');
    tale.at('2021-06-20 12:00');
    expect(tale.levels('S8.1')).toEqual(['L0 2021-05-15 13:45']);
  });

  test('a nearer date of the law waits for the word of a second person; other work follows at once', () => {
    const tale = sentenced();
    const decided = tale.record('SENTENCING', '2021-08-20');
    expect(tale.types(decided)).toContain('NearerDateAsked');
    expect([tale.due('S8.1'), tale.due('S7.5'), tale.step('S8.1').nearer]).toEqual(['2021-07-22 17:00', '2021-08-20 17:00', { value: '2021-08-20', person: 'usao-prosecutor' }]);
    expect(tale.told()).toContain('request S8.1 usao COORDINATOR');
    expect(tale.act(prosecutor, 'S8.1', { act: 'confirm-date' }).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
    expect(tale.act(cast.agent, 'S8.1', { act: 'confirm-date' }).refusal?.code).toBe('NOT_THE_HOLDER');
    expect(tale.types(tale.act(second, 'S8.1', { act: 'confirm-date' }))).toEqual(['DateCounted']);
    expect([tale.due('S8.1'), tale.step('S8.1').nearer]).toEqual(['2021-06-21 17:00', undefined]);
    expect(tale.act(second, 'S8.1', { act: 'confirm-date' }).refusal?.code).toBe('NO_DATE_ASKED');
    expect(lastOf(tale, 'DateCounted')).toMatchObject({ person: 'usao-second' });
  });

  test('with the guard left out one person is enough', () => {
    const tale = sentenced();
    expect(tale.types(tale.ask(prosecutor, { type: 'case', act: { act: 'record-fact', fact: 'SENTENCING', value: '2021-08-20' } }, ['TWO_PEOPLE_REQUIRED']))).not.toContain('NearerDateAsked');
  });

  test('a date that stays the same begins no new version: what was said stays said', () => {
    const tale = lawfulTale();
    tale.record('HEARING', '2021-07-01T17:00:00.000Z');
    tale.at('2021-03-26 12:00');
    const before = tale.step('S7.2');
    expect(before.climb?.reached).toBe(1);
    tale.record('HEARING', '2021-07-08T17:00:00.000Z');
    expect(tale.step('S7.2')).toMatchObject({ version: before.version, climb: before.climb, counted: { of: '2021-07-08T17:00:00.000Z' } });
  });

  test('each subject has its own: what is said of one suspect moves nothing of another', () => {
    const tale = lawfulTale();
    tale.say(prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: 'P2' } });
    tale.record('ARRESTED', '2021-03-05', 'P1');
    tale.record('ARRESTED', '2021-03-07', 'P2');
    expect([tale.due('S7.1:P1'), tale.due('S7.1:P2')]).toEqual(['2021-04-04 17:00', '2021-04-06 17:00']);
    tale.record('ARRESTED', '2021-03-08', 'P2');
    expect([tale.due('S7.1:P1'), tale.due('S7.1:P2')]).toEqual(['2021-04-04 17:00', '2021-04-07 17:00']);
  });
});

describe('a schedule', () => {
  test('comes again at its lengths after the first opening, the last time for good; ahead it is not open for a stall', () => {
    const tale = lawfulTale();
    expect(tale.due('S9.5')).toBe('2021-04-08 09:30');
    tale.at('2021-04-01 10:00');
    tale.finish(cast.prosecutor, 'S9.5');
    expect([tale.due('S9.5'), tale.step('S9.5')]).toMatchObject(['2021-06-08 09:30', { state: 'IN_PROGRESS', occurrence: 2, turn: { place: 1 } }]);
    tale.at('2021-07-01 10:00');
    tale.act(cast.prosecutor, 'S9.5', { act: 'complete' });
    expect(tale.due('S9.5')).toBe('2021-09-08 09:30');
    tale.act(cast.prosecutor, 'S9.5', { act: 'complete' });
    expect(tale.step('S9.5')).toMatchObject({ state: 'DONE', occurrence: 3 });
  });

  test('a time that had passed when its turn came is due at once', () => {
    const tale = lawfulTale();
    tale.act(cast.prosecutor, 'S9.5', { act: 'accept' });
    tale.at('2021-06-20 10:00');
    tale.act(cast.prosecutor, 'S9.5', { act: 'complete' });
    expect(tale.due('S9.5')).toBe('2021-06-08 09:30');
    tale.at('2021-06-20 10:00');
    expect(tale.levels('S9.5').at(-1)).toMatch(/^L3 2021-06-20/);
  });
});

test('nobody calls it done before its time; the instant is said', () => {
  const tale = lawfulTale();
  tale.record('ARRESTED', '2021-03-08', 'P1');
  tale.act(cast.prosecutor, 'S7.3:P1', { act: 'accept' });
  expect(tale.act(cast.prosecutor, 'S7.3:P1', { act: 'complete' }).refusal).toEqual({ code: 'TOO_EARLY', detail: {} });
  tale.record('FILED', '2021-03-10', 'P1');
  expect(tale.act(cast.prosecutor, 'S7.3:P1', { act: 'complete' }).refusal).toEqual({ code: 'TOO_EARLY', detail: { until: '2021-04-09T05:00:00.000Z' } });
  tale.at('2021-04-09 00:00');
  expect(tale.act(cast.prosecutor, 'S7.3:P1', { act: 'complete' }).refusal).toBeUndefined();
});

describe('a legal horizon', () => {
  test('is not shown while nobody has said from when it runs; then it lapses as its last day ends, and near warnings come at once', () => {
    const tale = lawfulTale();
    expect([tale.step('LIM.5').dueFor, tale.step('LIM.5').horizonAt, tale.due('LIM.5')]).toEqual(['date', undefined, '2021-03-15 17:00']);
    tale.record('LAST_ACT', '2016-06-01');
    expect([inChicago(tale.step('LIM.5').horizonAt ?? ''), tale.step('LIM.5').climb]).toEqual(['2021-06-02 00:00', undefined]);
    tale.at(start);
    expect(tale.told()).toContain('horizon LIM.5 usao PROSECUTOR');
    expect(tale.step('LIM.2').state).toBe('READY');
  });

  test('days at large do not count; a nearer day takes two', () => {
    const tale = lawfulTale();
    tale.record('LAST_ACT', '2019-06-01');
    tale.act(cast.prosecutor, 'LIM.5', { act: 'exclude', basis: 'FUGITIVE', from: '2020-01-01', to: '2021-01-01' });
    expect(inChicago(tale.step('LIM.5').horizonAt ?? '')).toBe('2025-06-03 00:00');
    expect(tale.types(tale.record('LAST_ACT', '2019-05-01'))).toContain('NearerDateAsked');
    expect(inChicago(tale.step('LIM.5').horizonAt ?? '')).toBe('2025-06-03 00:00');
    tale.act(second, 'LIM.5', { act: 'confirm-date' });
    expect(inChicago(tale.step('LIM.5').horizonAt ?? '')).toBe('2025-05-03 00:00');
  });
});
