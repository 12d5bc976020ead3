/** Table of contents: every operation of the API. One that is not listed here does not exist. */
import type { Operation } from '../route.ts';
import { actOnCase } from './act-on-case.ts';
import { actOnAgency } from './act-on-agency.ts';
import { actOnCommitment } from './act-on-commitment.ts';
import { actOnCompact } from './act-on-compact.ts';
import { actOnHandOff } from './act-on-hand-off.ts';
import { actOnStep } from './act-on-step.ts';
import { actOnScorecard } from '../scorecard/act-on-scorecard.ts';
import { readPortfolio } from '../scorecard/read-portfolio.ts';
import { actOnSchedule } from '../process/act-on-schedule.ts';
import { actOnEvidence } from '../evidence/act-on-evidence.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import { actOnTargets } from '../venture/act-on-targets.ts';
import { actOnVenture } from '../venture/act-on-venture.ts';
import { readTargets } from '../venture/read-targets.ts';
import { readVenture } from '../venture/read-venture.ts';
import { readSchedule } from '../process/read-schedule.ts';
import { readScorecard } from '../scorecard/read-scorecard.ts';
import { readDecisions } from '../suspects/read-decisions.ts';
import { readSuspects } from '../suspects/read-suspects.ts';
import { addStep } from './add-step.ts';
import { holdConference } from './hold-conference.ts';
import { discardOwnDraft, listOwnDrafts, readOwnDraft, saveOwnDraft } from './drafts.ts';
import { actOnLink, askLink, readLink } from './links.ts';
import { launchCase } from './launch-case.ts';
import { listAgencies } from './list-agencies.ts';
import { listCases } from './list-cases.ts';
import { listClocks } from './list-clocks.ts';
import { listUndelivered } from './list-undelivered.ts';
import { openNotice } from './open-notice.ts';
import { listCommitments } from './list-commitments.ts';
import { listCompacts } from './list-compacts.ts';
import { listMetrics } from './list-metrics.ts';
import { listPlaybooks } from './list-playbooks.ts';
import { openCompact } from './open-compact.ts';
import { openProgrammeCompact } from './open-programme-compact.ts';
import { promise } from './promise.ts';
import { proposeHandOff } from './propose-hand-off.ts';
import { readCase } from './read-case.ts';
import { readProceedings } from './read-proceedings.ts';
import { readRecordable } from './read-recordable.ts';
import { readCommitment } from './read-commitment.ts';
import { readCommitmentActs } from './read-commitment-acts.ts';
import { readCompact } from './read-compact.ts';
import { readCompactActs } from './read-compact-acts.ts';
import { readCompactTimeline } from './read-compact-timeline.ts';
import { readConference } from './read-conference.ts';
import { readDesk } from './read-desk.ts';
import { readDue } from './read-due.ts';
import { readHandOffBoard } from './read-hand-off-board.ts';
import { readHandOff } from './read-hand-off.ts';
import { readHandOffActs } from './read-hand-off-acts.ts';
import { readInbox } from './read-inbox.ts';
import { readLapsed } from './read-lapsed.ts';
import { readLeaderBoard } from './read-leader-board.ts';
import { readLive } from './read-live.ts';
import { readMe } from './read-me.ts';
import { readMetric } from './read-metric.ts';
import { readAgencyWork } from './read-agency-work.ts';
import { readOpenWork } from './read-open-work.ts';
import { readPacket } from './read-packet.ts';
import { readRota } from './read-rota.ts';
import { readStalled } from './read-stalled.ts';
import { readStep } from './read-step.ts';
import { readStepActs } from './read-step-acts.ts';
import { readTimeOwned } from './read-time-owned.ts';
import { readTimeline } from './read-timeline.ts';
import { sendReadinessNotice } from './send-readiness-notice.ts';
import { readWaiting } from './read-waiting.ts';
import { actOnPapers } from '../matters/act-on-papers.ts';
import { readMatterPapers } from '../matters/read-papers.ts';
import { actOnVictim } from '../people/act-on-victim.ts';
import { readCare } from '../people/care.ts';
import { actOnErasure, readErasure } from '../people/erasure.ts';
import { readDuties } from '../people/duties.ts';
import { listVictims, openVictim } from '../people/open-victim.ts';
import { readPapers } from '../people/read-papers.ts';
import { readVoice } from '../people/read-voice.ts';
import { readVictim } from '../people/read-victim.ts';
import { readVictimActs } from '../people/read-victim-acts.ts';
import { actOnRedress, openRedress } from '../redress/act-on-redress.ts';
import { listRedress, readRedress } from '../redress/read-redress.ts';
import { actOnEdition } from '../editions/act-on-edition.ts';
import { listEditions, readEdition } from '../editions/read-editions.ts';
import { readForm } from '../forms/read-form.ts';
import { containAgency } from '../access/containment.ts';
import { auditAccesses, readAccessLog, readOwnAccesses, reviewAccesses } from '../access/read-log.ts';

export const operations: readonly Operation[] = [
  launchCase, listCases, readCase, readRecordable, readProceedings, actOnCase, sendReadinessNotice, readTimeline, readLive, readPacket,
  readStep, readStepActs, actOnStep, readForm, addStep,
  proposeHandOff, readHandOff, readHandOffActs, actOnHandOff,
  openCompact, openProgrammeCompact, listCompacts, readCompact, readCompactActs, readCompactTimeline, actOnCompact,
  promise, listCommitments, readCommitment, readCommitmentActs, actOnCommitment,
  readConference, holdConference,
  readInbox, listClocks, readStalled,
  // The list before the one: its address would be taken for an id.
  listUndelivered, openNotice,
  listMetrics, readMetric,
  askLink, readLink, actOnLink,
  listOwnDrafts, saveOwnDraft, readOwnDraft, discardOwnDraft,
  openVictim, listVictims, readVictim, readVictimActs, actOnVictim, readPapers,
  readVoice,
  readDuties, readCare,
  readErasure, actOnErasure,
  readMatterPapers, actOnPapers,
  openRedress, listRedress, readRedress, actOnRedress,
  readAccessLog, reviewAccesses, auditAccesses, readOwnAccesses,
  readMe, listAgencies, listPlaybooks,
  listEditions, readEdition, actOnEdition,
  containAgency, readDesk, actOnAgency, readRota, readOpenWork, readAgencyWork,
  readSchedule, actOnSchedule,
  readEvidence, actOnEvidence, readVenture, actOnVenture,
  readTargets, actOnTargets,
  readScorecard, actOnScorecard, readPortfolio,
  readDecisions, readSuspects,
  readDue, readLapsed, readHandOffBoard, readWaiting, readLeaderBoard, readTimeOwned,
];
