/** Ten thousand lives, in slices short enough for one test each. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseEvent } from '#domain/case/events.ts';
import { isMet } from '#domain/case/statements.ts';
import { anyStory, play } from './any-story.ts';
import { checkPromises } from './promises.ts';
import type { World } from './world.ts';

/** Everything that may happen. `StepPutDown` is behind a guard that is never left out here; what needs a playbook that says more is in `lives-subjects.property.test.ts` and `lives-dates.property.test.ts`. */
const happenings: Readonly<Record<Exclude<CaseEvent['type'], 'StepPutDown' | 'OccasionAdded' | 'FormFiled' | 'DateCounted' | 'NearerDateAsked' | 'DaysExcluded' | 'InclusionAsked' | 'DaysIncluded' | 'ClockExtended' | 'ClockVersionChosen' | 'SubjectNamed' | 'FactRecorded' | 'OutcomeChanged' | 'StepEndedByRule'>, true>> = {
  CaseLaunched: true, StepOpened: true, StepAccepted: true, StepDeclined: true, StepCompleted: true, StepSetAsideAsked: true, StepSetAside: true, StepReDated: true, StepSuspended: true, StepResumed: true,
  BlockerNamed: true, WaitReviewed: true, ReadinessSignalled: true, StatementScheduled: true, StatementRequestDenied: true, ProtectedPeriodEnded: true, HorizonWarned: true, HorizonPassed: true, LevelReached: true,
  HandOffProposed: true, HandOffReProposed: true, HandOffTimedOut: true, HandOffReturned: true, HandOffDeclined: true, DeterminationOpened: true, OwnershipDetermined: true, HandOffAccepted: true,
  StepTakenOver: true, StepReleased: true, OfferSilenced: true, SilenceEnded: true, StatementPlanWithdrawn: true, HorizonSetAsked: true, HorizonSet: true, StillOpen: true, HandOffWithdrawn: true, HandedBack: true, HandOffCompleted: true, TrackQuiet: true, TrackStalled: true,
  HandOffFollowed: true, ConferenceHeld: true, ConferenceDecided: true, TrackPlanned: true, CommitmentProposed: true, CommitmentAccepted: true, CommitmentDeclined: true, CommitmentSuspended: true, CommitmentResumed: true, CommitmentLapsed: true, LeaderAsked: true, CommitmentDateAsked: true, CommitmentReDated: true,
  CommitmentRecommitted: true, CommitmentOffered: true, CommitmentReassigned: true, CommitmentReleased: true, CommitmentMet: true, CommitmentMetLate: true, ResourceDelivered: true,
  StepAdded: true, AgencyLeft: true, HandOffSenderLeft: true, CommitmentOwnerLeft: true, CommitmentTakenOn: true, DateAsked: true, DateRefused: true, LeaderAnswered: true, DecisionMinuted: true, PacketAcknowledged: true,
  SafeContactRecorded: true, GateDenied: true, EarlyContactHeld: true, ReadinessNoticeSent: true, ReadinessAcknowledged: true, ReadinessOverrideAsked: true, ReadinessOverridden: true,
  CaseAccepted: true, InformationKeptAsked: true, InformationKept: true, ClosingAsked: true, CaseKeptOpen: true, ClosingAgreed: true, CaseClosed: true, StepEnded: true, CaseReopened: true, LinkAsked: true, LinkAnswered: true, LinkEnded: true, PaperFiled: true, Assigned: true, AssignmentEnded: true,
  VictimJoined: true, VictimLeft: true, EventSaid: true, HerWordHeard: true, HerSessionHeard: true,
};

/** The whole campaign is two files of this many runs. */
const runs = 5_000;
const slices = 250;

export function liveManyLives(seed: number): void {
  const happened = new Set<string>();
  const seen = { runs: 0, paused: 0, returned: 0, reDated: 0, besideHorizon: 0, silenced: 0, planFell: 0, held: 0, horizonSet: 0, stillOpen: 0, pacedHandOff: 0, left: 0, lapsed: 0, promiseWaited: 0, leaderAnswered: 0, decisions: 0, events: 0, refused: 0, levels: 0, largestState: 0 };
  test.each(Array.from({ length: slices }, (_, slice) => seed * 1_000 + slice))('seed %i', (each) => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const world = play(story);
        checkPromises(world);
        count(world);
      }),
      // Not shrunk: that takes minutes. The seed finds the life again.
      { numRuns: runs / slices, seed: each, endOnFailure: true },
    );
  });

  function count(world: World): void {
    const has = (type: CaseEvent['type']): boolean => world.changes.some(({ event }) => event.type === type);
    for (const { event } of world.changes) happened.add(event.type);
    seen.runs += 1;
    seen.paused += Number(has('StepSuspended') && has('StepResumed'));
    seen.returned += Number(has('HandOffReturned'));
    seen.reDated += Number(has('StepReDated'));
    seen.besideHorizon += Number(world.changes.some(({ event, after }) => event.type === 'HorizonWarned' && after.phase !== 'absent' && !isMet(after.steps['V2'])));
    seen.silenced += Number(has('OfferSilenced'));
    seen.planFell += Number(has('StatementPlanWithdrawn'));
    seen.held += Number(world.changes.some(({ event }) => event.type === 'StepCompleted' && event.step === 'V2'));
    seen.horizonSet += Number(has('HorizonSet'));
    seen.stillOpen += Number(has('StillOpen'));
    seen.pacedHandOff += Number(world.changes.some(({ event, before }) => event.type === 'HandOffProposed' && before.phase !== 'absent' && before.steps[event.step]?.pacing === 'VICTIM_PACED'));
    seen.left += Number(world.changes.some(({ before, after }) => before.phase !== 'absent' && after.phase !== 'absent' && Object.keys(after.agencies).length < Object.keys(before.agencies).length));
    seen.lapsed += Number(has('CommitmentLapsed'));
    seen.promiseWaited += Number(has('CommitmentSuspended'));
    seen.leaderAnswered += Number(has('CommitmentRecommitted') || has('CommitmentReassigned'));
    seen.decisions += world.taken.length;
    seen.events += world.changes.length;
    seen.refused += world.taken.filter(({ decided }) => decided.refusal !== undefined).length;
    seen.levels += world.changes.filter(({ event }) => event.type === 'LevelReached').length;
    seen.largestState = Math.max(seen.largestState, JSON.stringify(world.state()).length);
  }

  test('the lives were not too tame: each of what matters in at least one of ten', () => {
    console.log(`seeds ${seed * 1_000} to ${seed * 1_000 + slices - 1}: ${JSON.stringify(seen)}`);
    expect(seen.runs).toBeGreaterThanOrEqual(runs);
    expect([...happened].sort()).toEqual(Object.keys(happenings).sort());
    for (const times of [seen.paused, seen.returned, seen.reDated, seen.besideHorizon, seen.silenced, seen.held, seen.horizonSet, seen.stillOpen, seen.pacedHandOff, seen.lapsed, seen.promiseWaited]) expect(times).toBeGreaterThanOrEqual(runs / 10);
  });
}
