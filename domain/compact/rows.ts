/** Read models of a compact as a fold of its events: the compact, its agencies, each request for a signature, its commitments, what climbed, who may see it. */
import { levelOf } from '../climb.ts';
import { commitmentTables, writeCommitments, type CommitmentTables } from '../commitment/rows.ts';
import { escalationsOf, type EscalationRow } from '../escalations.ts';
import type { Instant } from '../facts.ts';
import { changed, type Change as AnyChange, type PlacedNotice } from '../ledger.ts';
import type { CompactEvent } from './events.ts';
import { noticesOf, type CompactNoticeKind } from './notices.ts';
import { ledgerOf, openRequest, required, type CompactState, type OpenCompact, type Party, type SignatureRequest } from './state.ts';

export interface CompactRow {
  readonly id: string;
  readonly codeName: string;
  readonly keeper: string;
  readonly caseLedger: string | null;
  readonly playbookId: string;
  readonly playbookVersion: number;
  readonly state: string;
  readonly rev: number;
  readonly version: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly openedAt: Instant;
  readonly requestedAt: Instant | null;
  readonly activeAt: Instant | null;
  readonly endedAt: Instant | null;
}
export interface PartyRow {
  readonly agency: string;
  readonly place: number;
  readonly roles: readonly string[];
  readonly status: string;
  readonly leader: string | null;
  readonly lead: string | null;
  readonly deputy: string | null;
}
export interface SignatureRow {
  readonly agency: string;
  readonly version: number;
  readonly leader: string | null;
  readonly state: 'ASKED' | 'SIGNED' | 'RELEASED';
  readonly requestedAt: Instant;
  readonly dueAt: Instant | null;
  readonly signedAt: Instant | null;
  readonly signedBy: string | null;
  readonly level: string | null;
}
interface EngagementRow {
  readonly agencyId: string;
  readonly roles: readonly string[];
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
}

export interface Rows extends CommitmentTables {
  readonly compacts: ReadonlyMap<string, CompactRow>;
  readonly parties: ReadonlyMap<string, PartyRow>;
  readonly signatures: ReadonlyMap<string, SignatureRow>;
  readonly engagements: ReadonlyMap<string, EngagementRow>;
  readonly escalations: ReadonlyMap<string, EscalationRow>;
  readonly notices: readonly PlacedNotice<CompactNoticeKind>[];
}
export type Change = AnyChange<CompactState, CompactEvent>;

/** The rows a run of changes leaves. */
export function rowsOf(changes: readonly Change[]): Rows {
  const rows = {
    compacts: new Map<string, CompactRow>(), parties: new Map<string, PartyRow>(), signatures: new Map<string, SignatureRow>(),
    engagements: new Map<string, EngagementRow>(), escalations: new Map<string, EscalationRow>(), ...commitmentTables(),
  };
  for (const { index, before, after, event } of changes) {
    if (after.phase === 'absent') continue;
    const old = before.phase === 'absent' ? undefined : before;
    if (old?.rev !== after.rev) rows.compacts.set(after.id, compactRow(after));
    for (const [agency, party] of changed(old?.parties, after.parties)) rows.parties.set(agency, partyRow(agency, party));
    for (const row of signatureRows(old, after)) rows.signatures.set(`${row.agency}/${row.version}`, row);
    for (const row of engagementRows(old, after, event.at)) rows.engagements.set(row.agencyId, { ...row, fromAt: rows.engagements.get(row.agencyId)?.fromAt ?? row.fromAt });
    for (const row of climbs(old, after, event.at)) {
      const key = `${row.of}/${row.subject}/${row.version}`;
      rows.escalations.set(key, { ...row, openedAt: rows.escalations.get(key)?.openedAt ?? row.openedAt });
    }
    const shelf = { codeName: after.codeName, keeper: ledgerOf(after), caseLedger: caseLedgerOf(after) };
    writeCommitments(rows, shelf, { index, event, before: old?.commitments, after: after.commitments });
  }
  return { ...rows, notices: changes.flatMap((change) => noticesOf(change.event, change.after).map((notice) => ({ ...notice, index: change.index }))) };
}

const caseLedgerOf = (state: OpenCompact): string | null => (state.case === undefined ? null : `case/${state.case}`);

const compactRow = (state: OpenCompact): CompactRow => ({
  id: state.id, codeName: state.codeName, keeper: ledgerOf(state), caseLedger: caseLedgerOf(state), playbookId: state.playbook.id, playbookVersion: state.playbook.version,
  state: state.standing, rev: state.rev, version: state.version, startsOn: state.startsOn, endsOn: state.endsOn,
  openedAt: state.openedAt, requestedAt: state.requestedAt ?? null, activeAt: state.activeAt ?? null, endedAt: state.endedAt ?? null,
});

const partyRow = (agency: string, { place, roles, status, leader, lead, deputy }: Party): PartyRow => ({ agency, place, roles, status, leader: leader ?? null, lead: lead ?? null, deputy: deputy ?? null });

/** Every request to an agency, where anything about it has changed. */
function signatureRows(before: OpenCompact | undefined, after: OpenCompact): readonly SignatureRow[] {
  return Object.entries(after.requests).flatMap(([agency, requests]) => {
    const isSame = before?.requests[agency] === requests && before.parties[agency]?.status === after.parties[agency]?.status && before.standing === after.standing;
    return isSame ? [] : requests.map((request) => signatureRow(after, agency, request));
  });
}

function signatureRow(state: OpenCompact, agency: string, { version, leader, requestedAt, climb, signed }: SignatureRequest): SignatureRow {
  const isAsked = openRequest(state, agency)?.version === version;
  const isReleased = state.parties[agency]?.status !== 'REQUIRED' || (signed === undefined && !isAsked);
  return {
    agency, version, leader: leader ?? null, state: isReleased ? 'RELEASED' : signed === undefined ? 'ASKED' : 'SIGNED', requestedAt,
    dueAt: isAsked ? climb.deadline.due : null, signedAt: signed?.at ?? null, signedBy: signed?.by ?? null, level: levelOf(climb),
  };
}

/** The leading agency and every required one may see it: code names and commitments, and nothing of the case behind it. */
function engagedIn(state: OpenCompact): Readonly<Record<string, readonly string[]>> {
  return { [state.lead]: ['COORDINATOR'], ...Object.fromEntries(required(state).map(([agency, { roles }]) => [agency, roles])) };
}

function engagementRows(before: OpenCompact | undefined, after: OpenCompact, at: Instant): readonly EngagementRow[] {
  if (before !== undefined && before.parties === after.parties) return [];
  const old = before === undefined ? {} : engagedIn(before);
  const now = engagedIn(after);
  const came = Object.entries(now).filter(([agency]) => old[agency] === undefined).map(([agencyId, roles]) => ({ agencyId, roles, fromAt: at, untilAt: null }));
  const went = Object.entries(old).filter(([agency]) => now[agency] === undefined).map(([agencyId, roles]) => ({ agencyId, roles, fromAt: at, untilAt: at }));
  return [...came, ...went];
}

function climbs(before: OpenCompact | undefined, after: OpenCompact, at: Instant): readonly EscalationRow[] {
  const signatures = Object.keys(after.requests).flatMap((agency) => {
    const was = before === undefined ? undefined : openRequest(before, agency)?.climb;
    return escalationsOf({ of: 'signature', subject: agency, before: was, after: openRequest(after, agency)?.climb }, at);
  });
  const promises = changed(before?.commitments, after.commitments).flatMap(([id, { climb }]) => escalationsOf({ of: 'commitment', subject: id, before: before?.commitments[id]?.climb, after: climb }, at));
  return [...signatures, ...promises];
}
