/** A case whose victims have files: it hears what they say, and nobody goes round a file by way of the case. */
import { describe, expect, it } from 'vitest';
import { begun, cast, uuid, type Tale } from './world.ts';

const [one, two] = [uuid(940), uuid(941)];
const joins = (tale: Tale, victim: string, as: string) => tale.say(cast.coordinator, { type: 'victim-joins', victim, as });
const says = (tale: Tale, victim: string, signal: 'READY_FOR_INTERVIEW' | 'NOT_NOW') => tale.say(cast.advocate, { type: 'her-word', victim, signal });
const silent = (tale: Tale, victim: string, until: string) => tale.say(cast.advocate, { type: 'her-word', victim, signal: 'NOT_TO_BE_ASKED_BEFORE', until });
const isSilent = (tale: Tale): boolean => tale.step('S2.2-offer').silentUntil !== undefined;

describe('a case whose victims have files', () => {
  it('takes no signal, no request and no session itself, from whoever it comes', () => {
    const tale = begun();
    joins(tale, one, 'V1');
    expect(tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW' }).refusal?.code).toBe('HER_FILE_SAYS');
    expect(tale.act(cast.agent, 'S5.2', { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true }).refusal?.code).toBe('HER_FILE_SAYS');
    tale.act(cast.agent, 'S5.2', { act: 'accept' });
    expect(tale.act(cast.agent, 'S5.2', { act: 'complete' }).refusal?.code).toBe('HER_FILE_SAYS');
    tale.say(cast.coordinator, { type: 'victim-leaves', victim: one });
    expect(tale.act(cast.advocate, 'S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW' }).refusal).toBeUndefined();
  });

  it('starts what waits for her when she says ready, and stops it when she takes it back (rule R2)', () => {
    const tale = begun();
    joins(tale, one, 'V1');
    expect(tale.types(says(tale, one, 'READY_FOR_INTERVIEW'))).toEqual(expect.arrayContaining(['HerWordHeard', 'ReadinessSignalled']));
    expect(tale.step('S2.3').signal).toBe('READY_FOR_INTERVIEW');
    says(tale, one, 'NOT_NOW');
    expect(tale.step('S2.3').signal).toBe('NOT_NOW');
    // Nothing that is hers has got a date by it.
    expect([tale.step('S2.3').climb, tale.step('S2.3').silentUntil, tale.step('S5.2').climb]).toEqual([undefined, undefined, undefined]);
  });

  it('goes on once one of them is ready, and is silent only while all of them wish it', () => {
    const tale = begun();
    joins(tale, one, 'V1');
    joins(tale, two, 'V2');
    silent(tale, one, '2021-06-01T05:00:00.000Z');
    expect([tale.step('S2.3').signal, isSilent(tale)]).toEqual(['NOT_NOW', false]);
    silent(tale, two, '2021-05-01T05:00:00.000Z');
    expect([tale.step('S2.3').signal, tale.step('S2.2-offer').silentUntil]).toEqual(['NOT_TO_BE_ASKED_BEFORE', '2021-05-01T05:00:00.000Z']);
    silent(tale, two, '2021-07-01T05:00:00.000Z');
    expect(tale.step('S2.2-offer').silentUntil).toBe('2021-06-01T05:00:00.000Z');
    says(tale, two, 'READY_FOR_INTERVIEW');
    expect([tale.step('S2.3').signal, isSilent(tale)]).toEqual(['READY_FOR_INTERVIEW', false]);
    // Who was ready is in this case no more: what the other said holds.
    tale.say(cast.coordinator, { type: 'victim-leaves', victim: two });
    expect([tale.step('S2.3').signal, isSilent(tale)]).toEqual(['NOT_TO_BE_ASKED_BEFORE', true]);
  });

  it('is silent from the first about an offer that opens only after she asked for silence, and not once that day has come', () => {
    const later = () => begun((steps) => steps.map((step) => (step.code === 'S2.2-offer' ? { ...step, opens: { done: 'S3.1' } } : step)));
    const tale = later();
    joins(tale, one, 'V1');
    silent(tale, one, '2021-06-01T05:00:00.000Z');
    tale.finish(cast.coordinator, 'S3.1');
    expect(tale.step('S2.2-offer')).toMatchObject({ silentUntil: '2021-06-01T05:00:00.000Z', suspendedAt: tale.now() });
    const over = later();
    joins(over, one, 'V1');
    silent(over, one, '2021-03-10T05:00:00.000Z');
    over.at('2021-03-11 09:00');
    over.finish(cast.coordinator, 'S3.1');
    expect(isSilent(over)).toBe(false);
  });

  it('has heard them when each was heard', () => {
    const tale = begun();
    joins(tale, one, 'V1');
    joins(tale, two, 'V2');
    const heard = (victim: string) => tale.types(tale.say(cast.agent, { type: 'her-session', victim }));
    expect(heard(one)).toEqual(['HerSessionHeard']);
    expect(heard(one)).toEqual(['HerSessionHeard']);
    expect(heard(two)).toEqual(expect.arrayContaining(['StepCompleted', 'StepOpened']));
    expect(tale.step('S5.2').occurrence).toBe(2);
    expect(heard(two)).toEqual(['HerSessionHeard']);
  });
});
