/** M14, M16 and M26: how decisions to charge come about, what they rest on and which routes they take. No number is about a person, and no route counts for more than another. */
import { relianceLevels } from '#domain/evidence/schema.ts';
import { codeOf, keyOf, labelOf } from '#domain/playbook/names.ts';
import { apart, caveat, contextOf, ratingFigures } from './context.ts';
import { workingDays } from './days.ts';
import { atRank, count, counts, median, nobody, type Figure, type Measure, type Unit } from './measure.ts';
import type { Picture, RouteOf, SuspectOf, TimeOf } from './picture.ts';

const NINETIETH = 0.9;

/** By case and step: when each time of it was done, the first first. */
function doneIn({ times, until }: Picture): ReadonlyMap<string, readonly TimeOf[]> {
  const done = times.filter(({ class: whose, at }) => whose === 'DONE' && at <= until);
  return Map.groupBy(Map.groupBy(done, ({ ledger, step, occurrence }) => `${ledger} ${step} ${occurrence}`).values().flatMap(([first]) => (first === undefined ? [] : [first])), ({ ledger, step }) => `${ledger} ${step}`);
}

interface Lasted { readonly ledger: string; readonly size: number }
const spread = (figure: string, unit: Unit, lasted: readonly Lasted[]): readonly Figure[] =>
  [apart(atRank(`${figure}-median`, unit, lasted, median), lasted.length), apart(atRank(`${figure}-p90`, unit, lasted, NINETIETH), lasted.length)];

export const decisionLatency: Measure = {
  id: 'M14', name: 'Time to decide and to explain', over: 'PERIOD', ofVictims: false, aggregate: true,
  definition: 'Working days of the agency that answers for it (median and 90th percentile) from the charging file being ready to the decision of the route, whichever it is, for decisions taken in the period; and from the decision to its being explained to victims, for what was explained in the period. What waits for the survivor is in neither.',
  denominator: 'Decisions taken in the period for a suspect whose file was ready before; decisions explained in the period.',
  looksAt: ['times', 'agencies'],
  of: (picture) => {
    const { cases, from, agencies } = picture;
    const done = doneIn(picture);
    const civil = (agency: string) => agencies.get(agency) ?? nobody;
    const within = cases.flatMap(({ ledger, charging }) => [...done].flatMap(([key, times]) => (charging !== undefined && key.startsWith(`${ledger} `) ? times.filter(({ at }) => at > from).map((time) => ({ ...time, charging })) : [])));
    const before = ({ ledger, step, at }: TimeOf, code: string): TimeOf | undefined => done.get(`${ledger} ${keyOf(code, { label: labelOf(step) ?? '' })}`)?.findLast((time) => time.at <= at);
    const since = (time: TimeOf, starts: readonly (TimeOf | undefined)[]): readonly Lasted[] =>
      (starts.length === 0 || starts.includes(undefined) ? [] : [{ ledger: time.ledger, size: workingDays(Math.max(...starts.flatMap((start) => start?.at ?? [])), time.at, civil(time.accountable)) }]);
    const decided = within.filter(({ step, charging }) => codeOf(step) === charging.decided);
    const ready = decided.flatMap((time) => since(time, time.charging.ready.map((code) => before(time, code))));
    const explained = within.filter(({ step, charging }) => codeOf(step) === charging.explained).flatMap((time) => since(time, [before(time, time.charging.decided)]));
    return [apart(count('decided', 'decisions', decided), decided.length), ...spread('ready-to-decided', 'working-days', ready), apart(count('explained', 'decisions', explained), explained.length), ...spread('decided-to-explained', 'working-days', explained)];
  },
};

/** Bare counts, each part with the suspects behind it. */
const bareCounts = (figure: string, unit: Unit, routes: readonly RouteOf[], of: (route: RouteOf) => string, order?: readonly string[]): readonly Figure[] =>
  counts(figure, unit, routes, of, order).map((each) => ({ ...apart(each, new Set(routes.filter((route) => of(route) === each.of).map(({ suspect }) => suspect)).size), bare: true }));

export const testimonyReliance: Measure = {
  id: 'M16', name: 'Reliance on testimony', over: 'PERIOD', ofVictims: false, aggregate: true,
  definition: `Suspects who were first charged in the period, by how far the proof relied on testimony on the day of that decision: LOW, MEDIUM, HIGH, TOTAL, or NOT_KNOWN where nobody had entered what proves what. Beside it what these cases were worth for the venture (C1), for safety (C5) and for redress (C7); without that it is withheld. ${caveat}`,
  denominator: 'Suspects with a first decision to charge in the period, whatever the label.',
  looksAt: ['routes', 'ratings'],
  of: ({ routes, ratings, from, until }) => {
    const first = [...Map.groupBy(routes.filter(({ charges }) => charges), ({ suspect }) => suspect).values()].flatMap(([route]) => (route !== undefined && route.at > from && route.at <= until ? [route] : []));
    const level = ({ reliance }: RouteOf): string => (reliance === null || reliance === 'NONE' ? 'NOT_KNOWN' : reliance);
    return [{ ...apart(count('charged', 'suspects', first), first.length), bare: true }, ...bareCounts('charged-at', 'suspects', first, level, relianceLevels), ...contextOf(ratings, first)];
  },
};

/** Those about whom it was decided to protect: an outcome of full value (domain 5e). */
export const protectedFigures = (suspects: readonly SuspectOf[]): readonly Figure[] => {
  const kept = suspects.filter(({ under }) => under === 'PROTECTION');
  const behind = (of: string | undefined): number => kept.filter(({ outcome }) => outcome === of).length;
  return counts('protection-outcome', 'suspects', kept, ({ outcome }) => outcome ?? '').map((figure) => apart(figure, behind(figure.of)));
};

export const routeMix: Measure = {
  id: 'M26', name: 'Routes of charging', over: 'PERIOD', ofVictims: false, aggregate: true,
  definition: `Decisions of a route taken in the period, by route, whichever it is: an alternative offence is a route of its own, and a decision not to prosecute in best interests is one that protects. Beside it what these cases were worth for the venture (C1), for safety (C5) and for redress (C7), without which it is withheld; and, as they stand today, outcomes that protect, with C13. ${caveat}`,
  denominator: 'Decisions of a route taken in the period, those that take the place of an earlier one among them.',
  looksAt: ['routes', 'ratings', 'suspects'],
  of: ({ routes, ratings, suspects, from, until }) => {
    const decided = routes.filter(({ at }) => at > from && at <= until);
    const protects = suspects.filter(({ under }) => under === 'PROTECTION');
    return [
      ...protectedFigures(protects), ...ratingFigures(ratings.filter(({ ledger }) => protects.some((each) => each.ledger === ledger)), 'C13'),
      ...bareCounts('route', 'decisions', decided, ({ route }) => route), ...contextOf(ratings, decided),
    ];
  },
};
