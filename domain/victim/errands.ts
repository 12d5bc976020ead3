/** What her file asks of other ledgers: that a case knows her, by her name there; that it hears what she says of being ready, and when she was heard; and nothing else. */
import type { VictimEvent } from './events.ts';

export function victimErrands(event: VictimEvent) {
  if (event.type === 'WordPassedOn' || event.type === 'SessionPassedOn') {
    const { victim, case: of, nth, by: actor } = event;
    const body = event.type === 'SessionPassedOn' ? { type: 'her-session' as const, victim } : { type: 'her-word' as const, victim, signal: event.signal, ...(event.until !== undefined && { until: event.until }) };
    return [{ id: `${body.type}/${victim}/${of}/${nth}`, ledger: `case/${of}`, keeper: `case/${of}`, body, actor }];
  }
  if (event.type !== 'CaseJoined' && event.type !== 'CaseLeft') return [];
  const { victim, case: of, at, by: actor } = event;
  const said = event.type === 'CaseJoined' ? { type: 'victim-joins' as const, victim, as: event.as } : { type: 'victim-leaves' as const, victim };
  // She may come back: another time is another errand.
  return [{ id: `${said.type}/${victim}/${of}/${at}`, ledger: `case/${of}`, keeper: `case/${of}`, body: said, actor }];
}
