/** A worked example for each measure of outcomes and of what is asked of survivors (domain 5f), and what is withheld of them: few people, and a count without its context (refusal 17). */
import { describe, expect, it } from 'vitest';
import { ratingFigures } from '../../api/measures/context.ts';
import { told, type Audience } from '../../api/measures/few.ts';
import { outcomeFigures } from '../../api/measures/outcome-figures.ts';
import type { Figure } from '../../api/measures/measure.ts';
import type { OrderOf, RatingOf, RouteOf, SessionsOf, SuspectOf } from '../../api/measures/picture.ts';
import type { Rating } from '#domain/scorecard/schema.ts';
import { aCase, aTime, at, measured, values } from './picture.ts';

const aSuspect = (suspect: number, outcome: string | null, under: string | null, change: Partial<SuspectOf> = {}): SuspectOf => ({ ledger: 'case/1', suspect, outcome, under, convicted: outcome?.startsWith('CONVICTED') === true, redress: null, ...change });
const aRoute = (suspect: number, route: string, day: string, change: Partial<RouteOf> = {}): RouteOf => ({ ledger: 'case/1', suspect, route, charges: route !== 'BEST_INTEREST_NON_PROSECUTION', at: at(day), reliance: 'MEDIUM', ...change });
const rated = (criterion: string, rating: Rating, cases: number, from = 1): readonly RatingOf[] => Array.from({ length: cases }, (_, index) => ({ ledger: `case/${from + index}`, criterion, rating }));
const context = ['C1', 'C5', 'C7'].flatMap((criterion) => rated(criterion, 'PARTLY', 5));
/** As told: withheld is null. */
const shown = (figures: Readonly<Record<string, Figure>> | readonly Figure[], audience: Audience = 'internal') =>
  Object.fromEntries(told(Object.values(figures), audience).map(({ figure, of, value }) => [of === undefined ? figure : `${figure} ${of}`, value]));

describe('M14 time to decide and to explain', () => {
  const charging = { ready: ['S6.1'], decided: 'S6.3', explained: 'S6.6' };
  const done = (step: string, day: string, occurrence = 1) => aTime('case/1', step, day, { class: 'DONE', track: 'CHARGING', accountable: 'usao', occurrence });
  it('counts working days from a ready file to the decision, whatever it is, and from there to its being explained', () => {
    const times = [
      // A Friday to the Wednesday after: three. To its being explained on the Friday: two.
      done('S6.1:P1', '2021-06-04'), done('S6.3:P1', '2021-06-09'), done('S6.6:P1', '2021-06-11'),
      // Decided on the same day, and not explained yet: she does not wish to be told.
      done('S6.1:P2', '2021-06-09'), done('S6.3:P2', '2021-06-09'), aTime('case/1', 'S6.6:P2', '2021-06-09', { class: 'SUSPENDED' }),
      // Decided before the period, explained in it: from a Monday to the Monday after, five.
      done('S6.1:P3', '2021-05-03'), done('S6.3:P3', '2021-05-31'), done('S6.6:P3', '2021-06-07'),
      done('S6.3:P4', '2021-07-05'),
    ];
    const figures = measured('M14', '2021-06-01', '2021-07-01', { cases: [aCase('case/1', { charging })], times });
    expect(values(figures)).toEqual({ decided: 2, 'ready-to-decided-median': 0, 'ready-to-decided-p90': 3, explained: 2, 'decided-to-explained-median': 2, 'decided-to-explained-p90': 5 });
    expect(Object.values(shown(figures))).toEqual([null, null, null, null, null, null]);
    expect(Object.values(figures).flatMap(({ cases }) => cases)).toEqual([]);
  });
});

describe('M15 interviews of survivors', () => {
  const her = (survivor: number, held: readonly string[], change: Partial<SessionsOf> = {}): SessionsOf => ({ ledger: 'case/1', survivor, child: false, held: held.map(at), denied: [], ...change });
  it('tells how many were heard how often, how many requests were denied and by what, and children who were heard more than twice', () => {
    const thrice = ['2021-06-01', '2021-06-08', '2021-06-15'];
    const sessions = [
      her(1, []), her(2, ['2021-05-01']), her(3, thrice, { child: true }), her(4, thrice), her(5, [...thrice, '2021-07-20']),
      her(6, ['2021-07-10'], { denied: [{ by: 'DENIED_GATE', at: at('2021-06-03') }, { by: 'DENIED_LIMIT', at: at('2021-06-04') }, { by: 'DENIED_GATE', at: at('2021-05-03') }] }),
    ];
    const figures = measured('M15', '2021-06-01', '2021-07-01', { sessions });
    expect(values(figures)).toEqual({ 'survivors-with-sessions 0': 2, 'survivors-with-sessions 1': 1, 'survivors-with-sessions 3-OR-MORE': 3, 'denied DENIED_GATE': 1, 'denied DENIED_LIMIT': 1, 'children-with-more-than-two': 1 });
    expect(Object.values(shown(figures)).every((value) => value === null)).toBe(true);
    const many = Array.from({ length: 6 }, (_, index) => her(index, [], { denied: [{ by: 'DENIED_GATE', at: at('2021-06-03') }] }));
    expect(shown(measured('M15', '2021-06-01', '2021-07-01', { sessions: many }))).toEqual({ 'survivors-with-sessions 0': 6, 'denied DENIED_GATE': 6, 'children-with-more-than-two': 0 });
  });
});

describe('M16 reliance on testimony', () => {
  it('looks at the day of the first decision to charge, and at no later one', () => {
    const routes = [
      aRoute(1, 'TRAFFICKING', '2021-06-02', { reliance: 'LOW' }), aRoute(1, 'ALTERNATIVE', '2021-06-20', { reliance: 'TOTAL' }), aRoute(2, 'ALTERNATIVE', '2021-06-03', { reliance: 'HIGH' }), aRoute(3, 'MIXED', '2021-06-03', { reliance: null }),
      aRoute(4, 'BEST_INTEREST_NON_PROSECUTION', '2021-06-03'), aRoute(5, 'TRAFFICKING', '2021-05-03'), aRoute(5, 'MIXED', '2021-06-03'),
    ];
    expect(values(measured('M16', '2021-06-01', '2021-07-01', { routes }))).toEqual({ charged: 3, 'charged-at LOW': 1, 'charged-at HIGH': 1, 'charged-at NOT_KNOWN': 1 });
  });
});

describe('M20 redress', () => {
  const anOrder = (total: number, paid: number, change: Partial<OrderOf> = {}): OrderOf => ({
    ledger: 'case/1', stage: 'ORDERED', currency: 'USD', orderedOn: '2021-03-01', total, paid, outstanding: total - paid, firstPaidOn: null, standings: ['CURRENT'], shares: [{ cents: total, paid }], ...change,
  });
  it('sums what was ordered and what came, by currency, and tells how far it has come for each convicted defendant', () => {
    const orders = [
      anOrder(10_000, 2_500, { firstPaidOn: '2021-03-31', standings: ['DELINQUENT', 'CURRENT'], shares: [{ cents: 6_000, paid: 2_500 }, { cents: 4_000, paid: 0 }, { cents: null, paid: 0 }] }), anOrder(501, 501, { stage: 'OVER', firstPaidOn: '2021-03-11' }),
      anOrder(700, 0, { currency: 'EUR', standings: ['DEFAULT'] }), anOrder(9_999, 0, { orderedOn: '2021-09-01' }), anOrder(5, 0, { stage: 'REQUESTED', orderedOn: null }),
    ];
    const suspects = [aSuspect(1, 'CONVICTED_ALTERNATIVE', 'PROSECUTION', { redress: 'OVER' }), aSuspect(2, 'CONVICTED_TRAFFICKING', 'PROSECUTION', { redress: 'CLAIM' }), aSuspect(3, 'CONVICTED_MIXED', 'PROSECUTION'), aSuspect(4, 'ACQUITTED', 'PROSECUTION', { redress: 'ORDERED' })];
    const figures = measured('M20', '2021-06-01', '2021-07-01', { orders, suspects });
    expect(values(figures)).toEqual({
      'convicted-with ORDERED': 1, 'convicted-with BEING_PREPARED': 1, 'convicted-with NOTHING_YET': 1, 'ordered EUR': 700, 'ordered USD': 10_501, 'paid EUR': 0, 'paid USD': 3_001, 'outstanding EUR': 700, 'outstanding USD': 7_500,
      'owing CURRENT': 2, 'owing DELINQUENT': 1, 'owing DEFAULT': 1, 'orders-with-a-payment': 2, 'order-to-first-payment-median': 10, 'share-paid NOTHING': 2, 'share-paid PART': 1, 'share-paid WHOLE': 1,
    });
    expect(Object.values(shown(figures)).every((value) => value === null)).toBe(true);
    // Seven survivors stand behind a sum: it is told.
    const seven = anOrder(7, 7, { shares: Array.from({ length: 7 }, () => ({ cents: 1, paid: 1 })) });
    expect(shown(measured('M20', '2021-06-01', '2021-07-01', { orders: [seven] }))).toMatchObject({ 'ordered USD': 7, 'share-paid WHOLE': 7, 'owing CURRENT': null });
    expect(shown(measured('M20', '2021-06-01', '2021-07-01', { orders: [seven] }), 'external')).toMatchObject({ 'ordered USD': null, 'share-paid WHOLE': null });
  });
});

describe('M23 promises to survivors', () => {
  it('are open, overdue, kept, broken or released, by her word and by their day alone', () => {
    const promise = (survivor: number, due: string | null, answer: 'KEPT' | 'BROKEN' | 'RELEASED' | null = null, answered = '2021-06-20') => ({ ledger: 'case/1', survivor, madeAt: at('2021-05-01'), due, answer, answeredAt: answer === null ? null : at(answered) });
    const promises = [promise(1, null), promise(1, '2021-07-01'), promise(2, '2021-06-30'), promise(3, '2021-06-01', 'KEPT'), promise(3, null, 'BROKEN'), promise(4, null, 'RELEASED'), promise(5, null, 'KEPT', '2021-07-02'), { ...promise(6, null), madeAt: at('2021-08-01') }];
    const figures = measured('M23', '2021-06-01', '2021-07-01', { promises });
    expect(values(figures)).toEqual({ 'promises OPEN': 3, 'promises OVERDUE': 1, 'promises KEPT': 1, 'promises BROKEN': 1, 'promises RELEASED': 1 });
    expect(figures['promises OPEN']?.behind).toBe(2);
  });
});

describe('M26 routes of charging', () => {
  const five = (route: string, from: number) => Array.from({ length: 5 }, (_, index) => aRoute(from + index, route, '2021-06-10', { ledger: `case/${1 + index}` }));
  const routes = [...five('TRAFFICKING', 1), ...five('ALTERNATIVE', 11), aRoute(20, 'MIXED', '2021-05-10')];
  const suspects = Array.from({ length: 6 }, (_, index) => aSuspect(100 + index, 'NOT_PROSECUTED_BEST_INTEREST', 'PROTECTION'));

  it('stands beside what these cases were worth, outcomes that protect first', () => {
    const figures = measured('M26', '2021-06-01', '2021-07-01', { routes, suspects, ratings: [...context, ...rated('C13', 'EVIDENCED', 1)] });
    expect(Object.entries(shown(figures))).toEqual([
      ['protection-outcome NOT_PROSECUTED_BEST_INTEREST', 6], ['rating-C13 EVIDENCED', null], ['route ALTERNATIVE', 5], ['route TRAFFICKING', 5], ['rating-C1 PARTLY', 5], ['rating-C5 PARTLY', 5], ['rating-C7 PARTLY', 5],
    ]);
  });

  it.each(['C1', 'C5', 'C7'])('is withheld without %s, and so is every count of charges or convictions (refusal 17)', (criterion) => {
    const ratings = context.filter((each) => each.criterion !== criterion || each.ledger === 'case/1');
    const convicted = Array.from({ length: 5 }, (_, index) => aSuspect(index, 'CONVICTED_TRAFFICKING', 'PROSECUTION', { ledger: `case/${1 + index}` }));
    const told = (['M16', 'M20', 'M26'] as const).map((id) => shown(measured(id, '2021-06-01', '2021-07-01', { routes, suspects: convicted, ratings })));
    expect(told).toMatchObject([{ charged: null, 'charged-at MEDIUM': null }, { 'convicted-with NOTHING_YET': null }, { 'route TRAFFICKING': null, 'route ALTERNATIVE': null }]);
    expect(shown(outcomeFigures({ suspects: convicted, ratings, routes }))).toMatchObject({ named: 5, 'outcome-PROSECUTION CONVICTED_TRAFFICKING': null, 'conduct NOT_SAID': null, 'route TRAFFICKING': null });
  });

  it('closes all parts where one is small, or the small one could be worked out', () => {
    const small = shown(measured('M26', '2021-06-01', '2021-07-01', { routes: [...routes, aRoute(30, 'DEFER', '2021-06-10')], ratings: context }));
    expect([small['route TRAFFICKING'], small['route DEFER'], small['rating-C1 PARTLY']]).toEqual([null, null, 5]);
  });
});

describe('what became of suspects', () => {
  it('is closed as one where one part is small, the whole among it: what is left could be worked out', () => {
    const of = (number: number, outcome: string | null, under: string | null) => Array.from({ length: number }, (_, index) => aSuspect(index, outcome, under));
    const said = (suspects: readonly SuspectOf[]) => shown([...['C1', 'C5', 'C7'].flatMap((criterion) => ratingFigures(context, criterion)), ...outcomeFigures({ suspects, ratings: [], routes: [] })]);
    const all = [...of(6, 'ACQUITTED', 'PROSECUTION'), ...of(7, 'NOT_PROSECUTED_BEST_INTEREST', 'PROTECTION'), ...of(8, null, null)];
    expect(said(all)).toMatchObject({ named: 21, 'outcome-PROTECTION NOT_PROSECUTED_BEST_INTEREST': 7, 'outcome-PROSECUTION ACQUITTED': 6, 'nothing-yet': 8 });
    expect(said([...all, ...of(2, 'DEFERRED', 'PREVENTION')])).toMatchObject({ named: null, 'outcome-PROTECTION NOT_PROSECUTED_BEST_INTEREST': null, 'outcome-PREVENTION DEFERRED': null, 'outcome-PROSECUTION ACQUITTED': null, 'nothing-yet': null });
  });
});

describe('what convictions addressed', () => {
  const conduct = (reach: Rating, label: Rating) => {
    const ratings = [...context.filter(({ criterion }) => criterion !== 'C1'), ...rated('C1', reach, 5), ...rated('C2', label, 5)];
    const convicted = Array.from({ length: 5 }, (_, index) => aSuspect(index, 'CONVICTED_ALTERNATIVE', 'PROSECUTION', { ledger: `case/${1 + index}` }));
    const figures = shown([...['C1', 'C5', 'C7'].flatMap((criterion) => ratingFigures(ratings, criterion)), ...outcomeFigures({ suspects: convicted, ratings, routes: [] })]);
    return Object.entries(figures).filter(([name]) => name.startsWith('conduct'));
  };
  it('is addressed where C1 and C2 are evidenced, whatever the label; and asks about the label or the reach where they are not', () => {
    expect(conduct('EVIDENCED', 'EVIDENCED')).toEqual([['conduct ADDRESSED', 5]]);
    expect(conduct('EVIDENCED', 'CONTRARY')).toEqual([['conduct LABEL', 5]]);
    expect(conduct('NOT_EVIDENCED', 'EVIDENCED')).toEqual([['conduct REACH', 5]]);
    expect(conduct('CONTRARY', 'NOT_EVIDENCED')).toEqual([['conduct LABEL_AND_REACH', 5]]);
    expect(conduct('PARTLY', 'EVIDENCED')).toEqual([['conduct NOT_SAID', 5]]);
    expect(conduct('TOO_EARLY', 'TOO_EARLY')).toEqual([['conduct NOT_SAID', 5]]);
  });
});
