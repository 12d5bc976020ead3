/** Legal clocks in a case: their version, what is left out, what lengthens them, and that nothing shortens what protects her (refusal 23). */
import { describe, expect, test } from 'vitest';
import { inChicago } from '../time/fixtures.ts';
import { lawfulTale, prosecutor } from './legal.ts';
import { cast } from './world.ts';

const ends = { act: 'exclude', basis: 'ENDS_OF_JUSTICE', from: '2022-03-28', to: '2022-11-28' } as const;

function indicted(): ReturnType<typeof lawfulTale> {
  const tale = lawfulTale();
  tale.at('2022-02-24 12:00');
  tale.record('ARRESTED', '2022-02-01', 'P1');
  tale.record('FILED', '2022-02-24', 'P1');
  return tale;
}

describe('the trial clock', () => {
  test('stands still under an exclusion, and the date moves by its days; said twice it counts once', () => {
    const tale = indicted();
    expect([tale.due('S7.1:P1'), tale.due('S7.3:P1')]).toEqual(['2022-03-03 17:00', '2022-05-05 17:00']);
    tale.at('2022-03-28 12:00');
    const levels = tale.levels('S7.3:P1').length;
    expect(tale.types(tale.act(cast.prosecutor, 'S7.3:P1', ends))).toContain('DaysExcluded');
    expect([tale.due('S7.3:P1'), tale.levels('S7.3:P1').length]).toEqual(['2023-01-05 17:00', levels]);
    expect(tale.act(cast.prosecutor, 'S7.3:P1', ends)).toMatchObject({ events: [] });
    tale.act(cast.prosecutor, 'S7.3:P1', { ...ends, from: '2022-10-11', to: '2023-02-27' });
    expect(tale.due('S7.3:P1')).toBe('2023-04-06 17:00');
    expect(tale.told()).toContain('change S7.3:P1 usao COORDINATOR');
  });

  test('whoever leaves days out while a nearer date waits for a second word does not bring it nearer alone', () => {
    const tale = indicted();
    tale.record('FILED', '2022-02-10', 'P1');
    expect(tale.step('S7.3:P1').nearer).toBeDefined();
    tale.act(cast.prosecutor, 'S7.3:P1', { ...ends, from: '2022-03-28', to: '2022-03-30' });
    expect(tale.due('S7.3:P1')).toBe('2022-05-07 17:00');
  });

  test('counts days after all by the word of two people, where its date comes nearer; and at once where it does not', () => {
    const tale = indicted();
    const back = { act: 'include', basis: ends.basis, from: ends.from, to: ends.to, reason: 'RULED_OTHERWISE' } as const;
    const within = { ...ends, from: '2022-04-04', to: '2022-05-02' };
    tale.act(cast.prosecutor, 'S7.3:P1', ends);
    tale.act(cast.prosecutor, 'S7.3:P1', within);
    expect(tale.act(cast.prosecutor, 'S7.3:P1', { ...back, to: '2022-11-29' }).refusal?.code).toBe('EXCLUSION_UNKNOWN');
    // These days are left out by the longer order too: nothing comes nearer.
    expect(tale.types(tale.act(cast.prosecutor, 'S7.3:P1', { ...back, from: within.from, to: within.to }))).toEqual(['DaysIncluded']);
    expect(tale.types(tale.act(cast.prosecutor, 'S7.3:P1', back))).toEqual(['InclusionAsked']);
    expect(tale.act(cast.prosecutor, 'S7.3:P1', back).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
    expect([tale.due('S7.3:P1'), tale.told().includes('request S7.3:P1 usao COORDINATOR')]).toEqual(['2023-01-05 17:00', true]);
    // What is recorded meanwhile brings nothing nearer, and leaves the question open.
    tale.act(cast.prosecutor, 'S7.3:P1', { ...ends, from: '2022-12-01', to: '2022-12-03' });
    expect([tale.due('S7.3:P1'), tale.step('S7.3:P1').inclusion?.from]).toEqual(['2023-01-07 17:00', ends.from]);
    expect(tale.act(cast.agent, 'S7.3:P1', back).refusal?.code).toBe('NOT_THE_HOLDER');
    expect(tale.types(tale.act(cast.coordinator, 'S7.3:P1', back))).toContain('DaysIncluded');
    expect([tale.due('S7.3:P1'), tale.step('S7.3:P1').inclusion, tale.step('S7.3:P1').counted?.clock?.excluded.length]).toEqual(['2022-05-05 17:00', undefined, 1]);
    expect(tale.act(cast.coordinator, 'S7.3:P1', back).refusal?.code).toBe('EXCLUSION_UNKNOWN');
  });

  test('a corrected beginning keeps what was left out', () => {
    const tale = indicted();
    tale.act(cast.prosecutor, 'S7.3:P1', ends);
    tale.record('FILED', '2022-02-25', 'P1');
    expect(tale.due('S7.3:P1')).toBe('2023-01-06 17:00');
  });

  test.each([
    ['a basis the clock does not know', { ...ends, basis: 'HOLIDAYS' }, 'BASIS_UNKNOWN'],
    ['backwards', { ...ends, from: '2022-11-28', to: '2022-03-28' }, 'PERIOD_BACKWARDS'],
    ['no day at all', { ...ends, to: ends.from }, 'PERIOD_BACKWARDS'],
    ['a slip of the hand', { ...ends, to: '2099-01-01' }, 'DATE_TOO_FAR'],
  ] as const)('%s is refused', (_, act, code) => {
    expect(indicted().act(cast.prosecutor, 'S7.3:P1', act).refusal?.code).toBe(code);
  });

  test('who does not hold the step leaves no days out, and where no clock runs there is nothing to leave out', () => {
    const tale = indicted();
    expect(tale.act(cast.agent, 'S7.3:P1', ends).refusal?.code).toBe('NOT_THE_HOLDER');
    expect(tale.act(cast.coordinator, 'S3.1', ends).refusal?.code).toBe('NOT_A_CLOCK');
    expect(tale.act(cast.coordinator, 'S3.1', { act: 'extend', extension: 'MORE' }).refusal?.code).toBe('NOT_A_CLOCK');
  });
});

test('a clock is lengthened as often as it may be', () => {
  const tale = indicted();
  expect(tale.act(cast.prosecutor, 'S7.1:P1', { act: 'extend', extension: 'AS_WE_LIKE' }).refusal).toEqual({ code: 'BASIS_UNKNOWN', detail: { bases: ['NO_JURY'] } });
  tale.act(cast.prosecutor, 'S7.1:P1', { act: 'extend', extension: 'NO_JURY' });
  expect(tale.due('S7.1:P1')).toBe('2022-04-02 17:00');
  expect(tale.act(cast.prosecutor, 'S7.1:P1', { act: 'extend', extension: 'NO_JURY' }).refusal).toEqual({ code: 'EXTENSION_SPENT', detail: { most: 1 } });
});

describe('a protected period', () => {
  const until = (tale: ReturnType<typeof lawfulTale>): string => inChicago(tale.step('S2.9').unlocksAt ?? '');

  test('counts from where it opens until it is known from when; then it only grows, whatever the law of the day says', () => {
    const tale = lawfulTale();
    expect(until(tale)).toBe('2021-04-22 09:30');
    tale.say(cast.coordinator, { type: 'case', act: { act: 'record-fact', fact: 'POSITIVE', value: '2021-03-20' } });
    expect(until(tale)).toBe('2021-05-05 00:00');
    // From the first of April a shorter law holds: 30 days from then would end before.
    tale.say(cast.coordinator, { type: 'case', act: { act: 'record-fact', fact: 'POSITIVE', value: '2021-04-01' } });
    expect([until(tale), tale.step('S2.9').counted?.clock?.length]).toEqual(['2021-05-05 00:00', '45d']);
  });

  test('is lengthened, and no days of it are left out', () => {
    const tale = lawfulTale();
    tale.act(cast.coordinator, 'S2.9', { act: 'extend', extension: 'MORE' });
    expect(until(tale)).toBe('2021-05-07 09:30');
    expect(tale.act(cast.coordinator, 'S2.9', { ...ends, basis: 'MORE' }).refusal?.code).toBe('PROTECTED_PERIOD');
    tale.at('2021-05-07 09:30');
    expect(tale.step('S2.9').state).toBe('DONE');
  });
});

describe('the version of the law', () => {
  const choose = (from: string, clock = 'XX.TRIAL70') => ({ type: 'case', act: { act: 'choose-clock-version', clock, from } }) as const;

  test('is counsel’s to choose before such a clock begins, and nobody’s afterwards', () => {
    const tale = lawfulTale();
    expect(tale.say(cast.advocate, choose('FIRST')).refusal?.code).toBe('NOT_THE_HOLDER');
    expect(tale.say(prosecutor, choose('FIRST', 'XX.NONE')).refusal?.code).toBe('NOT_A_CLOCK');
    expect(tale.say(prosecutor, choose('2020-01-01')).refusal).toEqual({ code: 'CLOCK_VERSION_UNKNOWN', detail: { versions: ['FIRST'] } });
    expect(tale.say(prosecutor, choose('2021-04-01', 'XX.REST')).refusal?.code).toBe('CLOCK_RUNNING');
    expect(tale.types(tale.say(prosecutor, choose('FIRST')))).toEqual(['ClockVersionChosen']);
    tale.record('ARRESTED', '2021-03-08', 'P1');
    tale.record('FILED', '2021-03-08', 'P1');
    expect(tale.say(prosecutor, choose('FIRST')).refusal?.code).toBe('CLOCK_RUNNING');
  });
});
