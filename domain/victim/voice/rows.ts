/** Rows of what she says and decides: each word stays, whatever she says next. */
import { own } from '../../facts.ts';
import type { Change } from '../../ledger.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimFile, VictimState } from '../state.ts';
import { fileOf, type Tables } from '../topic.ts';
import { voiceOf } from './voice.ts';

export function voiceRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const tables = { readinessSignals: new Map<string, object>(), protectedPeriods: new Map<string, object>(), participations: new Map<string, object>(), determinations: new Map<string, object>(), ownWords: new Map<string, object>() };
  for (const { index: seq, event, before, after } of changes) {
    const [old, file] = [fileOf(before), fileOf(after)];
    if (file === undefined) continue;
    if (event.type === 'ReadinessGiven') tables.readinessSignals.set(String(seq), { seq, signal: event.signal, voice: event.voice, notBefore: event.until ?? null, at: event.at });
    if (event.type === 'ParticipationDecided') tables.participations.set(String(seq), { seq, caseLedger: `case/${event.case}`, mode: event.mode, support: event.support, voice: event.voice, fromAt: event.from, at: event.at });
    if (event.type === 'ProtectedPeriodOpened' || event.type === 'ProtectedPeriodExtended') period(tables.protectedPeriods, event.period, file);
    if (event.type === 'BestInterestsDetermined') {
      const { type: _type, by: _by, determination: id, ...determined } = event;
      tables.determinations.set(id, { id, ...determined });
    }
    if (event.type === 'OwnWordsGiven' || event.type === 'OwnWordsPresented') words(tables.ownWords, event.paper, file, null);
    if (event.type === 'PaperWithdrawn' && old !== undefined) words(tables.ownWords, event.paper, old, event.at);
  }
  return tables;
}

function period(rows: Map<string, object>, id: string, file: VictimFile): void {
  const found = own(voiceOf(file).periods, id);
  if (found !== undefined) rows.set(id, { id, basis: found.basis, source: found.source, fromAt: found.from, untilAt: found.until });
}

function words(rows: Map<string, object>, id: string, file: VictimFile, withdrawnAt: string | null): void {
  const found = own(voiceOf(file).ownWords, id);
  if (found !== undefined) rows.set(id, { id, kind: found.kind, at: found.at, presentedAt: found.presentedAt ?? null, withdrawnAt });
}
