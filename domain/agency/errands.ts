/** What a desk asks of other ledgers: that open work of somebody who left is offered anew. The ledger that keeps the work decides. */
import type { DeskEvent } from './events.ts';

export function deskErrands(event: DeskEvent) {
  if (event.type !== 'WorkReOffered') return [];
  return event.work.map(({ ledger, keeper, step, rev }) => ({
    // The revision makes it another errand when the work has changed meanwhile, and the same when nothing has.
    id: `re-offer/${event.sweep}/${ledger}/${step}/${rev}`, ledger, keeper, actor: event.person, body: { type: 're-offer' as const, step, person: event.person },
  }));
}
