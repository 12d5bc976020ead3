/** Rows of `erasure_view` and `hold_view`, and who hears that an erasure may be approved. Of her, never she. */
import { changed, type Change, type PlacedNotice } from '../../ledger.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimState } from '../state.ts';
import { fileOf, type Tables } from '../topic.ts';
import type { Erasure, Hold } from './erasure.ts';

const rowOf = ({ id, basis, by: requestedBy, at: requestedAt, unlocksAt, isUnlocked, approvals }: Erasure, ended: { readonly state: string; readonly endedAt: string; readonly keys?: number; readonly unreadable?: readonly string[] } | undefined) => ({
  id, basis, requestedBy, requestedAt, unlocksAt, state: ended?.state ?? (isUnlocked ? 'UNLOCKED' : 'WAITING'), approvers: approvals.map(({ person }) => person),
  endedAt: ended?.endedAt ?? null, keys: ended?.keys ?? null, unreadable: ended?.unreadable ?? null,
});

export function erasureRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const erasures = new Map<string, object>();
  const holds = new Map<string, object>();
  for (const { event, before, after } of changes) {
    const [old, now] = [fileOf(before), fileOf(after)];
    if (now?.erasure !== undefined) erasures.set(now.erasure.id, rowOf(now.erasure, undefined));
    else if (old?.erasure !== undefined && event.type === 'ErasureCancelled') erasures.set(old.erasure.id, rowOf(old.erasure, { state: 'CANCELLED', endedAt: event.at }));
    else if (old?.erasure !== undefined && event.type === 'ErasureDone') erasures.set(old.erasure.id, rowOf(old.erasure, { state: 'DONE', endedAt: event.at, keys: event.keys, unreadable: event.unreadable }));
    const row = (id: string, { basis, agency, from: fromAt }: Hold, untilAt: string | null) => holds.set(id, { id, basis, agency, fromAt, untilAt });
    for (const [id, hold] of changed(old?.holds, now?.holds ?? {})) row(id, hold, null);
    if (event.type === 'HoldLifted' && old?.holds?.[event.hold] !== undefined) row(event.hold, old.holds[event.hold] as Hold, event.at);
  }
  return { erasures, holds };
}

export const erasureNotices = (changes: readonly Change<VictimState, VictimEvent>[]): readonly PlacedNotice[] =>
  changes.flatMap(({ index, event }) => (event.type === 'ErasureUnlocked' ? (event.to ?? []).map((to) => ({ index, kind: 'request', level: null, subject: event.erasure, to })) : []));
