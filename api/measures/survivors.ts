/** M15 and M23: what is asked of survivors, and whether what was promised to them was kept. Numbers behind which five or more stand; whose they are is told in her file alone. */
import { apart } from './context.ts';
import { dayOf } from './days.ts';
import { counts, type Figure, type Measure, type Unit } from './measure.ts';

/** Domain 5f, M15: shown from here on. */
const CHILD_SESSIONS = 2;
const sessionParts = ['0', '1', '2', '3-OR-MORE'] as const;
const promiseParts = ['OPEN', 'OVERDUE', 'KEPT', 'BROKEN', 'RELEASED'] as const;

interface Thing { readonly ledger: string; readonly survivor: number; readonly of: string }
const parts = (figure: string, unit: Unit, things: readonly Thing[], order?: readonly string[]): readonly Figure[] =>
  counts(figure, unit, things, ({ of }) => of, order).map((each) => apart(each, new Set(things.filter(({ of }) => of === each.of).map(({ survivor }) => survivor)).size));

export const interviewBurden: Measure = {
  id: 'M15', name: 'Interviews of survivors', over: 'PERIOD', ofVictims: false, aggregate: true,
  definition: 'Survivors by the number of sessions held with each in a case by the end of the period: a distribution, never a target. Requests to speak with a survivor that were denied in the period, by the gate or by the limit for children. Children with more than two sessions; why there were more stands in her file. Whoever nobody has decided to be of age is a child.',
  denominator: 'Survivors of the cases that you may count.',
  looksAt: ['sessions'],
  of: ({ sessions, from, until }) => {
    const held = sessions.map((each) => ({ ...each, number: each.held.filter((at) => at <= until).length }));
    const heard = held.map(({ ledger, survivor, number }) => ({ ledger, survivor, of: number > 2 ? '3-OR-MORE' : String(number) }));
    const denied = sessions.flatMap(({ ledger, survivor, denied: each }) => each.filter(({ at }) => at > from && at <= until).map(({ by }) => ({ ledger, survivor, of: by })));
    const children = held.filter(({ child, number }) => child && number > CHILD_SESSIONS);
    return [
      ...parts('survivors-with-sessions', 'survivors', heard, sessionParts), ...parts('denied', 'requests', denied),
      apart({ figure: 'children-with-more-than-two', value: children.length, unit: 'survivors', cases: [] }, new Set(children.map(({ survivor }) => survivor)).size),
    ];
  },
};

export const promisesToSurvivors: Measure = {
  id: 'M23', name: 'Promises to survivors', over: 'INSTANT', ofVictims: false, aggregate: true,
  definition: 'What staff promised to survivors: open, overdue (its day has passed and she has not said what became of it), kept, broken, or released by her. Only she says what became of it.',
  denominator: 'All promises made to survivors of the cases that you may count.',
  looksAt: ['promises'],
  of: ({ promises, cases, until }) => {
    const zones = new Map(cases.map(({ ledger, zone }) => [ledger, zone]));
    const made = promises.filter(({ madeAt }) => madeAt <= until).map(({ ledger, survivor, due, answer, answeredAt }) => {
      const isAnswered = answer !== null && answeredAt !== null && answeredAt <= until;
      return { ledger, survivor, of: isAnswered ? answer : due !== null && due < dayOf(until, zones.get(ledger) ?? 'UTC') ? 'OVERDUE' : 'OPEN' };
    });
    return parts('promises', 'promises', made, promiseParts);
  },
};
