/** What may have happened to a compact. Facts, in the past tense; bodies hold codes, ids, instants and vault references only. */
import type { Rung } from '../climb.ts';
import type { CommitmentFact, CommitmentRung } from '../commitment/events.ts';
import type { Address, Instant } from '../facts.ts';
import type { Recorded } from '../ledger.ts';
import type { Skip } from '../reach/reach.ts';
import type { ReleaseReason, Role } from '../terms.ts';
import type { Deadline } from '../time/deadline.ts';
import type { Party } from './state.ts';

type Own =
  | {
      readonly type: 'CompactOpened';
      readonly id: string;
      readonly codeName: string;
      readonly case?: string;
      readonly playbook: { readonly id: string; readonly version: number; readonly hash: string };
      readonly lead: string;
      readonly startsOn: string;
      readonly endsOn: string;
      readonly endAskedAt: Instant;
      readonly parties: Readonly<Record<string, Party>>;
    }
  /** Version 1 asks for the signature; a later one asks the next leader to confirm it. */
  | { readonly type: 'SignatureRequested'; readonly agency: string; readonly version: number; readonly leader?: string; readonly deadline: Deadline }
  /** Another leader is asked; the date stays. */
  | { readonly type: 'LeaderNamed'; readonly agency: string; readonly leader?: string }
  | { readonly type: 'LeadNamed'; readonly agency: string; readonly lead: string; readonly deputy?: string }
  | { readonly type: 'SignatureGiven'; readonly agency: string; readonly version: number; readonly signer: string }
  | { readonly type: 'CompactActivated' }
  /** `roles`: disciplines that no agency brings any more. */
  | { readonly type: 'CompactSuspended'; readonly roles: readonly Role[] }
  /** `note`: where the minutes of the joint decision are. */
  | { readonly type: 'CompactAmended'; readonly version: number; readonly takenOff: readonly string[]; readonly note: string }
  | { readonly type: 'AgencyLeft'; readonly agency: string; readonly reason: ReleaseReason }
  | { readonly type: 'CompactEndAsked'; readonly againAt: Instant; readonly to: readonly Address[]; readonly skipped?: readonly Skip[] }
  | { readonly type: 'CompactEnded' };

export type SignatureRung = Rung<'signature'>;
export type CompactFact = Own | SignatureRung | CommitmentFact | CommitmentRung;
export type CompactEvent = Recorded<CompactFact>;
export type CompactFactOf<T extends CompactFact['type']> = Extract<CompactFact, { type: T }>;
