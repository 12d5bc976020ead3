/** The state of a case: open work and counters only, JSON. It grows with the people the case is about, never with its age. It is the fold of the ledger and nothing else (invariant I2). */
import type { Blocker, DeclineReason, HandOffKind, HandOffState, Pacing, ReadinessSignal, Role, StepState, Track, CasePhase, Gate, LinkRelation, genderMixes, specialNeeds, timeBands } from '../terms.ts';
import type { Address, Civil, Instant } from '../facts.ts';
import type { Duration } from '../time/duration.ts';
import type { Climb } from '../climb.ts';
import type { Commitment } from '../commitment/state.ts';
import type { About } from './consented.ts';
import type { Counted, Turn } from './dates.ts';
import type { HerWord } from './hers.ts';
import type { Papers } from '../paper/papers.ts';
import type { Subject } from '../playbook/names.ts';

/** Raised when state or events change shape: an older stored state is folded again from the ledger. */
export const domainVersion = 2;

/** An agency on the team: its roles, its zone (IANA) and the region whose public holidays it keeps ('' for none), pinned when it joins. */
export interface Engagement extends Civil {
  readonly roles: readonly Role[];
  /** Place on the team, from 0: of several agencies that fill a role the one listed first is asked. JSON keys have no order to say that. */
  readonly place: number;
  /** Came in by accepting a hand-off, and goes when it hands the work back. */
  readonly byHandOff?: true;
}

/** A suspect or a charge that was named, or a hand-off that was accepted; victims are named by their files. A charge is `of` its suspect. */
export interface Named extends Pick<Subject, 'kind' | 'of'> {
  /** Of a charge: the charge of the same suspect in whose place it stands (a full route, domain 5d). */
  readonly alternativeTo?: string;
  /** Of a suspect: one of the victims, too. */
  readonly isVictim?: true;
}

/** What a climb is for: the offer's answer, the work itself, the last day of a right, or that somebody says from when the date counts. */
export type DueFor = 'answer' | 'work' | 'horizon' | 'date';

export interface Step {
  /** How it is called in the case: its code in the playbook, with whom it stands for where it stands for somebody (S1.4:V2). */
  readonly code: string;
  readonly occurrence: number;
  readonly track: Track;
  readonly pacing: Pacing;
  readonly role: Role;
  readonly state: StepState;
  /** The agency that owns the step or is asked to. */
  readonly holder: string;
  /** Who answers for it today: until acceptance the offering agency's coordinator (invariant I4). */
  readonly accountable: string;
  readonly owner?: string;
  readonly openedAt: Instant;
  readonly since: Instant;
  /** Number of changes; the ETag. */
  readonly rev: number;
  /** Commitment version: counts every date this step ever had, over all its occurrences. */
  readonly version: number;
  /** Absent on victim-paced steps, always (R1). */
  readonly climb?: Climb;
  readonly dueFor?: DueFor;
  /** What the date was counted from, where that is not its opening or its acceptance. */
  readonly counted?: Counted;
  /** What was said of its anchor by the first of two people: by it a date of the law would move nearer. */
  readonly nearer?: { readonly value: string; readonly person: string };
  /** Days left out that the first of two people wants counted. */
  readonly inclusion?: { readonly basis: string; readonly from: string; readonly to: string; readonly person: string };
  readonly turn?: Turn;
  readonly repeats?: boolean;
  /** Steps as they are called in the case; a code alone that stands for several means all of them. */
  readonly waitsOn: readonly string[];
  /** Nobody on the team fills its role: the lead's coordinator has it until somebody accepts it. */
  readonly unfilled?: true;
  /** What was recorded that it opened upon, and since: facts by their key. */
  readonly occasions?: readonly string[];
  /** Fields of its form that were answered, this time. */
  readonly filed?: readonly string[];
  /** What was decided last, by whoever did it. */
  readonly option?: string;
  /** Whoever it stands for has left the case. It begins anew should they come back. */
  readonly left?: true;
  readonly suspendedAt?: Instant;
  readonly blocker?: Blocker;
  readonly signal?: ReadinessSignal;
  readonly signalAt?: Instant;
  readonly handOff?: string;
  readonly unlocksAt?: Instant;
  /** Legal horizon: the instant the right lapses, and the warnings still ahead. */
  readonly horizonAt?: Instant;
  readonly warnings?: readonly Instant[];
  /** Rule R10: she does not wish to be asked before this instant. Stands on the staff's duty, never on a victim-paced step. */
  readonly silentUntil?: Instant;
  /** A statement session that may be held: who planned it, and whether she asked for it herself. */
  readonly planned?: { readonly person: string; readonly agency: string; readonly survivorAsked: boolean };
  /** Negative answers to hand-offs since somebody last accepted: withdrawing and proposing anew does not start the count again. */
  readonly negatives?: number;
  /** A new date the owner asked for and the coordinator has not answered: a local day. */
  readonly dateAsked?: { readonly due: string; readonly reason: string; readonly person: string };
  /** New dates granted this time. */
  readonly reDates?: number;
  /** Times its agency's leader promised it anew. */
  readonly recommitments?: number;
  /** Two people said that nobody can wait for the services to be ready. */
  readonly override?: string;
  /** Whose work it was: the successor has not yet acknowledged the packet. */
  readonly packet?: { readonly from: string; readonly agency: string; readonly since: Instant };
  /** The word of the first of two people who must agree. */
  readonly asked?: { readonly person: string; readonly what: string };
}

export interface HandOff {
  readonly id: string;
  readonly step: string;
  readonly kind: HandOffKind;
  readonly state: HandOffState;
  readonly sender: string;
  readonly receiver: string;
  readonly receiverCivil: Civil;
  readonly proposedBy: string;
  /** Who proposed it has left: the role speaks for the sender. */
  readonly senderLeft?: true;
  /** The agency that was asked has left the case: it is not asked again unless somebody names it. */
  readonly receiverLeft?: true;
  readonly acceptedBy?: string;
  readonly proposedAt: Instant;
  readonly since: Instant;
  readonly reason?: DeclineReason;
  readonly items: readonly string[];
  readonly bounces: number;
  readonly determined: boolean;
  readonly rev: number;
  readonly version: number;
  readonly climb?: Climb;
  readonly note?: string;
  readonly about?: readonly About[];
}

export interface TrackState {
  /** Latest of: last progress event, and the moment the track last came to have work that can stall. */
  readonly quietSince: Instant;
  /** When metric M3 becomes true, if nothing moves; absent while nothing on the track can stall. */
  readonly stallsAt?: Instant;
  readonly stalledAt?: Instant;
  /** Last progress event on the track (domain 5f), whether or not it could stall. */
  readonly movedAt?: Instant;
}

/** One case's word on a link: `side` says whether it asked or was asked, `other` the other case. */
export interface Link {
  readonly id: string;
  readonly side: 'ASKED' | 'ANSWERED';
  readonly other: string;
  readonly relation: LinkRelation;
  readonly state: 'ASKED' | 'ACCEPTED' | 'DECLINED' | 'ENDED';
  readonly at: Instant;
}

/** What services were told before an operation, and who of them has said that they are ready. */
export interface Readiness {
  readonly id: string;
  readonly step: string;
  readonly sender: string;
  readonly sentBy: string;
  readonly sentAt: Instant;
  readonly timeBand: (typeof timeBands)[number];
  readonly estimatedNumber: number;
  readonly genderMix: (typeof genderMixes)[number];
  readonly languages: readonly string[];
  readonly minorsExpected: boolean;
  readonly specialNeeds: readonly (typeof specialNeeds)[number][];
  readonly acknowledgedBy?: string;
  readonly acknowledgedAgency?: string;
  readonly acknowledgedAt?: Instant;
}

/** A case closes by the word of its coordinator and of the specialist adviser. */
export type ClosingVoice = 'COORDINATOR' | 'SPECIALIST_ADVISOR';

/** Work the coordinator added. Its words are in the vault. */
export interface AdHoc {
  readonly code: string;
  readonly track: Track;
  readonly role: Role;
  readonly due: Duration;
  readonly title: string;
}

export interface OpenCase {
  readonly phase: CasePhase;
  /** It was closed once: its status says so for good. */
  readonly reopened?: true;
  readonly id: string;
  readonly codeName: string;
  readonly playbook: { readonly id: string; readonly version: number; readonly hash: string };
  readonly lead: string;
  readonly openedAt: Instant;
  readonly referral?: string;
  readonly agencies: Readonly<Record<string, Engagement>>;
  readonly steps: Readonly<Record<string, Step>>;
  readonly handOffs: Readonly<Record<string, HandOff>>;
  readonly commitments?: Readonly<Record<string, Commitment>>;
  /** Completed hand-offs whose givers have yet to hear what followed: until their track moves next. */
  readonly given?: Readonly<Record<string, { readonly track: Track; readonly to: readonly Address[] }>>;
  readonly adHoc?: Readonly<Record<string, AdHoc>>;
  readonly tracks: Readonly<Partial<Record<Track, TrackState>>>;
  /** Gate G2: how she may be contacted, by reference into the vault. Nobody contacts her before it is there. */
  readonly safeContact?: string;
  /** Its victims by the id of their file, each under the name of this case. */
  readonly victims?: Readonly<Record<string, string>>;
  /** Whom steps stand for besides the victims, by the name of this case. */
  readonly subjects?: Readonly<Record<string, Named>>;
  /** What is known, as last recorded: of the case by the name of the fact, of a subject with it (ARRESTED:P1). */
  readonly facts?: Readonly<Record<string, string>>;
  /** What became of each suspect, by the name of this case: a code of the playbook. */
  readonly outcomes?: Readonly<Record<string, string>>;
  /** What forms have answered under a name by which the playbook asks once: of the case, or of a subject with it (NEEDS:V1). */
  readonly asked?: Readonly<Record<string, true>>;
  /** What they last said, as their files have told it. */
  readonly words?: Readonly<Record<string, HerWord>>;
  /** Other cases this one belongs to, each with this case's own word on it. */
  readonly links?: Readonly<Record<string, Link>>;
  /** Who is assigned to a class of the case's papers, or to one of them. */
  readonly assignments?: Papers['assignments'];
  /** The readiness notice of the operation that is being planned. */
  readonly readiness?: Readiness;
  /** The word of the first of the two who close. */
  readonly closing?: { readonly person: string; readonly voice: ClosingVoice; readonly what: string };
  /** By legal clock: the version that counsel chose for this case. */
  readonly clockVersions?: Readonly<Record<string, string>>;
  /** What shall open it again, as named when it closed. */
  readonly triggers?: readonly string[];
  readonly counts: { readonly handOffs: number; readonly bounces: number; readonly deniedStatements: number; readonly denied?: Readonly<Partial<Record<Gate, number>>> };
}

export type CaseState = { readonly phase: 'absent' } | OpenCase;

export const absentCase: CaseState = { phase: 'absent' };

const finished: readonly StepState[] = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];
export const isOpen = (step: Step | undefined): step is Step => step !== undefined && !finished.includes(step.state);

const listed = new WeakMap<OpenCase['steps'], readonly Step[]>();

/** Every step that is there. A large case has thousands, and they are gone through many times in one decision. */
export function stepsOf({ steps }: OpenCase): readonly Step[] {
  const known = listed.get(steps) ?? Object.values(steps);
  listed.set(steps, known);
  return known;
}

const endedHandOff: readonly HandOffState[] = ['COMPLETED', 'WITHDRAWN', 'KEPT_BY_SENDER', 'RETURNED_AFTER_ACCEPT'];
export const hasEnded = (handOff: HandOff): boolean => endedHandOff.includes(handOff.state);

/** The hand-off that keeps this step's clocks: only one that was accepted and is still running. */
export function keepingHandOff(state: OpenCase, step: Step): HandOff | undefined {
  const handOff = step.handOff === undefined ? undefined : state.handOffs[step.handOff];
  return handOff?.state === 'IN_PROGRESS' ? handOff : undefined;
}
