/** What may have happened to a commitment. The same facts in the ledger of a case and of a compact. */
import type { Rung } from '../climb.ts';
import type { Civil, Instant } from '../facts.ts';
import type { CommitmentKind, DeclineReason, ReDateReason, ReleaseReason, ResourceUnit, Track } from '../terms.ts';
import type { Deadline, DueRule } from '../time/deadline.ts';
import type { Pledge } from './state.ts';

/** A new date, or an end, also ends an offer to another agency that had not answered: it is told. */
interface Withdraws {
  readonly withdrawnFrom?: string;
}

type Own =
  | {
      readonly type: 'CommitmentProposed';
      readonly kind: CommitmentKind;
      readonly agency: string;
      readonly civil: Civil;
      readonly track?: Track;
      readonly step?: string;
      readonly rule: DueRule;
      readonly waitsOn: readonly string[];
      readonly text?: string;
      readonly pledge?: Pledge;
      readonly proposer: string;
      readonly lead?: string;
      /** When the agency owes an answer. Absent where the answer comes with the proposal, or is owed elsewhere: by a signature. */
      readonly deadline?: Deadline;
    }
  /** `leader`: who signed for the agency, where a compact was signed. */
  | { readonly type: 'CommitmentAccepted'; readonly owner: string; readonly leader?: string; readonly deadline: Deadline }
  | { readonly type: 'CommitmentDeclined'; readonly agency: string; readonly reason: DeclineReason }
  | { readonly type: 'CommitmentSuspended'; readonly waitsOn: readonly string[] }
  | { readonly type: 'CommitmentResumed'; readonly deadline: Deadline }
  | { readonly type: 'CommitmentLapsed'; readonly version: number; readonly dueAt: Instant }
  | { readonly type: 'LeaderAsked'; readonly version: number; readonly askedAt: Instant; readonly answerDueAt: Instant }
  | { readonly type: 'CommitmentDateAsked'; readonly due: string; readonly reason: ReDateReason }
  | ({ readonly type: 'CommitmentReDated'; readonly rule: DueRule; readonly reason: ReDateReason; readonly deadline?: Deadline } & Withdraws)
  | ({ readonly type: 'CommitmentRecommitted'; readonly rule: DueRule; readonly deadline: Deadline; readonly amount: number; readonly unit: ResourceUnit } & Withdraws)
  | { readonly type: 'CommitmentOffered'; readonly agency: string; readonly civil: Civil; readonly rule: DueRule; readonly deadline: Deadline }
  | { readonly type: 'CommitmentReassigned'; readonly agency: string; readonly from: string; readonly owner: string; readonly deadline: Deadline }
  | ({ readonly type: 'CommitmentReleased'; readonly reason: ReleaseReason } & Withdraws)
  | ({ readonly type: 'CommitmentMet'; readonly note?: string } & Withdraws)
  | ({ readonly type: 'CommitmentMetLate'; readonly note?: string } & Withdraws)
  | { readonly type: 'ResourceDelivered'; readonly from: string; readonly until: string; readonly amount: number; readonly unit: ResourceUnit };

export type CommitmentFact = Own & { readonly commitment: string };
export type CommitmentRung = Rung<'commitment' | 'commitment-offer'>;
/** `at` is when it was recorded, `by` who caused it. */
export type CommitmentEvent = CommitmentFact & { readonly at: Instant; readonly by: string };
