/** Who is told what, by event. Notices name codes and ids, never people's words. A matter of one agency names it; a matter of all says `compact`. */
import { noticesOfCommitment } from '../commitment/notices.ts';
import type { Address } from '../facts.ts';
import type { Notice as AnyNotice } from '../ledger.ts';
import { distinct } from '../recipients.ts';
import type { CompactEvent } from './events.ts';
import { coordinatorOf, leaderOf, partyOf, teamOf } from './ground.ts';
import { required, type CompactState, type OpenCompact } from './state.ts';

export type CompactNoticeKind = 'offer' | 'answer' | 'change' | 'reminder' | 'level' | 'unresolved';
type Notice = AnyNotice<CompactNoticeKind>;

export function noticesOf(event: CompactEvent, state: CompactState): readonly Notice[] {
  if (state.phase === 'absent') return [];
  const skipped = 'skipped' in event && event.skipped !== undefined ? { skipped: event.skipped } : {};
  const tell = (kind: CompactNoticeKind, subject: string, to: readonly Address[], level: string | null = null): readonly Notice[] => distinct(to).map((address) => ({ kind, level, subject, to: address, ...skipped }));
  if ('commitment' in event) return commitmentNotices(event, state);
  switch (event.type) {
    case 'SignatureRequested':
    case 'LeaderNamed':
      return tell('offer', event.agency, [leaderOf(event.agency, event)]);
    case 'LeadNamed':
      return tell('change', 'compact', [{ agency: event.agency, person: event.lead }]);
    case 'SignatureGiven':
      return tell('answer', event.agency, [coordinatorOf(state)]);
    case 'CompactActivated':
    case 'CompactSuspended':
      return tell('change', 'compact', [coordinatorOf(state), ...everyLead(state)]);
    case 'CompactAmended':
      return [
        ...event.takenOff.flatMap((agency) => tell('change', agency, [leaderOf(agency, partyOf(state, agency))])),
        ...event.takenOff.flatMap((agency) => tell('change', agency, [...teamOf(state).jointLeadership])),
      ];
    case 'AgencyLeft':
      return tell('change', event.agency, [coordinatorOf(state), ...teamOf(state).jointLeadership]);
    case 'CompactEnded':
      return tell('change', 'compact', everyLead(state));
    case 'CompactEndAsked':
      return tell('unresolved', 'compact', event.to);
    case 'LevelReached':
      return event.sent ? tell(event.level === 'L0' ? 'reminder' : 'level', event.subject, event.to, event.level) : [];
    case 'StillOpen':
      return tell('unresolved', event.subject, event.to);
    case 'CompactOpened':
      return [];
  }
}

/** Leaders, and whom they named for the work. */
const everyLead = (state: OpenCompact): readonly Address[] =>
  required(state).flatMap(([agency, party]) => [leaderOf(agency, party), ...(party.lead === undefined ? [] : [{ agency, person: party.lead }])]);

/** What a signature promises is told by the signature; only whoever shall do it hears of it besides. */
function commitmentNotices(event: Extract<CompactEvent, { commitment: string }>, state: OpenCompact): readonly Notice[] {
  const commitment = state.commitments[event.commitment];
  if (commitment === undefined) return [];
  if (event.type === 'CommitmentAccepted' && event.leader !== undefined) {
    const { agency } = commitment;
    return event.owner === event.leader ? [] : [{ kind: 'change', level: null, subject: commitment.id, to: { agency, person: event.owner } }];
  }
  return noticesOfCommitment({ team: teamOf(state) }, event, commitment).map(({ kind, to }) => ({ kind, level: null, subject: commitment.id, to }));
}
