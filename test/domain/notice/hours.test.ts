import { describe, expect, it } from 'vitest';
import { earliest, outsideQuiet } from '#domain/notice/hours.ts';
import { reader, terms, zone } from './world.ts';

const night = { from: '20:00', until: '07:00' };

describe('quiet hours', () => {
  it.each([
    ['in the evening', '2031-04-15T01:00:00.000Z', '2031-04-15T12:00:00.000Z'],
    ['after midnight', '2031-04-15T08:00:00.000Z', '2031-04-15T12:00:00.000Z'],
    ['at their last moment', '2031-04-15T12:00:00.000Z', '2031-04-15T12:00:00.000Z'],
    ['a minute before them', '2031-04-15T00:59:00.000Z', '2031-04-15T00:59:00.000Z'],
    ['by day', '2031-04-15T15:00:00.000Z', '2031-04-15T15:00:00.000Z'],
    // The night of 9 March 2031 has no half past two in Chicago; that of 2 November has it twice.
    ['in the night that is an hour short', '2031-03-09T07:30:00.000Z', '2031-03-09T12:00:00.000Z'],
    ['in the night that is an hour long', '2031-11-02T06:30:00.000Z', '2031-11-02T13:00:00.000Z'],
  ])('%s', (_when, at, sent) => {
    expect(outsideQuiet(at, night, zone)).toBe(sent);
  });

  it('may lie within a day, or not be there', () => {
    expect(outsideQuiet('2031-04-15T18:00:00.000Z', { from: '12:00', until: '14:00' }, zone)).toBe('2031-04-15T19:00:00.000Z');
    expect(outsideQuiet('2031-04-15T20:00:00.000Z', { from: '12:00', until: '14:00' }, zone)).toBe('2031-04-15T20:00:00.000Z');
    expect(outsideQuiet('2031-04-15T08:00:00.000Z', undefined, zone)).toBe('2031-04-15T08:00:00.000Z');
  });

  it('do not hold what is urgent', () => {
    const at = '2031-04-15T08:00:00.000Z';
    expect(earliest('urgent', { saidAt: at, now: at }, reader(), terms)).toBe(at);
    expect(earliest('ordinary', { saidAt: at, now: at }, reader(), terms)).toBe('2031-04-15T12:00:00.000Z');
    expect(earliest('digest', { saidAt: at, now: at }, reader(), terms)).toBe('2031-04-15T13:00:00.000Z');
  });

  it('that outlast the hour of the daily letter hold it, too', () => {
    const at = '2031-04-15T08:00:00.000Z';
    expect(earliest('digest', { saidAt: at, now: at }, reader({ quiet: { from: '20:00', until: '09:30' } }), terms)).toBe('2031-04-15T14:30:00.000Z');
  });
});
