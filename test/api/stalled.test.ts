import { describe, expect, it } from 'vitest';
import type { StepView, TrackView } from '#prisma/generated/client.ts';
import { stalledOf } from '../../api/operations/read-stalled.ts';

const day = 86_400_000;
const now = Date.parse('2021-10-16T05:00:00.000Z');
const ago = (days: number): Date => new Date(now - days * day);

const common = { ledgerId: 'case/1', agencyId: 'a', dataClass: 'D2', legalHold: false, exerciseId: null };
const track = (change: Partial<TrackView>): TrackView => ({ ...common, track: 'INVESTIGATION', quietSince: ago(31), stallsAt: ago(0), stalledAt: null, ...change });
const step = (change: Partial<StepView>): StepView => ({
  ...common, code: 'S4.1', keeper: 'case/1', track: 'INVESTIGATION', pacing: 'AGREED', role: 'INVESTIGATOR', state: 'IN_PROGRESS', occurrence: 1, version: 1, rev: 1,
  holder: 'a', accountable: 'a', owner: 'p', accepted: true, openedAt: ago(90), sinceAt: ago(90), dueAt: null, reviewBy: null, unlocksAt: null, horizonAt: null,
  level: null, blocker: null, handOff: null, signal: null, ...change,
});

describe('where it is stuck (M3 to M5)', () => {
  it('is a track from the very instant its threshold has passed, also before any clock has ticked', () => {
    expect(stalledOf([track({})], [step({})], now).stalled).toEqual([{ track: 'INVESTIGATION', since: '2021-10-16T05:00:00.000Z', ageDays: 0, cause: 'OTHER' }]);
    expect(stalledOf([track({})], [step({})], now - 1).stalled).toEqual([]);
    expect(stalledOf([track({ stallsAt: null, stalledAt: ago(4) })], [step({})], now).stalled).toMatchObject([{ ageDays: 4 }]);
  });

  it('is a stalled case if nothing moved anywhere for thirty days, else partly stalled', () => {
    expect(stalledOf([track({})], [step({})], now).verdict).toBe('STALLED');
    expect(stalledOf([track({}), track({ track: 'FINANCIAL', stallsAt: null, quietSince: ago(2) })], [step({})], now).verdict).toBe('PARTLY_STALLED');
    expect(stalledOf([track({ stallsAt: null, quietSince: ago(2) })], [step({})], now).verdict).toBe('MOVING');
  });

  it('names the blocker of the oldest step that does not wait properly, and NO_OWNER if nobody has accepted it', () => {
    const cause = (...steps: StepView[]) => stalledOf([track({})], steps, now).stalled[0]?.cause;
    expect(cause(step({ blocker: 'MISSING_RESOURCE' }), step({ code: 'S4.2', blocker: 'TECHNICAL' }))).toBe('MISSING_RESOURCE');
    expect(cause(step({ pacing: 'VICTIM_PACED' }), step({ blocker: 'TECHNICAL' }))).toBe('TECHNICAL');
    expect(cause(step({ state: 'SUSPENDED', blocker: 'CAPACITY' }), step({ blocker: 'TECHNICAL' }))).toBe('TECHNICAL');
    expect(cause(step({ accepted: false, owner: null, blocker: 'TECHNICAL' }))).toBe('NO_OWNER');
  });

  it('never counts what waits properly: it is listed apart, without step, date or reason', () => {
    const waits = [
      step({ pacing: 'VICTIM_PACED' }), step({ pacing: 'PROTECTED_PERIOD', unlocksAt: ago(-9) }), step({ state: 'SUSPENDED' }),
      step({ pacing: 'EXTERNAL_WAIT', reviewBy: ago(-1) }), step({ pacing: 'LEGAL_HORIZON', horizonAt: ago(-99) }),
    ];
    for (const waiting of waits) expect(stalledOf([track({})], [waiting], now)).toEqual({ verdict: 'MOVING', stalled: [], waitingProperly: ['INVESTIGATION'] });
    expect(stalledOf([track({})], [step({ pacing: 'EXTERNAL_WAIT', reviewBy: ago(1) })], now).waitingProperly).toEqual([]);
    expect(stalledOf([track({})], [...waits, step({})], now).waitingProperly).toEqual([]);
  });
});
