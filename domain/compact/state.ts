/** The state of a compact: the agencies that are required, who was asked to sign and who did, and what is promised and still open. The fold of its ledger. */
import type { Climb } from '../climb.ts';
import type { Commitment } from '../commitment/state.ts';
import type { Civil, Instant } from '../facts.ts';
import type { CompactState as Standing, Role } from '../terms.ts';

/** Raised when state or events change shape: an older stored state is folded again from the ledger. */
export const compactVersion = 1;

/** An agency of the compact, its civil time pinned when the compact was opened. */
export interface Party extends Civil {
  /** The disciplines it brings. */
  readonly roles: readonly Role[];
  /** Place in the list, from 0. */
  readonly place: number;
  /** The person who is asked to sign; without one, whoever leads the agency. */
  readonly leader?: string;
  /** Whom the agency names for the work, and who stands in. */
  readonly lead?: string;
  readonly deputy?: string;
  /** TAKEN_OFF without having signed, by an amendment; LEFT after having signed. Both stay shown for ever. */
  readonly status: 'REQUIRED' | 'TAKEN_OFF' | 'LEFT';
}

/** One request for a signature. The first is answered by signing; a later one asks the next leader to confirm what a predecessor signed. */
export interface SignatureRequest {
  /** Counts the requests to this agency, from 1. */
  readonly version: number;
  readonly leader?: string;
  readonly requestedAt: Instant;
  /** Stays as it was reached when it is answered. */
  readonly climb: Climb;
  readonly signed?: { readonly at: Instant; readonly by: string };
}

export interface OpenCompact {
  readonly phase: 'open';
  readonly id: string;
  readonly codeName: string;
  /** The case it belongs to; without one it stands above cases. */
  readonly case?: string;
  readonly playbook: { readonly id: string; readonly version: number; readonly hash: string };
  /** The leading agency: its coordinator opens, amends and ends. */
  readonly lead: string;
  readonly standing: Standing;
  /** Number of changes; the ETag. */
  readonly rev: number;
  /** Version of the list of required agencies. */
  readonly version: number;
  readonly openedAt: Instant;
  readonly requestedAt?: Instant;
  readonly activeAt?: Instant;
  readonly endedAt?: Instant;
  /** First and last local day. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** When the coordinator is asked to end it: as the last day is over, and then again and again. */
  readonly endAskedAt: Instant;
  readonly parties: Readonly<Record<string, Party>>;
  readonly requests: Readonly<Record<string, readonly SignatureRequest[]>>;
  /** What is promised and has not ended. */
  readonly commitments: Readonly<Record<string, Commitment>>;
}

export type CompactState = { readonly phase: 'absent' } | OpenCompact;
export const absentCompact: CompactState = { phase: 'absent' };

export const ledgerOf = ({ id }: Pick<OpenCompact, 'id'>): string => `compact/${id}`;

/** The agencies whose leaders must have signed, in the order of the list. */
export const required = ({ parties }: Pick<OpenCompact, 'parties'>): readonly (readonly [string, Party])[] =>
  Object.entries(parties).filter(([, { status }]) => status === 'REQUIRED').sort(([, a], [, b]) => a.place - b.place);

export const hasSigned = (state: Pick<OpenCompact, 'requests'>, agency: string): boolean => (state.requests[agency] ?? []).some(({ signed }) => signed !== undefined);

/** Required agencies whose leaders have not signed. Agencies are compared, never counted (refusal 9 of the domain report). */
export const missing = (state: OpenCompact): readonly string[] => required(state).map(([agency]) => agency).filter((agency) => !hasSigned(state, agency));

/** The request that waits for a leader's answer. */
export function openRequest(state: OpenCompact, agency: string): SignatureRequest | undefined {
  const last = state.requests[agency]?.at(-1);
  return state.standing === 'ENDED' || state.parties[agency]?.status !== 'REQUIRED' || last?.signed !== undefined ? undefined : last;
}
