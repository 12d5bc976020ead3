import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseDuration } from '#domain/time/duration.ts';
import { durationSchema, ladderSchema } from '#domain/time/schema.ts';
import { ladders } from './fixtures.ts';

describe('durations', () => {
  test.each([
    ['30m', 30, 'm'], ['1h', 1, 'h'], ['48h', 48, 'h'], ['30d', 30, 'd'], ['10wd', 10, 'wd'], ['3mo', 3, 'mo'], ['5y', 5, 'y'],
    ['9999wd', 9999, 'wd'], ['100y', 100, 'y'],
  ] as const)('%s is %i of %s', (text, amount, unit) => {
    expect(parseDuration(text)).toEqual({ amount, unit });
    expect(durationSchema.parse(text)).toBe(text);
  });

  test.each(['', '0h', '-1d', '1.5h', '01h', '10', 'h', '1 h', '1H', '1w', '1h30m', '10wd ', '\n1h', '1h\n', '99999h', '101y', 'P1D', '1e3h', '١h'])(
    '%j is none, for the playbook and for the code alike',
    (text) => {
      expect(durationSchema.safeParse(text).success).toBe(false);
      expect(() => parseDuration(text)).toThrow(RangeError);
    },
  );

  test('the message says what is accepted, and the JSON Schema carries the same pattern', () => {
    expect(durationSchema.safeParse('soon').error?.issues).toMatchObject([{ message: expect.stringContaining('such as 48h or 10wd') }]);
    expect(z.toJSONSchema(durationSchema)).toMatchObject({ type: 'string', pattern: expect.stringContaining('wd') });
    expect(z.toJSONSchema(ladderSchema)).toMatchObject({ type: 'object', additionalProperties: false });
  });
});

describe('ladders in a playbook', () => {
  const rung = { level: 'L1', when: 'due', to: ['owner'] };
  const accepts = (...levels: readonly unknown[]) => ladderSchema.safeParse({ name: 'one', levels }).success;

  test('the three ladders of the field are accepted', () => expect(ladders.map(({ name }) => name)).toEqual(['working-days', 'hours', 'statutory']));

  test('levels stand in order, each once; some may be left out', () => {
    expect(accepts(rung, { ...rung, level: 'L4' })).toBe(true);
    expect(accepts(rung, rung)).toBe(false);
    expect(accepts({ ...rung, level: 'L2' }, rung)).toBe(false);
    expect(accepts()).toBe(false);
  });

  test('a level counts only since a level that stands before it, however deep it says so', () => {
    const since = (level: string) => ({ since: level, plus: '5wd' });
    expect(accepts(rung, { ...rung, level: 'L5', when: since('L1') })).toBe(true);
    expect(accepts(rung, { ...rung, level: 'L5', when: since('L4') })).toBe(false);
    expect(accepts(rung, { ...rung, level: 'L5', when: since('L5') })).toBe(false);
    expect(accepts(rung, { ...rung, level: 'L5', when: { latest: ['due', { earliest: ['due', since('L2')] }] } })).toBe(false);
  });

  test.each([
    [{ used: 0 }], [{ used: 101 }], [{ used: 50.5 }], [{ before: '0d' }], [{ after: 2 }], [{ before: '1d', after: '1d' }], [{ latest: [] }],
    [{ latest: ['due'] }], [{ earliest: 'due' }], ['soon'], [{}], [null], [{ since: 'L0' }],
  ])('the moment %j is refused', (when) => expect(accepts({ ...rung, level: 'L0', to: ['owner'] }, { ...rung, when })).toBe(false));

  test.each([[[]], [['victim']], [['owner', 'owner']], ['owner']])('the recipients %j are refused', (to) => expect(accepts({ ...rung, to })).toBe(false));

  test('unknown words are refused', () => {
    expect(accepts({ ...rung, note: 'x' })).toBe(false);
    expect(ladderSchema.safeParse({ name: 'Not kebab', levels: [rung] }).success).toBe(false);
  });
});
