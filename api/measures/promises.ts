/** M6 to M10: whether we kept our word. Agencies are listed by name; promises are measured here, never outcomes. */
import { dayOf, localDays, sharedDays, workingDays } from './days.ts';
import { atRank, count, counts, median, nobody, share, type Figure, type Measure } from './measure.ts';
import type { CommitmentOf, Picture, TermOf } from './picture.ts';

/** Metric M8: so many versions are shown to leadership. */
const RECOMMITTED_OFTEN = 3;

const endOf = ({ answeredAt }: TermOf, until: number): number => Math.min(answeredAt ?? until, until);
/** Effective due without delivery, suspension or release. A lapse is counted once a version, from its effective due. */
const hasLapsed = (term: TermOf, until: number): boolean => !term.suspended && term.dueAt < endOf(term, until);

export const lapses: Measure = {
  id: 'M6', name: 'Commitment lapses', over: 'PERIOD', ofVictims: false,
  definition: 'A commitment lapses when its effective due (due and the time it was suspended) has passed and it is neither delivered, suspended nor released; counted once for each dated version. The rate is what was lapsed at any moment of the period by what was due in it: a lapse that goes on from before the period is above the line and not below.',
  denominator: 'Versions whose effective due fell in the period and that had not been let go or newly dated before. Suspended ones are excluded from both.',
  looksAt: ['terms'],
  of: (picture) => {
    const { from, until, terms } = picture;
    const lapsed = terms.filter((term) => hasLapsed(term, until) && endOf(term, until) > from);
    const isLetGo = ({ answer, answeredAt, dueAt }: TermOf): boolean => answer !== null && answer !== 'MET' && answeredAt !== null && answeredAt <= dueAt;
    const due = terms.filter((term) => !term.suspended && term.dueAt > from && term.dueAt <= until && !isLetGo(term));
    const stillOpen = lapsed.filter(({ answeredAt }) => answeredAt === null || answeredAt > until);
    return [share('lapse-rate', lapsed, due), ...counts('lapsed', 'commitments', lapsed, ({ agency }) => agency), count('lapsed-now', 'commitments', stillOpen)];
  },
};

const leadersWord = ['RECOMMITTED', 'REASSIGNED', 'RELEASED'];

export const lapseDurations: Measure = {
  id: 'M7', name: 'Lapse duration and answer time', over: 'PERIOD', ofVictims: false,
  definition: 'Local calendar days of the agency from the effective due of a lapsed version until it was met, recommitted, reassigned, released or newly dated; and working days of the agency from the leader being asked (L4) until the leader\'s answer. A date that the coordinator grants meanwhile ends the lapse, and is no answer of the leader.',
  denominator: 'Lapses that ended in the period; leaders\' answers given in the period.',
  looksAt: ['terms', 'agencies'],
  of: (picture) => {
    const { from, until, terms } = picture;
    const civil = (agency: string) => picture.agencies.get(agency) ?? nobody;
    const answered = terms.filter(({ answeredAt }) => answeredAt !== null && answeredAt > from && answeredAt <= until);
    const lapsed = answered.filter((term) => hasLapsed(term, until)).map((term) => ({ ...term, size: localDays(term.dueAt, term.answeredAt ?? until, civil(term.agency).zone) }));
    const leaders = answered.flatMap((term) => {
      const { leaderAskedAt: asked, answer, answeredAt } = term;
      if (asked === null || answeredAt === null || answer === null || !leadersWord.includes(answer)) return [];
      return [{ ...term, size: workingDays(asked, answeredAt, civil(term.agency)) }];
    });
    const owed = terms.filter(({ leaderAskedAt, answeredAt, suspended }) => !suspended && leaderAskedAt !== null && leaderAskedAt <= until && (answeredAt === null || answeredAt > until));
    return [
      count('lapses-ended', 'commitments', lapsed), atRank('lapse-median', 'days', lapsed, median), atRank('lapse-longest', 'days', lapsed, 1),
      count('leaders-answers', 'commitments', leaders), atRank('answer-median', 'working-days', leaders, median), atRank('answer-longest', 'working-days', leaders, 1),
      count('leaders-answers-owed', 'commitments', owed),
    ];
  },
};

export const recommitments: Measure = {
  id: 'M8', name: 'Recommitments', over: 'INSTANT', ofVictims: false,
  definition: 'Dated versions of each commitment; flagged from three on, since repeated recommitment is itself shown to leadership. One that waits for the survivor is flagged to nobody while it does.',
  denominator: 'All commitments that were promised, with a version or more. Suspended ones are excluded from both.',
  looksAt: ['commitments'],
  of: ({ commitments }) => {
    const promised = commitments.filter(({ version, state }) => version > 0 && state !== 'SUSPENDED').map((one) => ({ ...one, size: one.version }));
    const often = promised.filter(({ version }) => version >= RECOMMITTED_OFTEN);
    return [share('flagged', often, promised), atRank('versions-most', 'versions', promised, 1), ...counts('flagged-of', 'commitments', often, ({ agency }) => agency)];
  },
};

export const compactCompleteness: Measure = {
  id: 'M9', name: 'Compact completeness', over: 'INSTANT', ofVictims: false,
  definition: 'Signed by required signatures of the compacts that have not ended, those above cases included; calendar days from the request until a compact became active; and who has not signed. A compact becomes active the instant the last leader signs.',
  denominator: 'Agencies whose signature is required today. Released ones are not.',
  looksAt: ['compacts', 'signatures', 'agencies'],
  of: ({ compacts, signatures, agencies, until }) => {
    const running = compacts.filter(({ requestedAt, endedAt }) => requestedAt !== null && requestedAt <= until && (endedAt === null || endedAt > until));
    const ids = new Set(running.map(({ id }) => id));
    const required = signatures.filter(({ compact, requestedAt }) => ids.has(compact) && requestedAt <= until);
    const signed = required.filter(({ signedAt }) => signedAt !== null && signedAt <= until);
    const active = compacts.flatMap((one) => (one.requestedAt === null || one.activeAt === null || one.activeAt > until ? [] : [{ ...one, size: localDays(one.requestedAt, one.activeAt, agencies.get(one.lead)?.zone ?? nobody.zone) }]));
    return [
      share('signed', signed, required), count('active', 'compacts', active), atRank('days-to-active-median', 'days', active, median),
      ...counts('not-signed', 'signatures', required.filter((one) => !signed.includes(one)), ({ agency }) => agency),
    ];
  },
};

export const resourceDelivery: Measure = {
  id: 'M10', name: 'Resource delivery', over: 'PERIOD', ofVictims: false,
  definition: 'Delivered by pledged in the period, an agency and a unit at a time, for RESOURCE commitments only, of cases and of compacts above them. Hours are spread evenly over the local days they were pledged or delivered for; full-time posts count by the day.',
  denominator: 'What was pledged for the days of the period; after a release nothing is.',
  looksAt: ['commitments', 'deliveries', 'agencies'],
  of: (picture) => {
    const pledged = picture.commitments.filter(({ kind, pledge, version }) => kind === 'RESOURCE' && pledge !== null && version > 0);
    return [...Map.groupBy(pledged, ({ agency, pledge }) => `${agency}/${pledge?.unit ?? ''}`)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([of, promised]) => deliveredBy(picture, of, promised));
  },
};

function deliveredBy({ from, until, agencies, deliveries }: Picture, of: string, promised: readonly CommitmentOf[]): Figure {
  const zone = (agencies.get(promised[0]?.agency ?? '') ?? nobody).zone;
  const period = [dayOf(from, zone), dayOf(until - 1, zone)] as const;
  const ids = new Set(promised.map(({ id }) => id));
  const amountIn = (amount: number, unit: string, span: readonly [string, string]): number => {
    const shared = sharedDays(span, period);
    return shared === 0 ? 0 : unit === 'FTE' ? amount * shared : (amount * shared) / sharedDays(span, span);
  };
  const outOf = promised.reduce((sum, { pledge, state, endedAt }) => {
    if (pledge === null) return sum;
    const last = state === 'RELEASED' && endedAt !== null ? dayOf(endedAt, zone) : pledge.until;
    const days = sharedDays([pledge.from, pledge.until], [pledge.from, last]);
    const part = pledge.unit === 'FTE' ? pledge.amount : (pledge.amount * days) / sharedDays([pledge.from, pledge.until], [pledge.from, pledge.until]);
    return days === 0 ? sum : sum + amountIn(part, pledge.unit, [pledge.from, last < pledge.until ? last : pledge.until]);
  }, 0);
  const given = deliveries.filter(({ commitment }) => ids.has(commitment)).reduce((sum, { amount, unit, from: first, until: last }) => sum + amountIn(amount, unit, [first, last]), 0);
  return { figure: 'delivered', of, value: outOf === 0 ? null : given / outOf, unit: 'share', count: given, outOf, cases: [...new Set(promised.map(({ ledger }) => ledger))].toSorted() };
}
