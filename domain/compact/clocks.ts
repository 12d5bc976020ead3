/** Every clock of a compact, derived from its state and from nothing else: of signatures, of promises, and of its last day. */
import { isEscalated, nextLevel } from '../climb.ts';
import { clocksOfCommitment, keepersOfCommitment, promiseWordOf, type PromiseClock } from '../commitment/clocks.ts';
import { inOrder, type Clock, type Keeper } from '../ledger.ts';
import { ledgerOf, openRequest, required, type CompactState, type OpenCompact, type SignatureRequest } from './state.ts';

/** The only words time may say to a compact, by the clock that says them. */
export const compactWordOf = {
  ...promiseWordOf,
  'signature-reminder': 'signature.remind',
  'signature-due': 'escalation.open',
  'next-level': 'ladder.climb',
  'compact-end': 'end.ask',
} as const;
export type CompactClock = keyof typeof compactWordOf;

export type CompactKeeperClock = PromiseClock | 'signature-reminder' | 'signature-due' | 'compact-end';
export type CompactPhase = 'absent' | 'draft' | 'open-for-signature' | 'active' | 'suspended';

const phaseOf = { DRAFT: 'draft', OPEN_FOR_SIGNATURE: 'open-for-signature', ACTIVE: 'active', SUSPENDED: 'suspended' } as const satisfies Readonly<Record<Exclude<OpenCompact['standing'], 'ENDED'>, CompactPhase>>;

const kept = (state: OpenCompact) => ({ id: state.id, keeper: ledgerOf(state) });
const escalationOf = (state: OpenCompact, agency: string, { version }: SignatureRequest): string => `escalation/${state.id}/${agency}/${version}`;

function clockOfSignature(state: OpenCompact, agency: string): readonly Clock<CompactClock>[] {
  const request = openRequest(state, agency);
  const next = request === undefined ? undefined : nextLevel(request.climb);
  if (request === undefined || next === undefined) return [];
  const clock = (name: CompactClock, keeper: string): Clock<CompactClock> => ({ id: `${state.id}/${agency}/${request.version}/${next.level}@${next.at}`, keeper, name, subject: agency, dueAt: next.at });
  if (isEscalated(request.climb)) return [clock('next-level', escalationOf(state, agency, request))];
  return [clock(next.level === 'L0' ? 'signature-reminder' : 'signature-due', ledgerOf(state))];
}

export function clocksOf(state: CompactState): readonly Clock<CompactClock>[] {
  if (state.phase === 'absent') return [];
  const end: readonly Clock<CompactClock>[] =
    state.standing === 'ENDED' ? [] : [{ id: `${state.id}/end@${state.endAskedAt}`, keeper: ledgerOf(state), name: 'compact-end', subject: state.id, dueAt: state.endAskedAt }];
  return inOrder([
    ...required(state).flatMap(([agency]) => clockOfSignature(state, agency)),
    ...Object.values(state.commitments).flatMap((commitment): readonly Clock<CompactClock>[] => clocksOfCommitment(kept(state), commitment)),
    ...end,
  ]);
}

/** Every process that must be alive for this compact, with its phase. What is not listed has ended. */
export function keepersOf(state: CompactState): readonly Keeper[] {
  if (state.phase === 'absent' || state.standing === 'ENDED') return [];
  const signatures = required(state).flatMap(([agency]): readonly Keeper[] => {
    const request = openRequest(state, agency);
    return request !== undefined && isEscalated(request.climb) ? [{ id: escalationOf(state, agency, request), phase: 'climbing' }] : [];
  });
  return [{ id: ledgerOf(state), phase: phaseOf[state.standing] }, ...signatures, ...Object.values(state.commitments).flatMap((commitment) => keepersOfCommitment(kept(state), commitment))];
}
