/** Every measure there is, in the order of domain 5f. */
import { decisionLatency, routeMix, testimonyReliance } from './charging.ts';
import { escalationLoad, statutoryTimeliness } from './clocks.ts';
import { handOffHealth } from './hand-offs.ts';
import type { Measure } from './measure.ts';
import { openByStage, waitingProperly } from './open-cases.ts';
import { compactCompleteness, lapseDurations, lapses, recommitments, resourceDelivery } from './promises.ts';
import { redressMade } from './redress.ts';
import { stallAges, stalledCases, stalledTracks } from './stalls.ts';
import { interviewBurden, promisesToSurvivors } from './survivors.ts';

export const measures: readonly Measure[] = [
  openByStage, waitingProperly, stalledTracks, stalledCases, stallAges, lapses, lapseDurations, recommitments, compactCompleteness, resourceDelivery, statutoryTimeliness, handOffHealth, escalationLoad,
  decisionLatency, interviewBurden, testimonyReliance, redressMade, promisesToSurvivors, routeMix,
];
