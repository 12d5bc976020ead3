/** What her file asks of other ledgers: that a case knows her, by her name there and by nothing else. */
import type { VictimEvent } from './events.ts';

export function victimErrands(event: VictimEvent) {
  if (event.type !== 'CaseJoined' && event.type !== 'CaseLeft') return [];
  const { victim, case: of, at, by: actor } = event;
  const said = event.type === 'CaseJoined' ? { type: 'victim-joins' as const, victim, as: event.as } : { type: 'victim-leaves' as const, victim };
  // She may come back: another time is another errand.
  return [{ id: `${said.type}/${victim}/${of}/${at}`, ledger: `case/${of}`, keeper: `case/${of}`, body: said, actor }];
}
