/** Folding: an event is a fact, taken as it is and never refused. Commitments that have ended leave the state with the next event. */
import { higher, newClimb } from '../climb.ts';
import { evolveCommitment, evolveRung } from '../commitment/evolve.ts';
import { hasEnded } from '../commitment/state.ts';
import { Fault, unreachable } from '../decision.ts';
import type { CompactEvent, SignatureRung } from './events.ts';
import { partyOf } from './ground.ts';
import type { CompactState, OpenCompact, Party, SignatureRequest } from './state.ts';

type EventOf<T extends CompactEvent['type']> = Extract<CompactEvent, { type: T }>;

export function evolve(state: CompactState, event: CompactEvent): CompactState {
  if (event.type === 'CompactOpened') return opened(event);
  if (state.phase === 'absent') throw new Fault(`${event.type} before CompactOpened`);
  const next = { ...withoutEnded(state), rev: state.rev + (event.type === 'StillOpen' ? 0 : 1) };
  if ('commitment' in event) return { ...next, commitments: { ...next.commitments, [event.commitment]: evolveCommitment(next.commitments[event.commitment], event) } };
  return evolveCompact(next, event);
}

function opened({ type: _type, at, by: _by, ...event }: EventOf<'CompactOpened'>): OpenCompact {
  return { phase: 'open', ...event, standing: 'DRAFT', rev: 1, version: 1, openedAt: at, requests: {}, commitments: {} };
}

function withoutEnded(state: OpenCompact): OpenCompact {
  const kept = Object.entries(state.commitments).filter(([, commitment]) => !hasEnded(commitment));
  return kept.length === Object.keys(state.commitments).length ? state : { ...state, commitments: Object.fromEntries(kept) };
}

function evolveCompact(state: OpenCompact, event: Exclude<CompactEvent, { type: 'CompactOpened' } | { commitment: string }>): OpenCompact {
  switch (event.type) {
    case 'SignatureRequested':
      return requested(state, event);
    case 'LeaderNamed':
      return lastRequest(withParty(state, event.agency, { leader: event.leader }), event.agency, (request) => withLeader(request, event.leader));
    case 'LeadNamed':
      return withParty(state, event.agency, { lead: event.lead, deputy: event.deputy });
    case 'SignatureGiven':
      return lastRequest(state, event.agency, (request) => ({ ...request, signed: { at: event.at, by: event.signer } }));
    case 'CompactActivated':
      return { ...state, standing: 'ACTIVE', activeAt: event.at };
    case 'CompactSuspended':
      return { ...state, standing: 'SUSPENDED' };
    case 'CompactAmended':
      return event.takenOff.reduce((before, agency) => withParty(before, agency, { status: 'TAKEN_OFF' }), { ...state, version: event.version });
    case 'AgencyLeft':
      return { ...withParty(state, event.agency, { status: 'LEFT' }), version: state.version + 1 };
    case 'CompactEndAsked':
      return { ...state, endAskedAt: event.againAt };
    case 'CompactEnded':
      return { ...state, standing: 'ENDED', endedAt: event.at };
    case 'LevelReached':
    case 'StillOpen':
      return climbed(state, event);
    default:
      return unreachable(event);
  }
}

function requested(state: OpenCompact, { agency, version, leader, deadline, at }: EventOf<'SignatureRequested'>): OpenCompact {
  const request: SignatureRequest = { version, requestedAt: at, climb: newClimb(version, deadline), ...(leader !== undefined && { leader }) };
  const asked = { ...state, requests: { ...state.requests, [agency]: [...(state.requests[agency] ?? []), request] } };
  // A first request opens the compact for signature; a later one names who leads the agency now.
  return version === 1 ? { ...asked, standing: 'OPEN_FOR_SIGNATURE', requestedAt: state.requestedAt ?? at } : withParty(asked, agency, { leader });
}

function climbed(state: OpenCompact, event: Extract<CompactEvent, { type: 'LevelReached' | 'StillOpen' }>): OpenCompact {
  if (isOfSignature(event)) return lastRequest(state, event.subject, (request) => ({ ...request, climb: higher(request.climb, event) }));
  const commitment = state.commitments[event.subject];
  if (commitment === undefined) throw new Fault('an event names a commitment that is not there');
  return { ...state, commitments: { ...state.commitments, [event.subject]: evolveRung(commitment, { ...event, of: event.of }) } };
}

const isOfSignature = <T extends { readonly of: string }>(event: T): event is Extract<T, SignatureRung> => event.of === 'signature';

/** Members said as undefined are taken away. */
function withParty(state: OpenCompact, agency: string, change: { readonly [Key in keyof Party]?: Party[Key] | undefined }): OpenCompact {
  const party = Object.fromEntries(Object.entries({ ...partyOf(state, agency), ...change }).filter(([, value]) => value !== undefined)) as unknown as Party;
  return { ...state, parties: { ...state.parties, [agency]: party } };
}

function withLeader({ leader: _before, ...request }: SignatureRequest, leader: string | undefined): SignatureRequest {
  return leader === undefined ? request : { ...request, leader };
}

function lastRequest(state: OpenCompact, agency: string, change: (request: SignatureRequest) => SignatureRequest): OpenCompact {
  const requests = state.requests[agency] ?? [];
  const last = requests.at(-1);
  return last === undefined ? state : { ...state, requests: { ...state.requests, [agency]: [...requests.slice(0, -1), change(last)] } };
}
