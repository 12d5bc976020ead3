/** M12: whether work changes hands well, and whether anything is without a hand. */
import { atRank, count, HOUR_MS, median, share, type Figure, type Measure } from './measure.ts';
import { isOver, standingAt, within, type EngagementOf, type Picture, type TimeOf } from './picture.ts';

const NINETIETH = 0.9;

export const handOffHealth: Measure = {
  id: 'M12', name: 'Hand-off health', over: 'PERIOD', ofVictims: false,
  definition: 'Hours from proposed to accepted (median and 90th percentile) of the hand-offs accepted in the period; share of those proposed in it with a decline or a return. Hours of open steps in the period with nobody on the team to answer for them (0 by design), offered and not yet accepted, and owned by somebody of your agency who was away or had left; and open steps whose owner\'s account is closed. What is at her pace or protected is left out.',
  denominator: 'Of the bounce rate: hand-offs proposed in the period, each counted once however often it came back.',
  looksAt: ['handOffs', 'times', 'engagements', 'away', 'closed'],
  of: (picture) => {
    const { from, until, handOffs } = picture;
    const accepted = handOffs.flatMap((one) => (one.acceptedAt !== null && one.acceptedAt > from && one.acceptedAt <= until ? [{ ...one, size: (one.acceptedAt - one.proposedAt) / HOUR_MS }] : []));
    const proposed = handOffs.filter(({ proposedAt }) => proposedAt > from && proposedAt <= until);
    const teams = Map.groupBy(picture.engagements, ({ ledger, agency }) => `${ledger} ${agency}`);
    const open = picture.times.filter((time) => !isOver(time) && time.class !== 'PACED' && time.class !== 'PROTECTED');
    return [
      count('accepted', 'hand-offs', accepted), atRank('to-accepted-median', 'hours', accepted, median), atRank('to-accepted-p90', 'hours', accepted, NINETIETH),
      share('bounced', proposed.filter(({ bounces }) => bounces > 0), proposed),
      hours('orphan', open, (time) => orphan(picture, time, teams.get(`${time.ledger} ${time.accountable}`) ?? [])),
      hours('offered-unaccepted', open.filter((time) => time.class === 'OFFERED'), (time) => within(picture, time.at, time.until)),
      hours('owned-by-absent', open, (time) => absent(picture, time)),
      count('owned-by-closed-account', 'steps', standingAt(open, until).filter(({ owner }) => owner !== null && picture.closed.includes(owner))),
    ];
  },
};

function hours(figure: string, times: readonly TimeOf[], length: (time: TimeOf) => number): Figure {
  const long = times.map((time) => ({ ledger: time.ledger, ms: length(time) })).filter(({ ms }) => ms > 0);
  return { figure, value: long.reduce((sum, { ms }) => sum + ms, 0) / HOUR_MS, unit: 'hours', cases: [...new Set(long.map(({ ledger }) => ledger))].toSorted() };
}

/** Nobody who answers for it is on the team: neither an owner's agency nor, until acceptance, the one that offers it (invariant I4). */
function orphan(picture: Picture, time: TimeOf, answering: readonly EngagementOf[]): number {
  const all = within(picture, time.at, time.until);
  const answered = answering.reduce((ms, { fromAt, untilAt }) => ms + within(picture, Math.max(fromAt, time.at), earlier(untilAt, time.until)), 0);
  return all - Math.min(all, answered);
}

function absent(picture: Picture, time: TimeOf): number {
  if (time.owner === null) return 0;
  const spans = picture.away.filter(({ person }) => person === time.owner).map(({ fromAt, untilAt }) => ({ from: Math.max(fromAt, time.at), until: earlier(untilAt, time.until) ?? picture.until }));
  // Somebody who is away twice at once is away once.
  let reached = -Infinity;
  return spans.toSorted((a, b) => a.from - b.from).reduce((ms, { from, until }) => {
    const length = within(picture, Math.max(from, reached), until);
    reached = Math.max(reached, until);
    return ms + length;
  }, 0);
}

const earlier = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));
