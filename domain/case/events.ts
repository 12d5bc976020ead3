/** What may have happened in a case. Facts, in the past tense; bodies hold codes, ids, instants and vault references only. */
import type { Address, Civil, Instant } from '../facts.ts';
import type { Recorded } from '../ledger.ts';
import type { Blocker, ConferenceDecision, DeclineReason, Gate, HandOffKind, InclusionReason, LeavingReason, LinkRelation, NotApplicableReason, Pacing, ReadinessSignal, RiskEvent, Role, Track } from '../terms.ts';
import type { Skip, Told } from '../reach/reach.ts';
import type { Rung } from '../climb.ts';
import type { CommitmentFact, CommitmentRung } from '../commitment/events.ts';
import type { PaperFact } from '../paper/papers.ts';
import type { SubjectKind } from '../playbook/names.ts';
import type { DataClass } from '../terms.ts';
import type { Deadline } from '../time/deadline.ts';
import type { Duration } from '../time/duration.ts';
import type { About } from './consented.ts';
import type { Counted, Turn } from './dates.ts';
import type { Recounted } from './recounting.ts';
import type { ClosingVoice, DueFor, Engagement, Readiness } from './state.ts';

export interface Opened {
  readonly step: string;
  readonly track: Track;
  readonly pacing: Pacing;
  readonly role: Role;
  readonly holder: string;
  readonly accountable: string;
  readonly owner?: string;
  readonly waitsOn: readonly string[];
  readonly unfilled?: true;
  readonly repeats?: boolean;
  readonly deadline?: Deadline;
  readonly dueFor?: DueFor;
  readonly counted?: Counted;
  readonly turn?: Turn;
  /** Others who are told of the task besides those who are asked for it. */
  readonly alsoTo?: readonly Address[];
  readonly unlocksAt?: Instant;
  readonly horizonAt?: Instant;
  readonly warnings?: readonly Instant[];
  /** What was recorded that it opens upon: VERDICT:D1. */
  readonly occasions?: readonly string[];
}

/** The date that accepting sets; `date` where somebody must first say from when it counts. */
export interface Promised {
  readonly deadline?: Deadline;
  readonly dueFor?: 'date';
  readonly counted?: Counted;
}

/** Days that a clock left out, as they were recorded, and why they count after all. */
interface Included {
  readonly basis: string;
  readonly from: string;
  readonly to: string;
  readonly reason: InclusionReason;
}

/** As the playbook has it. */
export interface Outcome {
  readonly outcome?: string;
  readonly under?: 'PROSECUTION' | 'PROTECTION' | 'PREVENTION';
  readonly final?: true;
  readonly addressed?: true;
  readonly class?: DataClass;
}

type Facts =
  | {
      readonly type: 'CaseLaunched';
      readonly id: string;
      readonly codeName: string;
      readonly playbook: { readonly id: string; readonly version: number; readonly hash: string };
      readonly lead: string;
      readonly agencies: Readonly<Record<string, Engagement>>;
      readonly referral?: string;
      /** A report that is not a case yet (gate G1). */
      readonly information?: true;
    }
  | ({ readonly type: 'StepOpened' } & Opened)
  | ({ readonly type: 'StepAccepted'; readonly step: string; readonly owner: string } & Promised)
  /** Recorded while it was open: it is about that too. */
  | { readonly type: 'OccasionAdded'; readonly step: string; readonly occasions: readonly string[] }
  | { readonly type: 'StepDeclined'; readonly step: string; readonly reason: DeclineReason; readonly backTo: string }
  | { readonly type: 'StepTakenOver'; readonly step: string; readonly owner: string; readonly from: string }
  /**
   * Its owner, or its agency, has left. `backTo` is asked now, and answers for it until somebody accepts unless `accountable` does. `from` is absent where
   * nobody had accepted; `deadline` is when an offer that is asked anew must be answered.
   */
  | ({ readonly type: 'StepReleased'; readonly step: string; readonly from?: string; readonly backTo: string; readonly accountable?: string; readonly deadline?: Deadline } & Told)
  | { readonly type: 'StepPutDown'; readonly step: string; readonly reason: DeclineReason; readonly backTo: string }
  /** Answers to its form, sealed. `victim`: in whose file they lie. */
  | { readonly type: 'FormFiled'; readonly step: string; readonly form: string; readonly class: DataClass; readonly victim?: string; readonly text: string; readonly fields: readonly string[]; readonly once?: readonly string[]; readonly agency: string; readonly disclosable?: true }
  /** `option`: how a step that decides was decided. */
  | { readonly type: 'StepCompleted'; readonly step: string; readonly note?: string; readonly option?: string; /** The data class under which the decision is listed. */ readonly class?: DataClass }
  /** ENDS: the playbook's condition holds. LEFT: whoever it stands for has left the case. */
  | { readonly type: 'StepEndedByRule'; readonly step: string; readonly why: 'ENDS' | 'LEFT' }
  | { readonly type: 'SubjectNamed'; readonly kind: Exclude<SubjectKind, 'victim'>; readonly as: string; /** Of a charge. */ readonly suspect?: string; readonly alternativeTo?: string; readonly victims?: readonly string[]; /** Of a suspect who is a victim of this case: her file, and her name here. */ readonly same?: { readonly victim: string; readonly as: string }; /** The hand-off that was accepted. */ readonly accepted?: string }
  /** `value`: a code, a local day or an instant; `occurredAt`: when it became so, where that was said. `step`: the one whose form said it. */
  | { readonly type: 'FactRecorded'; readonly fact: string; readonly about?: string; readonly value: string; readonly occurredAt?: Instant; readonly step?: string }
  /** What became of a suspect; without `outcome` nothing is decided (any more). */
  | ({ readonly type: 'OutcomeChanged'; readonly about: string } & Outcome)
  | { readonly type: 'StepSetAsideAsked'; readonly step: string; readonly reason: NotApplicableReason; readonly person: string }
  | { readonly type: 'StepSetAside'; readonly step: string; readonly reason: NotApplicableReason }
  | { readonly type: 'StepReDated'; readonly step: string; readonly deadline: Deadline; readonly reason: string }
  /** The date follows what it is counted from. `person`: the second of two, where it moves nearer and is the law's. */
  | ({ readonly type: 'DateCounted'; readonly step: string; readonly person?: string } & Recounted)
  /** `value`: what was said of its anchor, by which a date of the law would move nearer; it waits for the word of another person. */
  | { readonly type: 'NearerDateAsked'; readonly step: string; readonly value: string }
  /** From `from` until `to` the clock stands still. */
  | ({ readonly type: 'DaysExcluded'; readonly step: string; readonly basis: string; readonly from: string; readonly to: string; readonly note?: string } & Recounted)
  /** Days that were left out, by which a date of the law would come nearer: it waits for the word of another person. */
  | ({ readonly type: 'InclusionAsked'; readonly step: string } & Included)
  /** They count after all. `person`: the second of two, where a date of the law came nearer. */
  | ({ readonly type: 'DaysIncluded'; readonly step: string; readonly person?: string } & Included & Recounted)
  | ({ readonly type: 'ClockExtended'; readonly step: string; readonly extension: string } & Recounted)
  /** `from`: the day since when the version holds, FIRST for the one without a day. */
  | { readonly type: 'ClockVersionChosen'; readonly clock: string; readonly from: string; readonly person: string }
  | { readonly type: 'StepAdded'; readonly step: string; readonly track: Track; readonly role: Role; readonly due: Duration; readonly title: string }
  /** `due` is a local day. */
  | { readonly type: 'DateAsked'; readonly step: string; readonly due: string; readonly reason: string; readonly person: string }
  | { readonly type: 'DateRefused'; readonly step: string; readonly person: string }
  | {
      readonly type: 'LeaderAnswered';
      readonly step: string;
      /** The promise that is answered for. */
      readonly version: number;
      readonly answer: 'RECOMMIT' | 'REASSIGN' | 'RELEASE';
      readonly person: string;
      readonly resource?: string;
      readonly reason?: DeclineReason;
      readonly backTo?: string;
      readonly deadline?: Deadline;
    }
  | { readonly type: 'DecisionMinuted'; readonly step: string; readonly decision: string; readonly note?: string; readonly deadline?: Deadline }
  | { readonly type: 'PacketAcknowledged'; readonly step: string; readonly person: string }
  /** `victims`: whose files are told. */
  | { readonly type: 'EventSaid'; readonly event: RiskEvent; readonly victims: readonly string[] }
  | { readonly type: 'SafeContactRecorded'; readonly rule: string; readonly person: string }
  | { readonly type: 'GateDenied'; readonly gate: Gate; readonly step?: string; readonly missing: readonly string[] }
  /** Rule R8. No statement and no session. */
  | { readonly type: 'EarlyContactHeld'; readonly step: string; readonly kind: 'EARLY_LIMITED_CONTACT'; readonly minutes: number; readonly purpose: string; readonly person: string }
  | ({ readonly type: 'ReadinessNoticeSent'; readonly notice: string; readonly to: readonly Address[] } & Omit<Readiness, 'id' | 'sentAt' | 'acknowledgedBy' | 'acknowledgedAgency' | 'acknowledgedAt'>)
  | { readonly type: 'ReadinessAcknowledged'; readonly notice: string; readonly agency: string; readonly person: string }
  | { readonly type: 'ReadinessOverrideAsked'; readonly step: string; readonly reason: string; readonly person: string }
  | { readonly type: 'ReadinessOverridden'; readonly step: string; readonly reason: string; readonly person: string }
  | { readonly type: 'CaseAccepted'; readonly agencies: Readonly<Record<string, Engagement>> }
  | { readonly type: 'InformationKeptAsked'; readonly step: string; readonly reason: string; readonly person: string }
  | { readonly type: 'InformationKept'; readonly step: string; readonly reason: string; readonly deadline: Deadline }
  | { readonly type: 'ClosingAsked' }
  | { readonly type: 'CaseKeptOpen' }
  | { readonly type: 'ClosingAgreed'; readonly person: string; readonly voice: ClosingVoice; readonly phase: 'closed-monitoring' | 'closed'; readonly reason: string; readonly triggers: readonly string[] }
  | { readonly type: 'CaseClosed'; readonly phase: 'closed-monitoring' | 'closed'; readonly reason: string; readonly triggers: readonly string[] }
  /** A duty that comes round again ends with its case. */
  | { readonly type: 'StepEnded'; readonly step: string }
  | { readonly type: 'LinkAsked'; readonly link: string; readonly other: string; readonly relation: LinkRelation }
  | { readonly type: 'LinkAnswered'; readonly link: string; readonly other: string; readonly relation: LinkRelation; readonly accepted: boolean }
  | { readonly type: 'LinkEnded'; readonly link: string }
  | { readonly type: 'CaseReopened'; readonly trigger: string }
  /** Her file says so; what she withdraws from or leaves never changes where the case stands (rule R5). */
  | { readonly type: 'VictimJoined'; readonly victim: string; readonly as: string }
  | { readonly type: 'VictimLeft'; readonly victim: string }
  | { readonly type: 'HerWordHeard'; readonly victim: string; readonly signal: ReadinessSignal; readonly until?: Instant }
  /** `all`: each victim of the case was heard since the last time. */
  | { readonly type: 'HerSessionHeard'; readonly victim: string; readonly all: boolean }
  /** Its work has gone back before, in the same decision. */
  | { readonly type: 'AgencyLeft'; readonly agency: string; readonly reason: LeavingReason }
  | { readonly type: 'StepSuspended'; readonly step: string; readonly waitsOn: readonly string[] }
  | { readonly type: 'StepResumed'; readonly step: string; readonly deadline?: Deadline }
  | { readonly type: 'BlockerNamed'; readonly step: string; readonly blocker: Blocker }
  | { readonly type: 'WaitReviewed'; readonly step: string; readonly deadline: Deadline }
  | { readonly type: 'ReadinessSignalled'; readonly step: string; readonly signal: ReadinessSignal; readonly until?: Instant }
  | { readonly type: 'OfferSilenced'; readonly step: string; readonly until: Instant }
  | { readonly type: 'SilenceEnded'; readonly step: string }
  | { readonly type: 'StatementScheduled'; readonly step: string; readonly person: string; readonly agency: string; readonly survivorAsked: boolean }
  /** `to`: who is told where the planner has left. */
  | ({ readonly type: 'StatementPlanWithdrawn'; readonly step: string; readonly person: string; readonly agency: string } & Partial<Told>)
  | { readonly type: 'StatementRequestDenied'; readonly step: string; readonly missing: readonly string[] }
  | { readonly type: 'ProtectedPeriodEnded'; readonly step: string }
  | { readonly type: 'HorizonSetAsked'; readonly step: string; readonly person: string; readonly lastDay: string }
  | { readonly type: 'HorizonSet'; readonly step: string; readonly horizonAt: Instant; readonly warnings: readonly Instant[] }
  | { readonly type: 'HorizonWarned'; readonly step: string; readonly warning: Instant; readonly to: readonly Address[]; readonly skipped?: readonly Skip[] }
  | { readonly type: 'HorizonPassed'; readonly step: string; readonly to: readonly Address[]; readonly skipped?: readonly Skip[] }
  | Rung<'step' | 'hand-off'>
  | CommitmentRung
  | CommitmentFact
  | PaperFact
  | { readonly type: 'ConferenceHeld'; readonly attendance: readonly { readonly agency: string; readonly people: readonly string[] }[]; readonly decisions: number; readonly commitments: readonly string[] }
  | { readonly type: 'ConferenceDecided'; readonly decision: ConferenceDecision; readonly tracks: readonly Track[]; readonly text: string }
  /** A conference decided on it: that moves it (domain 5f). */
  | { readonly type: 'TrackPlanned'; readonly track: Track }
  | ({
      readonly type: 'HandOffProposed';
      readonly handOff: string;
      readonly step: string;
      readonly kind: HandOffKind;
      readonly sender: string;
      readonly receiver: string;
      readonly receiverCivil: Civil;
      /** Absent on what is victim-paced: nobody is chased for it (R1). */
      readonly deadline?: Deadline;
      /** The sender covers while a support hand-off is open. */
      readonly interimCover?: true;
      readonly note?: string;
      /** Whose data its package holds: it rests on what they agreed to. */
      readonly about?: readonly About[];
    } & Partial<Told>)
  | ({ readonly type: 'HandOffReProposed'; readonly handOff: string; readonly receiver: string; readonly receiverCivil: Civil; readonly deadline?: Deadline; readonly note?: string } & Partial<Told>)
  | { readonly type: 'HandOffTimedOut'; readonly handOff: string }
  /** Who proposed it has left: the sender's next word is the role's. */
  | ({ readonly type: 'HandOffSenderLeft'; readonly handOff: string; readonly from: string } & Told)
  | { readonly type: 'HandOffReturned'; readonly handOff: string; readonly reason: DeclineReason; readonly items: readonly string[]; readonly deadline?: Deadline }
  | { readonly type: 'HandOffDeclined'; readonly handOff: string; readonly reason: DeclineReason; readonly deadline?: Deadline }
  | { readonly type: 'DeterminationOpened'; readonly handOff: string; readonly deadline?: Deadline }
  | ({ readonly type: 'OwnershipDetermined'; readonly handOff: string; readonly owner: string; readonly receiverCivil?: Civil; readonly deadline?: Deadline; readonly stepDeadline?: Deadline } & Partial<Told>)
  | ({ readonly type: 'HandOffAccepted'; readonly handOff: string; readonly owner: string } & Promised)
  | { readonly type: 'HandOffWithdrawn'; readonly handOff: string; readonly reason?: DeclineReason; readonly stepDeadline?: Deadline }
  | { readonly type: 'HandedBack'; readonly handOff: string; readonly reason: DeclineReason }
  | { readonly type: 'HandOffCompleted'; readonly handOff: string }
  /** Its track moved later: whoever gave the work away is told once what followed. `subject` is the hand-off. */
  | { readonly type: 'HandOffFollowed'; readonly subject: string; readonly track: Track; readonly to: readonly Address[] }
  | { readonly type: 'TrackQuiet'; readonly track: Track; readonly quietSince: Instant; readonly stallsAt?: Instant }
  /** `dueAt`: when it became so; `at` may be later after an outage. */
  | { readonly type: 'TrackStalled'; readonly track: Track; readonly dueAt: Instant };

export type CaseEvent = Recorded<Facts>;
export type CaseFact = Facts;
export type FactOf<T extends Facts['type']> = Extract<Facts, { type: T }>;
