import { describe, expect, it } from 'vitest';
import type { StepView, TrackView } from '#prisma/generated/client.ts';
import { stalledOf } from '../../api/operations/read-stalled.ts';

const day = 86_400_000;
const asked = { now: '2021-10-16T05:00:00.000Z', zone: 'America/Chicago' };
const at = Date.parse(asked.now);
const ago = (days: number): Date => new Date(at - days * day);

const common = { ledgerId: 'case/1', agencyId: 'a', dataClass: 'D2', legalHold: false, exerciseId: null };
const track = (change: Partial<TrackView>): TrackView => ({ ...common, track: 'INVESTIGATION', quietSince: ago(31), stallsAt: ago(0), stalledAt: null, movedAt: ago(31), ...change });
const step = (change: Partial<StepView>): StepView => ({
  ...common, code: 'S4.1', keeper: 'case/1', track: 'INVESTIGATION', pacing: 'AGREED', role: 'INVESTIGATOR', state: 'IN_PROGRESS', occurrence: 1, version: 1, rev: 1,
  holder: 'a', accountable: 'a', owner: 'p', accepted: true, openedAt: ago(90), sinceAt: ago(90), dueAt: null, reviewBy: null, unlocksAt: null, horizonAt: null,
  level: null, blocker: null, handOff: null, signal: null, recommitments: 0, askedDue: null, askedReason: null, packetFrom: null, packetSince: null, title: null, plannedBy: null, subject: null, unfilled: false, option: null, dueFor: null, clock: null, nearer: null, ...change,
});
const horizon = step({ code: 'LIM.1', pacing: 'LEGAL_HORIZON', horizonAt: ago(-99) });
const waits = [
  step({ pacing: 'VICTIM_PACED' }), step({ pacing: 'PROTECTED_PERIOD', unlocksAt: ago(-9) }), step({ state: 'SUSPENDED' }), step({ pacing: 'EXTERNAL_WAIT', reviewBy: ago(-1) }),
];

describe('where it is stuck (M3 to M5)', () => {
  it('is a track from the very instant its threshold has passed, also before any clock has ticked', () => {
    expect(stalledOf([track({})], [step({})], asked).stalled).toEqual([{ track: 'INVESTIGATION', since: '2021-10-16T05:00:00.000Z', ageDays: 0, cause: 'OTHER' }]);
    expect(stalledOf([track({})], [step({})], { ...asked, now: '2021-10-16T04:59:59.999Z' }).stalled).toEqual([]);
    expect(stalledOf([track({ stallsAt: null, stalledAt: ago(4) })], [step({})], asked).stalled).toMatchObject([{ ageDays: 4 }]);
  });

  it('counts local calendar days of the leading agency, not spans of 24 hours', () => {
    const ageAt = (now: string, zone: string) => stalledOf([track({ stallsAt: new Date('2021-10-16T05:00:00.000Z') })], [step({})], { now, zone }).stalled[0]?.ageDays;
    expect([ageAt('2021-10-17T04:59:59.999Z', asked.zone), ageAt('2021-10-17T05:00:00.000Z', asked.zone)]).toEqual([0, 1]);
    expect(ageAt('2021-10-16T23:59:59.999Z', 'UTC')).toBe(0);
    expect(ageAt('2021-10-17T00:00:00.000Z', 'UTC')).toBe(1);
    // A day of 25 hours is one day.
    expect(stalledOf([track({ stallsAt: new Date('2021-11-07T05:00:00.000Z') })], [step({})], { now: '2021-11-08T05:59:59.999Z', zone: asked.zone }).stalled[0]?.ageDays).toBe(0);
  });

  it('is a stalled case if nothing moved anywhere for thirty days, else partly stalled', () => {
    expect(stalledOf([track({})], [step({})], asked).verdict).toBe('STALLED');
    expect(stalledOf([track({}), track({ track: 'FINANCIAL', stallsAt: null, movedAt: ago(2) })], [step({})], asked).verdict).toBe('PARTLY_STALLED');
    expect(stalledOf([track({ stallsAt: null, movedAt: ago(2) })], [step({})], asked).verdict).toBe('MOVING');
  });

  it('goes by what moved last, whether or not that track could stall or has since begun to be quiet anew', () => {
    const verdict = (movedAt: Date | null, quietSince: Date) => stalledOf([track({ movedAt, quietSince })], [step({})], asked).verdict;
    // A wait that ended starts the quiet time again, and moves nothing.
    expect(verdict(ago(60), ago(1))).toBe('STALLED');
    expect(verdict(ago(3), ago(60))).toBe('PARTLY_STALLED');
    expect([verdict(ago(30), ago(90)), verdict(ago(31), ago(1))]).toEqual(['PARTLY_STALLED', 'STALLED']);
    // Nothing ever moved: a young case that stands still is a stalled one.
    expect([verdict(null, ago(60)), verdict(null, ago(1))]).toEqual(['STALLED', 'STALLED']);
  });

  it('names the blocker of the oldest step that does not wait properly, and NO_OWNER if nobody has accepted it', () => {
    const cause = (...steps: StepView[]) => stalledOf([track({})], steps, asked).stalled[0]?.cause;
    expect(cause(step({ blocker: 'MISSING_RESOURCE' }), step({ code: 'S4.2', blocker: 'TECHNICAL' }))).toBe('MISSING_RESOURCE');
    expect(cause(step({ pacing: 'VICTIM_PACED' }), step({ blocker: 'TECHNICAL' }))).toBe('TECHNICAL');
    expect(cause(step({ state: 'SUSPENDED', blocker: 'CAPACITY' }), step({ blocker: 'TECHNICAL' }))).toBe('TECHNICAL');
    expect(cause(horizon, step({ blocker: 'TECHNICAL' }))).toBe('TECHNICAL');
    expect(cause(step({ accepted: false, owner: null, blocker: 'TECHNICAL' }))).toBe('NO_OWNER');
  });

  it('never counts what waits properly: it is listed apart, without step, date or reason', () => {
    for (const waiting of waits) expect(stalledOf([track({})], [waiting], asked)).toEqual({ verdict: 'WAITING', stalled: [], waitingProperly: ['INVESTIGATION'] });
    expect(stalledOf([track({})], [step({ pacing: 'EXTERNAL_WAIT', reviewBy: ago(1) })], asked).waitingProperly).toEqual([]);
    expect(stalledOf([track({})], [...waits, step({})], asked)).toMatchObject({ verdict: 'STALLED', waitingProperly: [] });
    expect(stalledOf([track({})], [...waits, step({ track: 'FINANCIAL' })], asked)).toMatchObject({ verdict: 'MOVING', waitingProperly: ['INVESTIGATION'] });
  });

  it('is a wait for somebody outside only once one of us has taken it on', () => {
    const offered = step({ pacing: 'EXTERNAL_WAIT', accepted: false, owner: null, reviewBy: ago(-9), dueAt: ago(-1) });
    expect(stalledOf([track({})], [offered], asked)).toMatchObject({ stalled: [{ cause: 'NO_OWNER' }], waitingProperly: [] });
  });

  it('takes a legal horizon whose day is known for neither late nor waiting', () => {
    expect(stalledOf([track({})], [horizon], asked)).toEqual({ verdict: 'MOVING', stalled: [], waitingProperly: [] });
    expect(stalledOf([track({})], [horizon, ...waits], asked)).toEqual({ verdict: 'WAITING', stalled: [], waitingProperly: ['INVESTIGATION'] });
    // Until counsel has said the day, that is owed like any other work.
    expect(stalledOf([track({})], [step({ pacing: 'LEGAL_HORIZON', dueAt: ago(1) })], asked).stalled).toHaveLength(1);
  });

  it('does not ask about a next time that lies ahead (R13)', () => {
    const next = (change: Partial<StepView>) => stalledOf([track({})], [step({ occurrence: 2, ...change })], asked).stalled.length;
    expect([next({ dueAt: ago(-1) }), next({ dueAt: ago(1) }), next({ dueAt: ago(-1), occurrence: 1 })]).toEqual([0, 1, 1]);
    // An offer that comes round again does not keep a case from waiting for her.
    expect(stalledOf([track({})], [step({ occurrence: 2, dueAt: ago(-1) }), ...waits], asked).verdict).toBe('WAITING');
  });
});
