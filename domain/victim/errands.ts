/** What her file asks of other ledgers: that a case knows her, by her name there and by nothing else; that it hears what she says of being ready, and when she was heard; that it stops what rests on a consent that is over; and that it offers anew what a suspect holds in it. */
import type { Change } from '../ledger.ts';
import type { VictimEvent } from './events.ts';
import type { VictimState } from './state.ts';
import { fileOf } from './topic.ts';

export const victimErrands = (change: Change<VictimState, VictimEvent>) => [...joining(change.event), ...consentEnded(change), ...suspected(change), ...words(change.event), ...circumstances(change.event)];

/** Whoever is suspected by name sees no case of hers any more (consent rule 4): what they hold there would stand still. */
function suspected({ event, before }: Change<VictimState, VictimEvent>) {
  const file = fileOf(before);
  const person = event.type === 'StandingSuspected' ? file?.standing[event.standing]?.person : undefined;
  if (event.type !== 'StandingSuspected' || file === undefined || person === undefined) return [];
  return Object.keys(file.cases).sort().map((of) => ({ id: `re-offer/${file.victim}/${of}/${event.standing}`, ledger: `case/${of}`, keeper: `case/${of}`, actor: event.by, body: { type: 're-offer' as const, person } }));
}

function words(event: VictimEvent) {
  if (event.type !== 'WordPassedOn' && event.type !== 'SessionPassedOn') return [];
  const { victim, case: of, nth, by: actor } = event;
  const body = event.type === 'SessionPassedOn' ? { type: 'her-session' as const, victim } : { type: 'her-word' as const, victim, signal: event.signal, ...(event.until !== undefined && { until: event.until }) };
  return [{ id: `${body.type}/${victim}/${of}/${nth}`, ledger: `case/${of}`, keeper: `case/${of}`, body, actor }];
}

function circumstances(event: VictimEvent) {
  if (event.type !== 'CircumstancePassedOn') return [];
  const { victim, case: of, nth, said, value, by: actor } = event;
  return [{ id: `her-circumstance/${victim}/${of}/${said}/${nth}`, ledger: `case/${of}`, keeper: `case/${of}`, body: { type: 'her-circumstance' as const, victim, said, value }, actor }];
}

function joining(event: VictimEvent) {
  if (event.type !== 'CaseJoined' && event.type !== 'CaseLeft') return [];
  const { victim, case: of, at, by: actor } = event;
  const said = event.type === 'CaseJoined' ? { type: 'victim-joins' as const, victim, as: event.as, ...(event.said !== undefined && { said: event.said }) } : { type: 'victim-leaves' as const, victim };
  // She may come back: another time is another errand.
  return [{ id: `${said.type}/${victim}/${of}/${at}`, ledger: `case/${of}`, keeper: `case/${of}`, body: said, actor }];
}

/** Whatever took a consent out of her file, or her out of a case, each case concerned looks at what rests on it. One errand for each case and place of the file. */
function consentEnded({ event, before, after }: Change<VictimState, VictimEvent>) {
  const old = fileOf(before);
  const now = fileOf(after);
  if (old === undefined || now === undefined) return [];
  const hasEnded = Object.keys(old.consents).some((id) => now.consents[id] === undefined);
  const cases = event.type === 'CaseLeft' ? [event.case] : hasEnded ? Object.keys(now.cases).sort() : [];
  return cases.map((of) => ({
    id: `consent-ended/${now.victim}/${of}/${now.rev}`, ledger: `case/${of}`, keeper: `case/${of}`, actor: event.by, body: { type: 'consent-ended' as const, victim: now.victim },
  }));
}
