/** M3 to M5: where nothing moves, for how long and why. What waits for her is never named as a cause. */
import { blockers, tracks } from '#domain/terms.ts';
import { localDays } from './days.ts';
import { atRank, count, counts, median, type Measure } from './measure.ts';
import { openCases, type Picture, type StallOf } from './picture.ts';

/** Metric M4: nothing moved on any track for so many local calendar days. */
const CASE_QUIET_DAYS = 30;

const stalledAt = ({ stalls, until }: Picture): readonly StallOf[] => stalls.filter(({ sinceAt, endedAt }) => sinceAt <= until && (endedAt === null || endedAt > until));

export const stalledTracks: Measure = {
  id: 'M3', name: 'Stalled tracks', over: 'INSTANT', ofVictims: false,
  definition: 'Tracks with at least one open step that is neither paced, protected nor validly waiting, and with no progress event for longer than the threshold of the track in the case\'s playbook, counted in local calendar days of the leading agency. A next time that lies ahead is not open (rule R13).',
  denominator: 'All tracks of the open cases that you may see.',
  looksAt: ['stalls'],
  of: (picture) => {
    const open = new Set(openCases(picture).map(({ ledger }) => ledger));
    const stalled = stalledAt(picture).filter(({ ledger }) => open.has(ledger));
    return [count('stalled', 'tracks', stalled), ...counts('stalled-on', 'tracks', stalled, ({ track }) => track, tracks)];
  },
};

export const stalledCases: Measure = {
  id: 'M4', name: 'Stalled cases', over: 'INSTANT', ofVictims: false,
  definition: 'Open cases with at least one stalled track (M3) and no progress event on any track in the last 30 days. A case with stalled and moving tracks is partly stalled.',
  denominator: 'All open cases that you may see.',
  looksAt: ['stalls', 'progress'],
  of: (picture) => {
    const stalled = new Set(stalledAt(picture).map(({ ledger }) => ledger));
    const lastMoved = new Map<string, number>();
    for (const { ledger, at } of picture.progress) if (at <= picture.until) lastMoved.set(ledger, Math.max(at, lastMoved.get(ledger) ?? 0));
    const concerned = openCases(picture).filter(({ ledger }) => stalled.has(ledger));
    const isQuiet = ({ ledger, zone }: (typeof concerned)[number]): boolean => {
      const moved = lastMoved.get(ledger);
      return moved === undefined || localDays(moved, picture.until, zone) > CASE_QUIET_DAYS;
    };
    return [count('stalled', 'cases', concerned.filter(isQuiet)), count('partly-stalled', 'cases', concerned.filter((one) => !isQuiet(one)))];
  },
};

export const stallAges: Measure = {
  id: 'M5', name: 'Stall age and cause', over: 'PERIOD', ofVictims: false,
  definition: 'Local calendar days since M3 became true, until it ended or until the end of the period, for every stall that stood in the period; and the blocker of the oldest step that is not paced. NO_OWNER is computed, the others were named by somebody; OTHER if nobody did.',
  denominator: 'All stalls that stood at any moment of the period.',
  looksAt: ['stalls'],
  of: (picture) => {
    const { from, until, cases } = picture;
    const zones = new Map(cases.map(({ ledger, zone }) => [ledger, zone]));
    const stood = picture.stalls.filter(({ sinceAt, endedAt }) => sinceAt <= until && (endedAt === null || endedAt > from));
    const aged = stood.map((stall) => ({ ...stall, size: localDays(stall.sinceAt, Math.min(stall.endedAt ?? until, until), zones.get(stall.ledger) ?? 'UTC') }));
    return [
      count('stood', 'tracks', stood), ...counts('cause', 'tracks', stood, ({ cause }) => cause, blockers),
      atRank('age-median', 'days', aged, median), atRank('age-longest', 'days', aged, 1),
    ];
  },
};
