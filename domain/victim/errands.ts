/** What her file asks of other ledgers. */
import type { Change } from '../ledger.ts';
import type { VictimEvent } from './events.ts';
import type { VictimState } from './state.ts';
import { fileOf } from './topic.ts';

/** Whatever took a consent out of her file, each case of hers looks at what rests on it. One errand for each case and place of the file. */
export function victimErrands({ event, before, after }: Change<VictimState, VictimEvent>) {
  const old = fileOf(before);
  const now = fileOf(after);
  if (old === undefined || now === undefined) return [];
  const hasEnded = Object.keys(old.consents).some((id) => now.consents[id] === undefined);
  const cases = [...new Set([...Object.keys(old.cases), ...Object.keys(now.cases)])].sort();
  return (hasEnded ? cases : []).map((of) => ({
    id: `consent-ended/${now.victim}/${of}/${now.rev}`, ledger: `case/${of}`, keeper: `case/${of}`, actor: event.by, body: { type: 'consent-ended' as const, victim: now.victim },
  }));
}
