/** Her status as a victim, as a history. Nothing that protects her ever asks for it: protection starts when she is presumed to be one, and ends with none of these words. */
import { accept, refuse } from '../../decision.ts';
import { firstRefusal, own, type Instant } from '../../facts.ts';
import type { Change } from '../../ledger.ts';
import type { StatusBasis, VictimStatus } from '../../terms.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimState } from '../state.ts';
import type { Deciders, Evolvers, Tables } from '../topic.ts';
import type { IdentityAct } from './schema.ts';

export interface Status {
  readonly status: VictimStatus;
  readonly basis: StatusBasis;
  readonly decidedBy?: string;
  readonly at: Instant;
}

export interface StatusRecorded {
  readonly type: 'StatusRecorded';
  readonly status: VictimStatus;
  readonly basis: StatusBasis;
  readonly decidedBy?: string;
}

/** Words that are somebody's decision, whether it is for her or against (refusal 25). */
const decided: readonly VictimStatus[] = ['CONFIRMED', 'NOT_CONFIRMED'];

type StatusAct = Extract<IdentityAct, { act: 'record-status' }>;
export const statusDeciders: Deciders<StatusAct> = {
  'record-status': (_file, { status, basis, decidedBy }, { facts }) => {
    const refusal = firstRefusal(
      facts,
      decided.includes(status) && decidedBy === undefined && refuse('DECIDING_BODY_REQUIRED').refusal,
      decidedBy !== undefined && own(facts.agencies, decidedBy) === undefined && refuse('AGENCY_UNKNOWN').refusal,
    );
    return refusal === undefined ? accept({ type: 'StatusRecorded', status, basis, ...(decidedBy !== undefined && { decidedBy }) }) : { events: [], refusal };
  },
};

export const statusEvolvers: Evolvers<StatusRecorded> = {
  StatusRecorded: (file, { type: _type, by: _by, ...status }) => ({ ...file, status }),
};

/** Rows of `status_view`: every entry there ever was. */
export function statusRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const statuses = new Map<string, object>();
  for (const { index, event } of changes)
    if (event.type === 'StatusRecorded') statuses.set(String(index), { seq: index, status: event.status, basis: event.basis, decidedBy: event.decidedBy ?? null, at: event.at, byPerson: event.by });
  return { statuses };
}
