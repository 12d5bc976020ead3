/** What an order says to its case: that there is one, whether losses are open, and who owes nothing more. */
import type { Change } from '../ledger.ts';
import { sayToCase } from '../matter/record.ts';
import type { RedressEvent } from './events.ts';
import { hasOpenShares, ledgerOf, liabilityLeft, type Redress, type RedressState } from './state.ts';

const yes = (is: boolean): string => (is ? 'YES' : 'NO');

/** By fact and defendant. */
function said(state: RedressState): Readonly<Record<string, string>> {
  if (state.phase === 'absent') return {};
  return Object.fromEntries(Object.entries(state.liable).flatMap(([defendant, liable]) => [[`ORDER_MADE:${defendant}`, 'YES'], [`LOSSES_OPEN:${defendant}`, yes(hasOpenShares(state))], [`PAYMENT_OVER:${defendant}`, yes(isOver(state, liabilityLeft(state, liable)))]]));
}

const isOver = (state: Redress, left: number): boolean => state.stage === 'OVER' || (left === 0 && !hasOpenShares(state));

export function redressErrands({ before, after, event }: Change<RedressState, RedressEvent>) {
  if (after.phase === 'absent' || before === after) return [];
  const old = said(before);
  const facts = Object.entries(said(after)).filter(([key, value]) => old[key] !== value && !(old[key] === undefined && value === 'NO')).map(([key, value]) => {
    const [fact = '', about = ''] = key.split(':');
    return { fact, about, value };
  });
  return facts.length === 0 ? [] : [sayToCase(ledgerOf(after), after.case, event.by, { nth: after.rev, facts })];
}
