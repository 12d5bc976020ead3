/** Ten thousand compacts among people who come and go, in slices short enough for one test each. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyLife, play } from './any-life.ts';
import { watchLife } from './oracle.ts';
import { checkFolds } from './folds.ts';

/** What must come up, in at least so many of a hundred lives: less would prove little. */
const leastShares: Readonly<Record<string, number>> = {
  words: 80, 'words that passed over a chair': 50, 'words that fell back to the coordinator': 5, 'words that wait for whoever comes back': 2,
  CommitmentLapsed: 50, 'promises dated anew three times': 7, CommitmentRecommitted: 15, CommitmentReassigned: 6, CommitmentReDated: 12, CommitmentReleased: 15, CommitmentMet: 7, CommitmentMetLate: 4, CommitmentResumed: 7,
  CompactActivated: 25, CompactAmended: 5, AgencyLeft: 10, CompactSuspended: 2, CompactEnded: 2, LeaderNamed: 7, 'refused COMPACT_UNSIGNED': 3, 'refused AMENDMENT_TOO_EARLY': 4,
  'taken on: StepAccepted': 40, 'taken on: HandOffAccepted': 2, 'taken on: StepTakenOver': 3, 'owned while the sweep is under way': 10, 'refused PERSON_AWAY': 1,
};

/** The whole campaign is three files of this many runs. */
const runs = 3_334;
const slices = 167;

export function liveManyLives(seed: number): void {
  const seen = new Map<string, number>();
  let lives = 0;
  /** In how many lives each thing came up, whatever how often. */
  const live = (life: Parameters<typeof play>[0]): void => {
    const here = new Set<string>();
    let watched: ReturnType<typeof watchLife> | undefined;
    const realm = play(life, (each) => (watched = watchLife(each, (what) => void here.add(what))));
    // Rows in batches are costly, so done of every fourth life.
    checkFolds(realm, (id, rows) => watched?.checkRows(id, rows), lives % 4 === 0);
    lives += 1;
    for (const what of here) seen.set(what, (seen.get(what) ?? 0) + 1);
  };
  test.each(Array.from({ length: slices }, (_, slice) => seed * 1_000 + slice))('seed %i', (each) => {
    // Not shrunk: that takes minutes. The seed finds the life again.
    fc.assert(fc.property(anyLife, live), { numRuns: Math.ceil(runs / slices), seed: each, endOnFailure: true });
  });

  test('the lives were not too tame', () => {
    // In how many of a hundred lives each thing came up, whatever how often.
    const shares = Object.fromEntries([...seen].toSorted(([, a], [, b]) => b - a).map(([what, times]) => [what, Math.round((times * 1_000) / lives) / 10]));
    console.log(`${lives} lives of seed ${seed}: ${JSON.stringify(shares)}`);
    expect(lives).toBeGreaterThanOrEqual(runs);
    for (const [what, least] of Object.entries(leastShares)) expect([what, (shares[what] ?? 0) >= least, shares[what]]).toEqual([what, true, shares[what]]);
  });
}
