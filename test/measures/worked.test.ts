/** A worked example for each measure, with numbers that follow from its definition (domain 5f) and can be counted on one hand. */
import { describe, expect, it } from 'vitest';
import { shownTo } from '../../api/operations/read-metric.ts';
import { measures } from '../../api/measures/catalogue.ts';
import { aCase, aCommitment, aHandOff, aStall, aTerm, aTime, at, measured, values } from './picture.ts';

const hours = 3_600_000;

describe('M1 open cases by stage-set', () => {
  it('counts a case under every stage in which a track has an open step, stages in the order of the field', () => {
    const cases = [aCase('case/1'), aCase('case/2'), aCase('case/3', { isOpen: false }), aCase('case/4', { openedAt: at('2022-01-01') })];
    const times = [
      aTime('case/1', 'S10.1', '2021-04-01'), aTime('case/1', 'S4.1', '2021-04-01'), aTime('case/1', 'S4.3', '2021-04-01'), aTime('case/1', 'ID.1', '2021-04-01'),
      aTime('case/1', 'S0.2', '2021-03-08', { until: at('2021-03-09') }), aTime('case/1', 'S0.2', '2021-03-09', { class: 'DONE' }),
      aTime('case/2', 'S4.1', '2021-04-01'), aTime('case/3', 'S4.1', '2021-04-01'),
    ];
    const figures = measured('M1', '2021-06-01', '2021-07-01', { cases, times });
    expect(Object.entries(values(figures))).toEqual([['open', 2], ['open-in-stage ID', 1], ['open-in-stage S4', 2], ['open-in-stage S10', 1]]);
    expect(figures['open-in-stage S4']?.cases).toEqual(['case/1', 'case/2']);
    // At an instant in the past, as it stood then.
    expect(values(measured('M1', '2021-03-01', '2021-03-08 18:00', { cases, times }))).toEqual({ open: 2, 'open-in-stage S0': 1 });
  });
});

describe('M2 waiting properly', () => {
  const hers = aTime('case/1', 'S2.3', '2021-03-08', { class: 'PACED', pacing: 'VICTIM_PACED', track: 'PROTECTION' });
  const offer = aTime('case/1', 'S2.2-offer', '2021-06-20', { track: 'PROTECTION', occurrence: 4, dueAt: at('2021-07-04'), rests: true });
  const offered = aTime('case/1', 'S2.2-offer', '2021-06-20', { track: 'PROTECTION', occurrence: 3, class: 'DONE', until: at('2021-06-20') });
  const waits = (...times: ReturnType<typeof aTime>[]) => values(measured('M2', '2021-06-01', '2021-07-01', { times }));

  it('is a case whose every open step waits for her, for a protected period or for somebody outside before the review', () => {
    expect(waits(hers)).toEqual({ 'waiting-properly': 1, 'support-offered-in-14-days NO': 1 });
    expect(waits(hers, aTime('case/1', 'S4.7', '2021-05-01', { class: 'WAITING', dueAt: at('2021-07-02'), rests: true }))['waiting-properly']).toBe(1);
    expect(waits(hers, aTime('case/1', 'S4.7', '2021-05-01', { class: 'WAITING', dueAt: at('2021-06-30'), rests: true }))['waiting-properly']).toBe(0);
    expect(waits(hers, aTime('case/1', 'S5.1', '2021-05-01', { class: 'SUSPENDED' }))['waiting-properly']).toBe(1);
    expect(waits(hers, aTime('case/1', 'S4.1', '2021-05-01'))['waiting-properly']).toBe(0);
  });

  it('does not take a horizon for a wait, nor a next time that lies ahead for open work (R13)', () => {
    const horizon = aTime('case/1', 'LIM.1', '2021-05-01', { class: 'HORIZON', pacing: 'LEGAL_HORIZON' });
    expect([waits(horizon)['waiting-properly'], waits(hers, horizon)['waiting-properly'], waits(hers, offer)['waiting-properly']]).toEqual([0, 1, 1]);
    expect(waits(hers, { ...offer, dueAt: at('2021-06-30') })['waiting-properly']).toBe(0);
  });

  it('is shown with whether support was offered within 14 days, or is not due because she does not wish to be asked', () => {
    expect(waits(hers, offered, offer)['support-offered-in-14-days YES']).toBe(1);
    expect(waits(hers, { ...offered, at: at('2021-06-17 16:59') }, offer)['support-offered-in-14-days NO']).toBe(1);
    expect(waits(hers, { ...offer, class: 'SUSPENDED', dueAt: null, rests: false })['support-offered-in-14-days NOT_DUE']).toBe(1);
  });

  it('is withheld where fewer than five stand behind it, and tells a leader of no case', () => {
    const measure = measures.find(({ id }) => id === 'M2');
    if (measure === undefined) throw new Error('there is no M2');
    const shown = (waiting: number, actions: readonly string[]) => {
      const cases = Array.from({ length: waiting }, (_, index) => aCase(`case/${index}`));
      const figures = Object.values(measured('M2', '2021-06-01', '2021-07-01', { cases, times: cases.map(({ ledger }, index) => ({ ...(index === 0 ? offered : hers), ledger })).concat(cases.map(({ ledger }) => ({ ...hers, ledger }))) }));
      return shownTo({ may: (action) => actions.includes(action), actor: { agency: 'usao' } as never }, measure, figures).map(({ of = 'all', value, cases: behind, suppressed }) => [of, value, behind.length, suppressed]);
    };
    expect(shown(6, ['metrics.read-support', 'metrics.read-small'])).toEqual([['all', 6, 6, undefined], ['YES', 1, 1, undefined], ['NO', 5, 5, undefined]]);
    // Six and five would tell the one.
    expect(shown(6, ['metrics.read-support'])).toEqual([['all', 6, 0, undefined], ['YES', null, 0, true], ['NO', null, 0, true]]);
    expect(shown(4, [])).toEqual([['all', null, 0, true]]);
    expect(shown(5, [])).toEqual([['all', 5, 0, undefined]]);
  });
});

describe('M3 to M5 where nothing moves', () => {
  // The fruit-pickers' case: nothing since 15 September, thirty days allowed, a conference on 20 October.
  const stalls = [aStall('case/1', '2021-10-16 00:00', '2021-10-20 10:00', { cause: 'AWAITING_DECISION' })];
  const moved = [{ ledger: 'case/1', at: at('2021-09-15 11:00') }];

  it('a track is stalled from the first instant of day 31 until something moves', () => {
    const stalledAt = (when: string) => values(measured('M3', '2021-09-01', when, { stalls }))['stalled'];
    expect(['2021-10-15 23:59', '2021-10-16 00:00', '2021-10-20 09:59', '2021-10-20 10:00'].map(stalledAt)).toEqual([0, 1, 1, 0]);
    expect(values(measured('M3', '2021-09-01', '2021-10-17', { stalls, cases: [aCase('case/1', { isOpen: false })] }))['stalled']).toBe(0);
  });

  it('a case is stalled if no track moved for thirty days, else partly', () => {
    const verdict = (...at_: { ledger: string; at: number }[]) => values(measured('M4', '2021-09-01', '2021-10-17', { stalls, progress: [...moved, ...at_] }));
    expect(verdict()).toEqual({ stalled: 1, 'partly-stalled': 0 });
    expect(verdict({ ledger: 'case/1', at: at('2021-09-17') })).toEqual({ stalled: 0, 'partly-stalled': 1 });
    expect(verdict({ ledger: 'case/1', at: at('2021-10-18') })).toEqual({ stalled: 1, 'partly-stalled': 0 });
    // Local days, as for a track: from late on the 16th to just past midnight of the 17th are thirty-one.
    expect(values(measured('M4', '2021-09-01', '2021-10-17 00:30', { stalls, progress: [{ ledger: 'case/1', at: at('2021-09-16 23:00') }] }))).toEqual({ stalled: 1, 'partly-stalled': 0 });
    expect(values(measured('M4', '2021-09-01', '2021-10-17', { stalls }))).toEqual({ stalled: 1, 'partly-stalled': 0 });
    expect(values(measured('M4', '2021-09-01', '2021-10-17', { progress: moved }))).toEqual({ stalled: 0, 'partly-stalled': 0 });
  });

  it('the age of that stall is four days, and stays said after it ended', () => {
    expect(values(measured('M5', '2021-10-01', '2021-11-01', { stalls }))).toEqual({ stood: 1, 'cause AWAITING_DECISION': 1, 'age-median': 4, 'age-longest': 4 });
    expect(values(measured('M5', '2021-10-01', '2021-10-18', { stalls }))['age-longest']).toBe(2);
    expect(values(measured('M5', '2021-10-20 10:00', '2021-11-01', { stalls }))).toEqual({ stood: 0, 'age-median': null, 'age-longest': null });
  });
});

describe('M6 to M8 commitments', () => {
  // The payroll analysis: due 30 July, leader asked 13 August, recommitted on the 18th to 17 September, delivered on the 15th.
  const payroll = [
    aTerm('payroll', '2021-07-30', { leaderAskedAt: at('2021-08-13'), answer: 'RECOMMITTED', answeredAt: at('2021-08-18 10:00') }),
    aTerm('payroll', '2021-09-17', { version: 2, answer: 'MET', answeredAt: at('2021-09-15 10:00') }),
  ];

  it('M6 counts a lapse once a version and divides by what was due in the period', () => {
    const rate = (from: string, until: string, terms = payroll) => { const { value, count, outOf } = measured('M6', from, until, { terms })['lapse-rate'] ?? {}; return [value, count, outOf]; };
    expect(rate('2021-07-01', '2021-10-01')).toEqual([0.5, 1, 2]);
    // The lapse goes on in August, when nothing was due.
    expect(rate('2021-07-31', '2021-08-31')).toEqual([null, 1, 0]);
    expect(rate('2021-08-18 10:00', '2021-10-01')).toEqual([0, 0, 1]);
    expect(rate('2021-07-01', '2021-07-30 17:00')).toEqual([0, 0, 1]);
  });

  it('M6 leaves what waits for her out of both, and what was let go before its day out of what was due', () => {
    const rate = (...terms: ReturnType<typeof aTerm>[]) => measured('M6', '2021-07-01', '2021-10-01', { terms })['lapse-rate'];
    expect(rate(aTerm('a', '2021-08-01', { suspended: true }), aTerm('b', '2021-08-01'))).toMatchObject({ count: 1, outOf: 1 });
    expect(rate(aTerm('a', '2021-08-01', { answer: 'RELEASED', answeredAt: at('2021-07-20') }), aTerm('b', '2021-08-01', { answer: 'MET', answeredAt: at('2021-07-20') }))).toMatchObject({ count: 0, outOf: 1 });
    expect(values(measured('M6', '2021-07-01', '2021-10-01', { terms: [aTerm('a', '2021-08-01'), ...payroll] }))).toMatchObject({ 'lapsed dol-oig': 2, 'lapsed-now': 1 });
  });

  it('M7 and M8 ask no leader about what waits for her, and flag it to nobody', () => {
    const asked = { leaderAskedAt: at('2021-08-13') };
    const owed = (...terms: ReturnType<typeof aTerm>[]) => values(measured('M7', '2021-07-01', '2021-10-01', { terms }))['leaders-answers-owed'];
    expect([owed(aTerm('a', '2021-07-30', asked)), owed(aTerm('a', '2021-07-30', { ...asked, suspended: true }))]).toEqual([1, 0]);
    const flagged = (state: string) => measured('M8', '2021-07-01', '2021-10-01', { commitments: [aCommitment('a', { version: 3, state }), aCommitment('b')] })['flagged'];
    expect([flagged('LAPSED'), flagged('SUSPENDED')]).toMatchObject([{ count: 1, outOf: 2 }, { count: 0, outOf: 1 }]);
  });

  it('M7 tells how long it was lapsed, and how many working days its leader took', () => {
    expect(values(measured('M7', '2021-07-01', '2021-10-01', { terms: payroll }))).toEqual({
      'lapses-ended': 1, 'lapse-median': 19, 'lapse-longest': 19, 'leaders-answers': 1, 'answer-median': 3, 'answer-longest': 3, 'leaders-answers-owed': 0,
    });
    expect(values(measured('M7', '2021-07-01', '2021-08-17', { terms: payroll }))).toMatchObject({ 'lapses-ended': 0, 'leaders-answers-owed': 1 });
    const holidays = new Map([['dol-oig', { zone: 'America/Chicago', holidays: ['2021-08-16'] }]]);
    expect(values(measured('M7', '2021-07-01', '2021-10-01', { terms: payroll, agencies: holidays }))['answer-median']).toBe(2);
  });

  it('M7 counts no date that the coordinator grants as the leader\'s answer; the lapse ends with it all the same', () => {
    const granted = payroll.map((term) => ({ ...term, ...(term.answer === 'RECOMMITTED' && { answer: 'RE_DATED' as const }) }));
    expect(values(measured('M7', '2021-07-01', '2021-10-01', { terms: granted }))).toMatchObject({ 'lapses-ended': 1, 'lapse-median': 19, 'leaders-answers': 0, 'answer-median': null, 'leaders-answers-owed': 0 });
  });

  it('M8 flags from three versions on', () => {
    const commitments = [aCommitment('a', { version: 2 }), aCommitment('b', { version: 3 }), aCommitment('c', { version: 4, agency: 'fbi' }), aCommitment('d', { version: 0 })];
    const figures = measured('M8', '2021-07-01', '2021-10-01', { commitments });
    expect(figures['flagged']).toMatchObject({ count: 2, outOf: 3 });
    expect(values(figures)).toMatchObject({ 'versions-most': 4, 'flagged-of dol-oig': 1, 'flagged-of fbi': 1 });
  });
});

describe('M9 compact completeness', () => {
  const compact = { ledger: 'case/1', id: 'k', lead: 'usao', requestedAt: at('2021-03-10'), activeAt: at('2021-04-07 15:00'), endedAt: null };
  const sixth = ['usao', 'fbi', 'hsi', 'dol-whd', 'dol-oig', 'irs-ci'].map((agency) => ({ ledger: 'case/1', compact: 'k', agency, requestedAt: at('2021-03-10'), signedAt: at(agency === 'irs-ci' ? '2021-04-07 15:00' : '2021-03-22') }));
  it('is signed by required, the days until it became active, and who has not signed', () => {
    const before = measured('M9', '2021-03-01', '2021-03-24', { compacts: [compact], signatures: sixth });
    expect(before['signed']).toMatchObject({ count: 5, outOf: 6 });
    expect(values(before)).toMatchObject({ active: 0, 'days-to-active-median': null, 'not-signed irs-ci': 1 });
    expect(values(measured('M9', '2021-03-01', '2021-05-01', { compacts: [compact], signatures: sixth }))).toEqual({ signed: 1, active: 1, 'days-to-active-median': 28 });
    expect(measured('M9', '2021-03-01', '2021-05-01', { compacts: [{ ...compact, endedAt: at('2021-04-20') }], signatures: sixth })['signed']).toMatchObject({ value: null, outOf: 0 });
  });
});

describe('M10 resource delivery', () => {
  const pledge = { amount: 100, unit: 'HOURS', from: '2021-09-01', until: '2021-09-20' };
  const commitments = [aCommitment('a', { kind: 'RESOURCE', pledge }), aCommitment('b', { kind: 'RESOURCE', agency: 'fbi', pledge: { ...pledge, amount: 2, unit: 'FTE' } }), aCommitment('c', { pledge })];
  const gave = (commitment: string, from: string, until: string, amount: number, unit: string) => ({ ledger: 'case/1', commitment, agency: 'x', from, until, amount, unit });
  const deliveries = [gave('a', '2021-09-01', '2021-09-04', 30, 'HOURS'), gave('b', '2021-09-06', '2021-09-15', 1, 'FTE'), gave('c', '2021-09-01', '2021-09-04', 99, 'HOURS')];
  const delivered = (from: string, until: string, change: object = {}) => measured('M10', from, until, { commitments, deliveries, ...change });

  it('is delivered by pledged for the days of the period, each agency and unit apart', () => {
    expect(delivered('2021-09-01 00:00', '2021-10-01 00:00')).toMatchObject({ 'delivered dol-oig/HOURS': { count: 30, outOf: 100 }, 'delivered fbi/FTE': { count: 10, outOf: 40 } });
    // The first ten days: half of the hours, and of the full-time posts five days of ten.
    expect(delivered('2021-09-01 00:00', '2021-09-11 00:00')).toMatchObject({ 'delivered dol-oig/HOURS': { count: 30, outOf: 50, value: 0.6 }, 'delivered fbi/FTE': { count: 5, outOf: 20 } });
    expect(delivered('2021-09-03 00:00', '2021-09-05 00:00')['delivered dol-oig/HOURS']).toMatchObject({ count: 15, outOf: 10 });
  });

  it('asks for nothing after a release', () => {
    const released = [aCommitment('a', { kind: 'RESOURCE', pledge, state: 'RELEASED', endedAt: at('2021-09-05') })];
    expect(delivered('2021-09-01 00:00', '2021-10-01 00:00', { commitments: released })['delivered dol-oig/HOURS']).toMatchObject({ count: 30, outOf: 25 });
  });
});

describe('M11 statutory timeliness', () => {
  const law = (ledger: string, from: string, due: string, end?: readonly ['DONE' | 'NOT_APPLICABLE', string]) => [
    aTime(ledger, 'S0.3', from, { pacing: 'STATUTORY', dueAt: at(due), until: end === undefined ? null : at(end[1]) }),
    ...(end === undefined ? [] : [aTime(ledger, 'S0.3', end[1], { pacing: 'STATUTORY', class: end[0] })]),
  ];
  it('tells met, missed and at risk, and each miss singly', () => {
    const times = [
      ...law('case/1', '2021-03-08 08:00', '2021-03-09 08:00', ['DONE', '2021-03-09 08:00']), ...law('case/2', '2021-03-08 08:00', '2021-03-09 08:00', ['DONE', '2021-03-09 20:00']),
      ...law('case/3', '2021-03-08 08:00', '2021-03-09 08:00', ['NOT_APPLICABLE', '2021-03-08 18:00']), ...law('case/4', '2021-03-09 06:00', '2021-03-10 06:00'), ...law('case/5', '2021-03-09 18:00', '2021-03-11 18:00'),
    ];
    const figures = measured('M11', '2021-03-01', '2021-03-10 00:00', { times });
    expect(figures['met']).toMatchObject({ count: 1, outOf: 2 });
    expect(values(figures)).toEqual({ met: 0.5, missed: 1, 'at-risk': 1, 'met-of S0.3': 0.5, 'at-risk-of S0.3': 1, 'miss S0.3': 12 });
    expect([figures['at-risk']?.cases, figures['miss S0.3']?.cases]).toEqual([['case/4'], ['case/2']]);
  });
});

describe('M12 hand-off health', () => {
  it('tells how long answers took, and counts a hand-off that came back twice once', () => {
    const handOffs = [aHandOff('a', '2021-04-12', '2021-04-13', 0), aHandOff('b', '2021-04-12', '2021-05-05', 2), aHandOff('c', '2021-04-12', null, 1), aHandOff('d', '2021-04-13', '2021-04-15', 0), aHandOff('e', '2021-03-01', '2021-03-02', 1)];
    const figures = measured('M12', '2021-04-01', '2021-05-30', { handOffs });
    expect(figures['bounced']).toMatchObject({ count: 2, outOf: 4, value: 0.5 });
    expect(values(figures)).toMatchObject({ accepted: 3, 'to-accepted-median': 48, 'to-accepted-p90': 23 * 24 });
  });

  it('counts time with nobody of the team to answer, time offered, and time of owners who are away; never what is hers', () => {
    const engagements = [{ ledger: 'case/1', agency: 'usao', fromAt: at('2021-03-08 09:30'), untilAt: null }, { ledger: 'case/1', agency: 'fbi', fromAt: at('2021-03-08 09:30'), untilAt: at('2021-04-05 12:00') }];
    const times = [
      aTime('case/1', 'S4.1', '2021-04-04 12:00', { class: 'OFFERED', accountable: 'usao', owner: null, until: at('2021-04-04 22:00') }),
      aTime('case/1', 'S4.1', '2021-04-04 22:00', { until: at('2021-04-05 18:00') }),
      aTime('case/1', 'S5.2', '2021-04-04 12:00', { class: 'PACED', accountable: 'nobody', owner: 'fbi-agent' }),
    ];
    const away = [{ person: 'fbi-agent', fromAt: at('2021-04-05 08:00'), untilAt: at('2021-04-05 10:00') }, { person: 'fbi-agent', fromAt: at('2021-04-05 09:00'), untilAt: at('2021-04-05 11:00') }];
    const figures = values(measured('M12', '2021-04-01', '2021-04-30', { times, engagements, away }));
    expect(figures).toMatchObject({ orphan: 6, 'offered-unaccepted': 10, 'owned-by-absent': 3 });
    expect(values(measured('M12', '2021-04-01', '2021-04-05 15:00', { times, engagements, closed: ['fbi-agent'] }))).toMatchObject({ orphan: 3, 'owned-by-closed-account': 1 });
  });
});

describe('M13 escalation load', () => {
  const climbed = (level: string, opened: string, resolved: string | null, waits = false) => ({ ledger: 'case/1', of: 'step' as const, level, openedAt: at(opened), resolvedAt: resolved === null ? null : at(resolved), waits });
  it('counts what is open by level and age, and the share that went no higher than L2', () => {
    const escalations = [climbed('L1', '2021-08-01', null), climbed('L4', '2021-08-11', null), climbed('L4', '2021-08-11', null, true), climbed('L2', '2021-08-01', '2021-08-05'), climbed('L3', '2021-08-01', '2021-08-06'), climbed('L5', '2021-06-01', '2021-07-01')];
    const figures = measured('M13', '2021-08-01', '2021-08-13', { escalations });
    expect(figures['resolved-at-L1-L2']).toMatchObject({ count: 1, outOf: 2 });
    const owed = [[1, 'L1', '2021-08-01', null], [1, 'L4', '2021-08-11', null], [2, 'L4', '2021-08-12', null], [3, 'L5', '2021-08-01', '2021-08-05'], [4, 'L1', '2021-08-20', null]] as const;
    const duties = measured('M13', '2021-08-01', '2021-08-13', { owed: owed.map(([survivor, level, opened, resolved]) => ({ ledger: 'case/1', survivor, level, openedAt: at(opened), resolvedAt: resolved === null ? null : at(resolved) })) });
    expect(Object.entries(duties).filter(([name]) => name.startsWith('owed')).map(([name, { value, behind, cases }]) => [name, value, behind, cases])).toEqual([['owed', 3, 2, []], ['owed-at L1', 1, 1, []], ['owed-at L4', 2, 2, []]]);
    expect(values(figures)).toMatchObject({ open: 2, owed: 0, 'open-at L1': 1, 'open-at L4': 1, 'open-of step': 2, 'age-longest': (12 * 24 * hours) / hours, 'age-median': 48 });
  });
});
