/** M11 and M13: the law's dates, and what climbs. */
import { LEVELS } from '#domain/time/ladder.ts';
import { atRank, count, counts, HOUR_MS, median, share, type Figure, type Measure } from './measure.ts';
import { isOver, type OwedOf, type Picture, type TimeOf } from './picture.ts';

/** At risk: so much of the time is left, or less. */
const RISK_SHARE = 0.25;

/** One time that a statutory step had to be done. */
export interface Statutory {
  readonly ledger: string;
  readonly clock: string;
  readonly startAt: number;
  readonly dueAt: number;
  readonly endedAt: number | null;
  /** Set aside by two people, or fallen away: nobody owed it any more. */
  readonly setAside: boolean;
}

export function statutoryOf({ times, until }: Picture): readonly Statutory[] {
  const known = times.filter(({ pacing, at }) => pacing === 'STATUTORY' && at <= until);
  return [...Map.groupBy(known, ({ ledger, step, occurrence }) => `${ledger} ${step} ${occurrence}`).values()].flatMap((rows): Statutory[] => {
    const [first] = rows;
    const dueAt = rows.findLast((row) => row.dueAt !== null)?.dueAt ?? null;
    const end: TimeOf | undefined = rows.find(isOver);
    return first === undefined || dueAt === null ? [] : [{ ledger: first.ledger, clock: first.step, startAt: first.at, dueAt, endedAt: end?.at ?? null, setAside: end !== undefined && end.class !== 'DONE' }];
  });
}

export const statutoryTimeliness: Measure = {
  id: 'M11', name: 'Statutory timeliness', over: 'PERIOD', ofVictims: false,
  definition: 'Dates of the law, and of duties kept as strictly, by clock: met (done by its due), missed (not done by its due, done since or not), at risk (open at the end of the period with a quarter of its time left or less). Each miss is listed singly, with the hours by which it was missed. What two people set aside before its due is neither.',
  denominator: 'Dates whose due fell in the period.',
  looksAt: ['times'],
  of: (picture) => {
    const { from, until } = picture;
    const all = statutoryOf(picture);
    const fell = all.filter(({ dueAt, endedAt, setAside }) => dueAt > from && dueAt <= until && !(setAside && endedAt !== null && endedAt <= dueAt));
    const met = fell.filter(({ dueAt, endedAt, setAside }) => endedAt !== null && !setAside && endedAt <= dueAt);
    const missed = fell.filter((one) => !met.includes(one));
    const atRisk = all.filter(({ startAt, dueAt, endedAt }) => endedAt === null && dueAt > until && dueAt - until <= RISK_SHARE * (dueAt - startAt));
    const byClock = [...Map.groupBy(fell, ({ clock }) => clock)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([clock, due]) => share('met-of', due.filter((one) => met.includes(one)), due, clock));
    return [share('met', met, fell), count('missed', 'clocks', missed), count('at-risk', 'clocks', atRisk), ...byClock, ...counts('at-risk-of', 'clocks', atRisk, ({ clock }) => clock), ...missed.map((one) => missOf(one, until))];
  },
};

const missOf = ({ ledger, clock, dueAt, endedAt }: Statutory, until: number): Figure => ({ figure: 'miss', of: clock, value: ((endedAt ?? until) - dueAt) / HOUR_MS, unit: 'hours', cases: [ledger] });

export const escalationLoad: Measure = {
  id: 'M13', name: 'Escalation load', over: 'PERIOD', ofVictims: false,
  definition: 'Escalations of steps, hand-offs, commitments and signatures that are open at the end of the period, by the level reached and by age in hours since the first level; and the share of those resolved in the period that went no higher than L2. A reminder to the owner (L0) is none, and what waits for her is not late. Apart from these: duties of staff to survivors that climbed and are still owed, by level, as numbers alone; withheld where fewer than five survivors stand behind one.',
  denominator: 'Of the share: escalations resolved in the period.',
  looksAt: ['escalations', 'owed'],
  of: ({ escalations, owed, from, until }) => {
    const open = escalations.filter(({ openedAt, resolvedAt, waits }) => !waits && openedAt <= until && (resolvedAt === null || resolvedAt > until)).map((one) => ({ ...one, size: (until - one.openedAt) / HOUR_MS }));
    const resolved = escalations.filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt > from && resolvedAt <= until);
    return [
      count('open', 'escalations', open), ...counts('open-at', 'escalations', open, ({ level }) => level, LEVELS), ...counts('open-of', 'escalations', open, ({ of }) => of),
      atRank('age-median', 'hours', open, median), atRank('age-longest', 'hours', open, 1), share('resolved-at-L1-L2', resolved.filter(({ level }) => level <= 'L2'), resolved),
      ...owedStill(owed, until),
    ];
  },
};

/** Of no case: what is owed to a survivor, and that there is one, is told to those who work with her. */
function owedStill(owed: readonly OwedOf[], until: number): readonly Figure[] {
  const open = owed.filter(({ openedAt, resolvedAt }) => openedAt <= until && (resolvedAt === null || resolvedAt > until));
  const figure = (figure: string, these: readonly OwedOf[], of?: string): Figure => ({ ...count(figure, 'duties', these, of), behind: new Set(these.map(({ survivor }) => survivor)).size, cases: [] });
  return [figure('owed', open), ...LEVELS.filter((level) => open.some((one) => one.level === level)).map((level) => figure('owed-at', open.filter((one) => one.level === level), level))];
}
